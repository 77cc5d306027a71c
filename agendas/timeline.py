"""What runs now and what comes next, by what was noted and else by the plan. Nothing here reads or writes a row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from agendas.models import Session
from meetings.models import Rakor
from rakor.lib import dates


@dataclass(frozen=True)
class Block:
    """One session, or the kelas that are planned to begin together."""

    sessions: list[Session]

    @property
    def starts_at(self) -> datetime:
        return self.sessions[0].starts_at

    @property
    def ends_at(self) -> datetime | None:
        """The last planned end; None when one of them is open."""
        ends = [session.ends_at for session in self.sessions]
        return None if None in ends else max(end for end in ends if end)

    @property
    def title(self) -> str:
        return names_of(self.sessions)


def names_of(sessions: list[Session]) -> str:
    """Pembukaan; Kelas A s.d. F; Pameran dan Pembukaan"""
    titles = [session.title for session in sessions if not session.kelas]
    kelas = [session for session in sessions if session.kelas]
    if len(kelas) > 1:
        titles.append(f"Kelas {kelas[0].kelas.code} s.d. {kelas[-1].kelas.code}")  # type: ignore[union-attr]
    else:
        titles += [session.title for session in kelas]
    return " dan ".join(titles)


def day_of(session: Session, rakor: Rakor) -> date:
    return dates.local(session.starts_at, rakor.timezone).date()


def blocks_of(sessions: list[Session]) -> list[Block]:
    """In the order of the plan; `sessions` come in it."""
    blocks: list[Block] = []
    for (_, is_kelas), rows in groupby(sessions, key=lambda row: (row.starts_at, row.kelas_id is not None)):
        together = list(rows)
        blocks += [Block(together)] if is_kelas else [Block([row]) for row in together]
    return blocks


def is_running(session: Session) -> bool:
    return session.started_at is not None and session.ended_at is None


# --- the one button


@dataclass(frozen=True)
class Step:
    """What one press does: ends what runs, starts what follows it, or both where the plan leaves no gap."""

    ends: list[Session]
    starts: list[Session]

    @property
    def target(self) -> Session:
        return (self.starts or self.ends)[0]

    @property
    def is_together(self) -> bool:
        return len(self.starts or self.ends) > 1

    @property
    def words(self) -> str:
        if not self.starts:
            return f"Akhiri {names_of(self.ends)}"
        start = names_of(self.starts)
        return f"Akhiri {names_of(self.ends)}, mulai {start}" if self.ends else f"Mulai {start}"


def next_step(sessions: list[Session], *, now: datetime) -> Step | None:
    """`sessions` are those of one day that the person may run, in the order of the plan; None when all is over."""
    running = [row for row in sessions if is_running(row)]
    coming = next_block(sessions, now=now)
    if coming is None:
        return Step(first_over(running), []) if running else None
    if any(row.ends_at and row.ends_at < coming.starts_at for row in running):  # a gap, such as a meal
        return Step(first_over(running), [])
    return Step(overtaken_by(coming.sessions, sessions), coming.sessions)


def first_over(running: list[Session]) -> list[Session]:
    """The block among them that is planned to end first; one without an end comes last."""
    blocks = blocks_of(running)
    planned = [block for block in blocks if block.ends_at]
    return min(planned, key=lambda block: block.ends_at or block.starts_at, default=blocks[0]).sessions


def next_block(sessions: list[Session], *, now: datetime) -> Block | None:
    """What follows the last that has begun, of parallel kelas those still waiting. Before anything was noted the plan
    says which: the last that should have begun by now, or the first.
    """
    last = max((row.starts_at for row in sessions if row.started_at), default=None)
    if last is None:
        due = [row.starts_at for row in sessions if row.starts_at <= now]
        last = max(due, default=None)
    waiting = [row for row in sessions if not row.started_at and (last is None or row.starts_at >= last)]
    return next(iter(blocks_of(waiting)), None)


def overtaken_by(starting: list[Session], sessions: list[Session]) -> list[Session]:
    """What ends by itself when these start: what ran before them on the same floor and was to be over by then."""
    first = starting[0]
    kelas = {row.kelas_id for row in starting}
    before = [row for row in sessions if is_running(row) and row not in starting and row.starts_at <= first.starts_at]
    over = [row for row in before if row.ends_at is None or row.ends_at <= first.starts_at]
    return [row for row in over if first.kelas_id is None or row.kelas_id is None or row.kelas_id in kelas]


# --- the hall's screen


@dataclass(frozen=True)
class Scene:
    """What the hall reads now. `current` is empty before the first session, between two, and after the last."""

    current: list[Block]
    coming: Block | None
    when: str  # of what comes: at once, an hour of today, or a moment of a later day
    word: str


def scene_of(sessions: list[Session], rakor: Rakor, *, now: datetime) -> Scene:
    """As soon as something of the day was noted, the notes rule and the plan only says what comes next."""
    today = rakor.today(now)
    mine = [row for row in sessions if day_of(row, rakor) == today]
    later = next(iter(blocks_of([row for row in sessions if day_of(row, rakor) > today])), None)
    if any(row.started_at for row in mine):
        current, coming = [row for row in mine if is_running(row)], next_block(mine, now=now)
    else:
        current = [row for row in mine if is_planned_at(row, mine, now)]
        coming = next(iter(blocks_of([row for row in mine if row.starts_at > now])), None)
    begun = any(row.started_at or row.starts_at <= now for row in mine) or not (mine or later)
    word = "Sedang berlangsung" if current else between(has_begun=begun, is_over=coming is None)
    return Scene(blocks_of(current), coming or later, when_of(coming or later, rakor, now=now), word)


def when_of(coming: Block | None, rakor: Rakor, *, now: datetime) -> str:
    """A planned hour that has passed is said to nobody."""
    if coming is None:
        return ""
    if coming.starts_at <= now:
        return "segera"
    is_today = day_of(coming.sessions[0], rakor) == rakor.today(now)
    hour = f"pukul {dates.clock_time(coming.starts_at, rakor.timezone)}"
    return hour if is_today else dates.moment(coming.starts_at, rakor.timezone)


def between(*, has_begun: bool, is_over: bool) -> str:
    if not has_begun:
        return "Belum mulai"
    return "Hari ini selesai" if is_over else "Jeda"


def is_planned_at(session: Session, sessions: list[Session], now: datetime) -> bool:
    """One without an end lasts until the next one begins."""
    following = [row.starts_at for row in sessions if row.starts_at > session.starts_at]
    ends_at = session.ends_at or (min(following) if following else None)
    return session.starts_at <= now and (ends_at is None or now < ends_at)
