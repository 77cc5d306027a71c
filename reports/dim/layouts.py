"""The columns of a DIM: of problems in the field, or of remarks on a draft regulation."""

from __future__ import annotations

from dataclasses import dataclass

from django.forms import ModelForm

from reports.dim.forms import FIELDS, HEADS, REGULATION_FIELDS, REGULATION_HEADS, DimRowForm, RegulationRowForm
from reports.models import Obligation, RequirementKind


@dataclass(frozen=True)
class Layout:
    fields: tuple[str, ...]
    heads: tuple[str, ...]
    widths: tuple[int, ...]  # of the sheet's columns, in characters
    form: type[ModelForm]

    def texts(self, row: dict[str, str]) -> list[str]:
        return [row.get(name, "") for name in self.fields]

    def labelled(self, row: dict[str, str]) -> list[tuple[str, str]]:
        return list(zip(self.heads, self.texts(row), strict=True))


LAYOUTS = {
    RequirementKind.DIM: Layout(FIELDS, HEADS, (10, 18, 40, 28, 28, 28, 32, 22, 10), DimRowForm),
    RequirementKind.DIM_DRAFT: Layout(REGULATION_FIELDS, REGULATION_HEADS, (18, 44, 40, 44, 32), RegulationRowForm),
}


def layout_of(obligation: Obligation) -> Layout:
    return LAYOUTS[RequirementKind(obligation.requirement.kind)]
