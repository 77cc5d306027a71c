"""What templates/papers/recap.html prints: one paper of all offices beside each other, division after division."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from documents.letter_paper import verify
from documents.rundown_paper import frame
from meetings.models import Rakor
from rakor.lib import dates
from rakor.lib.filenames import safe_name
from reports import recaps
from reports.matrix import KPU
from reports.models import CellState, Column, QuestionKind
from reports.recaps import Head, Recap, Row, Total

PART = 130  # offices of one file before it is bound to the next: no process needs the memory of a country
ROOM = {"a4": 261, "f4": 294}  # millimetres between the margins of a sheet that lies on its side
NUMBER, OFFICE = 8, 42
BROADEST = 18  # what the heads of one table may weigh together
WEIGHTS = {
    QuestionKind.LONG_TEXT: 3.0,
    QuestionKind.TEXT: 2.0,
    QuestionKind.CHOICE: 2.0,
    QuestionKind.RUPIAH: 2.0,
    QuestionKind.DAY: 2.0,
    QuestionKind.NUMBER: 1.4,
    QuestionKind.YES_NO: 1.2,
}
FILES = 2.0
Group = tuple[int, int]  # the first head of a table, and the one after its last


def parts_of(
    rakor: Rakor, columns: list[Column], *, moment: datetime, sheet: str, code: str, printed_by: str, now: datetime
) -> Iterator[dict[str, Any]]:
    """The context of each file; most recaps are one."""
    when = dates.moment(moment, rakor.timezone)
    title = f"Rekap {columns[0].requirement} per {when}"
    context = frame(rakor, title, sheet=sheet, printed_by=printed_by, now=now) | {"verify": verify(code)}
    about = {"rakor": rakor.title, "days": rakor.days_text, "when": when}
    waiting: list[dict[str, Any]] = []
    for column in columns:
        for section in sections_of(recaps.build(rakor=rakor, column=column, moment=moment), sheet):
            if waiting and sum(one["length"] for one in waiting) + section["length"] > PART:
                yield context | {"recap": about | {"sections": waiting}}
                waiting = []
            waiting.append(section)
    yield context | {"recap": about | {"sections": waiting}}


def file_name(columns: list[Column], moment: datetime, sheet: str) -> str:
    about = columns[0].label if len(columns) == 1 else str(columns[0].requirement)
    when = dates.file_moment(moment, columns[0].requirement.rakor.timezone)
    return safe_name(f"Rekap {about} per {when} {sheet.upper()}", "pdf")


def sections_of(recap: Recap, sheet: str) -> Iterator[dict[str, Any]]:
    """One division; above a certain number of offices in several, with the totals in the last."""
    label, prefix = recap.column.label, prefix_of(recap)
    starts = range(0, max(len(recap.rows), 1), PART)
    for first in starts:
        rows = recap.rows[first : first + PART]
        totals = recap.totals() if recap.has_totals and first == starts[-1] else []
        yield {
            "title": f"Rekapitulasi {label}".upper(),
            "short": f"Rekapitulasi {label}",
            "sent": f"Sudah masuk {recap.sent} dari {len(recap.rows)} kantor",
            "part": f"Bagian {first // PART + 1} dari {len(starts)}" if len(starts) > 1 else "",
            "of": prefix or "Kantor",
            "tables": [table(recap, rows, first, group, totals, prefix, sheet) for group in groups_of(recap.heads)],
            "length": len(rows),
        }


def prefix_of(recap: Recap) -> str:
    """What every office's name begins with: it stands in the head of the column instead."""
    return KPU if all(row.invitation.institution_name.startswith(KPU) for row in recap.rows) else ""


def groups_of(heads: list[Head]) -> list[Group]:
    """As many heads beside each other as can be read; the rest goes into a table below."""
    groups, first, weight = [], 0, 0.0
    for place, head in enumerate(heads):
        weight += weight_of(head)
        if weight > BROADEST and place > first:
            groups.append((first, place))
            first, weight = place, weight_of(head)
    return [*groups, (first, len(heads))]


def weight_of(head: Head) -> float:
    return WEIGHTS[QuestionKind(head.kind)]


def table(
    recap: Recap, rows: list[Row], first: int, group: Group, totals: list[Total], prefix: str, sheet: str
) -> dict[str, Any]:
    """Files beside what was typed stand in the last of a recap's tables."""
    heads = recap.heads[slice(*group)]
    has_files = group[1] == len(recap.heads) and any(row.files and row.is_typed for row in recap.rows)
    weights = [*map(weight_of, heads), *([FILES] if has_files else [])]
    unit = (ROOM[sheet] - NUMBER - OFFICE) / (sum(weights) or 1)
    return {
        "heads": [(head.text, head.is_number) for head in heads],
        "has_files": has_files,
        "widths": [f"{weight * unit:.1f}mm" for weight in weights],
        "span": len(weights),
        "rows": [line(row, number, group, has_files, prefix) for number, row in enumerate(rows, start=first + 1)],
        "totals": [("\n".join(total.lines), total.note, total.head.is_number) for total in totals[slice(*group)]],
    }


def line(row: Row, number: int, group: Group, has_files: bool, prefix: str) -> dict[str, Any]:
    return {
        "number": number,
        "office": row.invitation.institution_name.removeprefix(prefix),
        "state": f"v{row.version.number}, {row.state.label.lower()}" if row.version else "",
        "sentence": sentence_of(row),
        "cells": [(answer.text, answer.head.is_number) for answer in row.answers[slice(*group)]],
        "files": ", ".join(map(str, row.files)) if has_files else "",
    }


def sentence_of(row: Row) -> str:
    """What stands across the line of an office without anything typed; empty where there is."""
    if row.is_typed:
        return ""
    if row.version:
        files = ", ".join(map(str, row.files))
        return row.nil_note or (f"Dikirim sebagai berkas: {files}." if files else "Dikirim tanpa isian.")
    if row.state == CellState.EXEMPT:
        return f"Dibebaskan: {row.newest.cell.words}"
    return f"Diperpanjang {row.newest.cell.words}" if row.state == CellState.EXTENDED else "Belum mengirim"
