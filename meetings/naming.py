"""Who comes for an invited office: named again, changed, swapped; what it is asked for; the surat tugas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from meetings.actions import SeatsTaken, keep_person, name_delegate, refuse_beyond_seats
from meetings.models import AssignmentLetter, Delegate, Invitation, InvitationQuota, Rakor
from participants.gate import Actor
from participants.models import Rank
from rakor.audit.actions import record
from rakor.files.actions import store_upload


def name_again(
    *, invitation: Invitation, earlier: Iterable[Delegate], by: Actor, now: datetime
) -> tuple[list[Delegate], list[Delegate]]:
    """Those who got a seat, and those for whom there was none. Raises NamingClosed."""
    named, left = [], []
    for row in earlier:
        again = Delegate(
            invitation=invitation, person=row.person, name=row.name, title=row.title, rank=row.rank, phone=row.phone
        )
        again.mode = "onsite" if invitation.rakor.mode == "hybrid" else invitation.rakor.mode
        try:
            named.append(name_delegate(delegate=again, by=by, now=now))
        except SeatsTaken:
            left.append(row)
    return named, left


def earlier_delegates(invitation: Invitation) -> list[Delegate]:
    """Whom this office named for other rakor of this host and not yet for this one, the newest entry of each person."""
    taken = invitation.delegates.values("person")  # type: ignore[attr-defined]
    rows = Delegate.objects.filter(
        invitation__institution=invitation.institution, invitation__rakor__organiser=invitation.rakor.organiser
    )
    found = rows.exclude(invitation=invitation).exclude(person__in=taken).select_related("person").order_by("-pk")
    return list({row.person_id: row for row in reversed(found)}.values())


@transaction.atomic
def change_delegate(*, delegate: Delegate, by: Actor, now: datetime) -> None:
    """Title, mode, telephone and note as the form left them."""
    delegate.save(update_fields=["title", "mode", "phone", "note"])
    record(by=by, verb="delegate.changed", target=delegate, now=now, rakor_id=delegate.invitation.rakor.pk)


@transaction.atomic
def swap_delegate(*, delegate: Delegate, taken_by: Delegate, because: str, by: Actor, now: datetime) -> None:
    """`taken_by` is not saved: its person, name, title and contacts take the seat, kelas and mode of the old one.

    The row stays; the ledger keeps who had it. Raises SeatsTaken when the rank changes to a full one.
    """
    invitation = Invitation.objects.select_for_update().get(pk=delegate.invitation.pk)
    refuse_beyond_seats(invitation, taken_by.rank, leaving=delegate)
    keep_person(taken_by, invitation)
    before = {"name": delegate.name, "title": delegate.title, "rank": delegate.rank, "person": delegate.person_id}
    delegate.person = taken_by.person
    for name in ("name", "title", "rank", "phone", "note"):
        setattr(delegate, name, getattr(taken_by, name))
    delegate.save()
    details: dict[str, Any] = {"before": before, "because": because}
    record(by=by, verb="delegate.swapped", target=delegate, now=now, rakor_id=invitation.rakor.pk, details=details)


@transaction.atomic
def add_assignment(*, invitation: Invitation, upload: UploadedFile, by: Actor, now: datetime) -> AssignmentLetter:
    stored = store_upload(upload=upload, now=now, by_id=by.user_id)
    letter = AssignmentLetter.objects.create(invitation=invitation, file=stored, uploaded_at=now, uploaded_by=by.user)
    details = {"sha256": stored.sha256, "invitation": str(invitation)}
    record(by=by, verb="assignment.added", target=letter, now=now, rakor_id=invitation.rakor.pk, details=details)
    return letter


@transaction.atomic
def set_naming_due(*, rakor: Rakor, due_at: datetime | None, by: Actor, now: datetime) -> None:
    Rakor.objects.filter(pk=rakor.pk).update(naming_due_at=due_at)
    details = {"due_at": due_at.isoformat() if due_at else None}
    record(by=by, verb="rakor.naming_due_set", target=rakor, now=now, rakor_id=rakor.pk, details=details)


@transaction.atomic
def change_invitation(*, invitation: Invitation, seats: dict[Rank, int | None], by: Actor, now: datetime) -> None:
    """What this office alone is asked for. None leaves a rank to the rakor's own quota."""
    invitation.save(update_fields=["is_copy", "asked_for", "technical_staff"])
    invitation.own_quotas.all().delete()  # type: ignore[attr-defined]
    own = {rank: count for rank, count in seats.items() if count is not None}
    InvitationQuota.objects.bulk_create(
        InvitationQuota(invitation=invitation, rank=rank, seats=count) for rank, count in own.items()
    )
    details = {
        "seats": {str(rank): count for rank, count in own.items()},
        "asked_for": invitation.asked_for,
        "technical_staff": invitation.technical_staff,
        "is_copy": invitation.is_copy,
    }
    record(by=by, verb="invitation.changed", target=invitation, now=now, rakor_id=invitation.rakor.pk, details=details)
