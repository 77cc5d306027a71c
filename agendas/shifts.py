"""\"Mulai 40 menit lebih lambat dari sini\": all that follows on that day moves, and fixed points stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from django.db import transaction

from agendas.actions import Clash, StaleSession
from agendas.conflicts import Scene, overlap, twice_at_once
from agendas.models import Session
from agendas.moves import placed, store_times
from meetings.models import Rakor
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.lib import dates

LAST_MINUTE = timedelta(hours=24)


class NoRoom(Exception):
    """The day is too short, or a fixed point is in the way; the text says which session and why."""


@dataclass(frozen=True)
class Step:
    session: Session
    starts_at: datetime
    ends_at: datetime | None

    @property
    def moves(self) -> bool:
        return self.starts_at != self.session.starts_at


def propose(day: list[Session], start: Session, minutes: int) -> list[Step]:
    """What the shift would do to each session of that day, in its order; nothing is saved.

    Sessions from `start` on move by so many minutes and keep the gaps between them. A fixed point stays; what would run
    into it begins after it. Raises NoRoom where nothing can give way.
    """
    still = [session for session in day if session.holds_still]
    moving = [session for session in day if not session.holds_still and session.starts_at >= start.starts_at]
    before = [session for session in day if session not in moving]
    steps = {session.pk: Step(session, session.starts_at, session.ends_at) for session in before}
    earliest: datetime | None = None
    last_end: datetime | None = None
    for begins, together in groupby(moving, key=lambda session: session.starts_at):
        group = list(together)
        target = begins + timedelta(minutes=minutes)
        if earliest is not None and last_end is not None:
            gap = max(begins - last_end - resting(still, last_end, begins), timedelta())
            target = max(target, earliest + gap)
        if minutes > 0:
            target = after_fixed(still, group, target)
        for session in group:
            ends_at = session.ends_at + (target - begins) if session.ends_at else None
            steps[session.pk] = Step(session, target, ends_at)
        ends = [session.ends_at for session in group if session.ends_at]
        if ends:
            last_end = max(ends)
            earliest = last_end + (target - begins)
    ordered = [steps[session.pk] for session in day]
    check(ordered, day, start)
    refuse_crossing(ordered, start)
    return ordered


def resting(still: list[Session], since: datetime, until: datetime) -> timedelta:
    """How much of that stretch belongs to fixed points: it is no gap that has to be kept."""
    pieces = [
        min(fixed.ends_at, until) - max(fixed.starts_at, since)
        for fixed in still
        if fixed.ends_at and fixed.starts_at < until and fixed.ends_at > since
    ]
    return sum(pieces, timedelta())


def after_fixed(still: list[Session], group: list[Session], target: datetime) -> datetime:
    """The target, or the end of the fixed points that the group would run into."""
    length = max((session.ends_at - session.starts_at for session in group if session.ends_at), default=timedelta())
    for fixed in sorted(still, key=lambda session: session.starts_at):
        if fixed.ends_at and target < fixed.ends_at and fixed.starts_at < target + length:
            target = fixed.ends_at
    return target


def check(steps: list[Step], day: list[Session], start: Session) -> None:
    tz = start.rakor.timezone
    today = dates.local(start.starts_at, tz).date()
    closing = [session for session in day if session.is_closing]
    for step in steps:
        if not step.moves:
            continue
        last = dates.local(step.ends_at or step.starts_at, tz)
        if dates.local(step.starts_at, tz).date() != today or last.date() != today:
            raise NoRoom(f"“{step.session}” tidak muat lagi pada {dates.long_date(today)}.")
        late = next((row for row in closing if row != step.session and step.starts_at >= row.starts_at), None)
        if late and step.session.starts_at < late.starts_at:
            raise NoRoom(f"“{step.session}” tidak muat sebelum {late} pukul {dates.clock_time(late.starts_at, tz)}.")


def refuse_crossing(steps: list[Step], start: Session) -> None:
    """Nothing is moved onto what stays, unless the two were parallel before."""
    tz = start.rakor.timezone
    staying = [step.session for step in steps if not step.moves]
    for step in (step for step in steps if step.moves and step.ends_at):
        for other in staying:
            if other.ends_at and step.starts_at < other.ends_at and other.starts_at < step.ends_at:  # type: ignore[operator]
                if overlap(step.session, other):
                    continue
                begins, ends = dates.clock_time(step.starts_at, tz), dates.clock_time(other.ends_at, tz)
                raise NoRoom(f"“{step.session}” tidak dapat dimulai {begins}: {other} baru selesai {ends}.")


def day_of(session: Session) -> list[Session]:
    """The sessions of that session's day, by the rakor's own calendar."""
    tz = session.rakor.timezone
    day = dates.local(session.starts_at, tz).date()
    sessions = Session.objects.filter(rakor=session.rakor).with_people().select_related("rakor")
    return [row for row in sessions if dates.local(row.starts_at, tz).date() == day]


def seen_of(day: list[Session]) -> str:
    """What a preview was made of; a change by somebody else changes it."""
    return ",".join(f"{session.pk}.{session.version}" for session in day)


@transaction.atomic
def shift(*, start: Session, minutes: int, seen: str, by: Actor, now: datetime) -> int:
    """Returns how many sessions moved. Raises StaleSession when the day is not the one that was seen, NoRoom, Clash."""
    Rakor.objects.select_for_update().get(pk=start.rakor.pk)
    day = day_of(start)
    if seen_of(day) != seen:
        raise StaleSession
    steps = [step for step in propose(day, start, minutes) if step.moves]
    before = [placed(step.session) | {"version": step.session.version + 1} for step in steps]
    for step in steps:
        step.session.starts_at, step.session.ends_at = step.starts_at, step.ends_at
    refuse_hard(day)
    store_times(step.session for step in steps)
    details = {"minutes": minutes, "before": before, "after": [placed(step.session) for step in steps]}
    record(by=by, verb="agenda.shifted", target=start, now=now, rakor_id=start.rakor.pk, details=details)
    return len(steps)


def refuse_hard(day: list[Session]) -> None:
    scene = Scene(day, [], [], {}, {})
    hard = next((conflict for conflict in twice_at_once(scene) if conflict.is_hard), None)
    if hard:
        raise Clash(f"{hard.text}.")
