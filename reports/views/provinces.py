"""The matrix in counts by province: each leads down to the matrix of its offices, that of one office to its papers."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from rakor.lib.spreadsheets import Column as SheetColumn
from rakor.lib.spreadsheets import Value
from reports.matrix import Matrix
from reports.matrix_forms import SightForm
from reports.models import Column
from reports.tallies import Line, Tally, line_of, lines_of
from reports.views.faces import path_of
from reports.views.matrix import deadlines_of, note_of, sheet_response, sight_of


@allow("province.list", model=Rakor, may=Rakor.is_hosted_by)
def province_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form, seen = sight_of(request, rakor, by_province=True)
    whole = line_of("", "", seen.rows)
    context = {
        "rakor": rakor,
        "form": form,
        "matrix": seen,
        "lines": [shown(line, seen, form) for line in lines_of(seen, form.provinces)],
        "whole": whole,
        "whole_cells": list(zip(seen.columns, whole.tallies, strict=True)),
        "deadlines": deadlines_of(seen.columns, form.now),
    }
    return render(request, "reports/province_list.html", context, status=422 if form.errors else 200)


Cells = list[tuple[Column, Tally | None, str]]  # each with the address that leads down from it


def shown(line: Line, seen: Matrix, form: SightForm) -> tuple[Line, str, Cells]:
    """With the address of the matrix of this province, at the moment that is looked at."""
    asked = {"provinsi": line.code} | ({"per": form["per"].value()} if form.is_past else {})
    matrix = f"{reverse('matrix_show', args=[seen.rakor.pk])}?{urlencode(asked)}"
    if len(line.rows) > 1:
        ways = [f"{matrix}&{urlencode({'berkas': column.name})}" for column in seen.columns]
    else:
        office = reverse("paper_show", args=[line.rows[0].invitation.pk, 0, "-"]).removesuffix("0/-/")
        ways = [office + path_of(column) for column in seen.columns]
    return line, matrix, list(zip(seen.columns, line.tallies, ways, strict=True))


@allow("province.sheet", model=Rakor, may=Rakor.is_hosted_by)
def province_sheet(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form, seen = sight_of(request, rakor, by_province=True)
    columns = [SheetColumn("Provinsi", 28), SheetColumn("Kantor", 8, "0")]
    columns += [SheetColumn(" ".join(part for part in (c.head, c.sub) if part), 16) for c in seen.columns]
    columns += [SheetColumn(head, 10, "0") for head in ("Wajib", "Dikirim", "Diterima", "Terlambat")]
    lines = [*lines_of(seen, form.provinces), line_of("", "Jumlah", seen.rows)]
    rows = [sheet_row(line) for line in lines]
    return sheet_response(columns, rows, note=note_of(rakor, form), name="Rekap per provinsi", of=rakor)


def sheet_row(line: Line) -> list[Value]:
    return [line.name, len(line.rows), *map(tally_text, line.tallies), *line.total]


def tally_text(tally: Tally | None) -> str:
    return f"{tally.words}, {tally.more}" if tally else ""
