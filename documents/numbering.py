"""The numbers of an office's letters: counted, out of a reserved block, or written in a book outside the program."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Max, QuerySet

from documents.models import Letter, NumberSeries, NumberSource
from participants.gate import Actor
from participants.models import Institution
from rakor.audit.actions import record
from rakor.lib import letter_numbers

SERIES = "keluar"


class NumberTaken(Exception):
    """Another letter of the series has this number; it comes with the exception."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(letter.number)
        self.letter = letter


class BlockUsedUp(Exception):
    """The reserved block has given its last number."""


class BelowTheLastGiven(Exception):
    """The counter would give a number again; comes with the smallest that it may give."""

    def __init__(self, smallest: int) -> None:
        super().__init__(smallest)
        self.smallest = smallest


@dataclass(frozen=True)
class Number:
    series: NumberSeries
    sequence: int | None  # unknown where the typed number has a shape of its own
    text: str


def series_of(institution: Institution, *, year: int, name: str = SERIES) -> NumberSeries:
    """A new year begins with the pattern and the source of the year before; a block is asked for anew."""
    before = NumberSeries.objects.filter(institution=institution, name=name, year__lt=year).order_by("-year").first()
    defaults = {"pattern": before.pattern if before else ""}
    if before and before.source == NumberSource.OUTSIDE:
        defaults["source"] = NumberSource.OUTSIDE
    series, _ = NumberSeries.objects.get_or_create(institution=institution, year=year, name=name, defaults=defaults)
    return series


def existing_series(letter: Letter, day: date) -> QuerySet[NumberSeries]:
    return NumberSeries.objects.filter(institution=letter.rakor.organiser, year=day.year).select_related("institution")


def take_number(letter: Letter, series: NumberSeries, *, typed: str, day: date) -> Number:
    """Must be called in a transaction; a rollback gives the number back. Raises BlockUsedUp and NumberTaken."""
    if series.is_typed:
        number = typed_number(series, typed)
    else:
        sequence = count(series)
        number = Number(series, sequence, compose(letter, series, sequence, day))
    refuse_taken(number)
    return number


def count(series: NumberSeries) -> int:
    if not NumberSeries.objects.with_room().filter(pk=series.pk).update(last=F("last") + 1):
        raise BlockUsedUp
    series.refresh_from_db(fields=["last"])
    return series.last


def compose(letter: Letter, series: NumberSeries, sequence: int, day: date) -> str:
    return letter_numbers.compose(
        series.pattern_in_force,
        seq=sequence,
        code=letter.filing_code,
        kind=letter.kind_code,
        unit_code=letter.rakor.organiser.letter_code,
        month=day.month,
        year=day.year,
    )


def typed_number(series: NumberSeries, typed: str) -> Number:
    """As it stands in the book. The row is locked, so that two clerks cannot type the same number at once."""
    NumberSeries.objects.select_for_update().get(pk=series.pk)
    text = " ".join(typed.split())
    parts = letter_numbers.parse(text)
    return Number(series, parts.seq if parts else None, text)


def refuse_taken(number: Number) -> None:
    letters = Letter.objects.filter(series=number.series)
    same = letters.filter(number__iexact=number.text).first()
    if same is None and number.sequence is not None:
        same = letters.filter(sequence=number.sequence).first()
    if same:
        raise NumberTaken(same)


def last_given(series: NumberSeries) -> int:
    """The highest number of the series that a letter carries, or that the counter has passed."""
    highest = Letter.objects.filter(series=series).aggregate(highest=Max("sequence"))["highest"] if series.pk else 0
    return max(highest or 0, series.last)


def next_number(series: NumberSeries) -> int:
    return last_given(series) + 1


@transaction.atomic
def save_series(*, series: NumberSeries, starts_at: int | None, by: Actor, now: datetime) -> NumberSeries:
    """`starts_at` is the next number that is given; None leaves the counter, a block begins at its first.

    Raises BelowTheLastGiven.
    """
    stored = NumberSeries.objects.select_for_update().filter(pk=series.pk).first()
    given = last_given(stored) if stored else 0
    if starts_at is None and series.block_from:
        starts_at = max(series.block_from, given + 1)
    if starts_at is not None and starts_at <= given:
        raise BelowTheLastGiven(given + 1)
    series.last = starts_at - 1 if starts_at is not None else given
    verb = "series.changed" if stored else "series.opened"
    series.save()
    record(by=by, verb=verb, target=series, now=now, details={"source": series.source, "next": series.last + 1})
    return series
