"""What is done to notes, outcomes, minutes and follow-ups."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Max, Model

from agendas.models import Session
from meetings.models import Rakor
from minutes.freezing import content_of
from minutes.models import FollowUp, Minutes, NoteBlock, Outcome
from participants.gate import Actor
from rakor.audit.actions import record


class AlreadyDone(Exception):
    """Somebody took this step in the meantime."""


class StaleBlock(Exception):
    """Somebody else saved this block in the meantime."""


class NothingToApprove(Exception):
    """No session has an outcome yet."""


def note(by: Actor, verb: str, target: Model, rakor: Rakor, now: datetime, **details: object) -> None:
    record(by=by, verb=verb, target=target, now=now, rakor_id=rakor.pk, details=details)


@transaction.atomic
def add_block(*, block: NoteBlock | Outcome, by: Actor, now: datetime) -> None:
    """At the end of its session."""
    session = Session.objects.select_for_update(of=("self",)).get(pk=block.session.pk)
    last = type(block)._default_manager.filter(session=session).aggregate(last=Max("order"))["last"]
    block.order = (last or 0) + 1
    block.save()
    note(by, f"{block._meta.model_name}.added", block, session.rakor, now)


@transaction.atomic
def change_block(*, block: NoteBlock | Outcome, seen_version: int, by: Actor, now: datetime) -> None:
    """Raises StaleBlock when the row is no longer the one that was seen."""
    rows = type(block)._default_manager.filter(pk=block.pk, version=seen_version)
    if not rows.update(version=F("version") + 1):
        raise StaleBlock
    block.version = seen_version + 1
    block.save()
    note(by, f"{block._meta.model_name}.changed", block, block.session.rakor, now)


@transaction.atomic
def remove_block(*, block: NoteBlock | Outcome, by: Actor, now: datetime) -> None:
    note(by, f"{block._meta.model_name}.removed", block, block.session.rakor, now, text=block.text)
    block.delete()


@transaction.atomic
def add_follow_up(*, follow_up: FollowUp, by: Actor, now: datetime) -> None:
    follow_up.save()
    rakor = follow_up.outcome.session.rakor
    note(by, "followup.added", follow_up, rakor, now, assignee=follow_up.assignee.name)


@transaction.atomic
def propose(*, rakor: Rakor, by: Actor, now: datetime) -> Minutes:
    """Lays the minutes before the chair; the notes are closed until they come back. Raises NothingToApprove."""
    if not Outcome.objects.filter(session__rakor=rakor).exists():
        raise NothingToApprove
    newest = Minutes.objects.select_for_update().filter(rakor=rakor).order_by("-number").first()
    if newest and newest.approved_at:
        raise AlreadyDone
    minutes = newest or Minutes.objects.create(rakor=rakor, created_at=now, created_by=by.user)
    fresh = {"returned_at": None, "returned_by": None, "return_note": ""}
    Minutes.objects.filter(pk=minutes.pk).update(proposed_at=now, proposed_by=by.user, **fresh)
    note(by, "minutes.proposed", minutes, rakor, now)
    minutes.refresh_from_db()
    return minutes


@transaction.atomic
def send_back(*, minutes: Minutes, text: str, by: Actor, now: datetime) -> None:
    if not minutes.advance("returned", by=by.user, now=now, return_note=text):
        raise AlreadyDone
    note(by, "minutes.returned", minutes, minutes.rakor, now, note=text)


@transaction.atomic
def approve(*, minutes: Minutes, by: Actor, now: datetime) -> Minutes:
    """Freezes the text as it stands now; what is printed and signed is this."""
    content = content_of(minutes.rakor, now=now)
    if not minutes.advance("approved", by=by.user, now=now, content=content):
        raise AlreadyDone
    minutes.refresh_from_db()
    note(by, "minutes.approved", minutes, minutes.rakor, now, version=minutes.number)
    return minutes


@transaction.atomic
def open_correction(*, minutes: Minutes, because: str, by: Actor, now: datetime) -> Minutes:
    """The next version (ralat) of approved minutes; the approved one stays as it is."""
    if Minutes.objects.filter(rakor=minutes.rakor, approved_at=None).exists():
        raise AlreadyDone
    correction = Minutes.objects.create(
        rakor=minutes.rakor, number=minutes.number + 1, correction_of=because, created_at=now, created_by=by.user
    )
    note(by, "minutes.correction_opened", correction, minutes.rakor, now, because=because)
    return correction


def circulate(*, minutes: Minutes, by: Actor, now: datetime) -> None:
    """The invited offices see them from now on. The caller's transaction and ledger row hold the reason."""
    minutes.advance("circulated", by=by.user, now=now)


@transaction.atomic
def report_follow_up(*, follow_up: FollowUp, text: str, by: Actor, now: datetime) -> None:
    if not follow_up.write_report(text=text, by=by.user, now=now):
        raise AlreadyDone
    note(by, "followup.reported", follow_up, follow_up.outcome.session.rakor, now)


@transaction.atomic
def verify_follow_up(*, follow_up: FollowUp, by: Actor, now: datetime) -> None:
    waiting = FollowUp.objects.filter(pk=follow_up.pk, verified_at=None, returned_at=None, reported_at__isnull=False)
    if not waiting.update(verified_at=now, verified_by=by.user):
        raise AlreadyDone
    note(by, "followup.verified", follow_up, follow_up.outcome.session.rakor, now)


@transaction.atomic
def return_follow_up(*, follow_up: FollowUp, text: str, by: Actor, now: datetime) -> None:
    waiting = FollowUp.objects.filter(pk=follow_up.pk, verified_at=None, returned_at=None, reported_at__isnull=False)
    if not waiting.update(returned_at=now, returned_by=by.user, return_note=text):
        raise AlreadyDone
    note(by, "followup.returned", follow_up, follow_up.outcome.session.rakor, now, note=text)
