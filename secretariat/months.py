"""The calendar's months and years: rakor on their own days, the election's stages behind them."""

from __future__ import annotations

import re
from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from meetings.models import Rakor, RakorState, Stage
from participants.gate import Actor
from rakor.lib import dates

YEARS = range(2000, 2100)
MARKED = (RakorState.DRAFT, RakorState.POSTPONED, RakorState.CANCELLED)


class UnknownPeriod(Exception):
    """Typed into the address; the text says how it is written."""


@dataclass(frozen=True)
class Entry:
    rakor: Rakor
    mark: str  # a word where the days cannot be taken as they stand

    def is_within(self, first: date, last: date) -> bool:
        return self.rakor.starts_on <= last and self.rakor.ends_on >= first


@dataclass(frozen=True)
class Day:
    on: date
    is_of_month: bool
    entries: list[Entry]


@dataclass(frozen=True)
class Week:
    days: list[Day]
    stages: list[Stage]


@dataclass(frozen=True)
class Month:
    first: date
    entries: list[Entry]
    stages: list[Stage]

    @property
    def name(self) -> str:
        return f"{dates.month_name(self.first)} {self.first.year}"

    @property
    def value(self) -> str:
        return f"{self.first:%Y-%m}"

    def weeks(self) -> list[Week]:
        """Monday to Sunday, whole weeks; the days of the neighbours are there and empty."""
        rows = Calendar().monthdatescalendar(self.first.year, self.first.month)
        return [Week([self.day(on) for on in row], running(self.stages, row[0], row[-1])) for row in rows]

    def day(self, on: date) -> Day:
        is_of_month = on.month == self.first.month
        return Day(on, is_of_month, [entry for entry in self.entries if is_of_month and entry.is_within(on, on)])


def parse_month(text: str) -> date:
    """The first day of "2020-09". Raises UnknownPeriod."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) or int(text[:4]) not in YEARS:
        raise UnknownPeriod("Bulan itu tidak dikenal. Tulis tahun dan bulan, misalnya 2020-09. Ini bulan sekarang.")
    return date.fromisoformat(f"{text}-01")


def parse_year(text: str) -> int:
    """Raises UnknownPeriod."""
    if not re.fullmatch(r"[0-9]{4}", text) or int(text) not in YEARS:
        raise UnknownPeriod("Tahun itu tidak dikenal. Tulis empat angka, misalnya 2020. Ini tahun sekarang.")
    return int(text)


def home_zone(actor: Actor) -> str:
    """That of the office acted for; a person without one lives in the capital's."""
    return actor.institution.timezone if actor.institution else "Asia/Jakarta"


def month_of(actor: Actor, first: date, *, now: datetime) -> Month:
    return Month(first, *between(actor, first, end_of(first), now=now))


def year_of(actor: Actor, year: int, *, now: datetime) -> list[Month]:
    entries, stages = between(actor, date(year, 1, 1), date(year, 12, 31), now=now)
    firsts = [date(year, number, 1) for number in range(1, 13)]
    return [
        Month(
            first,
            [entry for entry in entries if entry.is_within(first, end_of(first))],
            running(stages, first, end_of(first)),
        )
        for first in firsts
    ]


def between(actor: Actor, first: date, last: date, *, now: datetime) -> tuple[list[Entry], list[Stage]]:
    """What lies at least partly in these days, earliest first, in two queries."""
    seen = Rakor.objects.visible_to(actor).filter(is_template=False, starts_on__lte=last, ends_on__gte=first)
    rows = seen.select_related("organiser").order_by("starts_on", "start_time", "pk")
    stages = Stage.objects.filter(starts_on__lte=last, ends_on__gte=first).select_related("election")
    return [Entry(row, mark(row, now)) for row in rows], list(stages)


def mark(rakor: Rakor, now: datetime) -> str:
    state = rakor.state(now)
    return str(state.label) if state in MARKED else ""


def running(stages: list[Stage], first: date, last: date) -> list[Stage]:
    return [stage for stage in stages if stage.starts_on <= last and stage.ends_on >= first]


def end_of(first: date) -> date:
    return beside(first, 1) - timedelta(days=1)


def beside(first: date, step: int) -> date:
    """The first day of the month so many months later."""
    years, month = divmod(first.month - 1 + step, 12)
    return date(first.year + years, month + 1, 1)
