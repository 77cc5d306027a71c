"""The day itself: what runs, one button for the next step, and the facts beside the plan."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agendas import facts, timeline
from agendas.access import runnable, runnable_by, sees_the_day
from agendas.forms.facts import FactForm, fact_of, rows_form
from agendas.models import Session
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from rakor.lib import clock, dates
from rakor.lib.inputs import retype

BOUNCE = timedelta(seconds=5)  # a key that is hit twice must not take the step after it


def sessions_on(day: date, rakor: Rakor) -> list[Session]:
    starts = dates.at(day, time(), rakor.timezone)
    rows = Session.objects.filter(rakor=rakor, starts_at__gte=starts, starts_at__lt=starts + timedelta(days=1))
    return list(rows.select_related("kelas", "room"))


def day_asked(rakor: Rakor, asked: str, now: datetime) -> date:
    """The day in the address; else today, and outside the rakor its first day."""
    days = rakor.days()
    known = {day.isoformat(): day for day in days}
    return known.get(asked) or (rakor.today(now) if rakor.today(now) in days else days[0])


@allow("day.show", model=Rakor, may=sees_the_day)
def day_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """?hari=2020-09-17 shows that day; htmx asks for what runs now, a few seconds after a press."""
    now = clock.now()
    day = day_asked(rakor, request.GET.get("hari", ""), now)
    sessions = sessions_on(day, rakor)
    mine = runnable(sessions, rakor, request.actor)
    noted = [moment for row in sessions for moment in (row.started_at, row.ended_at) if moment]
    context = {
        "rakor": rakor,
        "day": day,
        "days": rakor.days(),
        "rows": [(row, row in mine) for row in sessions],
        "running": [row for row in sessions if timeline.is_running(row)],
        "step": timeline.next_step(mine, now=now),
        "has_focus": not noted or now - max(noted) > BOUNCE,
        "may_run": bool(mine),
    }
    template = "agendas/_day_now.html" if request.htmx else "agendas/day_show.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def back_to_day(session: Session) -> HttpResponse:
    day = timeline.day_of(session, session.rakor)
    return redirect(f"{reverse('day_show', args=[session.rakor.pk])}?hari={day}")


def together(session: Session, mine: list[Session], *, is_asked: bool) -> list[Session]:
    """The session, with the parallel kelas of its block where the button said so."""
    block = next((block for block in timeline.blocks_of(mine) if session in block.sessions), None)
    return block.sessions if block and is_asked else [session]


@allow("session.start", model=Session, may=runnable_by, methods=("POST",))
def session_start(request: ActorRequest, session: Session) -> HttpResponse:
    rakor, now = session.rakor, clock.now()
    mine = runnable(sessions_on(timeline.day_of(session, rakor), rakor), rakor, request.actor)
    starting = together(session, mine, is_asked="serentak" in request.POST)
    ending = timeline.overtaken_by(starting, mine)
    try:
        begun = facts.start(sessions=starting, ending=ending, by=request.actor, now=now)
        hour = dates.clock_time(now, rakor.timezone)
        words = f"{timeline.names_of(begun)} dimulai {hour}." if begun else "Sesi ini sudah dimulai sebelumnya."
        messages.success(request, words)
    except facts.TooEarly as early:
        messages.error(request, f"{early} baru direncanakan {dates.moment(session.starts_at, rakor.timezone)}.")
    return back_to_day(session)


@allow("session.end", model=Session, may=runnable_by, methods=("POST",))
def session_end(request: ActorRequest, session: Session) -> HttpResponse:
    rakor, now = session.rakor, clock.now()
    mine = runnable(sessions_on(timeline.day_of(session, rakor), rakor), rakor, request.actor)
    ending = together(session, [row for row in mine if row.started_at], is_asked="serentak" in request.POST)
    try:
        ended = facts.end(sessions=ending, by=request.actor, now=now)
        hour = dates.clock_time(now, rakor.timezone)
        words = f"{timeline.names_of(ended)} selesai {hour}." if ended else "Sesi ini sudah selesai sebelumnya."
        messages.success(request, words)
    except facts.NotStarted as waiting:
        messages.error(request, f"{waiting} belum dimulai, jadi belum dapat diakhiri.")
    return back_to_day(session)


@allow("session.fact", model=Session, may=runnable_by, methods=("GET", "POST"))
def session_fact(request: ActorRequest, session: Session) -> HttpResponse:
    data, now, status = request.POST or None, clock.now(), 200
    form, rows = FactForm(data, session=session, now=now), rows_form(session, data)
    context: dict[str, Any] = {"rakor": session.rakor, "session": session, "form": form, "rows": rows}
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            facts.correct(session=session, fact=fact_of(form, rows), seen=seen, by=request.actor, now=now)
            messages.success(request, "Kenyataan tersimpan; rencananya tetap.")
            return back_to_day(session)
        except facts.StaleFact:
            stored = Session.objects.get(pk=session.pk)
            retype(form, seen=facts.mark_of(stored))
            context["stored"], status = stored, 409
    return render(request, "agendas/session_fact.html", context, status=status)
