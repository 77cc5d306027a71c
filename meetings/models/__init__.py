from meetings.models.elections import Election, Stage
from meetings.models.invitations import Answer, Delegate, Invitation, Quota
from meetings.models.kelas import Kelas, Room
from meetings.models.rakor import Duty, DutyKind, Mode, Rakor, RakorKind, RakorState

__all__ = [
    "Answer",
    "Delegate",
    "Duty",
    "DutyKind",
    "Election",
    "Invitation",
    "Kelas",
    "Mode",
    "Quota",
    "Rakor",
    "RakorKind",
    "RakorState",
    "Room",
    "Stage",
]
