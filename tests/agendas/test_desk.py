"""What the desk's page holds, what it sends, what it hears of others, and the codes that it reads."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse

from agendas import personal_code
from agendas.desk import people_of
from agendas.models import Attendance, Scan
from meetings.actions import give_duty
from meetings.models import Delegate, Rakor
from participants.models import Person
from rakor.lib.qr import qr_path
from tests.agendas.door import OPENS, SCRIPT, SECOND, STARTS, ask, client_of, make_cast, send, session_of, sighting
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def test_what_the_desk_sends_twice_is_confirmed_twice_and_counted_once(cast: Cast) -> None:
    row = sighting(cast)
    confirmed = {"answers": [{"key": row["key"], "result": "ok"}]}

    assert [send(cast.secretariat, cast, [row, row]).json()["answers"][0] for _ in "ab"] == confirmed["answers"] * 2
    assert (Attendance.objects.count(), Scan.objects.count()) == (1, 1)


def test_a_desk_that_was_offline_keeps_its_own_hours_in_any_order(cast: Cast) -> None:
    hour = timedelta(hours=1)
    send(cast.secretariat, cast, [sighting(cast, "keluar", STARTS + hour)], at=STARTS + 4 * hour)
    send(cast.secretariat, cast, [sighting(cast, "masuk", STARTS)], at=STARTS + 5 * hour)

    row = Attendance.objects.get()
    assert (row.in_at, row.out_at, row.how) == (STARTS, STARTS + hour, "petugas")


@pytest.mark.parametrize("wrong", [OPENS - SECOND, STARTS + timedelta(minutes=8), STARTS - timedelta(days=400)])
def test_the_moment_of_a_desk_whose_clock_is_wrong_gives_way_to_the_servers(cast: Cast, wrong: datetime) -> None:
    send(cast.secretariat, cast, [sighting(cast, at=wrong)], at=STARTS + timedelta(minutes=5))

    assert Attendance.objects.get().in_at == STARTS + timedelta(minutes=5)


def test_what_can_never_be_noted_is_answered_beside_what_is(cast: Cast) -> None:
    good, gone, moved = sighting(cast), sighting(cast, delegate=0), sighting(cast, session=0)
    answers = send(cast.secretariat, cast, [gone, good, moved]).json()["answers"]

    assert answers == [
        {"key": gone["key"], "result": "no", "why": "Orang ini bukan delegasi rakor ini lagi."},
        {"key": good["key"], "result": "ok"},
        {"key": moved["key"], "result": "no", "why": "Sesi ini sudah dihapus dari acara."},
    ]


@pytest.mark.parametrize(
    "body", ["", "{}", "[1]", "[{}]", '[{"key": "x"}]', "\x00", "[" * 5000, json.dumps([{}] * 501), '["a"]', "null"]
)
def test_an_unreadable_sending_gets_a_sentence(cast: Cast, body: str) -> None:
    answer = send(cast.secretariat, cast, body)

    assert answer.status_code == 422
    assert answer.json()["why"].startswith("Kiriman")


def test_the_panitia_by_name_sits_at_the_desk_and_nobody_after_the_closing(cast: Cast) -> None:
    assert send(cast.note_taker, cast, []).status_code == 403
    give_duty(rakor=cast.rakor, person=cast.note_taker.person, kind="panitia")
    assert send(cast.note_taker, cast, [sighting(cast)]).status_code == 200

    Rakor.objects.update(closed_at=STARTS, closed_by=cast.secretariat.user)
    assert send(cast.note_taker, cast, [sighting(cast)]).status_code == 403


def test_the_desks_page_names_no_code_no_phone_and_no_live_markup(cast: Cast) -> None:
    delegate = Delegate.objects.select_related("person").get()
    Delegate.objects.update(name=SCRIPT)
    Person.objects.filter(pk=delegate.person.pk).update(phone="081234567890", email="rahasia@contoh.invalid")
    page = ask(cast.secretariat, "attendance_desk", cast).content.decode()

    code = personal_code.code_of(delegate)
    assert [secret for secret in (code, "081234567890", "rahasia@contoh", SCRIPT) if secret in page] == []
    assert personal_code.digest_of(code.lower().replace("-", " "), cast.rakor.pk) in page


def test_the_desk_knows_who_is_inside(cast: Cast) -> None:
    send(cast.secretariat, cast, [sighting(cast)])
    assert [row["inside"] for row in people_of(session_of(cast))] == [True]

    send(cast.secretariat, cast, [sighting(cast, "keluar")])
    assert [row["inside"] for row in people_of(session_of(cast))] == [False]


def ask_inside(cast: Cast, mark: str = "") -> Any:
    address = reverse("attendance_inside", args=[session_of(cast).pk])
    return client_of(cast.secretariat).get(address, {"mark": mark})


def test_a_desk_is_told_who_is_inside_and_nothing_when_it_knows(cast: Cast) -> None:
    delegate = Delegate.objects.get()
    empty = ask_inside(cast).json()
    assert empty["inside"] == []

    send(cast.secretariat, cast, [sighting(cast)])
    told = ask_inside(cast, empty["mark"]).json()
    again = ask_inside(cast, told["mark"])
    assert (told["inside"], again.status_code, again.content) == ([delegate.pk], 204, b"")

    send(cast.secretariat, cast, [sighting(cast, "keluar")])
    assert ask_inside(cast, told["mark"]).json() == empty


def test_an_office_shows_each_of_its_codes_large_and_the_own_list_has_them_as_pictures(cast: Cast) -> None:
    delegate = Delegate.objects.get()
    code = personal_code.code_of(delegate)
    picture = f'd="{qr_path(code).path}"'
    pages = {
        name: client_of(cast.operator).get(reverse(name, args=[pk])).content.decode()
        for name, pk in {"code_show": delegate.pk, "code_list": cast.rakor.pk}.items()
    }

    assert [picture in page and code in page for page in pages.values()] == [True, True]
    assert reverse("code_show", args=[delegate.pk]) in pages["code_list"]
    everybody = client_of(cast.secretariat).get(reverse("code_list", args=[cast.rakor.pk])).content.decode()
    assert code in everybody
    assert picture not in everybody  # two thousand pictures would be no small page


def test_an_office_reads_the_codes_of_its_own_and_the_desk_those_of_all(cast: Cast) -> None:
    code = personal_code.code_of(Delegate.objects.get())
    pages = {
        who: client_of(cast.actors[who]).get(reverse("code_list", args=[cast.rakor.pk])).content.decode()
        for who in ("operator", "other_operator", "secretariat")
    }

    assert {who: code in page for who, page in pages.items()} == {
        "operator": True,
        "other_operator": False,
        "secretariat": True,
    }
