"""Rakor on their own days, the election's stages behind them, and only what the reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from meetings.models import Election, Rakor, Stage
from secretariat import months
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    election = Election.objects.create(name="Pemilihan 2020", kind="pemilihan", voting_on=date(2020, 12, 9))
    Stage.objects.create(election=election, name="Kampanye", starts_on=date(2020, 9, 26), ends_on=date(2020, 12, 5))
    return cast


def show(cast: Cast, name: str, address: str = "calendar_show", **query: str) -> Any:
    client = Client()
    client.force_login(cast.actors[name].user)
    return client.get(reverse(address), query)


def days_of(answer: Any) -> dict[str, list[int]]:
    """The days of the month on which each rakor stands."""
    found: dict[str, list[int]] = {}
    for week in answer.context["month"].weeks():
        for day in week.days:
            for entry in day.entries:
                found.setdefault(entry.rakor.title, []).append(day.on.day)
    return found


def test_the_month_of_now_shows_a_rakor_on_each_of_its_days(cast: Cast) -> None:
    answer = show(cast, "secretariat")

    assert "<h1>September 2020</h1>" in answer.content.decode()
    assert days_of(answer) == {"Rakor Contoh": [17, 18]}


def test_a_rakor_over_the_end_of_a_month_stands_in_both(cast: Cast) -> None:
    Rakor.objects.update(starts_on=date(2020, 9, 30), ends_on=date(2020, 10, 2))

    assert days_of(show(cast, "secretariat", bulan="2020-09")) == {"Rakor Contoh": [30]}
    assert days_of(show(cast, "secretariat", bulan="2020-10")) == {"Rakor Contoh": [1, 2]}
    assert days_of(show(cast, "secretariat", bulan="2020-11")) == {}


def test_weeks_are_whole_and_begin_on_monday(cast: Cast) -> None:
    weeks = show(cast, "secretariat").context["month"].weeks()

    assert {len(week.days) for week in weeks} == {7}
    assert (weeks[0].days[0].on, weeks[-1].days[-1].on) == (date(2020, 8, 31), date(2020, 10, 4))


def test_the_stages_run_behind_their_weeks(cast: Cast) -> None:
    answer = show(cast, "secretariat")

    weeks = answer.context["month"].weeks()
    assert [[str(one) for one in week.stages] for week in weeks] == [[], [], [], ["Kampanye"], ["Kampanye"]]
    assert "26 September s.d. 5 Desember 2020" in answer.content.decode()


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [("2020-01", "2019-12", "2020-02"), ("2020-12", "2020-11", "2021-01"), ("2099-12", "2099-11", "2100-01")],
)
def test_the_neighbours_of_a_month(cast: Cast, text: str, before: str, after: str) -> None:
    page = show(cast, "secretariat", bulan=text).content.decode()

    assert f'href="?bulan={before}"' in page
    assert f'href="?bulan={after}"' in page


@pytest.mark.parametrize(
    "text", ["", "2020", "2020-13", "2020-9", "9999-12", "0001-01", "²020-09", "<b>", "2020-09-01"]
)
def test_a_wrong_month_gets_a_sentence_and_the_month_of_now(cast: Cast, text: str) -> None:
    answer = show(cast, "secretariat", bulan=text)

    assert "Bulan itu tidak dikenal. Tulis tahun dan bulan, misalnya 2020-09." in answer.content.decode()
    assert answer.context["month"].value == "2020-09"


def test_the_year_shows_every_month_with_its_rakor_and_stages(cast: Cast) -> None:
    answer = show(cast, "secretariat", "calendar_year", tahun="2020")

    rows = answer.context["months"]
    assert [month.value for month in rows if month.entries] == ["2020-09"]
    assert [month.value for month in rows if month.stages] == ["2020-09", "2020-10", "2020-11", "2020-12"]
    assert "17 s.d. 18 September 2020" in answer.content.decode()


@pytest.mark.parametrize("text", ["", "20", "1999", "2100", "dua ribu"])
def test_a_wrong_year_gets_a_sentence_and_the_year_of_now(cast: Cast, text: str) -> None:
    answer = show(cast, "secretariat", "calendar_year", tahun=text)

    assert "Tahun itu tidak dikenal. Tulis empat angka, misalnya 2020." in answer.content.decode()
    assert answer.context["year"] == 2020


def test_an_office_sees_a_rakor_once_it_is_invited(cast: Cast) -> None:
    assert days_of(show(cast, "operator")) == {}
    stage.invite_both(cast, cast.rakor)
    assert days_of(show(cast, "operator")) == {"Rakor Contoh": [17, 18]}
    assert days_of(show(cast, "stranger")) == {}


def test_a_template_is_on_no_day(cast: Cast) -> None:
    Rakor.objects.update(is_template=True)

    assert days_of(show(cast, "secretariat")) == {}


@pytest.mark.parametrize(("pair", "word"), [("postponed", "Ditunda"), ("cancelled", "Batal")])
def test_what_will_not_be_held_as_it_stands_is_marked_in_words(cast: Cast, pair: str, word: str) -> None:
    assert f"<b>{word}</b>" not in show(cast, "secretariat").content.decode()
    Rakor.objects.update(**{f"{pair}_at": NOW, f"{pair}_by": cast.secretariat.user})

    for address in ("calendar_show", "calendar_year"):
        assert f"<b>{word}</b>" in show(cast, "secretariat", address).content.decode()


def test_today_is_that_of_the_own_office(cast: Cast) -> None:
    """At 16.30 UTC of the last day of August it is September in Banjarmasin, and still August in Palangka Raya."""
    with time_machine.travel(datetime(2020, 8, 31, 16, 30, tzinfo=UTC), tick=False):
        assert show(cast, "secretariat").context["month"].value == "2020-09"
        assert show(cast, "stranger").context["month"].value == "2020-08"


def test_a_hostile_name_stays_text(cast: Cast) -> None:
    """S09."""
    hostile = "<img src=x onerror=alert(1)>"
    Rakor.objects.update(title=hostile)
    Stage.objects.update(name=hostile)

    for address in ("calendar_show", "calendar_year"):
        page = show(cast, "secretariat", address).content.decode()
        assert hostile not in page
        assert page.count("&lt;img src=x onerror=alert(1)&gt;") > 1


def test_the_month_is_asked_with_two_queries(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        month = months.month_of(cast.secretariat, date(2020, 9, 1), now=NOW)
        assert [str(entry.rakor.organiser) for entry in month.entries] == ["KPU Provinsi Kalimantan Selatan"]
        assert [len(week.days) for week in month.weeks()] == [7, 7, 7, 7, 7]
