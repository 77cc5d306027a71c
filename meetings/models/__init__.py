from meetings.models.access_links import AccessLink
from meetings.models.assignments import AssignmentLetter
from meetings.models.directions import Direction, Reference
from meetings.models.elections import Election, Stage
from meetings.models.invitations import Answer, Delegate, Invitation, InvitationQuota, Quota, Seat
from meetings.models.kelas import Kelas, Room, SeatRule
from meetings.models.rakor import Duty, DutyKind, Mode, Rakor, RakorKind, RakorState

__all__ = [
    "AccessLink",
    "Answer",
    "AssignmentLetter",
    "Delegate",
    "Direction",
    "Duty",
    "DutyKind",
    "Election",
    "Invitation",
    "InvitationQuota",
    "Kelas",
    "Mode",
    "Quota",
    "Rakor",
    "RakorKind",
    "RakorState",
    "Reference",
    "Room",
    "Seat",
    "SeatRule",
    "Stage",
]
