"""Inside the office: its operator lays a paper before its head, who sends it or hands it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from participants.gate import Actor
from rakor.audit.actions import record
from rakor.files.actions import Incoming
from reports.actions import attach_to_draft, locked, refuse_closed, refuse_moved
from reports.models import Obligation


class NotProposed(Exception):
    """It was decided or taken back in the meantime."""


@transaction.atomic
def propose(
    *,
    obligation: Obligation,
    content: dict[str, Any],
    by: Actor,
    now: datetime,
    uploads: Sequence[Incoming] = (),
    began_at: datetime | None = None,
    is_nil: bool = False,
    seen: int | None = None,
) -> Obligation:
    """From now on the draft rests, with its files. Raises DraftMoved, TooManyFiles and what refuse_closed raises."""
    refuse_moved(locked(obligation), by=by, seen=seen)
    row = attach_to_draft(obligation=obligation, uploads=uploads, began_at=began_at or now, by=by, now=now)
    refuse_closed(row, row.latest())
    row.proposed_at, row.proposed_by = now, by.user
    row.proposed_content, row.proposed_nil = content, is_nil
    row.handed_back_at, row.handed_back_by, row.handed_back_note = None, None, ""
    row.save()
    record(by=by, verb="paper.proposed", target=row, now=now, rakor_id=row.invitation.rakor.pk)
    return row


def proposed(obligation: Obligation) -> Obligation:
    """The row under a lock. Raises NotProposed."""
    row = locked(obligation)
    if not row.proposed_at:
        raise NotProposed
    return row


def wake(row: Obligation) -> None:
    """The draft may be changed again."""
    row.proposed_at, row.proposed_by, row.proposed_content, row.proposed_nil = None, None, {}, False
    row.save()


@transaction.atomic
def take_back(*, obligation: Obligation, by: Actor, now: datetime) -> None:
    """By those who laid it before their head. Raises NotProposed."""
    row = proposed(obligation)
    wake(row)
    record(by=by, verb="paper.taken_back", target=row, now=now, rakor_id=row.invitation.rakor.pk)


@transaction.atomic
def hand_back(*, obligation: Obligation, note: str, by: Actor, now: datetime) -> None:
    """By the head, with what is to be changed. The note stays the office's own. Raises NotProposed."""
    row = proposed(obligation)
    row.handed_back_at, row.handed_back_by, row.handed_back_note = now, by.user, note
    wake(row)
    record(by=by, verb="paper.handed_back", target=row, now=now, rakor_id=row.invitation.rakor.pk)
