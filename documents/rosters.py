"""Who stands on a list of a day or a session: participants, narasumber, panitia, guests - as plain rows.

Names and titles are those that were kept when the person was named; for panitia those of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from itertools import groupby
from typing import NamedTuple

from django.db import models

from agendas import personal_code
from agendas.models import Attendance, Group, Session, SessionKind, Speaker
from meetings.models import Delegate, Duty, DutyKind, Invitation, Mode, Rakor
from participants.models import Person, Position
from rakor.lib import dates


class RosterGroup(models.TextChoices):
    PARTICIPANTS = "peserta", "Peserta"
    SPEAKERS = "narasumber", "Narasumber"
    COMMITTEE = "panitia", "Panitia"
    GUESTS = "tamu", "Tamu"


@dataclass(frozen=True)
class Occasion:
    """A day of the rakor, or one session."""

    rakor: Rakor
    day: date
    session: Session | None = None

    def sessions(self) -> list[Session]:
        if self.session:
            return [self.session]
        tz = self.rakor.timezone
        first, last = dates.at(self.day, time.min, tz), dates.at(self.day, time.max, tz)
        found = Session.objects.filter(rakor=self.rakor, starts_at__range=(first, last))
        return list(found.exclude(kind=SessionKind.BREAK))


class RosterRow(NamedTuple):
    name: str
    title: str
    office: str
    place: str  # the kabupaten or kota that the office serves; its own name where it serves none
    mode: str  # "luring" or "daring", empty where it was never said
    nip: str
    seat: str  # where the office has its seat: the traveller's home
    arrived: str = ""  # what fills the box of the signature, "hadir 19.28 WITA"
    code: str = ""  # of a delegate, for the attendance desk


class Totals(NamedTuple):
    """Offices and persons; an office with anybody in the hall counts as luring."""

    invited: int
    offices_onsite: int
    offices_online: int
    onsite: int
    online: int

    @property
    def sentence(self) -> str:
        return f"luring {self.offices_onsite}, daring {self.offices_online} dari {self.invited}"


def roster_of(occasion: Occasion, group: str) -> list[RosterRow]:
    """The rows in the order in which they are printed; of a session, with what its attendance says of each."""
    match group:
        case RosterGroup.PARTICIPANTS:
            return participants_of(occasion)
        case RosterGroup.SPEAKERS:
            return speakers_of(occasion)
        case RosterGroup.COMMITTEE:
            return committee_of(occasion)
    return guests_of(occasion)


def noted_of(occasion: Occasion) -> dict[int, Attendance]:
    """By person; a list of a whole day is signed, not filled: one person may come to one session and miss the next."""
    if occasion.session is None:
        return {}
    return {row.person_id: row for row in Attendance.objects.filter(session=occasion.session)}


def arrived(noted: Attendance | None, tz: str) -> str:
    if noted is None:
        return ""
    hour = f" {dates.clock_time(noted.in_at, tz)}" if noted.in_at else ""
    return f"{str(noted.get_status_display()).lower()}{hour}"


def guests_of(occasion: Occasion) -> list[RosterRow]:
    """Who came without having been named: each once, as first noted."""
    found: dict[int, Attendance] = {}
    for row in Attendance.objects.filter(session__in=occasion.sessions(), group=Group.GUEST).order_by("pk"):
        found.setdefault(row.person_id, row)
    tz, is_filled = occasion.rakor.timezone, occasion.session is not None
    return [
        RosterRow(
            *(row.name, row.title, row.institution_name, row.institution_name, str(Mode(row.mode).label), "", ""),
            arrived(row, tz) if is_filled else "",
        )
        for row in found.values()
    ]


def participants_of(occasion: Occasion) -> list[RosterRow]:
    """Of a kelas those who sit there, otherwise everybody."""
    found = Delegate.objects.filter(invitation__rakor=occasion.rakor)
    if occasion.session and occasion.session.kelas_id:
        found = found.filter(seats__kelas=occasion.session.kelas_id)
    found = found.select_related("person", "invitation__institution__region").order_by("invitation__order", "pk")
    noted, tz = noted_of(occasion), occasion.rakor.timezone
    return [participant(delegate, noted.get(delegate.person_id), tz) for delegate in found]


def participant(delegate: Delegate, noted: Attendance | None, tz: str) -> RosterRow:
    invitation = delegate.invitation
    region = invitation.institution.region
    return RosterRow(
        name=delegate.name,
        title=delegate.title,
        office=invitation.institution_name,
        place=region.name if region else invitation.institution_name,
        mode=str(Mode(noted.mode if noted else delegate.mode).label),
        nip=delegate.person.nip,
        seat=invitation.institution.seat,
        arrived=arrived(noted, tz),
        code=personal_code.code_of(delegate),
    )


def speakers_of(occasion: Occasion) -> list[RosterRow]:
    """Each person once, as the first of the sessions names it; then who moderates."""
    sessions = occasion.sessions()
    lines: dict[int, tuple[Person, str, str]] = {}
    for row in Speaker.objects.filter(session__in=sessions).select_related("person").order_by("session", "pk"):
        lines.setdefault(row.person_id, (row.person, row.name, row.title))
    leading = {session.moderator_id for session in sessions if session.moderator_id}
    for person in Person.objects.filter(pk__in=leading).order_by("pk"):
        lines.setdefault(person.pk, (person, person.name, "Moderator"))
    return by_name(occasion, list(lines.values()))


def committee_of(occasion: Occasion) -> list[RosterRow]:
    kinds = [DutyKind.COMMITTEE, DutyKind.MINUTE_TAKER]
    duties: dict[Person, list[str]] = {}
    for duty in Duty.objects.filter(rakor=occasion.rakor, kind__in=kinds).select_related("person").order_by("pk"):
        duties.setdefault(duty.person, []).append(str(duty.get_kind_display()))
    return by_name(occasion, [(person, person.name, ", ".join(words)) for person, words in duties.items()])


def by_name(occasion: Occasion, lines: list[tuple[Person, str, str]]) -> list[RosterRow]:
    """Persons with the office that they hold a position in on that day."""
    held = Position.objects.filter(person__in=[person for person, _, _ in lines]).valid_on(occasion.day)
    offices = {row.person_id: row.institution for row in held.select_related("institution").order_by("-pk")}
    noted, tz = noted_of(occasion), occasion.rakor.timezone
    rows = []
    for person, name, title in lines:
        office = offices.get(person.pk)
        at, seat = (office.name, office.seat) if office else ("", "")
        rows.append(RosterRow(name, title, at, at, "", person.nip, seat, arrived(noted.get(person.pk), tz)))
    return rows


def by_place(rows: list[RosterRow]) -> list[tuple[str, list[RosterRow]]]:
    """Under the kabupaten or kota; where only one office came from each, under the name of that office."""
    groups = [(place, list(group)) for place, group in groupby(rows, key=lambda row: row.place)]
    if any(len({row.office for row in group}) > 1 for _, group in groups):
        return groups
    return [(group[0].office, group) for _, group in groups]


def totals_of(occasion: Occasion, rows: list[RosterRow]) -> Totals:
    onsite = {row.office for row in rows if row.mode == Mode.ONSITE.label}
    online = {row.office for row in rows if row.mode == Mode.ONLINE.label} - onsite
    return Totals(
        invited=Invitation.objects.asked().filter(rakor=occasion.rakor).count(),
        offices_onsite=len(onsite),
        offices_online=len(online),
        onsite=sum(row.mode == Mode.ONSITE.label for row in rows),
        online=sum(row.mode == Mode.ONLINE.label for row in rows),
    )


def travellers_of(rakor: Rakor) -> list[RosterRow]:
    """Participants who come to the place."""
    everybody = participants_of(Occasion(rakor, rakor.starts_on))
    return [row for row in everybody if row.mode == Mode.ONSITE.label]
