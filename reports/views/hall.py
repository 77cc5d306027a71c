"""The matrix for the projector: as many offices as are read from the back of a hall, then the next ones."""

from __future__ import annotations

import hashlib
from math import ceil

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from meetings.models import Invitation, Rakor
from participants.gate import ActorRequest, allow
from rakor.lib import clock, dates
from reports import matrix
from reports.matrix import Matrix, Row
from reports.views.faces import Faces

MOST_ROWS = 15  # of one sheet; more offices are dealt out evenly
WORDS = 7  # columns in which the state's word has room; with more of them its shape stands alone, under a legend

Lines = list[tuple[str, Row, SafeString]]


@allow("matrix.hall", model=Rakor, may=Rakor.is_hosted_by)
def matrix_hall(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """Asked for again every 15 seconds, for the next sheet where there are several; nothing is sent (204) while what
    it shows is the same.
    """
    now = clock.now()
    offices = Invitation.objects.filter(rakor=rakor).select_related("institution")
    seen = matrix.build(rakor=rakor, invitations=offices, now=now)
    sheets = dealt(seen.rows)
    number = chosen(request.GET.get("lembar", ""), len(sheets))
    lines = lines_of(seen, sheets[number - 1])
    digest = digest_of(lines, dates.clock_time(now, rakor.timezone))
    if request.GET.get("sidik") == digest:
        return HttpResponse(status=204)
    before = sum(map(len, sheets[: number - 1]))
    context = {
        "rakor": rakor,
        "matrix": seen,
        "rows": lines,
        "of": seen.prefix or "Kantor",
        "is_tight": len(seen.columns) > WORDS,
        "sheets": range(1, len(sheets) + 1),
        "number": number,
        "next_number": number % len(sheets) + 1,
        "span": f"{before + 1}\N{EN DASH}{before + len(lines)} dari {len(seen.rows)}",
        "moment": now,
        "digest": digest,
    }
    template = "reports/_matrix_hall.html" if request.htmx else "reports/matrix_hall.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def dealt(rows: list[Row]) -> list[list[Row]]:
    """In as few sheets as there must be, of nearly the same length."""
    size = ceil(len(rows) / ceil(len(rows) / MOST_ROWS)) if rows else 1
    return [rows[start : start + size] for start in range(0, len(rows), size)] or [[]]


def chosen(typed: str, most: int) -> int:
    """The number of a sheet, from 1; what is none of them is the first."""
    return int(typed) if typed in map(str, range(1, most + 1)) else 1


def lines_of(seen: Matrix, rows: list[Row]) -> Lines:
    faces = Faces(seen.columns)
    return [(row.invitation.institution_name.removeprefix(seen.prefix), row, faces.cells(row)) for row in rows]


def digest_of(lines: Lines, clock_shown: str) -> str:
    shown = clock_shown + "".join(f"{name}{cells}" for name, _, cells in lines)
    return hashlib.sha256(shown.encode()).hexdigest()[:16]
