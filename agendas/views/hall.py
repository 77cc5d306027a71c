"""The screen in the hall: what is under way and what comes next, by the clock of the rakor's zone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from agendas.access import sees_the_hall
from agendas.models import Session
from agendas.timeline import scene_of
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from rakor.lib import clock


@allow("hall.show", model=Rakor, may=sees_the_hall)
def hall_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """Asked for again every 15 seconds; nothing that is only for the committee stands on it."""
    sessions = Session.objects.filter(rakor=rakor, is_internal=False).select_related("kelas", "room")
    scene = scene_of(list(sessions), rakor, now=clock.now())
    template = "agendas/_hall.html" if request.htmx else "agendas/hall_show.html"  # type: ignore[attr-defined]
    return render(request, template, {"rakor": rakor, "scene": scene})
