"""The .ics files: what a calendar program reads is the latest edition, and nothing that a title wants to add."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Event

from agendas import actions, releases
from agendas.actions import Plan
from agendas.models import Session
from meetings.models import Delegate, Rakor, Seat
from secretariat.events import calendar_of_person, calendar_of_rakor
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
OPENING = datetime(2020, 9, 17, 7, 30, tzinfo=UTC)  # 15.30 WITA


@pytest.fixture
def cast() -> Cast:
    """Kelas D with speaker and note taker, kelas E, and an opening."""
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast, venue_name="Hotel Contoh", city="Banjarmasin")
    stage.make_session(cast, rakor)
    plan = Plan("kelas", "Kelas E", OPENING + timedelta(hours=8), None, "Ruang E")
    actions.add_kelas(rakor=rakor, code="E", name="Data", division=None, plan=plan, by=cast.secretariat, now=NOW)
    plan = Plan("pembukaan", "Pembukaan", OPENING, OPENING + timedelta(hours=1), "Ballroom")
    actions.add_session(rakor=rakor, plan=plan, by=cast.secretariat, now=NOW)
    return cast


def release(cast: Cast) -> None:
    releases.release(rakor=cast.rakor, by=cast.secretariat, now=NOW)


def events(cast: Cast) -> dict[str, Event]:
    cast.rakor.refresh_from_db()
    return by_title(calendar_of_rakor(cast.rakor, now=NOW))


def by_title(content: bytes) -> dict[str, Event]:
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def state(event: Event) -> tuple[str, int]:
    return str(event["STATUS"]), int(event["SEQUENCE"])


def test_an_event_says_what_the_edition_says(cast: Cast) -> None:
    release(cast)

    session = Session.objects.get(title="Kelas D")
    event = events(cast)["Kelas D"]
    assert str(event["UID"]) == f"session-{session.pk}@contoh.invalid"
    assert event["DTSTART"].to_ical() == b"20200917T193000"
    assert event["DTSTART"].params["TZID"] == "Asia/Makassar"
    assert event["DTEND"].to_ical() == b"20200917T220000"
    assert event["DTSTAMP"].to_ical() == b"20200914T022000Z"
    assert state(event) == ("CONFIRMED", 1)
    assert str(event["LOCATION"]) == "Ruang D, Hotel Contoh, Banjarmasin"
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Rakor Contoh",
        "Narasumber: commissioner contoh, Anggota",
        "Notulis: note_taker contoh",
        "- Fasilitas APK",
        "- Pemetaan lokasi APK",
    ]


def test_an_open_end_is_said_in_words(cast: Cast) -> None:
    release(cast)

    event = events(cast)["Kelas E"]
    assert "DTEND" not in event
    assert "Sampai selesai." in str(event["DESCRIPTION"])


@pytest.mark.parametrize(
    ("tz", "offset", "letters"),
    [("Asia/Jakarta", "+0700", "WIB"), ("Asia/Makassar", "+0800", "WITA"), ("Asia/Jayapura", "+0900", "WIT")],
)
def test_the_zone_is_explained_in_the_file(cast: Cast, tz: str, offset: str, letters: str) -> None:
    Rakor.objects.update(timezone=tz)
    release(cast)
    cast.rakor.refresh_from_db()

    [zone] = Calendar.from_ical(calendar_of_rakor(cast.rakor, now=NOW)).walk("VTIMEZONE")

    [standard] = zone.subcomponents
    assert (str(zone["TZID"]), str(standard["TZNAME"])) == (tz, letters)
    assert standard["TZOFFSETTO"].to_ical() == offset


def test_without_an_edition_there_is_no_event(cast: Cast) -> None:
    assert events(cast) == {}


def test_the_working_copy_is_in_no_file(cast: Cast) -> None:
    release(cast)
    Session.objects.filter(title="Kelas D").update(title="Belum terbit")

    assert sorted(events(cast)) == ["Kelas D", "Kelas E", "Pembukaan"]


def test_the_sequence_is_the_edition_in_which_the_session_last_changed(cast: Cast) -> None:
    release(cast)
    uid = events(cast)["Pembukaan"]["UID"]
    Session.objects.filter(title="Pembukaan").update(starts_at=OPENING - timedelta(hours=1))
    release(cast)
    Session.objects.filter(title="Kelas E").update(ends_at=OPENING + timedelta(hours=10))
    release(cast)

    found = events(cast)
    assert {title: state(event)[1] for title, event in found.items()} == {"Kelas D": 1, "Pembukaan": 2, "Kelas E": 3}
    assert found["Pembukaan"]["UID"] == uid
    assert found["Pembukaan"]["DTSTART"].to_ical() == b"20200917T143000"


def test_a_session_that_is_gone_is_cancelled_and_not_forgotten(cast: Cast) -> None:
    release(cast)
    Session.objects.get(title="Pembukaan").delete()
    release(cast)
    Session.objects.filter(title="Kelas E").update(ends_at=OPENING + timedelta(hours=10))
    release(cast)

    found = events(cast)
    assert state(found["Pembukaan"]) == ("CANCELLED", 2)
    assert state(found["Kelas D"]) == ("CONFIRMED", 1)


@pytest.mark.parametrize("pair", ["postponed", "cancelled", "rescheduled"])
def test_a_rakor_that_will_not_be_held_cancels_all_of_it(cast: Cast, pair: str) -> None:
    """Nor is it held on its old days after new ones were set; the next edition tells those."""
    release(cast)
    Rakor.objects.update(**{f"{pair}_at": NOW + timedelta(seconds=1), f"{pair}_by": cast.secretariat.user})

    assert {str(event["STATUS"]) for event in events(cast).values()} == {"CANCELLED"}


def test_no_meeting_link_is_in_any_file(cast: Cast) -> None:
    secret = {"join_url": "https://rapat.contoh.invalid/rahasia", "meeting_id": "RAHASIA-1", "passcode": "RAHASIA-2"}
    Session.objects.update(**secret, cue="RAHASIA-3")
    Rakor.objects.update(**secret)
    release(cast)
    cast.rakor.refresh_from_db()

    person = cast.commissioner.person
    for content in (calendar_of_rakor(cast.rakor, now=NOW), calendar_of_person(person, now=NOW)):
        assert b"BEGIN:VEVENT" in content
        assert b"rahasia" not in content.lower()


@pytest.mark.parametrize("line", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x0b", "\r\n "])
def test_a_hostile_title_opens_no_line(cast: Cast, line: str) -> None:
    """S09: neither of a session nor of the rakor, its place, its people or topics."""
    hostile = f"Judul{line}END:VEVENT{line}BEGIN:VEVENT{line}X-JAHAT:1"
    Session.objects.update(title=hostile)
    Rakor.objects.update(title=hostile, venue_name=hostile[:120])
    cast.note_taker.person.name = hostile
    cast.note_taker.person.save()
    release(cast)
    cast.rakor.refresh_from_db()

    content = calendar_of_rakor(cast.rakor, now=NOW)

    lines = content.decode().replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3
    assert not [one for one in lines if one.startswith("X-JAHAT")]
    assert {str(event["SUMMARY"]) for event in Calendar.from_ical(content).walk("VEVENT")} == {
        "Judul END:VEVENT BEGIN:VEVENT X-JAHAT:1"
    }
    assert b"\r" not in content.replace(b"\r\n", b"")


def mine(cast: Cast, name: str) -> dict[str, Event]:
    return by_title(calendar_of_person(cast.actors[name].person, now=NOW))


def test_speaker_and_note_taker_find_their_own_sessions(cast: Cast) -> None:
    release(cast)

    assert sorted(mine(cast, "commissioner")) == ["Kelas D"]
    assert sorted(mine(cast, "note_taker")) == ["Kelas D"]
    assert mine(cast, "chair") == {}


def test_a_delegate_finds_the_kelas_and_the_plenary_sessions(cast: Cast) -> None:
    invitation = stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]
    row = stage.name_delegate(cast, invitation)
    Delegate.objects.filter(pk=row.pk).update(person=cast.operator.person)
    release(cast)
    assert sorted(mine(cast, "operator")) == ["Pembukaan"]

    kelas = Session.objects.get(title="Kelas E").kelas
    assert kelas
    Seat.objects.create(delegate=row, kelas=kelas)

    assert sorted(mine(cast, "operator")) == ["Kelas E", "Pembukaan"]
    assert mine(cast, "other_operator") == {}


def test_a_delegate_of_an_office_whose_letter_is_not_out_finds_nothing(cast: Cast) -> None:
    invitation = stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]
    row = stage.name_delegate(cast, invitation)
    Delegate.objects.filter(pk=row.pk).update(person=cast.operator.person)
    invitation.sent_at, invitation.sent_by = None, None
    invitation.save()
    release(cast)

    assert mine(cast, "operator") == {}


def test_who_is_relieved_of_a_session_finds_it_cancelled(cast: Cast) -> None:
    release(cast)
    Session.objects.filter(title="Kelas D").update(note_taker=cast.chair.person)
    release(cast)

    assert state(mine(cast, "note_taker")["Kelas D"]) == ("CANCELLED", 2)
    assert state(mine(cast, "chair")["Kelas D"]) == ("CONFIRMED", 2)
    assert state(mine(cast, "commissioner")["Kelas D"]) == ("CONFIRMED", 2)


def test_a_rakor_stays_for_a_year(cast: Cast) -> None:
    release(cast)
    person = cast.note_taker.person

    assert by_title(calendar_of_person(person, now=NOW + timedelta(days=365)))
    assert not by_title(calendar_of_person(person, now=NOW + timedelta(days=370)))


def test_a_person_of_many_rakor_costs_no_more_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    release(cast)
    for title in ("Kedua", "Ketiga"):
        stage.make_session(cast, stage.make_rakor(cast, title=title))
        release(cast)

    with django_assert_num_queries(3):
        assert calendar_of_person(cast.note_taker.person, now=NOW).count(b"BEGIN:VEVENT") == 3


def test_the_files_come_with_their_type_and_name(cast: Cast) -> None:
    release(cast)
    client = Client()
    client.force_login(cast.secretariat.user)

    answers: dict[str, Any] = {
        f"rakor-{cast.rakor.pk}.ics": client.get(reverse("rakor_calendar", args=[cast.rakor.pk])),
        "kalender-rakor.ics": client.get(reverse("my_calendar")),
    }

    for name, answer in answers.items():
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
