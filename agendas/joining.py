"""When the door of an online session opens and closes, and which link leads through it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction

from agendas.models import Session, SessionKind
from agendas.timeline import day_of, is_running
from meetings.joining import FIELDS
from meetings.models import Mode, Rakor
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.lib import dates

BEFORE = timedelta(minutes=15)
FROM_AFAR = (Mode.ONLINE, Mode.HYBRID)


@dataclass(frozen=True)
class Door:
    """One online session as somebody invited sees it; without a link until `opens_at`."""

    session: Session
    mode: str
    opens_at: datetime
    is_today: bool
    is_open: bool
    is_over: bool
    join_url: str = ""
    meeting_id: str = ""
    passcode: str = ""


def doors_of(rakor: Rakor, sessions: list[Session], *, now: datetime) -> list[Door]:
    """Of the sessions held online or hybrid, meals and prayers left out; none once the rakor is called off."""
    if rakor.cancelled_at or rakor.postponed_at:
        return []
    afar = [row for row in sessions if (row.mode or rakor.mode) in FROM_AFAR and row.kind != SessionKind.BREAK]
    return [door_of(row, rakor, now=now) for row in afar]


def door_of(session: Session, rakor: Rakor, *, now: datetime) -> Door:
    opens_at = session.starts_at - BEFORE
    is_over = now >= closes_at(session, rakor)
    is_open = not is_over and (now >= opens_at or is_running(session))
    is_today = dates.local(opens_at, rakor.timezone).date() == rakor.today(now)
    mode = Mode(session.mode or rakor.mode).label
    source = session if session.join_url or session.meeting_id else rakor
    shown = {name: getattr(source, name) for name in FIELDS} if is_open else {}
    return Door(session, str(mode), opens_at, is_today, is_open, is_over, **shown)


def closes_at(session: Session, rakor: Rakor) -> datetime:
    """Its end; one that still runs, or has no planned end, stays open until midnight of its place."""
    if session.ended_at:
        return session.ended_at
    if session.ends_at and not is_running(session):
        return session.ends_at
    midnight = dates.at(day_of(session, rakor) + timedelta(days=1), time(), rakor.timezone)
    return max(midnight, session.ends_at or midnight)


@transaction.atomic
def set_session_join(*, session: Session, values: dict[str, str], by: Actor, now: datetime) -> None:
    """The ledger says that they were set, never what they are."""
    Session.objects.filter(pk=session.pk).update(**values)
    details = {"mode": values["mode"], "has_link": bool(values["join_url"])}
    record(by=by, verb="session.join_set", target=session, now=now, rakor_id=session.rakor.pk, details=details)
