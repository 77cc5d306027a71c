from reports.models.decisions import Decision, DecisionKind
from reports.models.obligations import CellState, DraftFile, Obligation, Submission, SubmissionFile
from reports.models.requirements import Column, DeadlineMove, KeptRequirement, Requirement, RequirementSet
from reports.models.shapes import QuestionKind, RequirementKind, RequirementShape

__all__ = [
    "CellState",
    "Column",
    "DeadlineMove",
    "Decision",
    "DecisionKind",
    "DraftFile",
    "KeptRequirement",
    "Obligation",
    "QuestionKind",
    "Requirement",
    "RequirementKind",
    "RequirementSet",
    "RequirementShape",
    "Submission",
    "SubmissionFile",
]
