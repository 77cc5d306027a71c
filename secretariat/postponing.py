"""A rakor is put off, gets new days, or is called off. Letters, numbers, papers and versions stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F

from agendas.models import Session
from meetings.models import Rakor
from participants.gate import Actor
from rakor.audit.actions import record
from reports import actions as reports
from reports import asking
from reports.models import Requirement
from secretariat.shifting import moved


class NotPostponed(Exception):
    """New days were set already, or the rakor was called off in the meantime."""


@dataclass(frozen=True)
class Proposal:
    """What the new first day would bring; nothing is saved yet."""

    rakor: Rakor
    starts_on: date
    sessions: list[tuple[Session, datetime]]
    requirements: list[tuple[Requirement, datetime]]

    @property
    def ends_on(self) -> date:
        return self.rakor.ends_on + (self.starts_on - self.rakor.starts_on)


def propose(rakor: Rakor, starts_on: date) -> Proposal:
    days = starts_on - rakor.starts_on
    sessions = [(row, later(row.starts_at, days, rakor)) for row in Session.objects.filter(rakor=rakor)]
    requirements = Requirement.objects.filter(rakor=rakor).asked()
    return Proposal(rakor, starts_on, sessions, [(row, later(row.due_at, days, rakor)) for row in requirements])


def later(instant: datetime, days: timedelta, rakor: Rakor) -> datetime:
    return moved(instant, by=days, tz=rakor.timezone, new_tz=rakor.timezone)


@transaction.atomic
def postpone(*, rakor: Rakor, because: str, by: Actor, now: datetime) -> None:
    """A second call changes nothing, the first reason stays."""
    running = Rakor.objects.without_templates().filter(pk=rakor.pk, closed_at=None, cancelled_at=None)
    fresh = running.filter(opened_at__isnull=False, postponed_at=None)
    if fresh.update(postponed_at=now, postponed_by=by.user, postponed_because=because):
        record(by=by, verb="rakor.postponed", target=rakor, now=now, rakor_id=rakor.pk, details={"because": because})


@transaction.atomic
def cancel(*, rakor: Rakor, because: str, by: Actor, now: datetime) -> None:
    """Final; a second call changes nothing."""
    fresh = Rakor.objects.filter(pk=rakor.pk, closed_at=None, cancelled_at=None)
    if fresh.update(cancelled_at=now, cancelled_by=by.user, cancelled_because=because):
        record(by=by, verb="rakor.cancelled", target=rakor, now=now, rakor_id=rakor.pk, details={"because": because})


@transaction.atomic
def reschedule(*, rakor: Rakor, starts_on: date, due: dict[int, datetime], by: Actor, now: datetime) -> None:
    """`due` holds the new deadlines by requirement. Raises NotPostponed on the second call.

    Sent papers keep the deadline that they were sent under, so none becomes late by this.
    """
    row = Rakor.objects.select_for_update().select_related("organiser").get(pk=rakor.pk)
    if not row.postponed_at or row.closed_at or row.cancelled_at:
        raise NotPostponed
    before, days = row.starts_on, starts_on - row.starts_on
    shift_sessions(row, days)
    shift_deadlines(row, due, by=by, now=now)
    ask_again(row, by=by, now=now)
    row.starts_on, row.ends_on = starts_on, row.ends_on + days
    if row.naming_due_at:
        row.naming_due_at = later(row.naming_due_at, days, row)
    row.postponed_at = row.postponed_by = None
    row.postponed_because = ""
    row.rescheduled_at, row.rescheduled_by = now, by.user
    row.save()
    details = {"starts_on_before": before.isoformat(), "starts_on": starts_on.isoformat()}
    record(by=by, verb="rakor.rescheduled", target=row, now=now, rakor_id=row.pk, details=details)
    rakor.refresh_from_db()


def shift_sessions(rakor: Rakor, days: timedelta) -> None:
    """Every session as many days later at its hour; whoever has one open in a form is told."""
    for session in Session.objects.filter(rakor=rakor):
        ends_at = later(session.ends_at, days, rakor) if session.ends_at else None
        starts_at = later(session.starts_at, days, rakor)
        mine = Session.objects.filter(pk=session.pk)
        mine.update(starts_at=starts_at, ends_at=ends_at, version=F("version") + 1)


def shift_deadlines(rakor: Rakor, due: dict[int, datetime], *, by: Actor, now: datetime) -> None:
    for requirement in Requirement.objects.filter(rakor=rakor).asked():
        requirement.rakor = rakor
        length = due.get(requirement.pk, requirement.due_at) - requirement.due_at
        if length:
            requirement.due_at += length
            asking.change_requirement(requirement=requirement, by=by, now=now)
            shift_extensions(requirement, length, by=by, now=now)


def shift_extensions(requirement: Requirement, length: timedelta, *, by: Actor, now: datetime) -> None:
    """An extension stays as far behind the deadline as it was; what was accepted needs none any more."""
    extended = requirement.obligations.filter(extended_until__isnull=False).exclude(
        submissions__accepted_at__isnull=False
    )
    for row in extended.select_related("requirement", "invitation__rakor"):
        until = row.due_at + length
        reports.extend(obligation=row, until=until, because=row.extended_because, by=by, now=now)


def ask_again(rakor: Rakor, *, by: Actor, now: datetime) -> None:
    """The answers were given for other days; the ledger keeps them."""
    for invitation in rakor.invitations.exclude(answer=""):
        details = {"answer": invitation.answer, "reason": invitation.reason}
        record(by=by, verb="invitation.asked_again", target=invitation, now=now, rakor_id=rakor.pk, details=details)
    rakor.invitations.update(answer="", reason="", answered_at=None, answered_by=None, is_answered_by_host=False)
