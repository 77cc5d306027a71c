"""Who reads the attendance, who keeps it, and which office ticks its own names."""

from __future__ import annotations

from agendas.access import has_duty, runs_every_session, sees_the_hall
from agendas.models import Session, SignedSheet
from meetings.models import Delegate, DutyKind, Invitation, Rakor
from participants.gate import Actor
from participants.models import Role
from participants.models.accounts import ASKED_ROLES


def is_under_way(rakor: Rakor) -> bool:
    return bool(rakor.opened_at) and not (rakor.closed_at or rakor.cancelled_at or rakor.postponed_at)


def sees_attendance(session: Session, actor: Actor) -> bool:
    return sees_the_hall(session.rakor, actor)


def keeps_attendance_of(rakor: Rakor, actor: Actor) -> bool:
    """The host's secretariat and the panitia by name, while the rakor is open."""
    is_secretariat = actor.role == Role.SECRETARIAT and rakor.is_organised_by(actor)
    return is_under_way(rakor) and (is_secretariat or has_duty(rakor, actor, DutyKind.COMMITTEE))


def keeps_attendance(session: Session, actor: Actor) -> bool:
    return keeps_attendance_of(session.rakor, actor)


def sees_sheet(sheet: SignedSheet, actor: Actor) -> bool:
    return sees_the_hall(sheet.rakor, actor)


def keeps_sheet(sheet: SignedSheet, actor: Actor) -> bool:
    return keeps_attendance_of(sheet.rakor, actor)


def shows_code(session: Session, actor: Actor) -> bool:
    return is_under_way(session.rakor) and runs_every_session(session.rakor, actor)


def invitation_of(rakor: Rakor, actor: Actor) -> Invitation | None:
    """That of the office acted for, once it is out."""
    if actor.role not in ASKED_ROLES:
        return None
    return Invitation.objects.visible_to(actor).filter(rakor=rakor, institution=actor.institution).first()


def ticks(session: Session, actor: Actor) -> bool:
    return is_under_way(session.rakor) and invitation_of(session.rakor, actor) is not None


def reads_code(delegate: Delegate, actor: Actor) -> bool:
    """Of the office itself, or of whoever keeps the desk."""
    invitation = delegate.invitation
    return keeps_attendance_of(invitation.rakor, actor) or invitation_of(invitation.rakor, actor) == invitation


def reads_codes(rakor: Rakor, actor: Actor) -> bool:
    return keeps_attendance_of(rakor, actor) or invitation_of(rakor, actor) is not None
