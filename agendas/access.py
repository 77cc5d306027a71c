"""Who has to do with the day itself: the host's own people, and those with a duty by name."""

from __future__ import annotations

from agendas.models import Session
from meetings.models import Duty, DutyKind, Invitation, Rakor
from participants.gate import Actor
from participants.models.accounts import ASKED_ROLES, HOST_ROLES

DAY_DUTIES = (DutyKind.COMMITTEE, DutyKind.MODERATOR, DutyKind.MINUTE_TAKER)


def is_host(rakor: Rakor, actor: Actor) -> bool:
    """Who works in it; `Rakor.is_hosted_by` lets an observer of the same office read."""
    return actor.role in HOST_ROLES and rakor.is_organised_by(actor)


def has_duty(rakor: Rakor, actor: Actor, *kinds: DutyKind) -> bool:
    return Duty.objects.filter(rakor=rakor, person=actor.person, kind__in=kinds).exists()


def sees_the_day(rakor: Rakor, actor: Actor) -> bool:
    """The host's secretariat, leadership and members; panitia, moderators and notulis whatever they act as."""
    return is_host(rakor, actor) or has_duty(rakor, actor, *DAY_DUTIES)


def sees_the_hall(rakor: Rakor, actor: Actor) -> bool:
    return rakor.is_hosted_by(actor) or has_duty(rakor, actor, *DAY_DUTIES)


def joins(rakor: Rakor, actor: Actor) -> bool:
    """Who is shown the link: the host, and an office whose invitation is out. Nobody by a duty alone."""
    if is_host(rakor, actor):
        return True
    sent = Invitation.objects.filter(rakor=rakor, institution=actor.institution, sent_at__isnull=False)
    return actor.role in ASKED_ROLES and sent.exists()


def runs_every_session(rakor: Rakor, actor: Actor) -> bool:
    return is_host(rakor, actor) or has_duty(rakor, actor, DutyKind.COMMITTEE)


def runnable(sessions: list[Session], rakor: Rakor, actor: Actor) -> list[Session]:
    """Those whose facts the actor may note: all of them, or the own ones of a moderator or notulis."""
    if rakor.closed_at or rakor.cancelled_at or rakor.postponed_at:
        return []
    if runs_every_session(rakor, actor):
        return sessions
    return [row for row in sessions if actor.person.pk in (row.moderator_id, row.note_taker_id)]


def runnable_by(session: Session, actor: Actor) -> bool:
    return bool(runnable([session], session.rakor, actor))
