"""The desk at the door, which goes on working without a network, and what it sends when the network is back."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from agendas.attendance_access import keeps_attendance, keeps_attendance_of
from agendas.desk import Unreadable, inside_of, mark_of, people_of, read_sightings, take_sightings
from agendas.models import Session
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from rakor.lib import clock


@allow("attendance.desk", model=Session, may=keeps_attendance)
def attendance_desk(request: ActorRequest, session: Session) -> HttpResponse:
    context = {"rakor": session.rakor, "session": session, "people": people_of(session)}
    return render(request, "agendas/attendance_desk.html", context)


@allow("attendance.inside", model=Session, may=keeps_attendance)
def attendance_inside(request: ActorRequest, session: Session) -> HttpResponse:
    """Who is inside by now, from whatever desk; nothing when the asking desk knows it already."""
    inside = inside_of(session)
    mark = mark_of(inside)
    if request.GET.get("mark") == mark:
        return HttpResponse(status=204)
    return JsonResponse({"mark": mark, "inside": inside})


@allow("attendance.sync", model=Rakor, may=keeps_attendance_of, methods=("POST",))
def attendance_sync(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """What a desk has seen, as JSON; answers per key, so that the desk forgets only what stands here."""
    try:
        sightings = read_sightings(request.body)
    except Unreadable as unreadable:
        return JsonResponse({"why": str(unreadable)}, status=422)
    answers = take_sightings(rakor=rakor, sightings=sightings, by=request.actor, now=clock.now())
    return JsonResponse({"answers": answers})
