"""What in fact happened to a session: begun, ended, who opened, led, spoke, closed. The plan never moves."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from agendas.models import Appearance, Part, Session, SessionKind
from participants.gate import Actor
from participants.models import Position
from rakor.audit.actions import record

EARLIEST = timedelta(hours=12)  # before the planned start; whoever presses sooner is on the wrong page
SPEAKERS_PART = {SessionKind.OPENING: Part.OPENED, SessionKind.CLOSING: Part.CLOSED}


class TooEarly(Exception):
    """The session is planned more than half a day from now; the text names it."""


class NotStarted(Exception):
    """What has not begun cannot end; the text names it."""


class StaleFact(Exception):
    """Somebody else noted facts of this session in the meantime."""


@transaction.atomic
def start(*, sessions: list[Session], ending: list[Session], by: Actor, now: datetime) -> list[Session]:
    """Starts what has not begun and ends what it overtakes; returns the started. A second press changes nothing."""
    early = [row for row in sessions if row.started_at is None and now < row.starts_at - EARLIEST]
    if early:
        raise TooEarly(early[0].title)
    begun = [row for row in sessions if note(row, "started", by=by, now=now)]
    if begun:
        finish(ending, by=by, now=now)
    return begun


@transaction.atomic
def end(*, sessions: list[Session], by: Actor, now: datetime) -> list[Session]:
    """Ends what runs; returns the ended. A second press changes nothing. Raises NotStarted."""
    waiting = [row for row in sessions if row.started_at is None]
    if waiting:
        raise NotStarted(waiting[0].title)
    return finish(sessions, by=by, now=now)


def finish(sessions: list[Session], *, by: Actor, now: datetime) -> list[Session]:
    return [row for row in sessions if note(row, "ended", by=by, now=now)]


def note(session: Session, event: str, *, by: Actor, now: datetime) -> bool:
    """Sets the event's pair unless it is set; an end also waits for its start. False when nothing changed."""
    waiting = Session.objects.filter(pk=session.pk, **{f"{event}_at": None})
    if event == "ended":
        waiting = waiting.filter(started_at__lte=now)
    if not waiting.update(**{f"{event}_at": now, f"{event}_by": by.user}):
        return False
    record(by=by, verb=f"session.{event}", target=session, now=now, rakor_id=session.rakor.pk)
    return True


# --- corrected by hand


@dataclass(frozen=True)
class Fact:
    """What the form of one session's facts holds; instants are UTC, appearances are not saved yet."""

    started_at: datetime | None
    ended_at: datetime | None
    appearances: list[Appearance]


def values_of(session: Session) -> dict[str, object]:
    """The facts as the ledger and the form's mark know them."""
    return {
        "started_at": session.started_at.isoformat() if session.started_at else "",
        "ended_at": session.ended_at.isoformat() if session.ended_at else "",
        "appearances": [appearance_values(row) for row in session.appearances.all()],
    }


def appearance_values(row: Appearance) -> dict[str, str]:
    return {
        "part": str(row.part),
        "name": row.name,
        "title": row.title,
        "stands_in": str(row.stands_in),
        "stands_in_for": row.stands_in_for,
    }


def mark_of(session: Session) -> str:
    """Names this state of the facts, so that a form knows whether it is still the one that was seen."""
    return hashlib.sha256(json.dumps(values_of(session), sort_keys=True).encode()).hexdigest()[:16]


@transaction.atomic
def correct(*, session: Session, fact: Fact, seen: str, by: Actor, now: datetime) -> None:
    """Replaces the facts. Raises StaleFact. A moment whose minute stays keeps its seconds and who noted it."""
    stored = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if mark_of(stored) != seen:
        raise StaleFact
    before = values_of(stored)
    started = to_the_second(fact.started_at, stored.started_at)
    ended = to_the_second(fact.ended_at, stored.ended_at)
    if started and ended:
        ended = max(started, ended)  # within the same minute
    changes: dict[str, object] = {}
    for event, moment in (("started", started), ("ended", ended)):
        if moment != getattr(stored, f"{event}_at"):
            changes |= {f"{event}_at": moment, f"{event}_by": by.user if moment else None}
    if changes:
        Session.objects.filter(pk=session.pk).update(**changes)
    stored.appearances.all().delete()
    for row in fact.appearances:
        row.session = stored
        row.save()
    details = {"before": before, "after": values_of(Session.objects.get(pk=session.pk))}
    record(by=by, verb="session.fact_corrected", target=stored, now=now, rakor_id=session.rakor.pk, details=details)


def to_the_second(typed: datetime | None, noted: datetime | None) -> datetime | None:
    """A form knows minutes only; what it did not change is what was noted."""
    return noted if noted and typed == noted.replace(second=0, microsecond=0) else typed


def planned_appearances(session: Session) -> list[dict[str, str]]:
    """Who the plan says appears: what a form without any appearance starts from."""
    rows = []
    if session.moderator:
        office = session.rakor.organiser
        held = Position.objects.at(office, on=session.rakor.starts_on).filter(person=session.moderator).first()
        rows.append({"part": Part.LED.value, "name": session.moderator.name, "title": str(held or "Moderator")})
    part = SPEAKERS_PART.get(SessionKind(session.kind), Part.SPOKE)
    speakers = session.speakers.all()  # type: ignore[attr-defined]
    return rows + [{"part": part.value, "name": row.name, "title": row.title} for row in speakers]
