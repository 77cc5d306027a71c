"""Two versions of a paper beside each other, with what changed marked word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, zip_longest

from reports.models import Submission
from reports.places import Place, places_of

MOST_WORDS = 3000  # of one place; beyond that the whole text counts as changed


@dataclass(frozen=True)
class Part:
    """Some words, and whether the other version lacks them."""

    text: str
    is_changed: bool


@dataclass(frozen=True)
class Pair:
    """One place in both versions; in a version that lacks it no part."""

    label: str
    old: list[Part]
    new: list[Part]

    @property
    def is_changed(self) -> bool:
        return any(part.is_changed for part in (*self.old, *self.new))


def compare(old: Submission, new: Submission) -> list[Pair]:
    return [pair_of(before, after) for before, after in matched(places_of(old), places_of(new))]


def matched(old: list[Place], new: list[Place]) -> Iterator[tuple[Place | None, Place | None]]:
    """Fields by their names; the rows of a table so that one put in between moves no other."""
    for table, rows in tables(old, new):
        before = [place for place in old if place.row_of == table and place.name in rows]
        after = [place for place in new if place.row_of == table and place.name in rows]
        yield from (aligned(before, after) if table else by_name(before, after))


def tables(old: list[Place], new: list[Place]) -> list[tuple[str, set[str]]]:
    """Neighbouring places of one table; fields ("") come in runs as they are read."""
    found: dict[str, set[str]] = {}
    for places in (new, old):
        for table, run in groupby(places, key=lambda place: place.row_of):
            found.setdefault(table, set()).update(place.name for place in run)
    return list(found.items())


def by_name(old: list[Place], new: list[Place]) -> Iterator[tuple[Place | None, Place | None]]:
    before, after = ({place.name: place for place in places} for places in (old, new))
    for name in dict.fromkeys([*after, *before]):
        yield before.get(name), after.get(name)


def aligned(old: list[Place], new: list[Place]) -> Iterator[tuple[Place | None, Place | None]]:
    matcher = SequenceMatcher(None, [row.text for row in old], [row.text for row in new], autojunk=False)
    for _, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        yield from zip_longest(old[old_from:old_to], new[new_from:new_to])


def pair_of(old: Place | None, new: Place | None) -> Pair:
    shown = new or old
    assert shown
    before, after = (re.findall(r"\s+|\S+", place.text) if place else [] for place in (old, new))
    if max(len(before), len(after)) > MOST_WORDS:
        is_changed = before != after
        return Pair(shown.label, [Part("".join(before), is_changed)], [Part("".join(after), is_changed)])
    return Pair(shown.label, *words(before, after))


def words(before: Sequence[str], after: Sequence[str]) -> tuple[list[Part], list[Part]]:
    old: list[Part] = []
    new: list[Part] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for parts, chosen in ((old, before[old_from:old_to]), (new, after[new_from:new_to])):
            if chosen:
                parts.append(Part("".join(chosen), tag != "equal"))
    return old, new
