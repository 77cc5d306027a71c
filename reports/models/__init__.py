from reports.models.comments import Comment
from reports.models.decisions import Decision, DecisionKind
from reports.models.exchange import Petition, Reopening, ReturnNote
from reports.models.obligations import CellState, DraftFile, Obligation, Submission, SubmissionFile
from reports.models.requirements import Column, DeadlineMove, KeptRequirement, Requirement, RequirementSet
from reports.models.shapes import NUMBERS, QuestionKind, RequirementKind, RequirementShape

__all__ = [
    "NUMBERS",
    "CellState",
    "Column",
    "Comment",
    "DeadlineMove",
    "Decision",
    "DecisionKind",
    "DraftFile",
    "KeptRequirement",
    "Obligation",
    "Petition",
    "QuestionKind",
    "Reopening",
    "Requirement",
    "RequirementKind",
    "RequirementSet",
    "RequirementShape",
    "ReturnNote",
    "Submission",
    "SubmissionFile",
]
