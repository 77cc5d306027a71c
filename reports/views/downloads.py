"""Many papers at once: one requirement's of all offices, or all of one office."""

from __future__ import annotations

from datetime import datetime

from django.http import Http404
from django.http.response import HttpResponseBase

from meetings.models import Invitation, Rakor
from participants.gate import ActorRequest, allow
from rakor.files.serving import zip_download
from rakor.lib import clock, dates
from rakor.lib.filenames import safe_name
from reports.downloads import entries
from reports.models import RequirementKind
from reports.moments import columns_at
from reports.newest import Newest, columns_of, newest


@allow("requirement.zip", model=Rakor, may=Rakor.is_hosted_by)
def requirement_zip(request: ActorRequest, rakor: Rakor, requirement_pk: int) -> HttpResponseBase:
    """Whoever of the host reads the matrix reads the papers behind it."""
    now = clock.now()
    columns = columns_of(rakor, requirement_pk, now)
    if not columns:
        raise Http404
    requirement = columns[0].requirement
    offices = Invitation.objects.filter(rakor=rakor).select_related("institution")
    name = "DIM" if requirement.kind == RequirementKind.DIM else str(requirement)
    return answer(rakor, newest(offices, columns, now), name, now)


@allow("office.zip", model=Invitation)
def office_zip(request: ActorRequest, invitation: Invitation) -> HttpResponseBase:
    """For the host and for the office itself: what it sent, neither a draft nor what lies before its head."""
    now, rakor = clock.now(), invitation.rakor
    return answer(rakor, newest([invitation], columns_at(rakor, now), now), str(invitation), now)


def answer(rakor: Rakor, rows: list[Newest], about: str, now: datetime) -> HttpResponseBase:
    name = safe_name(f"{about} per {dates.file_moment(now, rakor.timezone)}", "zip")
    moment = dates.local(now, rakor.timezone)
    return zip_download(entries(rows, rakor=rakor, moment=now), name=name, moment=moment)
