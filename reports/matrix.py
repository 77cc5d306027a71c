"""The completeness matrix: offices in official order x what they owe, in a constant number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from meetings.models import Invitation, Rakor
from reports.models import CellState, Column, Obligation, Requirement, Submission
from reports.models.obligations import is_after


@dataclass(frozen=True)
class Cell:
    """What one office owes in one column, as the host sees it: a draft reads "Belum"."""

    column: Column
    state: CellState
    words: str
    due_at: datetime  # in force for this office, after a return that of the correction
    is_overdue: bool = False
    is_late: bool = False
    version: int = 0

    @property
    def is_settled(self) -> bool:
        return self.state in (CellState.ACCEPTED, CellState.EXEMPT)

    @property
    def waits_for_office(self) -> bool:
        return self.state in (CellState.MISSING, CellState.DRAFT, CellState.EXTENDED, CellState.RETURNED)


@dataclass(frozen=True)
class Row:
    invitation: Invitation
    cells: list[Cell | None]  # None where the office does not owe the column

    @property
    def owed(self) -> int:
        return sum(1 for cell in self.cells if cell and cell.state != CellState.EXEMPT)

    @property
    def accepted(self) -> int:
        return sum(1 for cell in self.cells if cell and cell.state == CellState.ACCEPTED)


@dataclass(frozen=True)
class Matrix:
    rakor: Rakor
    columns: list[Column]
    rows: list[Row]

    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row.cells if cell]

    def counts(self) -> list[tuple[CellState, int]]:
        found = Counter(cell.state for cell in self.cells())
        return [(state, found[state]) for state in CellState if state != CellState.DRAFT]

    def late_count(self) -> int:
        return sum(cell.is_late for cell in self.cells())

    def totals(self, *states: CellState) -> list[str]:
        """ "12/13" for every column: cells in one of the states out of those owed."""
        return [share(column, states) for column in zip(*(row.cells for row in self.rows), strict=True)]

    def sent_totals(self) -> list[str]:
        return self.totals(CellState.SENT, CellState.ACCEPTED, CellState.RETURNED)

    def accepted_totals(self) -> list[str]:
        return self.totals(CellState.ACCEPTED)

    def foot(self) -> list[tuple[str, list[tuple[Column, str]]]]:
        """The rows under the offices, each share with its column."""
        rows = (("Sudah dikirim", self.sent_totals()), ("Diterima", self.accepted_totals()))
        return [(name, list(zip(self.columns, shares, strict=True))) for name, shares in rows]


def share(cells: Iterable[Cell | None], states: tuple[CellState, ...]) -> str:
    owed = [cell for cell in cells if cell and cell.state != CellState.EXEMPT]
    return f"{sum(cell.state in states for cell in owed)}/{len(owed)}"


def columns_of(rakor: Rakor) -> list[Column]:
    requirements = Requirement.objects.filter(rakor=rakor).asked()
    columns: list[Column] = []
    for requirement in requirements:
        requirement.rakor = rakor
        columns += requirement.columns()
    return columns


def build(*, rakor: Rakor, invitations: Iterable[Invitation], now: datetime, with_drafts: bool = False) -> Matrix:
    """Four queries whatever the size. `with_drafts` is for the office's own eyes."""
    columns, offices = columns_of(rakor), [row for row in invitations if not row.is_copy]
    obligations = obligations_of(rakor, offices)
    versions = versions_of(obligations.values())
    rows = []
    for office in offices:
        cells: list[Cell | None] = []
        for column in columns:
            if not column.requirement.is_owed_by(office.institution):
                cells.append(None)
                continue
            found = obligations.get((office.pk, column.requirement.pk, column.bidang))
            sent = versions[found["pk"]] if found else []
            cells.append(cell_of(column, found, sent, now, with_drafts))
        rows.append(Row(office, cells))
    return Matrix(rakor, columns, rows)


Key = tuple[int, int, str]


def obligations_of(rakor: Rakor, offices: list[Invitation]) -> dict[Key, dict[str, Any]]:
    fields = ("pk", "invitation_id", "requirement_id", "bidang", "draft_saved_at", "extended_until", "exempted_at")
    rows = Obligation.objects.filter(requirement__rakor=rakor)
    if len(offices) == 1:
        rows = rows.filter(invitation=offices[0])
    found = rows.values(*fields, "exempted_because")
    return {(row["invitation_id"], row["requirement_id"], row["bidang"]): row for row in found}


def versions_of(obligations: Iterable[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """Versions of each obligation, the oldest first."""
    fields = ("obligation_id", "number", "began_at", "sent_at", "due_at", "returned_at", "accepted_at", "correct_until")
    versions: dict[int, list[dict[str, Any]]] = defaultdict(list)
    pks = [row["pk"] for row in obligations]
    for row in Submission.objects.filter(obligation__in=pks).order_by("number").values(*fields):
        versions[row["obligation_id"]].append(row)
    return versions


def cell_of(
    column: Column, found: dict[str, Any] | None, sent: list[dict[str, Any]], now: datetime, with_drafts: bool
) -> Cell:
    due_at = (found and found["extended_until"]) or column.requirement.due_at
    if found and found["exempted_at"]:
        return Cell(column, CellState.EXEMPT, found["exempted_because"], due_at)
    if sent:
        return sent_cell(column, sent, due_at)
    if found and found["extended_until"] and now <= due_at:
        return Cell(column, CellState.EXTENDED, f"s.d. {narrow(column, due_at)}", due_at)
    is_draft = bool(with_drafts and found and found["draft_saved_at"])
    overdue = now > due_at
    words = f"{hours(now - due_at)} lewat" if overdue else f"{hours(due_at - now)} lagi"
    return Cell(column, CellState.DRAFT if is_draft else CellState.MISSING, words, due_at, is_overdue=overdue)


def sent_cell(column: Column, sent: list[dict[str, Any]], due_at: datetime) -> Cell:
    first, last = sent[0], sent[-1]
    is_late = is_after(first["due_at"], began_at=first["began_at"], sent_at=first["sent_at"])
    if last["accepted_at"]:
        state = CellState.ACCEPTED
    else:
        state = CellState.RETURNED if last["returned_at"] else CellState.SENT
    distance = hours(first["sent_at"] - first["due_at"])
    words = f"v{last['number']}, terlambat {distance}" if is_late else f"v{last['number']}, {distance} sebelum"
    if state == CellState.RETURNED and last["correct_until"]:
        words = f"batas {narrow(column, last['correct_until'])}"
    return Cell(column, state, words, last["correct_until"] or due_at, is_late=is_late, version=last["number"])


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
