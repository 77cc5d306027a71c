"""What templates/papers/rundown.html and script.html print: susunan acara, and the script of MC and operator."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from typing import Any

from agendas.models import Edition, Slot
from agendas.sharing import minutes_each, prompts_of, turns_of
from documents.letter_paper import letterhead, verify
from documents.rundown_rows import Programme, Row, blocks_of, ends_at, starts_at, working_rows
from meetings.models import Mode, Rakor
from rakor.lib import dates

UNRELEASED = "Naskah kerja, belum diterbitkan"


def context_of(
    rakor: Rakor, programme: Programme, *, sheet: str, code: str, printed_by: str, now: datetime
) -> dict[str, Any]:
    return frame(rakor, "Susunan Acara", sheet=sheet, printed_by=printed_by, now=now) | {
        "rundown": {
            "title": "SUSUNAN ACARA",
            "about": about(rakor),
            "standing": standing(rakor, programme.edition),
            "zone": rakor.zone,
            "days": [day(rakor, rows) for rows in by_day(rakor, programme.rows)],
            "classes": [classes(rakor, block) for block in blocks_of(programme.rows) if len(block) > 1],
        },
        "verify": verify(code),
    }


def script_context_of(rakor: Rakor, *, sheet: str, code: str, printed_by: str, now: datetime) -> dict[str, Any]:
    rows = working_rows(rakor)
    return frame(rakor, "Naskah MC dan operator", sheet=sheet, printed_by=printed_by, now=now) | {
        "script": {
            "title": "NASKAH MC DAN OPERATOR",
            "about": about(rakor),
            "standing": f"Keadaan acara {dates.moment(now, rakor.timezone)}. Hanya untuk panitia.",
            "zone": rakor.zone,
            "days": [script_day(rakor, mine) for mine in by_day(rakor, rows)],
            "sharing": sharing(rakor, rows),
        },
        "verify": verify(code),
    }


def frame(rakor: Rakor, title: str, *, sheet: str, printed_by: str, now: datetime) -> dict[str, Any]:
    office = rakor.organiser
    return {
        "paper": {
            "size": sheet,
            "title": f"{title} {rakor.title}",
            "author": office.name,
            "printed_at": dates.plain_moment(now, rakor.timezone),
            "printed_by": printed_by,
            "demo": office.is_demo,
        },
        "letterhead": letterhead(office),
    }


def about(rakor: Rakor) -> list[str]:
    place = f"{rakor.place} ({rakor.get_mode_display()})" if rakor.place else f"({rakor.get_mode_display()})"
    return [rakor.title, f"{rakor.days_text}, {place}"]


def standing(rakor: Rakor, edition: Edition | None) -> str:
    if edition is None:
        return UNRELEASED
    return f"{edition}, diterbitkan {dates.plain_moment(edition.released_at, rakor.timezone)}"


def by_day(rakor: Rakor, rows: list[Row]) -> list[list[Row]]:
    groups = groupby(rows, key=lambda row: dates.local(starts_at(row), rakor.timezone).date())
    return [list(group) for _, group in groups]


def title_of(rakor: Rakor, rows: list[Row]) -> str:
    return dates.long_date(dates.local(starts_at(rows[0]), rakor.timezone).date())


# --- the public paper


def day(rakor: Rakor, rows: list[Row]) -> dict[str, Any]:
    lines = [single(rakor, block[0]) if len(block) == 1 else parallel(rakor, block) for block in blocks_of(rows)]
    return {"title": title_of(rakor, rows), "rows": lines}


def single(rakor: Rakor, row: Row) -> dict[str, Any]:
    mode = f"({Mode(row['mode']).label})" if row["mode"] and row["mode"] != rakor.mode else ""
    return {
        "hours": hours(rakor, [row]),
        "title": row["title"],
        "detail": mode,
        "topics": row["topics"],
        "officers": officers(row),
        "room": row["room"],
        "is_main": False,
    }


def parallel(rakor: Rakor, block: list[Row]) -> dict[str, Any]:
    return {
        "hours": hours(rakor, block),
        "title": f"Kelas {block[0]['kelas']} s.d. {block[-1]['kelas']}",
        "detail": "serentak, lihat tabel kelas",
        "officers": ["Narasumber dan notulis kelas"],
        "room": f"{len({row['room'] for row in block if row['room']}) or len(block)} ruang",
        "is_main": True,
    }


def officers(row: Row) -> list[str]:
    lines = [f"{speaker['name']}, {speaker['title']}" for speaker in row["speakers"]]
    return [*lines, f"Moderator: {row['moderator']['name']}"] if row["moderator"] else lines


def note_taker(row: Row) -> list[str]:
    return [f"Notulis: {row['note_taker']['name']}"] if row["note_taker"] else []


def hours(rakor: Rakor, block: list[Row]) -> str:
    """19.30–22.00; the zone stands in the head of the table."""
    start, ends = dates.hour(starts_at(block[0]), rakor.timezone), [ends_at(row) for row in block]
    if None in ends:
        return f"{start} s.d. selesai"
    return f"{start}–{dates.hour(max(end for end in ends if end), rakor.timezone)}"


def classes(rakor: Rakor, block: list[Row]) -> dict[str, Any]:
    return {
        "title": f"Kelas {block[0]['kelas']} s.d. {block[-1]['kelas']}",
        "when": f"{title_of(rakor, block)}, {hours(rakor, block)} {rakor.zone}",
        "rows": [
            {
                "letter": row["kelas"],
                "name": row["kelas_name"],
                "room": row["room"],
                "officers": [*officers(row), *note_taker(row)],
                "topics": row["topics"],
            }
            for row in block
        ],
    }


# --- the script


def script_day(rakor: Rakor, rows: list[Row]) -> dict[str, Any]:
    blocks = [[cued(rakor, row) for row in block] for block in blocks_of(rows)]
    return {"title": title_of(rakor, rows), "blocks": blocks}


def cued(rakor: Rakor, row: Row) -> dict[str, Any]:
    end = ends_at(row)
    return {
        "hours": hours(rakor, [row]),
        "minutes": int((end - starts_at(row)).total_seconds() // 60) if end else None,
        "title": row["title"],
        "kind": ", ".join(kind_of(row)),
        "cues": [line.strip() for line in row["cue"].splitlines() if line.strip()],
        "officers": [*officers(row), *note_taker(row)],
        "room": row["room"],
    }


def kind_of(row: Row) -> list[str]:
    """The word of its kind where neither the title nor the kelas says it, and who it is for."""
    is_said = bool(row["kelas"]) or row["title"].lower().startswith(row["kind"].lower())
    word = [] if is_said else [row["kind"]]
    return [*word, "hanya panitia"] if row["is_internal"] else word


def sharing(rakor: Rakor, rows: list[Row]) -> list[dict[str, Any]]:
    """The turns of each sharing session that has any."""
    sessions = {row["id"]: row["session"] for row in rows}
    slots: dict[int, list[Slot]] = {}
    for slot in Slot.objects.filter(session__in=sessions).select_related("invitation"):
        slots.setdefault(slot.session_id, []).append(slot)
    return [
        {
            "title": sessions[pk].title,
            "prompts": prompts_of(sessions[pk]),
            "minutes": minutes_each(sessions[pk], len(mine)),
            "turns": [
                {
                    "hour": dates.hour(turn.starts_at, rakor.timezone) if turn.starts_at else "",
                    "office": turn.slot.invitation.institution_name,
                }
                for turn in turns_of(sessions[pk], mine)
            ],
        }
        for pk, mine in slots.items()
    ]
