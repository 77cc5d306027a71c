"""Cells of the matrix as HTML. Those that look alike are rendered once, or the page of a country takes seconds."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.matrix import Cell, Row
from reports.models import CellState, Column

NOT_OWED = '<td class="is-settled" role="cell"></td>'


class Faces:
    def __init__(self) -> None:
        self.drawn: dict[tuple[str, CellState, str], str] = {}
        self.columns: dict[Column, tuple[str, str]] = {}

    def row(self, row: Row) -> SafeString:
        """All cells of one office; the template escapes the words, this the head and the address."""
        office = reverse("paper_show", args=[row.invitation.pk, 0, "-"]).removesuffix("0/-/")
        return mark_safe("".join(self.cell(cell, office) if cell else NOT_OWED for cell in row.cells))  # noqa: S308

    def cell(self, cell: Cell, office: str) -> str:
        look = (css_of(cell), cell.state, cell.words)
        if look not in self.drawn:
            css, state, words = look
            self.drawn[look] = render_to_string("reports/_cell.html", {"css": css, "state": state, "words": words})
        head, paper = self.column(cell.column)
        return self.drawn[look].replace("[kepala]", head, 1).replace("[alamat]", office + paper, 1)

    def column(self, column: Column) -> tuple[str, str]:
        if column not in self.columns:
            self.columns[column] = (escape(column.head), f"{column.requirement.pk}/{column.path_bidang}/")
        return self.columns[column]


def css_of(cell: Cell) -> str:
    if cell.is_settled:
        return "is-settled"
    if cell.is_overdue:
        return "is-missing"
    return "is-returned" if cell.state == CellState.RETURNED else "is-late" if cell.is_late else ""
