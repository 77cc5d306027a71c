"""What templates/papers/roster.html, cards.html, signs.html and travel.html print."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from documents.letter_paper import verify
from documents.models import PrintedKind
from documents.roster_actions import Asked
from documents.rosters import Occasion, RosterGroup, RosterRow, by_place, roster_of, totals_of, travellers_of
from documents.rundown_paper import frame
from rakor.lib import dates

GUEST_LINES = 14  # empty rows for those who come without having been named
TEMPLATES = {
    PrintedKind.ROSTER: "papers/roster.html",
    PrintedKind.CARDS: "papers/cards.html",
    PrintedKind.SIGNS: "papers/signs.html",
    PrintedKind.TRAVEL: "papers/travel.html",
}


def page_of(
    kind: PrintedKind, wanted: Asked, *, sheet: str, code: str, printed_by: str, now: datetime
) -> tuple[str, dict[str, Any]]:
    """The template and its context."""
    rakor = wanted.occasion.rakor
    context = frame(rakor, str(kind.label), sheet=sheet, printed_by=printed_by, now=now)
    context |= {"rakor": {"title": rakor.title, "days": rakor.days_text, "place": rakor.place}, "verify": verify(code)}
    if kind == PrintedKind.ROSTER:
        context["roster"] = roster(wanted)
    elif kind == PrintedKind.TRAVEL:
        context["travel"] = {"rows": travellers_of(rakor)}
    else:
        rows = roster_of(wanted.occasion, wanted.group)
        context["people"] = [card(row) for row in rows]
        context["group"] = wanted.group.label
    return TEMPLATES[kind], context


def roster(wanted: Asked) -> dict[str, Any]:
    occasion = wanted.occasion
    rows = roster_of(occasion, wanted.group)
    groups = numbered(rows)
    is_of_participants = wanted.group == RosterGroup.PARTICIPANTS
    return {
        "title": f"DAFTAR HADIR {wanted.group.label.upper()}",
        "short": f"Daftar hadir {wanted.group.label.lower()}, {dates.long_date(occasion.day)}",
        "about": about(occasion),
        "groups": groups,
        "blank": range(len(rows) + 1, GUEST_LINES + 1) if wanted.group == RosterGroup.GUESTS else range(0),
        "has_offices": any(len({row.office for row in group["rows"]}) > 1 for group in groups),
        "has_modes": any(row.mode for row in rows),
        "totals": totals_of(occasion, rows) if is_of_participants else None,
        "count": len(rows),
        "signers": [{"above": ["Mengetahui,", "Panitia,"], "name": "(" + "." * 44 + ")", "below": []}],
    }


def numbered(rows: list[RosterRow]) -> list[dict[str, Any]]:
    """Groups whose rows count through the whole list; a box stands at the left for odd numbers."""
    groups, first = [], 1
    for title, group in by_place(rows):
        groups.append({"title": title, "first": first, "rows": group})
        first += len(group)
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
    size = "longest" if len(row.name) > 60 else "long" if len(row.name) > 28 else ""
    return {"name": row.name, "title": row.title, "office": row.office, "size": size}
