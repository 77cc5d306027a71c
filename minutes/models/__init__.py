from minutes.models.followups import FollowUp, FollowUpState
from minutes.models.minutes import Minutes, MinutesState
from minutes.models.notes import NoteBlock, NoteKind, Outcome, OutcomeKind

__all__ = [
    "FollowUp",
    "FollowUpState",
    "Minutes",
    "MinutesState",
    "NoteBlock",
    "NoteKind",
    "Outcome",
    "OutcomeKind",
]
