"""The roll of a session: who is expected, who is there, which delegations are missing. Reads only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from agendas.attendance import Known
from agendas.models import SEAT_TAKEN, Attendance, Group, Session, Speaker
from meetings.models import Delegate, Duty, DutyKind, Invitation, Mode, Rakor, Seat

EVERYBODY = Q()
STAFF = (DutyKind.COMMITTEE, DutyKind.MODERATOR, DutyKind.MINUTE_TAKER)


@dataclass(frozen=True)
class Line:
    """One person, with what stands of them."""

    known: Known
    attendance: Attendance | None

    @property
    def person_pk(self) -> int:
        return self.known.person.pk


@dataclass
class Office:
    """A delegation, or the guests and the host's own under one name."""

    name: str
    invitation: Invitation | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def there(self) -> list[Attendance]:
        return [line.attendance for line in self.lines if line.attendance and line.attendance.is_there]

    @property
    def mode(self) -> str:
        """How the delegation is there: in the hall as soon as one of it is; "" when nobody is."""
        return mode_of(row.mode for row in self.there)


@dataclass(frozen=True)
class Counts:
    """Delegations, not heads: `onsite` and `online` of `offices`; `people` are those who are there."""

    onsite: int
    online: int
    offices: int
    people: int

    @property
    def there(self) -> int:
        return self.onsite + self.online

    @property
    def words(self) -> str:
        return f"luring {self.onsite}, daring {self.online} dari {self.offices}"


def mode_of(modes: Iterable[str]) -> str:
    found = set(modes)
    return Mode.ONSITE if Mode.ONSITE in found else next(iter(found), "")


@dataclass(frozen=True)
class Roll:
    """The delegations in official order, and beside them narasumber, panitia and guests by group."""

    offices: list[Office]
    others: list[Office]

    @property
    def counts(self) -> Counts:
        modes = [office.mode for office in self.offices]
        people = sum(len(office.there) for office in [*self.offices, *self.others])
        return Counts(modes.count(Mode.ONSITE), modes.count(Mode.ONLINE), len(self.offices), people)

    @property
    def missing_first(self) -> list[Office]:
        return sorted(self.offices, key=lambda office: bool(office.there))

    def line_of(self, person_pk: int) -> Line | None:
        lines = (line for office in [*self.offices, *self.others] for line in office.lines)
        return next((line for line in lines if line.person_pk == person_pk), None)


def roll_of(session: Session) -> Roll:
    """A constant number of queries, whatever the number of persons."""
    rows = rows_of(session)
    return Roll(offices_of(session, rows), others_of(session, rows))


def lines_of(session: Session, invitation: Invitation) -> list[Line]:
    """One office as in the roll, without the cost of the others: five hundred of them tick at the same time."""
    theirs = Q(delegate__invitation=invitation) | Q(delegate=None, institution_name=invitation.institution_name)
    rows = rows_of(session, theirs & Q(group=Group.PARTICIPANT))
    lines = {row.person_id: Line(known_as(row), row) for row in rows.values()}
    for delegate in expected_at(session, is_placed=has_seats(session), of=Q(invitation=invitation)):
        lines.setdefault(delegate.person_id, Line(known_of(delegate), None))
    return sorted(lines.values(), key=place_of)


def place_of(line: Line) -> int:
    """In the order of naming; who was removed from the delegation stands first."""
    return line.known.delegate.pk if line.known.delegate else 0


def rows_of(session: Session, of: Q = EVERYBODY) -> dict[int, Attendance]:
    """By person."""
    rows = Attendance.objects.filter(of, session=session).select_related(
        "person", "delegate__invitation", "assignment__file"
    )
    found = {row.person_id: row for row in rows}
    for row in found.values():
        row.session = session
    return found


def expected_at(session: Session, *, is_placed: bool, of: Q = EVERYBODY) -> list[Delegate]:
    """Everybody named, or those who sit in the kelas."""
    named = Delegate.objects.filter(of, invitation__rakor=session.rakor).select_related("invitation", "person")
    if is_placed:
        named = named.filter(seats__kelas=session.kelas_id)
    return list(named.order_by("invitation__order", "pk"))


def has_seats(session: Session) -> bool:
    return session.kelas_id is not None and Seat.objects.filter(kelas=session.kelas_id).exists()


def offices_of(session: Session, rows: dict[int, Attendance]) -> list[Office]:
    """Every office that is expected; of a kelas in which delegates were placed, those with somebody in it."""
    is_placed = has_seats(session)
    expected = expected_at(session, is_placed=is_placed)
    wanted = {delegate.invitation_id for delegate in expected}
    asked = list(Invitation.objects.asked().filter(rakor=session.rakor, sent_at__isnull=False))
    by_name = {row.institution_name: row.pk for row in asked}
    offices: dict[int | str, Office] = {
        row.pk: Office(row.institution_name, row) for row in asked if row.pk in wanted or not is_placed
    }
    lines = {row.person.pk: Line(known_as(row), row) for row in rows.values() if row.group == Group.PARTICIPANT}
    for delegate in expected:
        lines.setdefault(delegate.person_id, Line(known_of(delegate), None))
    for line in lines.values():
        name, named = line.known.institution_name, line.known.delegate
        key = named.invitation_id if named else by_name.get(name, name)  # without a delegate: removed after that day
        offices.setdefault(key, Office(name, named.invitation if named else None)).lines.append(line)
    for office in offices.values():
        office.lines.sort(key=place_of)
    return list(offices.values())


def others_of(session: Session, rows: dict[int, Attendance]) -> list[Office]:
    lines = {row.person_id: Line(known_as(row), row) for row in rows.values() if row.group != Group.PARTICIPANT}
    for known in [*speakers_of(session), *staff_of(session.rakor)]:
        if known.person.pk not in rows:
            lines.setdefault(known.person.pk, Line(known, None))
    groups = [
        Office(str(group.label), lines=[line for line in lines.values() if line.known.group == group])
        for group in (Group.SPEAKER, Group.COMMITTEE, Group.GUEST)
    ]
    return [group for group in groups if group.lines]


def known_as(row: Attendance) -> Known:
    return Known(row.person, row.name, row.title, row.institution_name, Group(row.group), row.delegate)


def known_of(delegate: Delegate) -> Known:
    office = delegate.invitation.institution_name
    return Known(delegate.person, delegate.name, delegate.title, office, Group.PARTICIPANT, delegate)


def speakers_of(session: Session) -> list[Known]:
    rows = Speaker.objects.filter(session=session).select_related("person")
    return [Known(row.person, row.name, row.title, session.rakor.organiser.name, Group.SPEAKER) for row in rows]


def staff_of(rakor: Rakor) -> list[Known]:
    duties = Duty.objects.filter(rakor=rakor, kind__in=STAFF).select_related("person").order_by("pk")
    host = rakor.organiser.name
    return [
        Known(duty.person, duty.person.name, str(DutyKind(duty.kind).label), host, Group.COMMITTEE) for duty in duties
    ]


# --- all sessions of a rakor


def counts_by_session(rakor: Rakor, sessions: list[Session]) -> list[tuple[Session, Counts]]:
    """As each session's own page counts, in five queries."""
    sent = Invitation.objects.asked().filter(rakor=rakor, sent_at__isnull=False).order_by()
    by_name = dict(sent.values_list("institution_name", "pk"))
    asked: set[int | str] = set(sent.values_list("pk", flat=True))
    seated: dict[int, set[int | str]] = {}
    seats = Seat.objects.filter(kelas__rakor=rakor, delegate__invitation__sent_at__isnull=False).order_by()
    for kelas, invitation in seats.values_list("kelas", "delegate__invitation").distinct():
        seated.setdefault(kelas, set()).add(invitation)
    modes: dict[int, dict[int | str, set[str]]] = {}
    there = Attendance.objects.filter(session__rakor=rakor, status__in=SEAT_TAKEN).order_by()
    columns = ("session", "delegate__invitation", "institution_name", "mode")
    for held, invitation, name, mode in there.filter(group=Group.PARTICIPANT).values_list(*columns).distinct():
        office = invitation or by_name.get(name, name)
        modes.setdefault(held, {}).setdefault(office, set()).add(mode)
    heads = dict(there.values_list("session").annotate(Count("pk")))
    found = []
    for session in sessions:
        of_offices = modes.get(session.pk, {})
        offices = seated.get(session.kelas_id or 0, asked) | of_offices.keys()
        present = [mode_of(of_office) for of_office in of_offices.values()]
        onsite, online = present.count(Mode.ONSITE), present.count(Mode.ONLINE)
        found.append((session, Counts(onsite, online, len(offices), heads.get(session.pk, 0))))
    return found
