from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from meetings.models import Invitation, Rakor
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.files.kinds import KINDS
from rakor.lib import clock, dates
from rakor.lib.spreadsheets import Column as SheetColumn
from rakor.lib.spreadsheets import Value, write_sheet
from reports import matrix
from reports.matrix import Cell, Matrix, Row
from reports.matrix_forms import SightForm
from reports.models import CellState, Column
from reports.moments import columns_at
from reports.views.faces import Faces

SHEET_TYPE = KINDS["xlsx"].content_type


def sight_of(request: ActorRequest, rakor: Rakor, *, by_province: bool = False) -> tuple[SightForm, Matrix]:
    """The host sees every office and no draft; an office sees its own row, with its drafts while it looks at now.

    Provinces are told apart where it is asked for, and for a host whose rakor may span them.
    """
    is_host, host = rakor.is_hosted_by(request.actor), request.actor.institution
    offices = Invitation.objects.visible_to(request.actor).filter(rakor=rakor)
    offices = offices.select_related(None).select_related("institution")  # the rakor is at hand already
    if by_province or (is_host and host and host.is_national):
        offices = offices.coded(on=rakor.starts_on)
    form = SightForm(request.GET, rakor=rakor, offices=list(offices), now=clock.now())
    form.is_valid()
    columns, offices_seen = form.columns(columns_at(rakor, form.moment)), form.offices()
    drafts = not is_host and not form.is_past
    seen = matrix.build(rakor=rakor, invitations=offices_seen, columns=columns, now=form.moment, with_drafts=drafts)
    return form, seen


@allow("matrix.show", model=Rakor)
def matrix_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form, seen = sight_of(request, rakor)
    rows, faces = form.rows(seen), Faces(seen.columns)
    may_remind = rakor.remindable_by(request.actor) and not form.is_past
    context = {
        "rakor": rakor,
        "form": form,
        "matrix": seen,
        "rows": [faces.row(row, may_remind=may_remind) for row in rows],
        "is_narrowed": len(rows) < len(seen.rows),
        "deadlines": deadlines_of(seen.columns, form.now),
        "requirements": {column.requirement.pk: column.requirement for column in seen.columns}.values(),
        "is_host": rakor.is_hosted_by(request.actor),
        "office": None if rakor.is_hosted_by(request.actor) else own(seen),
        "may_review": rakor.is_hosted_by(request.actor) and request.actor.role in (Role.SECRETARIAT, Role.COMMISSIONER),
        "may_edit": rakor.editable_by(request.actor),
        "may_remind": may_remind,
    }
    return render(request, "reports/matrix_show.html", context, status=422 if form.errors else 200)


def own(seen: Matrix) -> Invitation | None:
    """The office whose row an office sees, whatever the filter."""
    return next((row.invitation for row in seen.rows), None)


def deadlines_of(columns: list[Column], now: datetime) -> list[tuple[str, datetime]]:
    """Those that have passed, each with the words by which the address asks for it."""
    found = {column.requirement.due_at: column.requirement.rakor.timezone for column in columns}
    passed = sorted((moment, tz) for moment, tz in found.items() if moment <= now)
    return [(f"{dates.local(moment, tz):%Y-%m-%dT%H:%M}", moment) for moment, tz in passed]


@allow("matrix.sheet", model=Rakor)
def matrix_sheet(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The matrix as Excel, with the moment it was true."""
    form, seen = sight_of(request, rakor)
    columns = [SheetColumn("Kantor", 34)]
    columns += [SheetColumn(" ".join(part for part in (c.head, c.sub) if part), 17) for c in seen.columns]
    columns += [SheetColumn("Diterima", 9)]
    rows: list[list[Value]] = [
        [row.invitation.institution_name, *map(cell_text, row.cells), row.share] for row in form.rows(seen)
    ]
    rows.append(["Sudah dikirim", *seen.sent_totals(), ""])
    rows.append(["Diterima", *seen.accepted_totals(), f"{seen.accepted}/{seen.owed}"])
    return sheet_response(columns, rows, note=note_of(rakor, form), name="Matriks kelengkapan", of=rakor)


def sheet_row(row: Row) -> list[Value]:
    return [row.invitation.institution_name, *map(cell_text, row.cells), row.share]


def note_of(rakor: Rakor, form: SightForm) -> str:
    """What stands above a sheet: "Rakor Contoh, Kalimantan Selatan. Keadaan per ..." """
    title = ", ".join(part for part in (rakor.title, form.province) if part)
    return f"{title}. Keadaan per {dates.moment(form.moment, rakor.timezone)}"


def sheet_response(
    columns: list[SheetColumn], rows: list[list[Value]], *, note: str, name: str, of: Rakor
) -> HttpResponse:
    sheet = BytesIO()
    write_sheet(sheet, columns, rows, note=note, name=name, frozen=1)
    response = HttpResponse(sheet.getvalue(), content_type=SHEET_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{slugify(name)}-{of.pk}.xlsx"'
    return response


def cell_text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return cell.state.label if cell.state == CellState.EXEMPT else f"{cell.state.label} ({cell.told})"
