"""The code on the hall's screen, and the page that an office's phone opens with it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agendas import attendance, hall_code
from agendas.attendance import Mark
from agendas.attendance_access import invitation_of, shows_code, ticks
from agendas.forms.attendance import TickForm
from agendas.joining import FROM_AFAR
from agendas.models import How, Move, Session
from agendas.roll import Line, lines_of, roll_of
from meetings.models import Mode
from participants.gate import ActorRequest, allow
from participants.models.accounts import ASKED_ROLES
from rakor.lib import clock

IN_HALL = timedelta(minutes=10)  # how long a phone that has read the code may take to tick its names


@allow("attendance.code", model=Session, may=shows_code)
def attendance_code(request: ActorRequest, session: Session) -> HttpResponse:
    """Asked for again every ten seconds, so that the code on the screen is always one that is taken."""
    context: dict[str, object] = {"rakor": session.rakor, "session": session}
    now = clock.now()
    try:
        hall_code.refuse_outside(session, now=now)
        path = reverse("attendance_open", args=[hall_code.code_of(session, now=now)])
        context |= {"address": f"{settings.SITE_URL}{path}", "counts": roll_of(session).counts}
    except hall_code.Outside as outside:
        context["why"] = outside
    template = "agendas/_attendance_code.html" if request.htmx else "agendas/attendance_code.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@allow("attendance.open", to=ASKED_ROLES)
def attendance_open(request: ActorRequest, code: str) -> HttpResponse:
    """A code that holds opens the office's page of that session for ten minutes."""
    now = clock.now()
    try:
        reading = hall_code.read(code)
        session = Session.objects.visible_to(request.actor).filter(pk=reading.session_pk).first()
        if session is None or not ticks(session, request.actor):
            raise hall_code.Foreign("Kode ini milik rapat lain; kantor ini tidak diundang ke sesi itu.")
        hall_code.refuse_outside(session, now=now)
        hall_code.refuse_old(reading, now=now)
    except hall_code.Refused as refused:
        return render(request, "agendas/attendance_refused.html", {"why": refused}, status=422)
    request.session["in_hall"] = {"session": session.pk, "until": (now + IN_HALL).timestamp()}
    return redirect("attendance_tick", pk=session.pk)


def is_in_hall(request: ActorRequest, session: Session) -> bool:
    grant = request.session.get("in_hall") or {}
    return grant.get("session") == session.pk and clock.now().timestamp() <= grant["until"]


def way_in(request: ActorRequest, session: Session) -> tuple[Mode, How]:
    """By the code from the hall, or from afar where the session is held so. Raises Outside when it is closed."""
    hall_code.refuse_outside(session, now=clock.now())
    if is_in_hall(request, session):
        return Mode.ONSITE, How.HALL_CODE
    if (session.mode or session.rakor.mode) in FROM_AFAR:
        return Mode.ONLINE, How.ONLINE
    raise hall_code.Outside("Presensi sesi ini dibuka dengan memindai kode di layar ruang.")


@allow("attendance.tick", to=ASKED_ROLES, model=Session, may=ticks, methods=("GET", "POST"))
def attendance_tick(request: ActorRequest, session: Session) -> HttpResponse:
    """One login per delegation ticks all of its names that are there."""
    context: dict[str, object] = {"rakor": session.rakor, "session": session}
    try:
        mode, how = way_in(request, session)
    except hall_code.Outside as outside:
        status = 422 if request.method == "POST" else 200
        return render(request, "agendas/attendance_tick.html", context | {"why": outside}, status=status)
    lines = own_lines(request, session)
    inside = {row.known.delegate.pk: is_in(row) for row in lines if row.known.delegate}
    form, now = TickForm(request.POST or None, waiting=list(inside)), clock.now()
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["delegates"]  # some of them may have come in by a desk in the meantime
        marks = [Mark(uuid4(), delegate, Move.IN, now) for delegate in chosen if not inside[delegate.pk]]
        attendance.take(session=session, marks=marks, how=how, mode=mode, by=request.actor, now=now)
        messages.success(request, f"{len(chosen)} orang tercatat hadir.")
        return redirect("attendance_tick", pk=session.pk)
    status = 422 if form.errors else 200
    context |= {"lines": [(row, is_in(row)) for row in lines], "form": form, "mode": mode}
    context["is_waiting"] = not all(inside.values())
    return render(request, "agendas/attendance_tick.html", context, status=status)


def own_lines(request: ActorRequest, session: Session) -> list[Line]:
    invitation = invitation_of(session.rakor, request.actor)
    return lines_of(session, invitation) if invitation else []


def is_in(line: Line) -> bool:
    return line.attendance is not None and line.attendance.is_inside
