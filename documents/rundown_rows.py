"""The rows of a rundown as plain values, from what was released or else from the working agenda.

A row has the keys of an edition's content: id, version, kind (its word), title, starts_at and ends_at (ISO, UTC; no
end: None), room, kelas (its letter), kelas_name, speakers [{name, title, person}], moderator and note_taker ({name,
person} or None), topics [...], mode. Rows of the working agenda hold besides: is_internal, cue, session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from agendas.models import Edition, Session
from agendas.releases import row_of
from meetings.models import Rakor

Row = dict[str, Any]


@dataclass(frozen=True)
class Programme:
    rows: list[Row]
    edition: Edition | None  # None: the working agenda


def rows_of(rakor: Rakor) -> Programme:
    """What the public paper shows."""
    edition = Edition.objects.newest_of(rakor).first()
    if edition:
        rows = sorted(edition.content, key=lambda row: (row["starts_at"], row["kelas"] or "", row["id"]))
        return Programme(rows, edition)
    return Programme([row for row in working_rows(rakor) if not row["is_internal"]], None)


def working_rows(rakor: Rakor) -> list[Row]:
    """The agenda as it stands, with what is only for the committee: what the script shows."""
    sessions = Session.objects.filter(rakor=rakor).with_people()
    return [row_of(row) | {"is_internal": row.is_internal, "cue": row.cue, "session": row} for row in sessions]


def starts_at(row: Row) -> datetime:
    return datetime.fromisoformat(row["starts_at"])


def ends_at(row: Row) -> datetime | None:
    return datetime.fromisoformat(row["ends_at"]) if row["ends_at"] else None


def blocks_of(rows: list[Row]) -> list[list[Row]]:
    """Kelas that are planned to begin together are one block; every other row is one by itself."""
    blocks: list[list[Row]] = []
    for (_, is_kelas), group in groupby(rows, key=lambda row: (row["starts_at"], bool(row["kelas"]))):
        together = list(group)
        blocks += [together] if is_kelas else [[row] for row in together]
    return blocks
