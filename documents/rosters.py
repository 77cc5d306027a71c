"""Who stands on a list of a day or a session: participants, narasumber, panitia, guests - as plain rows.

Names and titles are those that were kept when the person was named; for panitia those of the day.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.db import models

from agendas import personal_code
from agendas.models import Group, Session, SessionKind, Speaker
from agendas.roll import has_seats
from documents.roster_record import Noted, record_of
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
    """A day of the rakor, or one session. Its list is signed, or filled with what the attendance says."""

    rakor: Rakor
    day: date
    session: Session | None = None
    is_filled: bool = False

    @cached_property
    def attendance(self) -> dict[int, Noted]:
        """By person."""
        return record_of(self.sessions(), self.rakor.timezone)

    @property
    def record(self) -> dict[int, Noted]:
        """What fills the boxes: nothing where they are to be signed."""
        return self.attendance if self.is_filled else {}

    @cached_property
    def is_placed(self) -> bool:
        """A kelas in which delegates were seated; before that everybody may come to it."""
        return self.session is not None and has_seats(self.session)

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
    is_there: bool = False
    stand_in: str = ""


class Totals(NamedTuple):
    """Offices and persons, those named or those who came; an office with anybody in the hall counts as luring."""

    invited: int
    offices_onsite: int
    offices_online: int
    onsite: int
    online: int
    basis: str

    @property
    def sentence(self) -> str:
        return f"luring {self.offices_onsite}, daring {self.offices_online} dari {self.invited}"


def roster_of(occasion: Occasion, group: str) -> list[RosterRow]:
    """The rows in the order in which they are printed."""
    match group:
        case RosterGroup.PARTICIPANTS:
            return participants_of(occasion)
        case RosterGroup.SPEAKERS:
            return speakers_of(occasion)
        case RosterGroup.COMMITTEE:
            return committee_of(occasion)
    return guests_of(occasion)


def guests_of(occasion: Occasion) -> list[RosterRow]:
    """Who came without having been named: each once, as first noted."""
    found = {person: noted.first for person, noted in occasion.attendance.items() if noted.first.group == Group.GUEST}
    rows = sorted(found.items(), key=lambda item: item[1].pk)
    return [
        filled(
            RosterRow(row.name, row.title, row.institution_name, row.institution_name, mode_word(row.mode), "", ""),
            occasion.record.get(person),
        )
        for person, row in rows
    ]


def mode_word(mode: str) -> str:
    return str(Mode(mode).label)


def filled(row: RosterRow, noted: Noted | None) -> RosterRow:
    if noted is None:
        return row
    return row._replace(mode=noted.mode, arrived=noted.words, is_there=noted.is_there, stand_in=noted.stand_in)


def participants_of(occasion: Occasion) -> list[RosterRow]:
    """Of a kelas those who sit there, otherwise everybody; on a filled list also who came beside them.

    Place by place, each where the official order has it first.
    """
    found = Delegate.objects.filter(invitation__rakor=occasion.rakor)
    if occasion.is_placed and occasion.session:
        found = found.filter(seats__kelas=occasion.session.kelas_id)
    found = found.select_related("person", "invitation__institution__region").order_by("invitation__order", "pk")
    expected = {delegate.person_id: participant(delegate) for delegate in found}
    rows = [filled(row, occasion.record.get(person)) for person, row in expected.items()]
    return together(rows + beside(occasion, set(expected)))


def participant(delegate: Delegate) -> RosterRow:
    invitation, nip = delegate.invitation, delegate.person.nip
    seat, mode = invitation.institution.seat, mode_word(delegate.mode)
    return RosterRow(
        *(delegate.name, delegate.title, invitation.institution_name, place_of(invitation), mode, nip, seat),
        code=personal_code.code_of(delegate),
    )


def place_of(invitation: Invitation) -> str:
    region = invitation.institution.region
    return region.name if region else invitation.institution_name


def beside(occasion: Occasion, expected: set[int]) -> list[RosterRow]:
    """Participants who came though nobody expected them there: of another kelas, or not named any more."""
    rows = {
        person: noted
        for person, noted in occasion.record.items()
        if person not in expected and noted.is_there and noted.first.group == Group.PARTICIPANT
    }
    places = {row.institution_name: place_of(row) for row in asked(occasion.rakor)} if rows else {}
    found = []
    for noted in rows.values():
        row, office = noted.first, noted.first.institution_name
        found.append(filled(RosterRow(row.name, row.title, office, places.get(office, office), "", "", ""), noted))
    return found


def asked(rakor: Rakor) -> models.QuerySet[Invitation]:
    return Invitation.objects.asked().filter(rakor=rakor).select_related("institution__region")


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
    rows = []
    for person, name, title in lines:
        office = offices.get(person.pk)
        at, seat = (office.name, office.seat) if office else ("", "")
        rows.append(filled(RosterRow(name, title, at, at, "", person.nip, seat), occasion.record.get(person.pk)))
    return rows


def together(rows: list[RosterRow]) -> list[RosterRow]:
    """The rows of one place stand together, however many kinds of office it has."""
    places: dict[str, list[RosterRow]] = {}
    for row in rows:
        places.setdefault(row.place, []).append(row)
    return [row for group in places.values() for row in offices_together(group)]


def offices_together(rows: list[RosterRow]) -> list[RosterRow]:
    order = list(dict.fromkeys(row.office for row in rows))
    return sorted(rows, key=lambda row: order.index(row.office))


def by_place(rows: list[RosterRow]) -> list[tuple[str, list[RosterRow]]]:
    """Under the kabupaten or kota; where only one office came from each, under the name of that office."""
    groups = [(place, list(group)) for place, group in groupby(rows, key=lambda row: row.place)]
    if any(len({row.office for row in group}) > 1 for _, group in groups):
        return groups
    return [(group[0].office, group) for _, group in groups]


def counted(occasion: Occasion, rows: list[RosterRow]) -> list[RosterRow]:
    """Whom the totals count: who came, on a list that is still to be signed who was named."""
    return [row for row in rows if row.is_there] if occasion.is_filled else rows


def offices_by_place(occasion: Occasion, rows: list[RosterRow]) -> Counter[str]:
    """How many offices each place was asked to send; of a kelas with seats, how many have somebody in it."""
    if occasion.is_placed:
        return Counter(place for place, _ in {(row.place, row.office) for row in rows})
    return Counter(place_of(invitation) for invitation in asked(occasion.rakor))


def totals_of(occasion: Occasion, rows: list[RosterRow]) -> Totals:
    there = counted(occasion, rows)
    onsite = {row.office for row in there if row.mode == Mode.ONSITE.label}
    online = {row.office for row in there if row.mode == Mode.ONLINE.label} - onsite
    return Totals(
        invited=offices_by_place(occasion, rows).total(),
        offices_onsite=len(onsite),
        offices_online=len(online),
        onsite=sum(row.mode == Mode.ONSITE.label for row in there),
        online=sum(row.mode == Mode.ONLINE.label for row in there),
        basis="yang tercatat hadir" if occasion.is_filled else "menurut nama yang didaftarkan",
    )


def subtotal(occasion: Occasion, rows: list[RosterRow], offices: int) -> str:
    """Of one place: "2 dari 4 instansi, 5 orang" by name, "hadir 2 dari 4 instansi, 5 dari 6 orang" by the record."""
    there = counted(occasion, rows)
    came = len({row.office for row in there})
    of_offices = f"{came} dari {offices} instansi, " if offices > 1 else ""
    if occasion.is_filled:
        return f"hadir {of_offices}{len(there)} dari {len(rows)} orang"
    return f"{of_offices}{len(there)} orang"


def travellers_of(rakor: Rakor) -> list[RosterRow]:
    """Participants who come to the place."""
    everybody = participants_of(Occasion(rakor, rakor.starts_on))
    return [row for row in everybody if row.mode == Mode.ONSITE.label]
