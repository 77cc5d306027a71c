"""What templates/papers/roster.html, cards.html, signs.html and travel.html print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from documents.letter_paper import verify
from documents.models import PrintedKind
from documents.roster_actions import Asked
from documents.rosters import (
    Occasion,
    RosterGroup,
    RosterRow,
    by_place,
    offices_by_place,
    roster_of,
    subtotal,
    totals_of,
    travellers_of,
)
from documents.rundown_paper import frame
from rakor.lib import dates

PART = 400  # rows of one part
GUEST_LINES = 14  # empty rows for those who come without having been named
TEMPLATES = {
    PrintedKind.ROSTER: "papers/roster.html",
    PrintedKind.CARDS: "papers/cards.html",
    PrintedKind.SIGNS: "papers/signs.html",
    PrintedKind.TRAVEL: "papers/travel.html",
}


def parts_of(
    kind: PrintedKind, wanted: Asked, *, sheet: str, code: str, printed_by: str, now: datetime
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The template and the context of each part: a list too long for one is printed in several, each counting its
    own pages, so that no process needs the memory of two thousand rows.
    """
    rakor = wanted.occasion.rakor
    context = frame(rakor, str(kind.label), sheet=sheet, printed_by=printed_by, now=now)
    context |= {"rakor": {"title": rakor.title, "days": rakor.days_text, "place": rakor.place}, "verify": verify(code)}
    for part in contents_of(kind, wanted):
        yield TEMPLATES[kind], context | part


def contents_of(kind: PrintedKind, wanted: Asked) -> Iterator[dict[str, Any]]:
    if kind == PrintedKind.ROSTER:
        yield from rosters(wanted)
    elif kind == PrintedKind.TRAVEL:
        for first, rows in cut(travellers_of(wanted.occasion.rakor)):
            yield {"travel": {"rows": rows, "before": first}}
    else:
        for _, rows in cut(roster_of(wanted.occasion, wanted.group)):
            yield {"people": [card(row) for row in rows], "group": wanted.group.label}


def cut(rows: list[RosterRow]) -> Iterator[tuple[int, list[RosterRow]]]:
    """Each part with how many rows stand before it; one empty part of an empty list."""
    for first in range(0, max(len(rows), 1), PART):
        yield first, rows[first : first + PART]


def rosters(wanted: Asked) -> Iterator[dict[str, Any]]:
    """Groups stay whole; the totals and the signature stand at the end of the last part."""
    whole = roster(wanted)
    parts: list[list[dict[str, Any]]] = [[]]
    for group in whole["groups"]:
        if parts[-1] and sum(len(row["rows"]) for row in [*parts[-1], group]) > PART:
            parts.append([])
        parts[-1].append(group)
    for number, groups in enumerate(parts, start=1):
        words = f"Bagian {number} dari {len(parts)}" if len(parts) > 1 else ""
        yield {"roster": whole | {"groups": groups, "part": words, "is_last": number == len(parts)}}


def roster(wanted: Asked) -> dict[str, Any]:
    occasion = wanted.occasion
    rows = roster_of(occasion, wanted.group)
    is_of_participants = wanted.group == RosterGroup.PARTICIPANTS
    groups = counted_groups(occasion, rows) if is_of_participants else numbered(rows)
    has_blank = wanted.group == RosterGroup.GUESTS and not occasion.is_filled
    return {
        "title": f"DAFTAR HADIR {wanted.group.label.upper()}",
        "short": f"Daftar hadir {wanted.group.label.lower()}, {dates.long_date(occasion.day)}",
        "about": about(occasion),
        "groups": groups,
        "blank": range(len(rows) + 1, GUEST_LINES + 1) if has_blank else range(0),
        "has_offices": any(len({row.office for row in group["rows"]}) > 1 for group in groups),
        "has_modes": any(row.mode for row in rows),
        "totals": totals_of(occasion, rows) if is_of_participants else None,
        "is_filled": occasion.is_filled,
        "count": len(rows),
        "missing": sum(not row.is_there for row in rows),
        "represented": sum(bool(row.stand_in) for row in rows),
        "signers": [{"above": ["Mengetahui,", "Panitia,"], "name": "(" + "." * 44 + ")", "below": []}],
    }


def numbered(rows: list[RosterRow]) -> list[dict[str, Any]]:
    """Groups whose rows count through the whole list; a box stands at the left for odd numbers."""
    groups, first = [], 1
    for title, group in by_place(rows):
        groups.append({"title": title, "first": first, "rows": group})
        first += len(group)
    return groups


def counted_groups(occasion: Occasion, rows: list[RosterRow]) -> list[dict[str, Any]]:
    offices = offices_by_place(occasion, rows)
    groups = numbered(rows)
    for group in groups:
        group["subtotal"] = subtotal(occasion, group["rows"], offices[group["rows"][0].place])
    return groups


def about(occasion: Occasion) -> list[tuple[str, str]]:
    """The lines of the head: what, when and where."""
    rakor, session = occasion.rakor, occasion.session
    lines = [("Hari, tanggal", dates.long_date(occasion.day))]
    if session is None:
        hour = f"{rakor.start_time:%H.%M} {rakor.zone} s.d. selesai" if rakor.start_time else ""
        is_first = occasion.day == rakor.starts_on
        return [*lines, ("Waktu", f"pukul {hour}" if hour and is_first else ""), ("Tempat", rakor.place)]
    name = f"{session.kelas} ({session.kelas.name})" if session.kelas else session.title
    place = ", ".join(part for part in (rakor.place, session.room.name if session.room else "") if part)
    return [("Sesi", name), *lines, ("Waktu", f"pukul {session.span()}"), ("Tempat", place)]


def card(row: RosterRow) -> dict[str, str]:
    """A long name is set smaller, so that it stands whole on its card."""
    size = "longest" if len(row.name) > 60 else "long" if len(row.name) > 22 else ""
    return {"name": row.name, "title": row.title, "office": row.office, "size": size, "code": row.code}
