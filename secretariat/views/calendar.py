from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render

from meetings.models import Rakor
from participants.gate import Actor, ActorRequest, allow
from rakor.lib import clock, dates
from secretariat import events, months


@allow("calendar.show")
def calendar_show(request: ActorRequest) -> HttpResponse:
    first, problem = today(request.actor).replace(day=1), ""
    if "bulan" in request.GET:
        try:
            first = months.parse_month(request.GET["bulan"])
        except months.UnknownPeriod as unknown:
            problem = str(unknown)
    month = months.month_of(request.actor, first, now=clock.now())
    beside = {"before": months.beside(first, -1), "after": months.beside(first, 1)}
    context = {"month": month, "problem": problem, "today": today(request.actor), "day_names": dates.DAYS, **beside}
    return render(request, "secretariat/calendar_show.html", context)


@allow("calendar.year")
def calendar_year(request: ActorRequest) -> HttpResponse:
    year, problem = today(request.actor).year, ""
    if "tahun" in request.GET:
        try:
            year = months.parse_year(request.GET["tahun"])
        except months.UnknownPeriod as unknown:
            problem = str(unknown)
    rows = months.year_of(request.actor, year, now=clock.now())
    count = len({entry.rakor.pk for month in rows for entry in month.entries})
    context = {"year": year, "months": rows, "count": count, "problem": problem}
    return render(request, "secretariat/calendar_year.html", context | {"before": year - 1, "after": year + 1})


@allow("rakor.calendar", model=Rakor)
def rakor_calendar(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    return calendar_file(events.calendar_of_rakor(rakor, now=clock.now()), f"rakor-{rakor.pk}.ics")


@allow("my.calendar")
def my_calendar(request: ActorRequest) -> HttpResponse:
    return calendar_file(events.calendar_of_person(request.actor.person, now=clock.now()), "kalender-rakor.ics")


def calendar_file(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)


def today(actor: Actor) -> date:
    return dates.local(clock.now(), months.home_zone(actor)).date()
