"""What templates/papers/matrix.html prints: every office and paper at one moment, as the host sees it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from documents.letter_paper import verify
from documents.rundown_paper import frame
from meetings.models import Invitation, Rakor
from rakor.lib import dates
from reports import matrix
from reports.matrix import Cell, Matrix, Row, narrow
from reports.models import CellState, Column, Requirement
from reports.provinces import province_code, provinces_of

PART = 130  # offices of one part: a country is printed in four, and no process needs the memory of all
SHAPES = {
    CellState.ACCEPTED: "diterima",
    CellState.SENT: "terkirim",
    CellState.RETURNED: "kembali",
    CellState.EXEMPT: "nihil",
}
NIL = "Nihil"


def parts_of(
    rakor: Rakor, *, moment: datetime, sheet: str, province: str = "", code: str, printed_by: str, now: datetime
) -> Iterator[dict[str, Any]]:
    """The context of each part, the totals in the last. `province` is the code of the only one that is printed."""
    offices = list(Invitation.objects.filter(rakor=rakor).coded(on=rakor.starts_on).select_related("institution"))
    provinces = provinces_of(offices, on=rakor.starts_on)
    offices = [office for office in offices if province in ("", province_code(office))]
    seen = matrix.build(rakor=rakor, invitations=offices, now=moment)
    when = dates.moment(moment, rakor.timezone)
    context = frame(rakor, f"Matriks kelengkapan per {when}", sheet=sheet, printed_by=printed_by, now=now)
    context |= {"rakor": {"title": rakor.title, "days": rakor.days_text}, "verify": verify(code)}
    starts = range(0, max(len(seen.rows), 1), PART)
    for first in starts:
        part = f"Bagian {first // PART + 1} dari {len(starts)}" if len(starts) > 1 else ""
        rows = [
            {"number": n, "office": name_of(row, seen.prefix), "cells": cells_of(row), "share": row.share}
            for n, row in enumerate(seen.rows[first : first + PART], start=first + 1)
        ]
        is_last = first == starts[-1]
        yield context | {
            "matrix": whole(seen, when, moment)
            | {"of": seen.prefix or "Kantor", "rows": rows, "part": part, "is_last": is_last}
            | {"province": provinces.get(province, "")}
        }


def name_of(row: Row, prefix: str) -> str:
    """Without what the head of the column says of all."""
    return row.invitation.institution_name.removeprefix(prefix)


def whole(seen: Matrix, when: str, moment: datetime) -> dict[str, Any]:
    """What every part says: heads, the legend with its counts, the totals."""
    due = {column.requirement.due_at for column in seen.columns}
    return {
        "when": when,
        "occasion": "saat tenggat" if moment in due else "",
        "heads": heads_of(seen.columns),
        "unders": [column for column in seen.columns if column.bidang],
        "legend": [(SHAPES.get(state, "belum"), state.label, count) for state, count in seen.counts() if count],
        "sums": seen.accepted_totals(),
        "sent": seen.sent_totals(),
        "accepted": f"{seen.accepted}/{seen.owed}",
        "complete": sum(row.owed == row.accepted for row in seen.rows),
        "offices": len(seen.rows),
        "zone": seen.rakor.zone,
        "divisions": [(column.bidang, column.sub) for column in unique(seen.columns)],
    }


def heads_of(columns: list[Column]) -> list[tuple[str, int]]:
    """Each paper with its number of divisions, 0 where the office owes it as a whole."""
    requirements: dict[Requirement, int] = {}
    for column in columns:
        requirements[column.requirement] = requirements.get(column.requirement, 0) + bool(column.bidang)
    names = {"dim": "DIM"}
    return [
        (names.get(requirement.kind, str(requirement)), divisions) for requirement, divisions in requirements.items()
    ]


def unique(columns: list[Column]) -> list[Column]:
    return list({column.bidang: column for column in columns if column.bidang}.values())


def cells_of(row: Row) -> list[dict[str, Any] | None]:
    return [cell_of(cell) if cell else None for cell in row.cells]


def cell_of(cell: Cell) -> dict[str, Any]:
    is_nil = bool(cell.last and cell.last.is_nil) and cell.state in (CellState.SENT, CellState.ACCEPTED)
    return {
        "shape": "nihil" if is_nil else SHAPES.get(cell.state, "belum"),
        "word": f"{NIL}, {cell.state.label.lower()}" if is_nil else cell.state.label,
        "note": note_of(cell),
        "is_open": cell.waits_for_office,
    }


def note_of(cell: Cell) -> str:
    """When the newest version came, whether the paper was late, and whether another hand sent it."""
    if cell.last is None or cell.state == CellState.EXEMPT:
        return "" if cell.state == CellState.MISSING and cell.is_owed else cell.words
    version = f"v{cell.version}, " if cell.version > 1 else ""
    marks = (", terlambat" if cell.is_late else "") + (", oleh sekretariat" if cell.is_on_behalf else "")
    return f"{version}{narrow(cell.column, cell.last.sent_at)}{marks}"
