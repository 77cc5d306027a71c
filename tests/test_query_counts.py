"""A list page runs the same number of queries for one row and for twelve."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agendas import actions as agendas
from agendas import attendance, sharing
from agendas.actions import Plan
from agendas.models import How, Move, Session, Status
from agendas.releases import release
from documents.models import LetterCopy, NumberSeries, Wording
from meetings import actions as meetings
from meetings import directing
from meetings.models import Delegate, Invitation, Mode
from minutes import actions as minutes
from minutes.models import FollowUp, Outcome
from participants.gate import Actor
from participants.models import InstitutionKind, Person, Position, Rank, Right, Role
from reminders.actions import deliver_due, remind_by_hand
from reports import actions as reports
from reports.dim import actions as dim
from reports.models import Obligation, Submission
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
MANY = 12


class Filled:
    """A rakor that grows by one of everything at each call of `grow`."""

    def __init__(self) -> None:
        self.cast: Cast = stage.make_cast()
        self.rakor = stage.make_rakor(self.cast)
        self.session = stage.make_session(self.cast, self.rakor)
        self.report = stage.make_requirement(self.cast, self.rakor)
        self.dim = stage.make_requirement(self.cast, self.rakor, "dim")
        self.many = stage.write_letter(self.cast, self.rakor, until="numbered", is_per_institution=True)
        self.count = 0

    def grow(self) -> None:
        self.count += 1
        invitation = self.invite()
        self.attend(self.delegate(invitation))
        self.papers(invitation)
        self.agenda()
        self.the_day()
        self.outcome(invitation)
        stage.write_letter(self.cast, self.rakor, until="proposed")
        stage.make_rakor(self.cast, title=f"Rakor {self.count}")
        self.cast.rakor = self.rakor
        self.person()
        self.levels(invitation)
        self.letters(invitation)
        remind_by_hand(rakor=self.rakor, by=self.cast.secretariat, now=NOW + timedelta(minutes=self.count))

    def invite(self) -> Invitation:
        n = self.count
        region = stage.make_region(f"Kabupaten {n}", "kabupaten", f"63.{n}", None)
        office = stage.make_office(f"KPU Kabupaten {n}", InstitutionKind.KPU_KABKOTA, region, f"63{n}")
        stage.make_actor(f"operator-{n}", office, self.cast.operator.right.role, Rank.STAF)  # type: ignore[union-attr,arg-type]
        [row] = meetings.invite(rakor=self.rakor, institutions=[office], by=self.cast.secretariat, now=NOW)
        meetings.send_invitations(rakor=self.rakor, by=self.cast.secretariat, now=NOW)
        row.refresh_from_db()
        return row

    def delegate(self, invitation: Invitation) -> Delegate:
        delegate = Delegate(invitation=invitation, name="Contoh", title="Ketua", rank=Rank.KETUA, mode="onsite")
        return meetings.name_delegate(delegate=delegate, kelas=self.session.kelas, by=self.cast.secretariat, now=NOW)

    def attend(self, delegate: Delegate) -> None:
        """One delegate more at the door, and one guest."""
        door = {"session": self.session, "by": self.cast.secretariat, "now": NOW}
        mark = attendance.Mark(uuid4(), delegate, Move.IN, NOW)
        attendance.take(marks=[mark], how=How.DESK, mode=Mode.ONSITE, **door)
        here = attendance.Noted(Status.PRESENT, Mode.ONSITE, How.BY_HAND, None, None)
        attendance.add_guest(name=f"Tamu {self.count}", title="Camat", institution_name="Kecamatan", noted=here, **door)

    def papers(self, invitation: Invitation) -> Submission:
        rows = [{"problem": "Masalah", "level": "tinggi"}]
        obligation = Obligation(requirement=self.dim, invitation=invitation)
        dim.replace_rows(obligation=obligation, rows=rows, now=NOW)
        obligation = reports.obligation_of(requirement=self.dim, invitation=invitation, bidang="")
        dim.send(obligation=obligation, is_nil=False, key=uuid4(), by=self.cast.operator, now=NOW)
        return stage.send_report(self.cast, self.report, invitation)

    def agenda(self) -> None:
        starts = datetime(2020, 9, 18, 0, 0, tzinfo=UTC) + timedelta(minutes=10 * self.count)
        speaker = Position.objects.filter(institution=self.cast.province, rank=Rank.KETUA)
        plan = Plan("materi", f"Materi {self.count}", starts, starts + timedelta(minutes=10), f"Ruang {self.count}")
        plan.speakers, plan.topics = list(speaker[:1]), ["Satu", "Dua"]
        agendas.add_session(rakor=self.rakor, plan=plan, by=self.cast.secretariat, now=NOW)

    def the_day(self) -> None:
        Session.objects.update(mode="hybrid")
        stage.hand_out(self.cast, self.session)
        stage.sign_in(self.cast, self.session)
        sharing.fill(session=self.session, by=self.cast.secretariat, now=NOW)
        release(rakor=self.rakor, by=self.cast.secretariat, now=NOW)

    def outcome(self, invitation: Invitation) -> None:
        outcome = Outcome(session=self.session, text=f"Butir {self.count}")
        minutes.add_block(block=outcome, by=self.cast.note_taker, now=NOW)
        row = FollowUp(outcome=outcome, task="Tugas", assignee=invitation.institution, due_on=date(2020, 9, 21))
        minutes.add_follow_up(follow_up=row, by=self.cast.note_taker, now=NOW)

    def letters(self, invitation: Invitation) -> None:
        """A numbered letter, a paper more of the one with many, a series and a model of the office."""
        n, office = self.count, self.cast.province
        stage.write_letter(self.cast, self.rakor, until="numbered")
        LetterCopy.objects.create(letter=self.many, invitation=invitation, order=n, addressee="Ketua")
        NumberSeries.objects.create(institution=office, year=2020, name=f"seri {n}")
        Wording.objects.create(institution=office, name=f"Model {n}", subject="Hal", body="Isi")

    def levels(self, invitation: Invitation) -> None:
        """An arahan, an acuan, and a rakor of the office below."""
        by = self.cast.secretariat
        directing.add_direction(rakor=self.rakor, text=f"Arahan {self.count}", by=by, now=NOW)
        stage.make_reference(self.cast, self.rakor)
        right = Right(user=by.user, institution=invitation.institution, role=Role.SECRETARIAT)
        stage.make_branch(Actor(by.user, right), self.rakor)

    def person(self) -> None:
        person = Person.objects.create(name=f"Staf {self.count}")
        Position.objects.create(person=person, institution=self.cast.province, rank=Rank.STAF, title="Staf")


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
        b"".join(response)  # type: ignore[arg-type]
    assert response.status_code == 200, address
    return len(captured)


LISTS: dict[str, Callable[[Filled], str]] = {
    "home": lambda filled: reverse("home"),
    "rakor_list": lambda filled: reverse("rakor_list"),
    "institution_show": lambda filled: reverse("institution_show", args=[filled.cast.province.pk]),
    "notes_show": lambda filled: reverse("notes_show", args=[filled.session.pk]),
    "calendar_show": lambda filled: f"{reverse('calendar_show')}?bulan=2020-09",
    "calendar_year": lambda filled: f"{reverse('calendar_year')}?tahun=2020",
    "rakor_calendar": lambda filled: reverse("rakor_calendar", args=[filled.rakor.pk]),
    "session_show": lambda filled: reverse("session_show", args=[filled.session.pk]),
    "attendance_show": lambda filled: reverse("attendance_show", args=[filled.session.pk]),
    "attendance_roll": lambda filled: reverse("attendance_roll", args=[filled.session.pk]),
    "attendance_desk": lambda filled: reverse("attendance_desk", args=[filled.session.pk]),
    "attendance_inside": lambda filled: reverse("attendance_inside", args=[filled.session.pk]),
    "sheet_list": lambda filled: reverse("sheet_list", args=[filled.session.pk]),
    "slot_list": lambda filled: reverse("slot_list", args=[filled.session.pk]),
    "day_show": lambda filled: reverse("day_show", args=[filled.rakor.pk]) + "?hari=2020-09-18",
    "letter_register": lambda filled: f"{reverse('letter_register')}?tahun=2020",
    "series_list": lambda filled: reverse("series_list"),
    "wording_list": lambda filled: reverse("wording_list"),
    "recap_show": lambda filled: reverse("recap_show", args=[filled.rakor.pk, filled.report.pk]),
    "requirement_zip": lambda filled: reverse("requirement_zip", args=[filled.rakor.pk, filled.report.pk]),
    "letter_batch": lambda filled: reverse("letter_batch", args=[filled.many.pk]),
} | {
    name: lambda filled, name=name: reverse(name, args=[filled.rakor.pk])  # type: ignore[misc]
    for name in (
        *(
            "rakor_show",
            "invitation_list",
            "access_list",
            "letter_sent_list",
            "board_show",
            "coverage_show",
            "edition_list",
        ),
        *("matrix_show", "province_list", "matrix_hall", "review_list", "dim_list", "hibah_list"),
        *("minutes_list", "followup_list", "letter_list", "delivery_list", "office_message"),
        *("direction_list", "rakor_tree"),
        *("hall_show", "session_joins", "rundown_show", "attendance_list", "code_list"),
        *("roster_list", "bundle_show", "matrix_printed", "unanswered_list"),
    )
}


def test_a_list_page_runs_as_many_queries_for_twelve_rows_as_for_one() -> None:
    filled, client = Filled(), Client()
    client.force_login(filled.cast.secretariat.user)
    filled.grow()
    addresses = {name: address(filled) for name, address in LISTS.items()}
    for_one = {name: queries(client, address) for name, address in addresses.items()}

    while filled.count < MANY:
        filled.grow()
    for_many = {name: queries(client, address) for name, address in addresses.items()}

    assert for_many == for_one
    assert {name: count for name, count in for_one.items() if count > 20} == {}
    assert max(for_one["matrix_show"], for_one["province_list"]) <= 12


def test_the_reminder_clock_asks_as_much_for_twelve_offices_as_for_one() -> None:
    """It looks four times a minute, and nearly always all was told."""
    filled = Filled()

    def look() -> int:
        filled.count += 1
        filled.papers(filled.invite())
        assert deliver_due(now=NOW) > 0
        with CaptureQueriesContext(connection) as captured:
            assert deliver_due(now=NOW) == 0
        return len(captured)

    assert {look() for _ in range(MANY)} == {look()}
