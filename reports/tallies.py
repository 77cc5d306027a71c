"""The matrix of many offices on one page: provinces in official order x what they owe, in counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from reports.matrix import SENT_STATES, Cell, Matrix, Row
from reports.models import CellState
from reports.provinces import province_code

NO_PROVINCE = "Tanpa provinsi"


class Tally(NamedTuple):
    """Of what is owed how much was sent, accepted, and sent late."""

    owed: int
    sent: int
    accepted: int
    late: int

    @property
    def is_settled(self) -> bool:
        return self.accepted == self.owed

    @property
    def share(self) -> str:
        return f"{self.accepted}/{self.owed}"

    @property
    def words(self) -> str:
        """12/13 dikirim"""
        return f"{self.sent}/{self.owed} dikirim"

    @property
    def more(self) -> str:
        """9 diterima, 1 terlambat"""
        return f"{self.accepted} diterima" + (f", {self.late} terlambat" if self.late else "")


@dataclass(frozen=True)
class Line:
    """A province; `tallies` stand under the columns, None where none of its offices owes the column."""

    code: str
    name: str
    rows: list[Row]
    tallies: list[Tally | None]
    total: Tally


def tally_of(cells: Iterable[Cell | None]) -> Tally | None:
    found = [cell for cell in cells if cell and cell.is_owed]
    if not found:
        return None
    return Tally(
        owed=len(found),
        sent=sum(cell.state in SENT_STATES for cell in found),
        accepted=sum(cell.state == CellState.ACCEPTED for cell in found),
        late=sum(cell.is_late for cell in found),
    )


def line_of(code: str, name: str, rows: list[Row]) -> Line:
    tallies = [tally_of(column) for column in zip(*(row.cells for row in rows), strict=True)]
    return Line(code, name, rows, tallies, total_of(tallies))


def total_of(tallies: Iterable[Tally | None]) -> Tally:
    found = [tally for tally in tallies if tally]
    return Tally(*(sum(numbers) for numbers in zip(*found, strict=True))) if found else Tally(0, 0, 0, 0)


def lines_of(seen: Matrix, provinces: dict[str, str]) -> list[Line]:
    """Offices without a province come last."""
    rows: dict[str, list[Row]] = {}
    for row in seen.rows:
        rows.setdefault(province_code(row.invitation), []).append(row)
    named = provinces | {"": NO_PROVINCE}
    return [line_of(code, name, rows[code]) for code, name in named.items() if code in rows]
