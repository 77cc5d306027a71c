from participants.models.accounts import Right, Role, User
from participants.models.institutions import Bidang, Division, Institution, InstitutionKind
from participants.models.people import Person, Position, Rank
from participants.models.regions import Region, RegionCode, RegionKind

__all__ = [
    "Bidang",
    "Division",
    "Institution",
    "InstitutionKind",
    "Person",
    "Position",
    "Rank",
    "Region",
    "RegionCode",
    "RegionKind",
    "Right",
    "Role",
    "User",
]
