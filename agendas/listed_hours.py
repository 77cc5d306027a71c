"""The hours that a meeting program writes into its list of participants, each program in its own way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from agendas.models import Session
from rakor.lib import dates

EARLY = timedelta(hours=6)  # before the plan: who tests the line
LATE = timedelta(days=1)
DATE = re.compile(
    r"(?!\d{1,2}\.\d{2}\.\d{2}(?!\d|\s+\d))(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})"
)  # 19.28.13 is an hour
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:\.\d+)?)?(?:\s*([ap])\.?m\b\.?)?", re.IGNORECASE)
SHIFT = re.compile(r"(?:utc|gmt)?\s*([+-])(\d{1,2})(?::?(\d{2}))?\b", re.IGNORECASE)
ZONES = {"wib": "Asia/Jakarta", "wita": "Asia/Makassar", "wit": "Asia/Jayapura", "utc": "UTC", "gmt": "UTC", "z": "UTC"}


@dataclass(frozen=True)
class Hours:
    """`is_odd`: the file says an hour that could not be read or cannot be of this session."""

    in_at: datetime | None = None
    out_at: datetime | None = None
    is_odd: bool = False


class Reader:
    """Reads the hours of one session. Whether 9/10 is the ninth or the tenth is told by which lies at the session."""

    def __init__(self, session: Session, *, now: datetime) -> None:
        self.tz = ZoneInfo(session.rakor.timezone)
        self.day = dates.local(session.starts_at, session.rakor.timezone).date()
        self.first = session.starts_at - EARLY
        self.last = min(now, (session.ends_at or session.starts_at) + LATE)

    def hours(self, joined: list[tuple[str, str]], left: list[tuple[str, str]]) -> Hours:
        """Of all the times that one name came and went, each with the head of its column: first in, last out."""
        ins = [self.moment(text, head) for text, head in joined if text.strip()]
        outs = [self.moment(text, head) for text, head in left if text.strip()]
        in_at = min((moment for moment in ins if moment), default=None)
        out_at = max((moment for moment in outs if moment), default=None)
        is_upside_down = bool(in_at and out_at and out_at < in_at)
        return Hours(in_at, None if is_upside_down else out_at, None in [*ins, *outs] or is_upside_down)

    def moment(self, text: str, head: str) -> datetime | None:
        plain = " ".join(text.replace(",", " ").split())
        found = DATE.search(plain)
        rest = plain[found.end() :] if found else plain
        clock = clock_of(rest.lstrip(" tT"))
        if clock is None:
            return None
        tz = zone_of(rest) or zone_of(head) or self.tz
        for day in days_of(found) if found else iter([self.day]):
            moment = datetime.combine(day, clock, tz).astimezone(UTC)
            if self.first <= moment <= self.last:
                return moment
        return None


def clock_of(text: str) -> time | None:
    found = CLOCK.match(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if half := (found[4] or "").lower():
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def days_of(found: re.Match[str]) -> Iterator[date]:
    """What the three numbers may mean: the year first, the day first, or the month first."""
    a, b, c = int(found[1]), int(found[2]), int(found[3])
    orders = [(a, b, c)] if len(found[1]) == 4 else [(full(c), b, a), (full(c), a, b)]
    for year, month, day in orders:
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def full(year: int) -> int:
    return year + 2000 if year < 100 else year


def zone_of(text: str) -> tzinfo | None:
    """+08:00, GMT+7, UTC, WITA - as the file says it, or nothing."""
    if found := SHIFT.search(text):
        hours, minutes = int(found[2]), int(found[3] or 0)
        if hours <= 14 and minutes < 60:
            return timezone((1 if found[1] == "+" else -1) * timedelta(hours=hours, minutes=minutes))
    words = re.findall(r"[a-z]+", text.lower())
    name = next((ZONES[word] for word in words if word in ZONES), None)
    return ZoneInfo(name) if name else None
