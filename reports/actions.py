"""What is done to obligations and their versions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max

from meetings.models import Invitation
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.files.actions import Incoming, store_bytes, store_upload
from rakor.files.kinds import KINDS
from rakor.files.models import StoredFile
from reports.models import (
    Decision,
    DecisionKind,
    DraftFile,
    Obligation,
    Requirement,
    ReturnNote,
    Submission,
    SubmissionFile,
)
from reports.models.obligations import correction_due


class Closed(Exception):
    """Nothing more can be sent for this obligation."""


class AlreadyAccepted(Closed):
    """The last version is accepted; the paper is closed."""


class AlreadyJudged(Exception):
    """Somebody else accepted or returned this version in the meantime, or the office sent a newer one."""


class Exempted(Closed):
    """The office was released from this paper."""


class Withdrawn(Closed):
    """The host does not ask for this paper any more."""


class Proposed(Closed):
    """It lies before the office's own head; nobody changes it until that is decided."""


class DraftMoved(Exception):
    """A colleague saved another text since this one was opened; neither may be lost."""


class TooManyFiles(Exception):
    """More files than the requirement takes; those that wait in the draft count."""


def obligation_of(*, requirement: Requirement, invitation: Invitation, bidang: str) -> Obligation:
    """The row, or one not yet saved that stands for it."""
    cell: dict[str, Any] = {"requirement": requirement, "invitation": invitation, "bidang": bidang}
    found = Obligation.objects.for_cell(**cell).first() or Obligation(**cell)
    found.requirement, found.invitation = requirement, invitation  # at hand; they are not to be read once more
    return found


def locked(obligation: Obligation) -> Obligation:
    """The row under a lock, made if it was missing; keeps its invitation and requirement at hand."""
    row, _ = Obligation.objects.select_for_update().get_or_create(
        requirement=obligation.requirement, invitation=obligation.invitation, bidang=obligation.bidang
    )
    row.requirement, row.invitation = obligation.requirement, obligation.invitation
    return row


@transaction.atomic
def save_draft(
    *, obligation: Obligation, draft: dict[str, Any], now: datetime, by: Actor | None = None, seen: int | None = None
) -> Obligation:
    """No ledger row: a draft is nobody's business but the office's.

    `seen` is the draft's version that `by` had before them. Raises DraftMoved and Proposed.
    """
    row = locked(obligation)
    if row.proposed_at:
        raise Proposed
    refuse_moved(row, by=by, seen=seen)
    row.draft, row.draft_saved_at, row.draft_saved_by = without_nul(draft), now, by.user if by else None
    row.draft_version += 1
    row.save(update_fields=["draft", "draft_saved_at", "draft_saved_by", "draft_version"])
    return row


def refuse_moved(row: Obligation, *, by: Actor | None, seen: int | None) -> None:
    """Raises DraftMoved where somebody else saved since; one's own saves may overtake each other on a bad line."""
    if by is not None and seen is not None and seen != row.draft_version and row.draft_saved_by != by.user:
        raise DraftMoved


@transaction.atomic
def attach_to_draft(
    *, obligation: Obligation, uploads: Sequence[Incoming], began_at: datetime, by: Actor, now: datetime
) -> Obligation:
    """They wait in the draft until it is sent; the row under its lock. Raises TooManyFiles and what refuse_closed
    raises.
    """
    row = locked(obligation)
    first = next_place(row, len(uploads)) if uploads else 0
    for place, upload in enumerate(uploads, start=first):
        stored = store_upload(upload=upload, now=now, by_id=by.user_id)
        DraftFile.objects.create(obligation=row, stored=stored, order=place, began_at=began_at)
    return row


@transaction.atomic
def attach_photos(*, obligation: Obligation, content: bytes, began_at: datetime, by: Actor, now: datetime) -> DraftFile:
    """The PDF that was made of them. Raises TooManyFiles and what refuse_closed raises."""
    row = locked(obligation)
    stored = store_bytes(content=content, name="foto.pdf", kind=KINDS["pdf"], now=now, by_id=by.user_id)
    return attach_stored(row, stored=stored, began_at=began_at)


def attach_stored(row: Obligation, *, stored: StoredFile, began_at: datetime) -> DraftFile:
    """A file that is kept already, to a row under its lock. Raises TooManyFiles and what refuse_closed raises."""
    return DraftFile.objects.create(obligation=row, stored=stored, order=next_place(row), began_at=began_at)


def next_place(row: Obligation, number: int = 1) -> int:
    """The order of the first of so many more files of the draft. Raises TooManyFiles and what refuse_closed raises."""
    refuse_closed(row, row.latest())
    waiting = row.draft_files.aggregate(number=Count("pk"), last=Max("order"))
    if waiting["number"] + number > row.requirement.most_files:
        raise TooManyFiles
    return (waiting["last"] or 0) + 1


@transaction.atomic
def drop_draft_file(*, obligation: Obligation, order: int) -> None:
    """Out of the draft; a second call finds nothing. Raises Proposed."""
    row = locked(obligation)
    if row.proposed_at:
        raise Proposed
    row.draft_files.filter(order=order).delete()


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
    key: UUID,
    by: Actor,
    now: datetime,
    uploads: Sequence[Incoming] = (),
    began_at: datetime | None = None,
    is_nil: bool = False,
    is_approved: bool = False,
    seen: int | None = None,
) -> Submission:
    """The next version, whole and immutable: the content, the files of the draft, and those that come along.

    `began_at` is when the request came in, whose files may have taken long. The same key again gives back the
    version it made. `is_nil` takes no file along; `is_approved` says that `by` is the office's head, who was to
    approve it; `seen` is that of save_draft. Raises DraftMoved, TooManyFiles and what refuse_closed raises.
    """
    row = locked(obligation)
    latest = row.latest_or_sent_with(key)
    if latest and latest.key == key:
        return latest
    refuse_moved(row, by=by, seen=seen)
    refuse_closed(row, latest)
    files, began = ([], now) if is_nil else gather(row, uploads, began_at=began_at or now, by=by, now=now)
    how = {"key": key, "is_nil": is_nil, "began_at": began, **(approval(by, now) if is_approved else {})}
    return keep_version(row, latest, verb="paper.sent", content=content, files=files, by=by, now=now, **how)


def keep_version(
    row: Obligation,
    latest: Submission | None,
    *,
    verb: str,
    content: dict[str, Any],
    files: list[StoredFile],
    by: Actor,
    now: datetime,
    **how: Any,
) -> Submission:
    """The one after `latest`, of a row under a lock; `how` are further fields of it."""
    version = Submission.objects.create(
        obligation=row,
        number=latest.number + 1 if latest else 1,
        content=content,
        **measured(content, files),
        sent_at=now,
        sent_by=by.user,
        sent_by_name=by.name,
        due_at=deadline_for(row, latest),
        **how,
    )
    SubmissionFile.objects.bulk_create(
        SubmissionFile(submission=version, order=order, stored=file) for order, file in enumerate(files, start=1)
    )
    details = {"number": version.number, "sha256": version.sha256, "late": version.is_late}
    details |= {"via": version.received_via} if version.is_on_behalf else {}
    record(by=by, verb=verb, target=version, now=now, rakor_id=row.invitation.rakor.pk, details=details)
    return version


def approval(by: Actor, now: datetime) -> dict[str, Any]:
    return {"approved_at": now, "approved_by": by.user, "approved_by_name": by.name}


def refuse_closed(row: Obligation, latest: Submission | None) -> None:
    """Raises AlreadyAccepted, Exempted, Withdrawn or Proposed."""
    refuse_settled(row, latest)
    if row.proposed_at:
        raise Proposed


def refuse_settled(row: Obligation, latest: Submission | None) -> None:
    """Raises AlreadyAccepted, Exempted or Withdrawn."""
    if latest and latest.accepted_at:
        raise AlreadyAccepted
    refuse_released(row)


def refuse_released(row: Obligation) -> None:
    """Nobody waits for it any more. Raises Exempted or Withdrawn."""
    if row.exempted_at:
        raise Exempted
    if Requirement.objects.filter(pk=row.requirement.pk, withdrawn_at__isnull=False).exists():
        raise Withdrawn


def gather(
    row: Obligation, uploads: Sequence[Incoming], *, began_at: datetime, by: Actor, now: datetime
) -> tuple[list[StoredFile], datetime]:
    """The files of a version, and when the upload of the last of them began. The draft holds none afterwards."""
    waiting = list(row.draft_files.select_related("stored"))
    if len(waiting) + len(uploads) > row.requirement.most_files:
        raise TooManyFiles
    stored = [store_upload(upload=upload, now=now, by_id=by.user_id) for upload in uploads]
    if waiting:
        row.draft_files.all().delete()
    begins = [file.began_at for file in waiting] + ([began_at] if uploads or not waiting else [])
    return [file.stored for file in waiting] + stored, max(begins)


def measured(content: dict[str, Any], files: list[StoredFile]) -> dict[str, Any]:
    """What the receipt says of its size and sha256: of the files, without any of the content."""
    canonical = canonical_bytes(content)
    return {
        "size": sum(file.size for file in files) or len(canonical),
        "sha256": digest_of(files) or hashlib.sha256(canonical).hexdigest(),
    }


def digest_of(files: list[StoredFile]) -> str:
    """Of one file its own sha256; of several that of the lines "<sha256>  <name>"; of none nothing."""
    if len(files) < 2:
        return files[0].sha256 if files else ""
    lines = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    return hashlib.sha256(lines.encode()).hexdigest()


def canonical_bytes(content: dict[str, Any]) -> bytes:
    """What the receipt of a filled-in form hashes: JSON with sorted keys, UTF-8, no spaces."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def deadline_for(row: Obligation, latest: Submission | None) -> datetime:
    """Against which the next version is held."""
    return correction_due(latest, row.due_at, row.extended_at) or row.due_at


@transaction.atomic
def accept(*, version: Submission, by: Actor, now: datetime) -> None:
    """Raises AlreadyJudged on the second try."""
    locked(version.obligation)
    if not version.accept(by=by.user, now=now):
        raise AlreadyJudged
    rakor_id = version.obligation.invitation.rakor.pk
    record(by=by, verb="paper.accepted", target=version, now=now, rakor_id=rakor_id)


@transaction.atomic
def send_back(
    *,
    version: Submission,
    note: str,
    correct_until: datetime | None,
    by: Actor,
    now: datetime,
    notes: Sequence[tuple[str, str, str]] = (),
) -> None:
    """`notes` are of (place, its label, text). Raises AlreadyJudged on the second try."""
    locked(version.obligation)
    if not version.send_back(note=note, correct_until=correct_until, by=by.user, now=now):
        raise AlreadyJudged
    ReturnNote.objects.bulk_create(
        ReturnNote(submission=version, order=order, place=place, label=label[:300], text=text)
        for order, (place, label, text) in enumerate(notes, start=1)
    )
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
    Decision.objects.create(
        obligation=row, kind=DecisionKind.EXTEND, until=until, because=because, made_at=now, made_by=by.user
    )
    details = {"until": until.isoformat(), "because": because}
    record(by=by, verb="obligation.extended", target=row, now=now, rakor_id=row.invitation.rakor.pk, details=details)
    return row


@transaction.atomic
def exempt(*, obligation: Obligation, because: str, by: Actor, now: datetime) -> Obligation:
    row = still_owed(obligation)
    row.exempted_at, row.exempted_by, row.exempted_because = now, by.user, because
    row.save()
    Decision.objects.create(obligation=row, kind=DecisionKind.EXEMPT, because=because, made_at=now, made_by=by.user)
    details = {"because": because}
    record(by=by, verb="obligation.exempted", target=row, now=now, rakor_id=row.invitation.rakor.pk, details=details)
    return row


@transaction.atomic
def owe_again(*, obligation: Obligation, by: Actor, now: datetime) -> bool:
    """The exemption ends. False when there is none any more."""
    row = locked(obligation)
    if not row.exempted_at:
        return False
    details = {"exempted_at": row.exempted_at.isoformat(), "exempted_because": row.exempted_because}
    row.exempted_at, row.exempted_by, row.exempted_because = None, None, ""
    row.save()
    Decision.objects.create(obligation=row, kind=DecisionKind.READMIT, made_at=now, made_by=by.user)
    record(by=by, verb="obligation.owed_again", target=row, now=now, rakor_id=row.invitation.rakor.pk, details=details)
    return True
