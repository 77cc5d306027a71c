from reports.models.obligations import CellState, Obligation, Submission
from reports.models.requirements import Column, Requirement, RequirementKind

__all__ = ["CellState", "Column", "Obligation", "Requirement", "RequirementKind", "Submission"]
