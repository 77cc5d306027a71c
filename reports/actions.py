"""What is done to requirements, obligations and their versions."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from meetings.models import Invitation, Rakor
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.files.actions import store_upload
from reports.models import Obligation, Requirement, Submission


class AlreadyAccepted(Exception):
    """The last version is accepted; the paper is closed."""


class AlreadyJudged(Exception):
    """Somebody else accepted or returned this version in the meantime, or the office sent a newer one."""


class Exempted(Exception):
    """The office was released from this paper."""


@transaction.atomic
def add_requirement(*, requirement: Requirement, by: Actor, now: datetime) -> Requirement:
    rakor = Rakor.objects.select_for_update().get(pk=requirement.rakor.pk)
    requirement.order = (Requirement.objects.filter(rakor=rakor).aggregate(last=Max("order"))["last"] or 0) + 1
    requirement.save()
    details = {"due_at": requirement.due_at.isoformat()}
    record(by=by, verb="requirement.added", target=requirement, now=now, rakor_id=rakor.pk, details=details)
    return requirement


@transaction.atomic
def change_requirement(*, requirement: Requirement, by: Actor, now: datetime) -> None:
    """A moved deadline stands in the ledger with its old value; versions already sent keep theirs."""
    before = Requirement.objects.get(pk=requirement.pk).due_at
    requirement.save()
    details = {"due_at": requirement.due_at.isoformat(), "due_at_before": before.isoformat()}
    record(
        by=by,
        verb="requirement.changed",
        target=requirement,
        now=now,
        rakor_id=requirement.rakor.pk,
        details=details,
    )


def obligation_of(*, requirement: Requirement, invitation: Invitation, bidang: str) -> Obligation:
    """The row, or one not yet saved that stands for it."""
    found = Obligation.objects.for_cell(requirement=requirement, invitation=invitation, bidang=bidang).first()
    return found or Obligation(requirement=requirement, invitation=invitation, bidang=bidang)


def locked(obligation: Obligation) -> Obligation:
    """The row under a lock, made if it was missing; keeps its invitation and requirement at hand."""
    row, _ = Obligation.objects.select_for_update().get_or_create(
        requirement=obligation.requirement, invitation=obligation.invitation, bidang=obligation.bidang
    )
    row.requirement, row.invitation = obligation.requirement, obligation.invitation
    return row


@transaction.atomic
def save_draft(*, obligation: Obligation, draft: dict[str, Any], now: datetime) -> Obligation:
    """No ledger row: a draft is nobody's business but the office's."""
    row = locked(obligation)
    row.draft, row.draft_saved_at = without_nul(draft), now
    row.save(update_fields=["draft", "draft_saved_at"])
    return row


def without_nul(typed: Any) -> Any:
    """The character that PostgreSQL keeps in no text; nobody types it, a hostile page may send it."""
    if isinstance(typed, dict):
        return {name: without_nul(value) for name, value in typed.items()}
    if isinstance(typed, list):
        return [without_nul(value) for value in typed]
    return typed.replace("\x00", "") if isinstance(typed, str) else typed


@transaction.atomic
def send_paper(
    *,
    obligation: Obligation,
    content: dict[str, Any],
    upload: UploadedFile | None,
    key: UUID,
    by: Actor,
    now: datetime,
    is_nil: bool = False,
) -> Submission:
    """The next version, whole and immutable. The same key again gives back the version it made.

    Raises AlreadyAccepted or Exempted.
    """
    row = locked(obligation)
    again = row.submissions.filter(key=key).first()
    if again:
        return again
    latest = row.latest()
    if latest and latest.accepted_at:
        raise AlreadyAccepted
    if row.exempted_at:
        raise Exempted
    stored = store_upload(upload=upload, now=now, by_id=by.user_id) if upload else None
    canonical = canonical_bytes(content)
    version = Submission.objects.create(
        obligation=row,
        number=latest.number + 1 if latest else 1,
        key=key,
        content=content,
        file=stored,
        size=stored.size if stored else len(canonical),
        sha256=stored.sha256 if stored else hashlib.sha256(canonical).hexdigest(),
        is_nil=is_nil,
        sent_at=now,
        sent_by=by.user,
        sent_by_name=by.name,
        due_at=deadline_for(row, latest),
    )
    details = {"number": version.number, "sha256": version.sha256, "late": version.is_late}
    record(by=by, verb="paper.sent", target=version, now=now, rakor_id=row.invitation.rakor.pk, details=details)
    return version


def canonical_bytes(content: dict[str, Any]) -> bytes:
    """What the receipt of a filled-in form hashes: JSON with sorted keys, UTF-8, no spaces."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def deadline_for(row: Obligation, latest: Submission | None) -> datetime:
    """A correction is held against its own deadline, if the host set one."""
    if latest and latest.returned_at and latest.correct_until:
        return latest.correct_until
    return row.due_at


@transaction.atomic
def accept(*, version: Submission, by: Actor, now: datetime) -> None:
    """Raises AlreadyJudged on the second try."""
    locked(version.obligation)
    if not version.accept(by=by.user, now=now):
        raise AlreadyJudged
    rakor_id = version.obligation.invitation.rakor.pk
    record(by=by, verb="paper.accepted", target=version, now=now, rakor_id=rakor_id)


@transaction.atomic
def send_back(*, version: Submission, note: str, correct_until: datetime | None, by: Actor, now: datetime) -> None:
    """Raises AlreadyJudged on the second try."""
    locked(version.obligation)
    if not version.send_back(note=note, correct_until=correct_until, by=by.user, now=now):
        raise AlreadyJudged
    rakor_id = version.obligation.invitation.rakor.pk
    record(by=by, verb="paper.returned", target=version, now=now, rakor_id=rakor_id, details={"note": note})


def still_owed(obligation: Obligation) -> Obligation:
    """The row under a lock. Raises AlreadyAccepted: what was accepted is neither extended nor exempted any more."""
    row = locked(obligation)
    latest = row.latest()
    if latest and latest.accepted_at:
        raise AlreadyAccepted
    return row


@transaction.atomic
def extend(*, obligation: Obligation, until: datetime, because: str, by: Actor, now: datetime) -> Obligation:
    row = still_owed(obligation)
    row.extended_until, row.extended_because = until, because
    row.extended_at, row.extended_by = now, by.user
    row.save()
    details = {"until": until.isoformat(), "because": because}
    record(by=by, verb="obligation.extended", target=row, now=now, rakor_id=row.invitation.rakor.pk, details=details)
    return row


@transaction.atomic
def exempt(*, obligation: Obligation, because: str, by: Actor, now: datetime) -> Obligation:
    row = still_owed(obligation)
    row.exempted_at, row.exempted_by, row.exempted_because = now, by.user, because
    row.save()
    details = {"because": because}
    record(by=by, verb="obligation.exempted", target=row, now=now, rakor_id=row.invitation.rakor.pk, details=details)
    return row
