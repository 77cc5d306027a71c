from agendas.models.attendance import SEAT_TAKEN, Attendance, Group, How, Move, Scan, Status
from agendas.models.editions import AcceptedClash, Edition
from agendas.models.facts import Appearance, Part, StandIn
from agendas.models.sessions import Session, SessionKind, SessionQuerySet, Speaker, Topic
from agendas.models.sharing import Material, Slot
from agendas.models.sheets import SignedSheet

__all__ = [
    "SEAT_TAKEN",
    "AcceptedClash",
    "Appearance",
    "Attendance",
    "Edition",
    "Group",
    "How",
    "Material",
    "Move",
    "Part",
    "Scan",
    "Session",
    "SessionKind",
    "SessionQuerySet",
    "SignedSheet",
    "Slot",
    "Speaker",
    "StandIn",
    "Status",
    "Topic",
]
