"""A new rakor from an earlier one, from a template, or as the turunan of one that another office shared.

Only the plan is taken. Answers, delegates, letters, papers, numbers and editions belong to the rakor that was held.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from agendas.models import Session, Speaker, Topic
from meetings.actions import give_duty
from meetings.models import DutyKind, Invitation, Kelas, Quota, Rakor, Room, SeatRule
from participants.gate import Actor
from participants.models import Division, Institution, Person, Position
from rakor.audit.actions import record
from reports.models import Requirement
from secretariat.planned import Planned, is_shared, sessions_to_copy
from secretariat.shifting import moved

INHERITED = ("kind", "start_time", "dress_code", "purpose")
OF_SESSION = ("kind", "kind_name", "is_fixed", "is_internal", "cue", "prompts", "mode")


@dataclass(frozen=True)
class Take:
    """What of the source goes along."""

    agenda: bool = False
    kelas: bool = False
    requirements: bool = False
    invitations: bool = False
    quotas: bool = False


@transaction.atomic
def copy_rakor(*, source: Rakor, rakor: Rakor, take: Take, by: Actor, now: datetime) -> Rakor:
    """`rakor` holds what was typed and is not yet saved; it must be long enough for the sessions that are taken."""
    assert by.institution
    rakor.organiser = by.institution
    for name in INHERITED:
        setattr(rakor, name, getattr(source, name))
    if source.stage and rakor.starts_on <= source.stage.ends_on:
        rakor.stage = source.stage
    if is_shared(source, by.institution):
        rakor.parent = source
    else:
        rakor.contact = source.contact
    rakor.created_at, rakor.created_by = now, by.user
    rakor.save()
    details = {"source": source.pk, "title": source.title, "taken": Copy(source, rakor, now=now).run(take)}
    record(by=by, verb="rakor.copied", target=rakor, now=now, rakor_id=rakor.pk, details=details)
    return rakor


class Copy:
    """One copying: what was made for what, and how far everything moves."""

    def __init__(self, source: Rakor, rakor: Rakor, *, now: datetime) -> None:
        self.source, self.rakor, self.now = source, rakor, now
        self.is_shared = is_shared(source, rakor.organiser)
        self.rooms: dict[int, Room] = {}
        self.kelas: dict[int, Kelas] = {}
        own = Position.objects.at(rakor.organiser, on=rakor.starts_on).order_by("-pk")
        self.own_people = {held.person_id: held for held in own}
        staff = Position.objects.at(source.organiser, on=source.starts_on)
        self.staff = set(staff.values_list("person_id", flat=True))

    def run(self, take: Take) -> dict[str, int]:
        """How many rows of each kind were made."""
        taken = {}
        if take.kelas:
            taken["kelas"] = self.copy_kelas()
        if take.agenda:
            taken["sessions"] = self.copy_sessions()
        if take.requirements:
            taken["requirements"] = self.copy_requirements()
        if take.invitations and not self.is_shared:
            taken["invitations"] = self.copy_invitations()
        if take.quotas:
            taken["quotas"] = self.copy_quotas()
        return taken

    def moved(self, instant: datetime) -> datetime:
        by = self.rakor.starts_on - self.source.starts_on
        return moved(instant, by=by, tz=self.source.timezone, new_tz=self.rakor.timezone)

    def room_for(self, room: Room | None) -> Room | None:
        if room is None:
            return None
        if room.pk not in self.rooms:
            self.rooms[room.pk] = Room.objects.create(rakor=self.rakor, name=room.name, capacity=room.capacity)
        return self.rooms[room.pk]

    def division_for(self, division: Division | None) -> Division | None:
        """The own division of the same field: another office, or a later commission, has rows of its own."""
        if division is None:
            return None
        own = Division.objects.of(self.rakor.organiser, on=self.rakor.starts_on)
        return own.filter(pk=division.pk).first() or own.filter(bidang=division.bidang).first()

    def copy_kelas(self) -> int:
        for room in self.source.rooms.all():
            self.room_for(room)
        for kelas in self.source.kelas.select_related("room", "division"):
            self.kelas[kelas.pk] = Kelas.objects.create(
                rakor=self.rakor,
                code=kelas.code,
                name=kelas.name,
                division=self.division_for(kelas.division),
                room=self.room_for(kelas.room),
            )
        rules = SeatRule.objects.filter(kelas__in=self.kelas)
        SeatRule.objects.bulk_create(
            SeatRule(kelas=self.kelas[rule.kelas_id], rank=rule.rank, bidang=rule.bidang) for rule in rules
        )
        return len(self.kelas)

    def copy_sessions(self) -> int:
        """Sessions of a kelas go along with their kelas only."""
        found = sessions_to_copy(self.source, self.rakor.organiser)
        fitting = [row for row in found if row.session.kelas_id is None or row.session.kelas_id in self.kelas]
        for row in fitting:
            self.copy_session(row)
        return len(fitting)

    def copy_session(self, planned: Planned) -> None:
        session = planned.session
        made = Session(rakor=self.rakor, title=planned.title)
        for name in OF_SESSION:
            setattr(made, name, getattr(session, name))
        if self.is_shared:
            made.cue = ""  # written for the committee of the other office
        made.starts_at = self.moved(planned.starts_at)
        made.ends_at = self.moved(planned.ends_at) if planned.ends_at else None
        made.kelas = self.kelas[session.kelas_id] if session.kelas_id else None
        made.room = self.room_for(session.room)
        made.moderator = self.own_person(session.moderator, DutyKind.MODERATOR)
        made.note_taker = self.own_person(session.note_taker, DutyKind.MINUTE_TAKER)
        made.save()
        for speaker in planned.speakers:
            self.copy_speaker(speaker, made)
        Topic.objects.bulk_create(
            Topic(session=made, order=order, title=title) for order, title in enumerate(planned.topics, start=1)
        )

    def own_person(self, person: Person | None, duty: DutyKind) -> Person | None:
        """Only who holds an office here on the new first day; the task by name goes with it."""
        if person is None or person.pk not in self.own_people:
            return None
        give_duty(rakor=self.rakor, person=person, kind=duty)
        return person

    def copy_speaker(self, speaker: Speaker, session: Session) -> None:
        """Own people with the title of today; guests as names; who only served at the source stays behind."""
        held = self.own_people.get(speaker.person_id)
        if held:
            Speaker.objects.create(session=session, person=held.person, name=held.person.name, title=str(held))
        elif speaker.person_id not in self.staff:
            guest = Person.objects.create(name=speaker.name) if self.is_shared else speaker.person
            Speaker.objects.create(session=session, person=guest, name=speaker.name, title=speaker.title)

    def copy_requirements(self) -> int:
        rows = list(Requirement.objects.filter(rakor=self.source).asked())
        for row in rows:
            row.due_at, row.added_at = self.moved(row.due_at), self.now
            if row.period and not self.is_shared:  # the next round reports its own month; a turunan that of its parent
                row.period = later_month(row.period, self.source.starts_on, self.rakor.starts_on)
            row.pk, row.rakor = None, self.rakor
        return len(Requirement.objects.bulk_create(rows))

    def copy_invitations(self) -> int:
        """Offices that still exist on the new first day, under their names of today; nothing is sent."""
        still = Institution.objects.valid_on(self.rakor.starts_on)
        rows = self.source.invitations.filter(institution__in=still).select_related("institution")
        return len(
            Invitation.objects.bulk_create(
                Invitation(
                    rakor=self.rakor,
                    institution=row.institution,
                    institution_name=row.institution.name,
                    order=row.order,
                    is_copy=row.is_copy,
                    asked_for=row.asked_for,
                    technical_staff=row.technical_staff,
                )
                for row in rows
            )
        )

    def copy_quotas(self) -> int:
        rows = self.source.quotas.all()
        return len(Quota.objects.bulk_create(Quota(rakor=self.rakor, rank=row.rank, seats=row.seats) for row in rows))


def later_month(period: date, before: date, after: date) -> date:
    """As many months later as the second day is after the first one."""
    months = period.year * 12 + period.month - 1 + (after.year - before.year) * 12 + after.month - before.month
    return date(months // 12, months % 12 + 1, 1)
