"""Whoever is seen is counted once, whatever comes late, twice, from two desks or in the wrong order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from agendas import attendance
from agendas.attendance import Known, Mark, Noted
from agendas.models import Attendance, Group, How, Move, Scan, Session, Status
from agendas.roll import counts_by_session, lines_of, roll_of
from meetings import actions as meetings
from meetings.models import Delegate, Invitation, Mode
from participants.models import Person, Rank
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.agendas.planning import plan
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
STARTS = datetime(2020, 9, 17, 11, 30, tzinfo=UTC)  # 19.30 WITA
MINUTE = timedelta(minutes=1)


@pytest.fixture
def cast() -> Cast:
    """A kelas with a delegate of KPU Kabupaten Banjar and one of KPU Kabupaten Tapin."""
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    stage.make_session(cast, rakor)
    for name, invitation in stage.invite_both(cast, rakor).items():
        add_delegate(cast, invitation, f"Delegasi {name}")
    return cast


def add_delegate(cast: Cast, invitation: Invitation, name: str) -> Delegate:
    row = Delegate(invitation=invitation, name=name, title="Ketua", rank=Rank.KETUA, mode="onsite")
    return meetings.name_delegate(delegate=row, by=cast.secretariat, now=NOW)


def session_of(cast: Cast) -> Session:
    return Session.objects.select_related("rakor__organiser").get(rakor=cast.rakor, kind="kelas")


def delegate_of(cast: Cast, office: str = "Banjar") -> Delegate:
    return Delegate.objects.select_related("invitation", "person").get(name__endswith=office)


def seen(cast: Cast, kind: Move, at: datetime, *, office: str = "Banjar", key: UUID | None = None, **more: Any) -> None:
    mark = Mark(key or uuid4(), delegate_of(cast, office), kind, at)
    values: dict[str, Any] = {"how": How.DESK, "mode": Mode.ONSITE, "by": cast.secretariat, "now": at} | more
    attendance.take(session=session_of(cast), marks=[mark], **values)


def row_of(cast: Cast) -> Attendance:
    return Attendance.objects.select_related("session").get(delegate=delegate_of(cast))


def known_of(cast: Cast) -> Known:
    row = delegate_of(cast)
    return Known(row.person, row.name, row.title, row.invitation.institution_name, Group.PARTICIPANT, row)


def note(cast: Cast, status: Status, **more: Any) -> Attendance:
    values: dict[str, Any] = {"mode": Mode.ONSITE, "how": How.BY_HAND, "in_at": None, "out_at": None} | more
    noted = Noted(status=status, **values)
    return attendance.note(session=session_of(cast), known=known_of(cast), noted=noted, by=cast.secretariat, now=NOW)


def test_a_sighting_keeps_name_title_and_office_as_they_were(cast: Cast) -> None:
    seen(cast, Move.IN, STARTS)
    Delegate.objects.update(name="Nama Baru", title="Jabatan Baru")
    Invitation.objects.update(institution_name="Kantor Baru")

    row = Attendance.objects.get()
    kept = (row.name, row.title, row.institution_name, row.status, row.mode, row.how, row.in_at)
    assert kept == (
        *("Delegasi KPU Kabupaten Banjar", "Ketua", "KPU Kabupaten Banjar"),
        *("hadir", "onsite", "petugas", STARTS),
    )


def test_the_same_key_twice_counts_once_and_writes_the_ledger_once(cast: Cast) -> None:
    key = uuid4()
    seen(cast, Move.IN, STARTS, key=key)
    seen(cast, Move.IN, STARTS + 5 * MINUTE, key=key)

    assert (Attendance.objects.count(), Scan.objects.count(), row_of(cast).in_at) == (1, 1, STARTS)
    [taken] = AuditRow.objects.filter(verb="attendance.taken")
    assert taken.details == {"how": "petugas", "masuk": ["Delegasi KPU Kabupaten Banjar"], "keluar": []}


def test_a_key_of_somebody_else_is_not_acknowledged(cast: Cast) -> None:
    key = uuid4()
    seen(cast, Move.IN, STARTS, key=key)

    stand = attendance.take(
        session=session_of(cast),
        marks=[Mark(key, delegate_of(cast, "Tapin"), Move.IN, STARTS)],
        how=How.DESK,
        mode=Mode.ONSITE,
        by=cast.secretariat,
        now=STARTS,
    )

    assert stand == set()


@pytest.mark.parametrize(
    ("steps", "hours"),
    [
        (["in 0", "in 3"], (0, None)),  # two desks
        (["in 3", "in 0"], (0, None)),  # the earlier one was offline
        (["in 0", "out 60"], (0, 60)),
        (["out 60", "in 0"], (0, 60)),  # the coming in arrives after the going out
        (["in 0", "out 60", "in 70"], (0, None)),  # back again
        (["in 70", "out 60", "in 0"], (0, None)),
        (["out 60"], (None, 60)),
    ],
)
def test_the_hours_do_not_depend_on_the_order_of_arrival(cast: Cast, steps: list[str], hours: tuple[Any, Any]) -> None:
    for step in steps:
        kind, minute = step.split()
        seen(cast, Move.IN if kind == "in" else Move.OUT, STARTS + int(minute) * MINUTE)

    row = row_of(cast)
    assert (row.in_at, row.out_at) == tuple(None if n is None else STARTS + n * MINUTE for n in hours)


def test_late_is_a_quarter_of_an_hour_after_the_noted_start_and_else_the_planned_one(cast: Cast) -> None:
    seen(cast, Move.IN, STARTS + 15 * MINUTE)
    assert row_of(cast).word == "Hadir"

    seen(cast, Move.IN, STARTS + 16 * MINUTE, office="Tapin")
    late = Attendance.objects.get(delegate=delegate_of(cast, "Tapin"))
    assert late.word == "Terlambat"

    Session.objects.update(started_at=STARTS + 5 * MINUTE, started_by=cast.secretariat.user)
    assert Attendance.objects.get(pk=late.pk).word == "Hadir"


def test_who_was_excused_and_comes_after_all_is_there(cast: Cast) -> None:
    note(cast, Status.EXCUSED, note="Sakit gigi")
    assert row_of(cast).is_there is False

    seen(cast, Move.IN, STARTS)

    assert (row_of(cast).status, row_of(cast).in_at) == ("hadir", STARTS)


def test_a_correction_by_hand_overrules_earlier_scans_and_an_old_one_sent_again(cast: Cast) -> None:
    key = uuid4()
    seen(cast, Move.IN, STARTS, key=key)

    note(cast, Status.PRESENT, in_at=STARTS + 20 * MINUTE, how=How.SHEET)
    seen(cast, Move.IN, STARTS, key=key)
    assert (row_of(cast).in_at, row_of(cast).how) == (STARTS + 20 * MINUTE, "lembar")

    seen(cast, Move.OUT, STARTS + 60 * MINUTE)
    assert (row_of(cast).in_at, row_of(cast).out_at) == (STARTS + 20 * MINUTE, STARTS + 60 * MINUTE)
    assert [row.verb for row in AuditRow.objects.filter(verb="attendance.noted")] == ["attendance.noted"]


def test_the_hall_outdoes_the_screen_and_never_the_other_way(cast: Cast) -> None:
    seen(cast, Move.IN, STARTS, how=How.ONLINE, mode=Mode.ONLINE)
    seen(cast, Move.IN, STARTS + MINUTE)
    seen(cast, Move.IN, STARTS + 2 * MINUTE, how=How.ONLINE, mode=Mode.ONLINE)

    assert row_of(cast).mode == "onsite"


def test_names_of_a_list_are_there_at_an_unknown_hour_and_change_nobody_who_is(cast: Cast) -> None:
    seen(cast, Move.IN, STARTS)
    delegates = [delegate_of(cast), delegate_of(cast, "Tapin")]
    attendance.take_names(session=session_of(cast), delegates=delegates, by=cast.secretariat, now=STARTS)

    rows = Attendance.objects.order_by("name").values_list("mode", "how", "in_at")
    assert list(rows) == [("onsite", "petugas", STARTS), ("online", "daring", None)]


def test_the_same_guest_is_one_person_in_every_session(cast: Cast) -> None:
    noted = Noted(Status.PRESENT, Mode.ONSITE, How.BY_HAND, None, None)
    guest: dict[str, Any] = {"name": "Tamu Contoh", "title": "Camat", "institution_name": "Kecamatan Martapura"}
    other = plan(cast, "Pleno", "18 10.00-11.00")
    before = Person.objects.count()
    for session in (session_of(cast), session_of(cast), other):
        attendance.add_guest(session=session, **guest, noted=noted, by=cast.secretariat, now=NOW)

    assert (Person.objects.count() - before, Attendance.objects.count()) == (1, 2)


def test_delegations_are_counted_and_those_missing_come_first(cast: Cast) -> None:
    invitation = delegate_of(cast, "Banjar").invitation
    add_delegate(cast, invitation, "Orang kedua")
    seen(cast, Move.IN, STARTS)
    second = Delegate.objects.select_related("invitation", "person").get(name="Orang kedua")
    attendance.take_names(session=session_of(cast), delegates=[second], by=cast.secretariat, now=STARTS)

    roll = roll_of(session_of(cast))
    assert [office.name for office in roll.missing_first] == ["KPU Kabupaten Tapin", "KPU Kabupaten Banjar"]
    assert (roll.counts.words, roll.counts.people) == ("luring 1, daring 0 dari 2", 2)
    assert counts_by_session(cast.rakor, [session_of(cast)]) == [(session_of(cast), roll.counts)]


def test_a_kelas_expects_who_sits_in_it_and_takes_who_comes_beside(cast: Cast) -> None:
    session = session_of(cast)
    delegate_of(cast, "Tapin").seats.create(kelas=session.kelas)
    assert [office.name for office in roll_of(session).offices] == ["KPU Kabupaten Tapin"]

    seen(cast, Move.IN, STARTS)

    roll = roll_of(session)
    offices = [(office.name, len(office.there)) for office in roll.offices]
    assert counts_by_session(cast.rakor, [session]) == [(session, roll.counts)]
    assert offices == [("KPU Kabupaten Tapin", 0), ("KPU Kabupaten Banjar", 1)]


def test_who_is_removed_from_the_delegation_stays_in_the_list_of_that_day(cast: Cast) -> None:
    seen(cast, Move.IN, STARTS)
    meetings.remove_delegate(delegate=delegate_of(cast), by=cast.secretariat, now=NOW)

    roll = roll_of(session_of(cast))
    names = [(line.known.name, office.mode) for office in roll.offices for line in office.lines]
    assert ("Delegasi KPU Kabupaten Banjar", "onsite") in names


def test_the_page_of_an_office_shows_what_the_roll_shows_of_it(cast: Cast) -> None:
    session = session_of(cast)
    for invitation in Invitation.objects.select_related("rakor"):
        add_delegate(cast, invitation, f"{invitation}, kedua")
    seen(cast, Move.IN, STARTS)
    gone = Delegate.objects.select_related("invitation").get(name="KPU Kabupaten Banjar, kedua")
    attendance.take_names(session=session, delegates=[gone], by=cast.secretariat, now=STARTS)
    meetings.remove_delegate(delegate=gone, by=cast.secretariat, now=NOW)

    roll = {office.invitation: office.lines for office in roll_of(session).offices}
    assert {row: lines_of(session, row) for row in Invitation.objects.all()} == roll
    assert [len(lines) for lines in roll.values()] == [2, 2]


def test_the_database_itself_refuses_a_second_row_of_a_person_and_a_second_scan_of_a_key(cast: Cast) -> None:
    """What the counting rests on when two desks write at the same moment: the keys, not the looking before."""
    seen(cast, Move.IN, STARTS)
    row, scan = row_of(cast), Scan.objects.get()
    row.pk = scan.pk = None

    for second in (row, scan):
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save(force_insert=True)
    assert (Attendance.objects.count(), Scan.objects.count()) == (1, 1)


# --- at once


def take_at_once(cast: Cast, *, delegates: int, clients: int, twice: bool) -> None:
    """Each client sends its share in lots of 25, and all clients one lot that is the same."""
    invitation = delegate_of(cast).invitation
    people = [Person(name=f"Peserta {n}") for n in range(delegates)]
    Person.objects.bulk_create(people)
    Delegate.objects.bulk_create(
        Delegate(invitation=invitation, person=row, name=row.name, title="Staf", rank=Rank.STAF, mode="onsite")
        for row in people
    )
    rows = list(Delegate.objects.filter(title="Staf").select_related("invitation"))
    marks = [Mark(uuid4(), row, Move.IN, STARTS) for row in rows]
    session, start, failed = session_of(cast), Barrier(clients), []

    def run(place: int) -> None:
        start.wait()
        own = marks[place::clients]
        lots = [own[n : n + 25] for n in range(0, len(own), 25)] * (2 if twice else 1)
        shared = [Mark(uuid4(), mark.delegate, Move.IN, STARTS + MINUTE) for mark in marks[:10]]
        try:
            for lot in [*lots, list(reversed(shared))]:
                stand = attendance.take(
                    session=session, marks=lot, how=How.DESK, mode=Mode.ONSITE, by=cast.secretariat, now=STARTS
                )
                assert stand == {mark.key for mark in lot}
        except Exception as wrong:
            failed.append(repr(wrong))
        finally:
            connection.close()

    threads = [Thread(target=run, args=[place]) for place in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    assert Attendance.objects.filter(title="Staf").count() == delegates
    assert Scan.objects.count() == delegates + 10 * clients
    assert roll_of(session).counts.people == delegates


@pytest.mark.django_db(transaction=True)
def test_parallel_desks_count_everybody_once(cast: Cast) -> None:
    take_at_once(cast, delegates=40, clients=20, twice=True)


@pytest.mark.ordeal
@pytest.mark.django_db(transaction=True)
def test_2056_scans_of_20_clients_count_everybody_once(cast: Cast) -> None:
    take_at_once(cast, delegates=2056, clients=20, twice=True)
