"""The first screen of an invited office: what it owes, most urgent first, for every rakor that is under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.models import Invitation
from participants.gate import Actor
from rakor.lib import dates
from reports import matrix
from reports.matrix import Cell
from reports.models import CellState, Column, Petition, Submission

RECENT = timedelta(days=30)
RECEIPTS = 3


@dataclass(frozen=True)
class Desk:
    """One rakor as one office sees it."""

    invitation: Invitation
    owed: list[tuple[Cell, Petition | None]]  # with what was asked for and not answered yet
    sent: list[Cell]
    receipts: list[Submission]
    now: datetime

    @property
    def total(self) -> int:
        return len(self.owed) + len(self.sent)

    @property
    def nearest(self) -> datetime | None:
        """The next deadline of what is still owed; the oldest one when all have passed."""
        due = [cell.due_at for cell, _ in self.owed]
        return min([moment for moment in due if moment >= self.now] or due, default=None)

    @property
    def left(self) -> str:
        """5 jam 40 menit, to or since the nearest deadline"""
        return dates.duration(self.nearest - self.now) if self.nearest else ""

    @property
    def is_past(self) -> bool:
        return bool(self.nearest and self.nearest < self.now)


URGENCY = [
    CellState.RETURNED,
    CellState.PROPOSED,
    CellState.MISSING,
    CellState.DRAFT,
    CellState.EXTENDED,
]


def desks_of(actor: Actor, *, now: datetime) -> list[Desk]:
    """Rakor that are not over for more than a month, the nearest first."""
    invitations = (
        Invitation.objects.visible_to(actor)
        .asked()
        .filter(institution=actor.institution, rakor__ends_on__gte=(now - RECENT).date(), rakor__cancelled_at=None)
    )
    return [desk_of(invitation, actor, now=now) for invitation in invitations.order_by("rakor__starts_on")]


def desk_of(invitation: Invitation, actor: Actor, *, now: datetime) -> Desk:
    [row] = matrix.build(rakor=invitation.rakor, invitations=[invitation], now=now, with_drafts=True).rows
    cells = [cell for cell in row.cells if cell]
    owed = sorted(
        (cell for cell in cells if cell.waits_for_office), key=lambda cell: (cell.due_at, URGENCY.index(cell.state))
    )
    asked = open_petitions(invitation)
    sent = [cell for cell in cells if cell.state in (CellState.SENT, CellState.ACCEPTED)]
    receipts = Submission.objects.visible_to(actor).filter(obligation__invitation=invitation).order_by("-sent_at")
    with_petitions = [(cell, asked.get(cell.column)) for cell in owed]
    return Desk(invitation, with_petitions, sent, list(receipts[:RECEIPTS]), now)


def open_petitions(invitation: Invitation) -> dict[Column, Petition]:
    waiting = Petition.objects.open().filter(obligation__invitation=invitation)
    return {row.obligation.column: row for row in waiting.select_related("obligation__requirement")}
