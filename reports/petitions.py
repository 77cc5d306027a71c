"""An office asks for more time or for an accepted paper to be opened again; its host grants it or says why not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from participants.gate import Actor
from rakor.audit.actions import record
from reports.actions import Closed, extend, locked, refuse_released
from reports.models import Obligation, Petition, Reopening, Submission


class AlreadyAsked(Exception):
    """One petition of this paper waits for its answer."""


class AlreadyAnswered(Exception):
    """Somebody else of the host was quicker."""


class NotAccepted(Closed):
    """Only what was accepted is opened again; it may have been opened in the meantime."""


class NoTimeNamed(Exception):
    """A petition for more time says until when."""


@transaction.atomic
def ask(*, obligation: Obligation, because: str, until: datetime | None, by: Actor, now: datetime) -> Petition:
    """For an accepted paper that it be opened again, else for time. Raises the exceptions of this file and Closed."""
    row = locked(obligation)
    refuse_released(row)
    if row.petitions.open().exists():
        raise AlreadyAsked
    latest = row.latest()
    is_reopening = bool(latest and latest.accepted_at)
    if not is_reopening and until is None:
        raise NoTimeNamed
    petition = Petition.objects.create(
        obligation=row,
        is_reopening=is_reopening,
        because=because,
        until=until,
        asked_at=now,
        asked_by=by.user,
        asked_by_name=by.name,
    )
    details = {"because": because, "until": until.isoformat() if until else None}
    record(by=by, verb="petition.asked", target=petition, now=now, rakor_id=row.invitation.rakor.pk, details=details)
    return petition


def answer(
    petition: Petition, *, is_granted: bool, word: str, until: datetime | None, by: Actor, now: datetime
) -> None:
    """Raises AlreadyAnswered."""
    waiting = Petition.objects.open().filter(pk=petition.pk)
    fields = {"is_granted": is_granted, "answer": word, "granted_until": until}
    if not waiting.update(answered_at=now, answered_by=by.user, **fields):
        raise AlreadyAnswered
    verb = "petition.granted" if is_granted else "petition.declined"
    rakor_id = petition.obligation.invitation.rakor.pk
    record(by=by, verb=verb, target=petition, now=now, rakor_id=rakor_id, details={"word": word})


@transaction.atomic
def grant(*, petition: Petition, until: datetime | None, word: str, by: Actor, now: datetime) -> None:
    """Raises AlreadyAnswered, NoTimeNamed, AlreadyAccepted or NotAccepted; then nothing is answered."""
    locked(petition.obligation)
    answer(petition, is_granted=True, word=word, until=until, by=by, now=now)
    if petition.is_reopening:
        version = petition.obligation.latest()
        if version is None:
            raise NotAccepted
        reopen(version=version, because=petition.because, correct_until=until, by=by, now=now)
    elif until is None:
        raise NoTimeNamed
    else:
        extend(obligation=petition.obligation, until=until, because=petition.because, by=by, now=now)


@transaction.atomic
def decline(*, petition: Petition, word: str, by: Actor, now: datetime) -> None:
    """Raises AlreadyAnswered."""
    answer(petition, is_granted=False, word=word, until=None, by=by, now=now)


@transaction.atomic
def reopen(*, version: Submission, because: str, correct_until: datetime | None, by: Actor, now: datetime) -> None:
    """The acceptance ends, and the office owes a correction. Raises NotAccepted."""
    locked(version.obligation)
    fresh = Submission.objects.get(pk=version.pk)
    accepted_by = fresh.accepted_by
    if (
        not fresh.accepted_at
        or not accepted_by
        or not fresh.reopen(because=because, correct_until=correct_until, by=by.user, now=now)
    ):
        raise NotAccepted
    Reopening.objects.create(
        submission=version,
        accepted_at=fresh.accepted_at,
        accepted_by=accepted_by,
        reopened_at=now,
        reopened_by=by.user,
        because=because,
    )
    rakor_id = version.obligation.invitation.rakor.pk
    details = {"because": because, "accepted_at": fresh.accepted_at.isoformat()}
    record(by=by, verb="paper.reopened", target=version, now=now, rakor_id=rakor_id, details=details)
