"""Cells and rows of the matrix as HTML. What looks alike is rendered once, or the page of a country takes seconds."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from rakor.lib.templatetags.formats import address
from reports.matrix import Cell, Row
from reports.models import CellState, Column

NOT_OWED = '<td class="is-settled" role="cell"></td>'
LOOKS = 4096  # kept by one process


class Faces:
    """Of one page, whose columns keep their heads and addresses."""

    def __init__(self, columns: list[Column]) -> None:
        self.columns = {column: (escape(column.head), path_of(column)) for column in columns}
        self.before, _, after = reverse("paper_show", args=[0, 0, "-"]).partition("0/")
        self.after = after.removesuffix("0/-/")

    def row(self, row: Row, *, may_remind: bool) -> SafeString:
        """The whole row of one office; what may be reminded can be ticked."""
        drawn = row_look(row.waits, may_remind).format(
            pk=row.invitation.pk,
            name=escape(row.invitation.institution_name),
            address=address("invitation_show", row.invitation.pk),
            cells=self.cells(row),
            share=row.share,
        )
        return mark_safe(drawn)  # noqa: S308 - the name is escaped above, the rest are numbers and our own

    def cells(self, row: Row) -> SafeString:
        """All cells of one office; the template of a cell escapes its words, the heads are escaped here."""
        office = f"{self.before}{row.invitation.pk}/{self.after}"
        return mark_safe("".join(self.cell(cell, office) if cell else NOT_OWED for cell in row.cells))  # noqa: S308

    def cell(self, cell: Cell, office: str) -> str:
        head, path = self.columns[cell.column]
        drawn = look(css_of(cell), cell.state, cell.told)
        return drawn.replace("[alamat]", office + path, 1).replace("[kepala]", head, 1)


def path_of(column: Column) -> str:
    return f"{column.requirement.pk}/{column.path_bidang}/"


@lru_cache
def row_look(waits: bool, may_remind: bool) -> str:
    """With names in braces for what differs from office to office."""
    return render_to_string("reports/_matrix_row.html", {"waits": waits, "may_remind": may_remind})


@lru_cache(LOOKS)
def look(css: str, state: CellState, words: str) -> str:
    """With marks where the column's head and the address come."""
    return render_to_string("reports/_cell.html", {"css": css, "state": state, "words": words})


def css_of(cell: Cell) -> str:
    if cell.is_settled:
        return "is-settled"
    if cell.is_overdue:
        return "is-missing"
    if cell.state == CellState.RETURNED:
        return "is-returned"
    return "is-awaited" if cell.waits_for_office else "is-late" if cell.is_late else ""
