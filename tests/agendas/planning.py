"""Sessions for the tests of the board, told in a line each: `plan(cast, "Materi", "17 10.00-11.00", room="Aula")`."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from agendas import actions
from agendas.actions import Plan
from agendas.models import Session
from meetings.models import Kelas
from participants.models import Position, Rank
from rakor.lib import dates
from tests.cast import NOW, TZ, Cast


def moment(day: int, hour: str) -> Any:
    hours, minutes = hour.split(".")
    return dates.at(date(2020, 9, day), time(int(hours), int(minutes)), TZ)


def plan(cast: Cast, title: str, when: str, *, kind: str = "materi", room: str = "", **more: Any) -> Session:
    day, span = when.split()
    starts, _, ends = span.partition("-")
    values = Plan(kind, title, moment(int(day), starts), moment(int(day), ends) if ends else None, room, **more)
    return actions.add_session(rakor=cast.rakor, plan=values, by=cast.secretariat, now=NOW)


def add_kelas(cast: Cast, code: str) -> Kelas:
    return Kelas.objects.create(rakor=cast.rakor, code=code, name=f"Bidang {code}")


def chair_of(cast: Cast) -> Position:
    return Position.objects.get(institution=cast.province, rank=Rank.KETUA)


def hours(session: Session) -> str:
    """17 10.00-11.00, as it is stored now"""
    session.refresh_from_db()
    starts = dates.local(session.starts_at, TZ)
    ends = f"-{dates.hour(session.ends_at, TZ)}" if session.ends_at else ""
    return f"{starts.day} {starts:%H.%M}{ends}"
