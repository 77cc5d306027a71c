"""The board as the secretariat sees it: small, few queries, every card in its place."""

from __future__ import annotations

import gzip

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agendas.board import load
from agendas.models import Session
from tests import cast as stage
from tests.agendas.planning import add_kelas, chair_of, hours, plan
from tests.cast import Cast

pytestmark = pytest.mark.django_db
QUERIES = 12
WEIGHT = 25_000  # bytes, compressed


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    return cast


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.secretariat.user)
    return client


def places(cast: Cast, by: str = "kelas", day: int = 0) -> list[tuple[str, str]]:
    board = load(cast.rakor, by=by, days=cast.rakor.days())
    return [(card.session.title, card.place) for card in board.days[day].cards]


def test_forty_sessions_in_six_kelas_are_a_small_page_of_few_queries(cast: Cast, client: Client) -> None:
    kelas = [add_kelas(cast, code) for code in "ABCDEF"]
    for n, (day, hour) in enumerate((day, hour) for day in (17, 18) for hour in (8, 10, 13)):
        for row in kelas:
            title = f"Sesi {n} kelas {row.code}"
            more = {"kelas": row, "note_taker": cast.note_taker.person, "topics": ["Pokok satu", "Pokok dua"]}
            plan(cast, title, f"{day} {hour:02}.00-{hour + 1:02}.30", kind="kelas", room=f"Ruang {row.code}", **more)
    for day in (17, 18):
        plan(cast, "Pembukaan", f"{day} 07.00-08.00", kind="pembukaan", room="Aula", speakers=[chair_of(cast)])
        plan(cast, "ISHOMA", f"{day} 12.00-13.00", kind="ishoma")
    stage.name_delegate(cast, stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"])

    with CaptureQueriesContext(connection) as captured:
        answer = client.get(reverse("board_show", args=[cast.rakor.pk]))

    assert answer.content.count(b"<article") == Session.objects.count() == 40
    assert len(captured) <= QUERIES, "\n".join(row["sql"] for row in captured)
    assert len(gzip.compress(answer.content, 6)) < WEIGHT


def test_a_plenary_card_spans_all_kelas_unless_one_of_them_meets_beside_it(cast: Cast) -> None:
    a, b = add_kelas(cast, "A"), add_kelas(cast, "B")
    plan(cast, "Pembukaan", "17 09.30-10.00")
    plan(cast, "Kelas A", "17 10.00-11.00", kelas=a)
    plan(cast, "Kelas B", "17 10.05-11.00", kelas=b)
    assert places(cast) == [("Pembukaan", "k-all s7 n6"), ("Kelas A", "c1 s13 n12"), ("Kelas B", "c2 s14 n11")]

    plan(cast, "Doa", "17 10.30-10.40")
    assert places(cast) == [
        *(("Pembukaan", "c1 s7 n6"), ("Kelas A", "c2 s13 n12"), ("Kelas B", "c3 s14 n11"), ("Doa", "c1 s19 n2")),
    ]


def test_cards_of_one_column_that_share_a_moment_stand_beside_each_other(cast: Cast) -> None:
    plan(cast, "Satu", "17 09.00-10.00")
    plan(cast, "Dua", "17 09.30-10.30")
    plan(cast, "Tiga", "17 10.00-11.00")
    plan(cast, "Empat", "17 11.00-12.00")

    assert [place.partition(" s")[0] + place.partition("lane")[2] for _, place in places(cast)] == [
        *("k-all-1of2", "k-all-2of2", "k-all-1of2", "k-all"),
    ]


def test_rooms_are_columns_too_and_who_has_none_is_seen(cast: Cast) -> None:
    plan(cast, "Satu", "17 09.00-10.00", room="Aula")
    plan(cast, "Dua", "17 09.00-10.00", room="Balai")
    plan(cast, "Tiga", "17 10.00-11.00")

    board = load(cast.rakor, by="ruang", days=cast.rakor.days()[:1])

    assert [column.name for column in board.days[0].columns] == ["Aula", "Balai", "Tanpa ruang"]
    assert places(cast, "ruang") == [("Satu", "c1 s1 n12"), ("Dua", "c2 s1 n12"), ("Tiga", "c3 s13 n12")]


def test_a_day_shows_a_free_hour_behind_its_last_session_and_an_empty_day_says_so(cast: Cast, client: Client) -> None:
    plan(cast, "Malam", "17 20.00-")
    board = load(cast.rakor, by="kelas", days=cast.rakor.days())

    assert [hour for _, hour in board.days[0].ticks] == ["20.00", "21.00"]
    assert [card.when for card in board.days[0].cards] == ["20.00 s.d. selesai"]
    assert board.days[1].ticks[0] == ("s1", "08.00")
    page = client.get(reverse("board_show", args=[cast.rakor.pk]) + "?hari=2020-09-18").content.decode()
    assert "Belum ada acara pada hari ini." in page
    assert "Malam" not in page


def test_leadership_reads_the_board_and_moves_nothing(cast: Cast) -> None:
    session = plan(cast, "Materi", "17 09.00-10.00")
    client = Client()
    client.force_login(cast.chair.user)

    page = client.get(reverse("board_show", args=[cast.rakor.pk])).content.decode()
    answer = client.post(reverse("session_move", args=[session.pk]), {"version": 1})

    assert "data-at" not in page
    assert "Tambah sesi" not in page
    assert answer.status_code == 403
    assert hours(session) == "17 09.00-10.00"
