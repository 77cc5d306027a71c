"""What is done to the agenda."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from agendas.models import Attendance, Session, SignedSheet, Speaker, Topic
from meetings.actions import give_duty
from meetings.models import DutyKind, Kelas, Rakor, Room
from participants.gate import Actor
from participants.models import Division, Person, Position
from rakor.audit.actions import record
from rakor.lib import dates

WRITTEN = (
    *("kind", "kind_name", "title", "starts_at", "ends_at", "kelas", "moderator", "note_taker"),
    *("is_fixed", "is_internal", "cue", "quorum"),
)


class Clash(Exception):
    """A room, a narasumber or a moderator would be in two places at once; the text says who and when."""


class HasAttendance(Exception):
    """Who came to this session is on record; the session stays."""


class StaleSession(Exception):
    """Somebody else saved this session in the meantime."""


class SessionsOutside(Exception):
    """The new days leave sessions outside; the text names them."""


@dataclass
class Plan:
    """What a session form holds; instants are UTC. A guest is somebody from outside the host."""

    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime | None
    room_name: str = ""
    kelas: Kelas | None = None
    speakers: list[Position] = field(default_factory=list)
    guest_name: str = ""
    guest_title: str = ""
    moderator: Person | None = None
    note_taker: Person | None = None
    topics: list[str] = field(default_factory=list)
    kind_name: str = ""
    is_fixed: bool = False
    is_internal: bool = False
    cue: str = ""
    quorum: int | None = None


@transaction.atomic
def add_session(*, rakor: Rakor, plan: Plan, by: Actor, now: datetime) -> Session:
    Rakor.objects.select_for_update().get(pk=rakor.pk)  # two editors cannot both take the last free room
    session = Session(rakor=rakor)
    write(session, plan)
    record(by=by, verb="session.added", target=session, now=now, rakor_id=rakor.pk)
    return session


@transaction.atomic
def change_session(*, session: Session, plan: Plan, seen_version: int, by: Actor, now: datetime) -> Session:
    """Raises StaleSession when the row is no longer the one that was seen, Clash when the plan cannot hold."""
    Rakor.objects.select_for_update().get(pk=session.rakor.pk)
    if not Session.objects.filter(pk=session.pk, version=seen_version).update(version=F("version") + 1):
        raise StaleSession
    session.refresh_from_db(fields=["version"])
    write(session, plan)
    record(by=by, verb="session.changed", target=session, now=now, rakor_id=session.rakor.pk)
    return session


@transaction.atomic
def remove_session(*, session: Session, by: Actor, now: datetime) -> None:
    """Its kelas stays, with those who sit in it. Raises HasAttendance once somebody's coming was noted."""
    if Attendance.objects.filter(session=session).exists() or SignedSheet.objects.filter(session=session).exists():
        raise HasAttendance
    record(by=by, verb="session.removed", target=session, now=now, rakor_id=session.rakor.pk)
    session.delete()


@transaction.atomic
def add_kelas(
    *, rakor: Rakor, code: str, name: str, division: Division | None, plan: Plan, by: Actor, now: datetime
) -> Session:
    """A kelas comes with its first session, which holds its narasumber and topics."""
    kelas = Kelas.objects.create(rakor=rakor, code=code, name=name, division=division)
    record(by=by, verb="kelas.added", target=kelas, now=now, rakor_id=rakor.pk)
    plan.kelas = kelas
    session = add_session(rakor=rakor, plan=plan, by=by, now=now)
    Kelas.objects.filter(pk=kelas.pk).update(room=session.room)
    return session


@transaction.atomic
def change_rakor(*, rakor: Rakor, by: Actor, now: datetime) -> None:
    """Saves a changed rakor. Raises SessionsOutside when its new days or zone leave sessions outside."""
    planned = Session.objects.filter(rakor=rakor)
    outside = [str(session) for session in planned if not is_within(session, rakor)]
    if outside:
        raise SessionsOutside("; ".join(outside))
    rakor.save()
    record(by=by, verb="rakor.changed", target=rakor, now=now, rakor_id=rakor.pk)


def is_within(session: Session, rakor: Rakor) -> bool:
    day: date = dates.local(session.starts_at, rakor.timezone).date()
    return rakor.starts_on <= day <= rakor.ends_on


def write(session: Session, plan: Plan) -> None:
    rakor = session.rakor
    session.room = Room.objects.get_or_create(rakor=rakor, name=plan.room_name)[0] if plan.room_name else None
    for name in WRITTEN:
        setattr(session, name, getattr(plan, name))
    session.save(update_fields=[*WRITTEN, "room"] if session.pk else None)  # what the day noted meanwhile stays
    write_speakers(session, plan)
    for order, title in enumerate(plan.topics, start=1):  # a topic keeps its row: notes point at it
        Topic.objects.update_or_create(session=session, order=order, defaults={"title": title})
    session.topics.filter(order__gt=len(plan.topics)).delete()
    refuse_clash(session)
    for person, kind in ((plan.moderator, DutyKind.MODERATOR), (plan.note_taker, DutyKind.MINUTE_TAKER)):
        if person:
            give_duty(rakor=rakor, person=person, kind=kind)


def write_speakers(session: Session, plan: Plan) -> None:
    kept = {speaker.name: speaker.person for speaker in session.speakers.all()}
    session.speakers.all().delete()
    for held in plan.speakers:
        Speaker.objects.create(session=session, person=held.person, name=held.person.name, title=str(held))
    if plan.guest_name:
        guest = kept.get(plan.guest_name) or Person.objects.create(name=plan.guest_name)
        Speaker.objects.create(session=session, person=guest, name=plan.guest_name, title=plan.guest_title)


def refuse_clash(session: Session) -> None:
    """One query. Raises Clash with the session that is in the way."""
    own = Speaker.objects.filter(session=session).values("person")
    taken = Q(speakers__person__in=own) | Q(moderator__in=own)
    if session.moderator_id:
        taken |= Q(speakers__person=session.moderator_id) | Q(moderator=session.moderator_id)
    if session.room_id:
        taken |= Q(room=session.room_id)
    others = Session.objects.overlapping(session.starts_at, session.ends_at).filter(taken, rakor=session.rakor)
    other = others.exclude(pk=session.pk).select_related("room").first()
    if other is None:
        return
    other.rakor = session.rakor
    if other.room and other.room_id == session.room_id:
        raise Clash(f"{other.room} dipakai {other} pada {other.span()}.")
    raise Clash(f"Narasumber atau moderator ini bertugas di {other} pada {other.span()}.")
