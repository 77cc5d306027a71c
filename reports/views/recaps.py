"""One paper of all offices beside each other, on a page and as Excel; the host's people alone read it."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header

from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from participants.models import Division
from rakor.files.kinds import KINDS
from rakor.lib import clock, dates
from rakor.lib.filenames import safe_name
from reports import recaps
from reports.models import Column
from reports.recap_sheets import write_recap
from reports.reviewing import bidangs_of


def columns_asked(
    request: ActorRequest, rakor: Rakor, requirement_pk: int, now: datetime
) -> tuple[list[Column], Column]:
    """All divisions of the paper, and the one that is shown: as asked for, else the reader's own, else the first."""
    columns = recaps.recapped_columns(rakor, requirement_pk, now)
    if not columns:
        raise Http404
    by_bidang = {column.bidang: column for column in columns}
    wanted = [request.GET.get("divisi", ""), *bidangs_of(request.actor, on=now.date())]
    return columns, next((by_bidang[bidang] for bidang in wanted if bidang in by_bidang), columns[0])


@allow("recap.show", model=Rakor, may=Rakor.is_hosted_by)
def recap_show(request: ActorRequest, rakor: Rakor, requirement_pk: int) -> HttpResponse:
    now = clock.now()
    columns, column = columns_asked(request, rakor, requirement_pk, now)
    recap = recaps.build(rakor=rakor, column=column, moment=now)
    shares = recaps.shares(rakor, columns, now) if len(columns) > 1 else {}
    context = {
        "rakor": rakor,
        "recap": recap,
        "totals": recap.totals() if recap.has_totals else [],
        "switch": [(other, shares[other.bidang]) for other in columns] if shares else [],
        "divisions": Division.objects.of(rakor.organiser, on=now.date()).filter(bidang=column.bidang or None),
    }
    return render(request, "reports/recap_show.html", context)


@allow("recap.sheet", model=Rakor, may=Rakor.is_hosted_by)
def recap_sheet(request: ActorRequest, rakor: Rakor, requirement_pk: int) -> HttpResponse:
    now, sheet = clock.now(), BytesIO()
    _, column = columns_asked(request, rakor, requirement_pk, now)
    write_recap(sheet, recaps.build(rakor=rakor, column=column, moment=now))
    name = safe_name(f"Rekap {column.label} per {dates.file_moment(now, rakor.timezone)}", "xlsx")
    response = HttpResponse(sheet.getvalue(), content_type=KINDS["xlsx"].content_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response
