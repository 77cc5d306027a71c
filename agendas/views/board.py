from __future__ import annotations

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render

from agendas.models import Session
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from participants.models import Role
from participants.models.accounts import HOST_ROLES
from rakor.lib import dates


@allow("board.show", to=[*HOST_ROLES, Role.OBSERVER], model=Rakor, may=Rakor.is_hosted_by)
def board_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The working agenda, which only the host reads."""
    sessions = Session.objects.filter(rakor=rakor).with_people()
    zoned = [(dates.local(session.starts_at, rakor.timezone).date(), session) for session in sessions]
    days = [(day, [session for _, session in rows]) for day, rows in groupby(zoned, key=lambda row: row[0])]
    context = {"rakor": rakor, "days": days, "may_edit": rakor.editable_by(request.actor)}
    return render(request, "agendas/board_show.html", context)
