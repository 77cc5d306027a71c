"""The completeness matrix: offices in official order x what they owe, in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from meetings.models import Invitation, Rakor
from reports.models import CellState, Column
from reports.models.obligations import correction_due, is_after
from reports.moments import First, Standing, Version, columns_at, offices_at, standings_at

KPU = "KPU "


@dataclass(frozen=True)
class Cell:
    """What one office owes in one column, as the host sees it: a draft reads "Belum"."""

    column: Column
    state: CellState
    words: str
    due_at: datetime  # in force for this office, after a return that of the correction
    is_overdue: bool = False
    is_late: bool = False
    last: Version | None = None

    @property
    def version(self) -> int:
        return self.last.number if self.last else 0

    @property
    def is_on_behalf(self) -> bool:
        """The newest version was sent by the host's secretariat for the office."""
        return bool(self.last and self.last.received_via)

    @property
    def told(self) -> str:
        return f"{self.words}, oleh sekretariat" if self.is_on_behalf else self.words

    @property
    def is_owed(self) -> bool:
        """Counts in the shares: what is not obligatory is shown and never missed."""
        return self.column.requirement.is_obligatory and self.state != CellState.EXEMPT

    @property
    def is_settled(self) -> bool:
        return self.state in (CellState.ACCEPTED, CellState.EXEMPT)

    @property
    def waits_for_office(self) -> bool:
        if self.state == CellState.RETURNED:
            return True
        return self.is_owed and self.state in UNSENT


SENT_STATES = (CellState.SENT, CellState.ACCEPTED, CellState.RETURNED)
UNSENT = (CellState.MISSING, CellState.DRAFT, CellState.PROPOSED, CellState.EXTENDED)
OWN_STATES = (CellState.DRAFT, CellState.PROPOSED)  # what only the office itself sees


@dataclass(frozen=True)
class Row:
    invitation: Invitation
    cells: list[Cell | None]  # None where the office does not owe the column

    @cached_property
    def owed(self) -> int:
        return sum(1 for cell in self.cells if cell and cell.is_owed)

    @cached_property
    def accepted(self) -> int:
        return sum(1 for cell in self.cells if cell and cell.is_owed and cell.state == CellState.ACCEPTED)

    @property
    def share(self) -> str:
        """Accepted out of owed: "3/7"."""
        return f"{self.accepted}/{self.owed}"

    @cached_property
    def waits(self) -> bool:
        """Whether there is anything to remind this office of."""
        return any(cell and cell.waits_for_office for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    rakor: Rakor
    columns: list[Column]
    rows: list[Row]

    @cached_property
    def owed(self) -> int:
        return sum(row.owed for row in self.rows)

    @cached_property
    def accepted(self) -> int:
        return sum(row.accepted for row in self.rows)

    @property
    def prefix(self) -> str:
        """What every office's name begins with, where room is scarce: "KPU " or nothing."""
        return KPU if all(row.invitation.institution_name.startswith(KPU) for row in self.rows) else ""

    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells if cell]

    def counts(self) -> list[tuple[CellState, int]]:
        """What is not obligatory and was not sent is no one's "Belum"."""
        found = Counter(cell.state for cell in self.cells() if cell.is_owed or cell.state != CellState.MISSING)
        return [(state, found[state]) for state in CellState if state not in OWN_STATES]

    def late_count(self) -> int:
        return sum(cell.is_late for cell in self.cells())

    def totals(self, *states: CellState) -> list[str]:
        """ "12/13" for every column: cells in one of the states out of those owed."""
        return [share(column, states) for column in zip(*(row.cells for row in self.rows), strict=True)]

    def sent_totals(self) -> list[str]:
        return self.totals(*SENT_STATES)

    def accepted_totals(self) -> list[str]:
        return self.totals(CellState.ACCEPTED)

    def foot(self) -> list[tuple[str, list[tuple[Column, str]]]]:
        """The rows under the offices, each share with its column."""
        rows = (("Sudah dikirim", self.sent_totals()), ("Diterima", self.accepted_totals()))
        return [(name, list(zip(self.columns, shares, strict=True))) for name, shares in rows]


def share(cells: Iterable[Cell | None], states: tuple[CellState, ...]) -> str:
    owed = [cell for cell in cells if cell and cell.is_owed]
    return f"{sum(cell.state in states for cell in owed)}/{len(owed)}"


def build(
    *,
    rakor: Rakor,
    invitations: Iterable[Invitation],
    now: datetime,
    with_drafts: bool = False,
    columns: list[Column] | None = None,
) -> Matrix:
    """As it stood at `now`, which may be any moment of the past; the same number of queries whatever the size.

    `with_drafts` is for the office's own eyes, and for the present alone. `columns` are some of those of that moment.
    """
    columns = columns_at(rakor, now) if columns is None else columns
    offices = offices_at(invitations, now)
    standings = standings_at(columns, offices, now)
    rows = []
    for office in offices:
        cells: list[Cell | None] = []
        for column in columns:
            if not column.requirement.is_owed_by(office.institution):
                cells.append(None)
                continue
            standing = standings.get((office.pk, column.requirement.pk, column.bidang), UNTOUCHED)
            cells.append(cell_of(column, standing, now, with_drafts))
        rows.append(Row(office, cells))
    return Matrix(rakor, columns, rows)


UNTOUCHED = Standing()


def cell_of(column: Column, standing: Standing, now: datetime, with_drafts: bool) -> Cell:
    due_at = standing.extended_until or column.requirement.due_at
    if standing.exempted_because is not None:
        return Cell(column, CellState.EXEMPT, standing.exempted_because, due_at)
    if with_drafts and standing.is_proposed:
        return proposed_cell(column, standing, due_at, now)
    if standing.first and standing.last:
        return sent_cell(column, standing.first, standing.last, due_at, standing.extended_at)
    if standing.extended_until and now <= due_at:
        return Cell(column, CellState.EXTENDED, f"s.d. {narrow(column, due_at)}", due_at)
    state = CellState.DRAFT if with_drafts and standing.has_draft else CellState.MISSING
    if not column.requirement.is_obligatory:
        return Cell(column, state, "tidak wajib", due_at)
    overdue = now > due_at
    words = f"{hours(now - due_at)} lewat" if overdue else f"{hours(due_at - now)} lagi"
    return Cell(column, state, words, due_at, is_overdue=overdue)


def proposed_cell(column: Column, standing: Standing, due_at: datetime, now: datetime) -> Cell:
    """Before the office's own head, the first version or a correction."""
    until = correction_due(standing.last, due_at, standing.extended_at) or due_at
    words = f"{hours(now - until)} lewat" if now > until else f"{hours(until - now)} lagi"
    return Cell(column, CellState.PROPOSED, words, until, is_overdue=now > until, last=standing.last)


def sent_cell(column: Column, first: First, last: Version, due_at: datetime, extended_at: datetime | None) -> Cell:
    is_late = is_after(first.due_at, began_at=first.began_at, sent_at=first.sent_at)
    if last.accepted_at:
        state = CellState.ACCEPTED
    else:
        state = CellState.RETURNED if last.returned_at else CellState.SENT
    distance = hours(first.sent_at - first.due_at)
    words = f"v{last.number}, terlambat {distance}" if is_late else f"v{last.number}, {distance} sebelum"
    until = correction_due(last, due_at, extended_at)
    if until:
        words = f"batas {narrow(column, until)}"
    return Cell(column, state, words, until or due_at, is_late=is_late, last=last)


def narrow(column: Column, instant: datetime) -> str:
    """16/9 12.00 in the rakor's zone, which the page names once."""
    local = instant.astimezone(column.requirement.rakor.zoneinfo)
    return f"{local.day}/{local.month} {local:%H.%M}"


def hours(length: timedelta) -> str:
    """ "17 j", below an hour "40 m", above 99 hours "12 hari"; whatever the sign."""
    minutes = int(abs(length.total_seconds()) // 60)
    if minutes > 99 * 60:
        return f"{minutes // 1440} hari"
    return f"{minutes // 60} j" if minutes >= 60 else f"{minutes} m"
