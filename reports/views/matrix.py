from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meetings.models import Invitation, Rakor
from participants.gate import ActorRequest, allow
from rakor.files.kinds import KINDS
from rakor.lib import clock, dates
from rakor.lib.spreadsheets import Column, write_sheet
from rakor.lib.templatetags.formats import icon
from reports import matrix
from reports.matrix import Matrix
from reports.matrix_forms import SightForm
from reports.models import CellState, Requirement

SHEET_TYPE = KINDS["xlsx"].content_type


def sight_of(request: ActorRequest, rakor: Rakor) -> tuple[SightForm, Matrix]:
    """The host sees every office and no draft; an office sees its own row, with its drafts while it looks at now."""
    form = SightForm(request.GET, rakor=rakor, now=clock.now())
    form.is_valid()
    offices = Invitation.objects.visible_to(request.actor).filter(rakor=rakor)
    offices = offices.select_related(None).select_related("institution")  # the rakor is at hand already
    with_drafts = not rakor.is_hosted_by(request.actor) and not form.is_past
    seen = matrix.build(rakor=rakor, invitations=offices, now=form.moment, with_drafts=with_drafts)
    return form, seen.only(form.columns(seen.columns))


@allow("matrix.show", model=Rakor)
def matrix_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form, seen = sight_of(request, rakor)
    rows = form.rows(seen)
    context = {
        "rakor": rakor,
        "form": form,
        "matrix": seen,
        "rows": [(row, shown_cells(row)) for row in rows],
        "is_narrowed": len(rows) < len(seen.rows),
        "deadlines": deadlines_of(rakor, form.now),
        "requirements": {column.requirement.pk: column.requirement for column in seen.columns}.values(),
        "may_edit": rakor.editable_by(request.actor),
    }
    return render(request, "reports/matrix_show.html", context, status=422 if form.errors else 200)


def deadlines_of(rakor: Rakor, now: datetime) -> list[tuple[str, datetime]]:
    """Those that have passed, each with the words by which the address asks for it."""
    passed = Requirement.objects.filter(rakor=rakor, due_at__lte=now).asked().order_by("due_at")
    moments = passed.values_list("due_at", flat=True).distinct()
    return [(f"{dates.local(moment, rakor.timezone):%Y-%m-%dT%H:%M}", moment) for moment in moments]


def shown_cells(row: matrix.Row) -> list[dict[str, Any] | None]:
    """Cells as plain words for the template: a lookup of a row's address for each cell would double the page's time."""
    below = reverse("paper_show", args=[row.invitation.pk, 0, "-"]).removesuffix("0/-/")
    return [shown_cell(cell, below) if cell else None for cell in row.cells]


def shown_cell(cell: matrix.Cell, below: str) -> dict[str, Any]:
    state = cell.state.value
    return {
        "css": css_of(cell),
        "head": cell.column.head,
        "state": state,
        "word": cell.state.label,
        "icon": icon(state),
        "words": cell.words,
        "href": f"{below}{cell.column.requirement.pk}/{cell.column.path_bidang}/",
    }


def css_of(cell: matrix.Cell) -> str:
    if cell.is_settled:
        return "is-settled"
    if cell.is_overdue:
        return "is-missing"
    return "is-returned" if cell.state == CellState.RETURNED else "is-late" if cell.is_late else ""


@allow("matrix.sheet", model=Rakor)
def matrix_sheet(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The matrix as Excel, with the moment it was true."""
    form, seen = sight_of(request, rakor)
    columns = [Column("Kantor", 36)]
    columns += [Column(" ".join(part for part in (c.head, c.sub) if part), 20) for c in seen.columns]
    columns += [Column("Diterima")]
    rows = [
        [row.invitation.institution_name, *map(cell_text, row.cells), f"{row.accepted}/{row.owed}"]
        for row in form.rows(seen)
    ]
    rows.append(["Sudah dikirim", *seen.sent_totals(), ""])
    rows.append(["Diterima", *seen.accepted_totals(), f"{seen.accepted}/{seen.owed}"])
    note = f"{rakor.title}. Keadaan per {dates.moment(form.moment, rakor.timezone)}"
    response = HttpResponse(content_type=SHEET_TYPE)
    response["Content-Disposition"] = f'attachment; filename="matriks-kelengkapan-{rakor.pk}.xlsx"'
    sheet = BytesIO()
    write_sheet(sheet, columns, rows, note=note, name="Matriks kelengkapan")
    response.write(sheet.getvalue())
    return response


def cell_text(cell: matrix.Cell | None) -> str:
    if cell is None:
        return ""
    return cell.state.label if cell.state == CellState.EXEMPT else f"{cell.state.label} ({cell.words})"
