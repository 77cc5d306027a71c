"""A DIM is sent with its rows, or as nil."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from participants.gate import Actor
from reports import actions
from reports.dim.models import DimEntry
from reports.models import Obligation, Submission


class NothingTyped(Exception):
    """No row yet; an office without problems says so with "nihil"."""


def draft_rows(obligation: Obligation) -> list[dict[str, str]]:
    return list(obligation.draft.get("rows", []))


@transaction.atomic
def keep_row(*, obligation: Obligation, row: dict[str, str], number: int | None, now: datetime) -> None:
    """Puts a row in place of the one with that number, or at the end of the draft."""
    fresh = actions.locked(obligation)
    rows = draft_rows(fresh)
    if number is not None and 0 < number <= len(rows):
        rows[number - 1] = row
    else:
        rows.append(row)
    actions.save_draft(obligation=fresh, draft={"rows": rows}, now=now)


@transaction.atomic
def drop_row(*, obligation: Obligation, number: int, now: datetime) -> None:
    fresh = actions.locked(obligation)
    rows = draft_rows(fresh)
    kept = [row for place, row in enumerate(rows, start=1) if place != number]
    actions.save_draft(obligation=fresh, draft={"rows": kept}, now=now)


def replace_rows(*, obligation: Obligation, rows: list[dict[str, str]], now: datetime) -> None:
    actions.save_draft(obligation=obligation, draft={"rows": rows}, now=now)


@transaction.atomic
def send(*, obligation: Obligation, is_nil: bool, key: UUID, by: Actor, now: datetime) -> Submission:
    """The draft as the next version. Raises NothingTyped and what send_paper raises; the same key sends once."""
    rows = [] if is_nil else draft_rows(actions.locked(obligation))
    if not rows and not is_nil:
        raise NothingTyped
    version = actions.send_paper(obligation=obligation, content={"rows": rows}, key=key, by=by, now=now, is_nil=is_nil)
    if not DimEntry.objects.filter(submission=version).exists():
        sent = enumerate(version.content["rows"], start=1)
        DimEntry.objects.bulk_create([DimEntry(submission=version, number=n, **row) for n, row in sent])
    return version
