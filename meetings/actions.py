"""What is done to a rakor, its invitations and its delegates; every verb writes its row of the ledger with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from meetings.models import Delegate, Duty, Invitation, Kelas, Quota, Rakor, Seat
from participants.gate import Actor
from participants.models import Institution, Person, Rank
from rakor.audit.actions import record


class AlreadySent(Exception):
    """The invitation is out; it can be answered, no longer withdrawn."""


class SeatsTaken(Exception):
    """All seats that the host gave to this rank are filled."""


class NamingClosed(Exception):
    """The deadline has passed: the office swaps people, and only the host adds or takes out."""


@transaction.atomic
def create_rakor(*, rakor: Rakor, by: Actor, now: datetime) -> Rakor:
    assert by.institution
    rakor.organiser = by.institution
    rakor.created_at, rakor.created_by = now, by.user
    rakor.save()
    record(by=by, verb="rakor.created", target=rakor, now=now, rakor_id=rakor.pk)
    return rakor


@transaction.atomic
def open_rakor(*, rakor: Rakor, by: Actor, now: datetime) -> None:
    """From draft to opened; a second call changes nothing."""
    fresh = Rakor.objects.without_templates().filter(pk=rakor.pk, opened_at=None, cancelled_at=None)
    if fresh.update(opened_at=now, opened_by=by.user):
        record(by=by, verb="rakor.opened", target=rakor, now=now, rakor_id=rakor.pk)
    rakor.refresh_from_db()


@transaction.atomic
def invite(
    *, rakor: Rakor, institutions: Iterable[Institution], is_copy: bool = False, by: Actor, now: datetime
) -> list[Invitation]:
    """Adds those not yet invited, in the given order, behind those who are; returns the new ones."""
    known = set(rakor.invitations.values_list("institution_id", flat=True))
    last = rakor.invitations.aggregate(last=Max("order"))["last"] or 0
    fresh = [office for office in institutions if office.pk not in known]
    rows = [
        Invitation(rakor=rakor, institution=office, institution_name=office.name, order=last + place, is_copy=is_copy)
        for place, office in enumerate(fresh, start=1)
    ]
    Invitation.objects.bulk_create(rows)
    if rows:
        details = {"institutions": [office.name for office in fresh], "is_copy": is_copy}
        record(by=by, verb="rakor.invited", target=rakor, now=now, rakor_id=rakor.pk, details=details)
    return rows


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Actor, now: datetime) -> None:
    """Raises AlreadySent once the letter is out."""
    if not Invitation.objects.filter(pk=invitation.pk, sent_at=None).exists():
        raise AlreadySent
    record(by=by, verb="invitation.withdrawn", target=invitation, now=now, rakor_id=invitation.rakor.pk)
    invitation.delete()


@transaction.atomic
def set_quotas(*, rakor: Rakor, seats: dict[Rank, int], by: Actor, now: datetime) -> None:
    """Replaces the seats for each rank in every invited office; a rank without seats is left out."""
    rakor.quotas.all().delete()
    Quota.objects.bulk_create(Quota(rakor=rakor, rank=rank, seats=n) for rank, n in seats.items() if n)
    details = {str(rank): n for rank, n in seats.items()}
    record(by=by, verb="rakor.quotas_set", target=rakor, now=now, rakor_id=rakor.pk, details=details)


@transaction.atomic
def send_invitations(*, rakor: Rakor, by: Actor, now: datetime) -> list[Invitation]:
    """Those not yet sent become visible to their offices; returns them."""
    waiting = list(rakor.invitations.filter(sent_at=None).select_for_update())
    Invitation.objects.filter(pk__in=[row.pk for row in waiting]).update(sent_at=now, sent_by=by.user)
    for invitation in waiting:
        record(by=by, verb="invitation.sent", target=invitation, now=now, rakor_id=rakor.pk)
    return waiting


@transaction.atomic
def answer_invitation(*, invitation: Invitation, answer: str, reason: str, by: Actor, now: datetime) -> None:
    """A later answer replaces the earlier one; both stay in the ledger."""
    by_host = by.institution == invitation.rakor.organiser
    invitation.record_answer(answer=answer, reason=reason, by=by.user, now=now, by_host=by_host)
    details = {"answer": answer, "reason": reason, "by_host": by_host}
    record(by=by, verb="invitation.answered", target=invitation, now=now, rakor_id=invitation.rakor.pk, details=details)


def is_closed_to(invitation: Invitation, by: Actor, now: datetime) -> bool:
    return invitation.rakor.is_naming_closed(now) and not invitation.rakor.editable_by(by)


def refuse_late(invitation: Invitation, by: Actor, now: datetime) -> None:
    if is_closed_to(invitation, by, now):
        raise NamingClosed


def refuse_beyond_seats(invitation: Invitation, rank: str, *, leaving: Delegate | None = None) -> None:
    """Raises SeatsTaken when the rank has no seat left; `leaving` gives its own free."""
    limit = invitation.seats(invitation.rakor.quotas.all()).get(rank)  # type: ignore[attr-defined]
    named = Delegate.objects.filter(invitation=invitation, rank=rank)
    if leaving:
        named = named.exclude(pk=leaving.pk)
    if limit is not None and named.count() >= limit:
        raise SeatsTaken(Rank(rank).label)


@transaction.atomic
def name_delegate(*, delegate: Delegate, kelas: Kelas | None = None, by: Actor, now: datetime) -> Delegate:
    """Keeps the person as a row of its own. Raises NamingClosed or SeatsTaken."""
    invitation = Invitation.objects.select_for_update().get(pk=delegate.invitation.pk)
    refuse_late(invitation, by, now)
    refuse_beyond_seats(invitation, delegate.rank)
    keep_person(delegate, invitation)
    delegate.save()
    if kelas:
        Seat.objects.create(delegate=delegate, kelas=kelas)
    record(by=by, verb="delegate.named", target=delegate, now=now, rakor_id=invitation.rakor.pk)
    return delegate


def keep_person(delegate: Delegate, invitation: Invitation) -> None:
    if delegate.person_id is None:
        delegate.person = Person.objects.create(name=delegate.name, is_demo=invitation.institution.is_demo)


@transaction.atomic
def remove_delegate(*, delegate: Delegate, by: Actor, now: datetime) -> None:
    """Raises NamingClosed."""
    refuse_late(delegate.invitation, by, now)
    record(by=by, verb="delegate.removed", target=delegate, now=now, rakor_id=delegate.invitation.rakor.pk)
    delegate.delete()


def give_duty(*, rakor: Rakor, person: Person, kind: str) -> Duty:
    """A person with a task by name sees the rakor. Again changes nothing; the caller's verb stands in the ledger."""
    duty, _ = Duty.objects.get_or_create(rakor=rakor, person=person, kind=kind)
    return duty
