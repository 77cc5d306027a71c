"""A card is moved by one person at a time, to a place that is free, and can be put back."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agendas import actions, columns, moves
from agendas.models import Session
from agendas.moves import Place
from meetings.models import Kelas, Rakor, Room
from tests import cast as stage
from tests.agendas.planning import add_kelas, chair_of, hours, moment, plan
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
HX = {"HX-Request": "true"}
DROP_QUERIES = 8


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


def typed(session: Session, **changes: Any) -> dict[str, Any]:
    return {"day": "2020-09-17", "starts": "10:00", "ends": "11:00", "version": session.version} | changes


def drop(client: Client, session: Session, **changes: Any) -> Any:
    return client.post(reverse("session_move", args=[session.pk]), typed(session, **changes), headers=HX)


def test_a_drop_is_answered_in_eight_queries_and_says_where_the_card_is(cast: Cast, client: Client) -> None:
    kelas, other = add_kelas(cast, "A"), add_kelas(cast, "B")
    session = plan(cast, "Kelas A", "17 09.00-10.00", kind="kelas", kelas=kelas, speakers=[chair_of(cast)])
    session.refresh_from_db()

    with CaptureQueriesContext(connection) as captured:
        answer = drop(client, session, day="2020-09-18", column=f"kelas:{other.pk}")

    asked = [row["sql"] for row in captured if not row["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    assert len(asked) <= DROP_QUERIES, "\n".join(asked)
    assert "“Kelas A” sekarang Jum 18/9 10.00–11.00 WITA." in answer.content.decode()
    assert answer.headers["HX-Trigger"] == "board-changed"
    session.refresh_from_db()
    assert (hours(session), session.kelas, session.version) == ("18 10.00-11.00", other, 2)


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"day": "2020-09-19"}, 422, "Sesi harus pada hari rakor: Kamis s.d. Jumat, 17 s.d. 18 September 2020."),
        ({"ends": "09:30"}, 422, "Jam selesai harus sesudah jam mulai, pada hari yang sama."),
        ({"starts": "25:00"}, 422, "Masukkan waktu yang valid"),
        ({"column": "lantai:1"}, 422, "Kolom itu tidak dikenal. Muat ulang papan acara."),
        ({"column": "kelas:999999"}, 409, "Kolom itu sudah dihapus. Muat ulang papan acara."),
        ({"starts": "12:30", "ends": "13:30"}, 409, "Aula dipakai Lain pada 12.00–13.00 WITA."),
    ],
)
def test_a_refused_drop_says_why_and_moves_nothing(
    cast: Cast, client: Client, changes: dict[str, str], status: int, sentence: str
) -> None:
    session = plan(cast, "Materi", "17 09.00-10.00", room="Aula")
    plan(cast, "Lain", "17 12.00-13.00", room="Aula")

    answer = drop(client, session, **changes)

    page = answer.content.decode()
    assert answer.status_code == status
    assert "<b>Pemindahan ditolak.</b> “Materi” tetap Kam 17/9 09.00–10.00 WITA:" in page
    assert sentence in page
    assert hours(session) == "17 09.00-10.00"


def test_a_stale_card_shows_both_places_and_can_be_moved_all_the_same(cast: Cast, client: Client) -> None:
    session = plan(cast, "Materi", "17 09.00-10.00")
    session.refresh_from_db()
    seen = session.version
    drop(client, session, starts="15:00", ends="16:00")

    answer = drop(client, session, version=seen)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tersimpan sekarang: Kam 17/9 15.00–16.00 WITA" in page
    assert "Yang dimaksud di sini: Kam 17/9 10.00–11.00 WITA." in page
    assert f'name="version" value="{seen + 1}"' in page
    assert hours(session) == "17 15.00-16.00"

    assert drop(client, session, version=seen + 1).status_code == 200
    assert hours(session) == "17 10.00-11.00"


def test_a_card_that_was_removed_meanwhile_is_a_plain_404(cast: Cast, client: Client) -> None:
    session = plan(cast, "Materi", "17 09.00-10.00")
    actions.remove_session(session=Session.objects.get(), by=cast.secretariat, now=NOW)

    assert drop(client, session).status_code == 404


def test_the_form_without_script_moves_and_goes_back_to_the_board(cast: Cast, client: Client) -> None:
    session = plan(cast, "Materi", "17 09.00-10.00", room="Aula")
    plan(cast, "Lain", "17 12.00-13.00", room="Aula")
    address = reverse("session_move", args=[session.pk])

    refused = client.post(address, typed(session, starts="12:00", ends="13:00"))
    moved = client.post(address, typed(session, starts="12:00", ends="13:00", day="2020-09-18"))

    assert (refused.status_code, moved.status_code) == (409, 302)
    assert "Aula dipakai Lain pada 12.00–13.00 WITA." in refused.content.decode()
    assert 'value="12:00"' in refused.content.decode()
    assert moved.headers["Location"] == f"/rakor/{cast.rakor.pk}/papan/#sesi-{session.pk}"


def test_a_session_takes_the_room_of_its_new_kelas_unless_it_has_one_of_its_own(cast: Cast) -> None:
    rooms = [Room.objects.create(rakor=cast.rakor, name=name) for name in ("Satu", "Dua", "Sendiri")]
    one, other = add_kelas(cast, "A"), add_kelas(cast, "B")
    Kelas.objects.filter(pk=one.pk).update(room=rooms[0])
    Kelas.objects.filter(pk=other.pk).update(room=rooms[1])
    usual = plan(cast, "Biasa", "17 09.00-10.00", kelas=Kelas.objects.get(pk=one.pk), room="Satu")
    own = plan(cast, "Sendiri", "17 10.00-11.00", kelas=Kelas.objects.get(pk=one.pk), room="Sendiri")

    for session in (usual, own):
        stored = Session.objects.select_related("kelas", "rakor").get(pk=session.pk)
        to = Place(stored.starts_at, stored.ends_at, "kelas", other.pk)
        moves.move_session(session=stored, to=to, seen_version=1, by=cast.secretariat, now=NOW)

    assert list(Session.objects.order_by("pk").values_list("kelas__code", "room__name")) == [
        ("B", "Dua"),
        ("B", "Sendiri"),
    ]


def test_undo_goes_back_and_forth_and_leaves_alone_what_others_changed(cast: Cast, client: Client) -> None:
    session = plan(cast, "Materi", "17 09.00-10.00")
    undo = reverse("agenda_undo", args=[cast.rakor.pk])
    assert "Belum ada langkah yang dapat diurungkan." in client.post(undo, follow=True).content.decode()
    drop(client, session)

    client.post(undo)
    assert hours(session) == "17 09.00-10.00"
    client.post(undo)
    assert hours(session) == "17 10.00-11.00"

    Rakor.objects.update(starts_on=date(2020, 9, 18))
    page = client.post(undo, follow=True).content.decode()
    assert "hari semula tidak lagi termasuk hari rakor." in page
    assert hours(session) == "17 10.00-11.00"

    Session.objects.update(version=9)
    page = client.post(undo, follow=True).content.decode()
    assert "Langkah terakhir tidak dapat diurungkan: sesinya sudah diubah sesudah itu." in page
    assert hours(session) == "17 10.00-11.00"


def test_a_kelas_or_room_with_sessions_is_not_removed(cast: Cast, client: Client) -> None:
    kelas = add_kelas(cast, "A")
    session = plan(cast, "Isi kelas", "17 09.00-10.00", kelas=kelas, room="Aula")
    addresses = [reverse("kelas_remove", args=[kelas.pk]), reverse("room_remove", args=[session.room.pk])]  # type: ignore[union-attr]

    pages = [client.post(address, follow=True).content.decode() for address in addresses]

    assert "Kelas A masih mempunyai sesi: “Isi kelas”. Pindahkan atau hapus dulu sesinya." in pages[0]
    assert "Ruang Aula masih dipakai “Isi kelas”. Pindahkan dulu ke ruang lain." in pages[1]

    actions.remove_session(session=Session.objects.get(), by=cast.secretariat, now=NOW)
    columns.remove_kelas(kelas=kelas, by=cast.secretariat, now=NOW)
    assert not Kelas.objects.exists()


def test_two_editors_in_two_hundred_interleavings_lose_nothing(cast: Cast) -> None:
    """Each sees a card at some moment and moves it later: the step is taken as it was meant, or refused as stale."""
    cards = [plan(cast, f"Sesi {n}", f"17 {8 + n:02}.00-{8 + n:02}.30") for n in range(4)]
    chance = random.Random(17)
    seen: dict[tuple[int, int], int] = {}
    taken: dict[int, Any] = {}
    counts = {"taken": 0, "stale": 0}
    for _ in range(200):
        editor, card = chance.randrange(2), chance.choice(cards)
        if (editor, card.pk) not in seen or chance.random() < 0.4:
            seen[editor, card.pk] = Session.objects.get(pk=card.pk).version
            continue
        starts = moment(18, "08.00") + timedelta(minutes=chance.randrange(100))
        stored = Session.objects.select_related("rakor", "kelas").get(pk=card.pk)
        to = Place(starts, starts + timedelta(minutes=30))
        by = cast.secretariat if editor else cast.chair
        try:
            moves.move_session(session=stored, to=to, seen_version=seen[editor, card.pk], by=by, now=NOW)
            taken[card.pk], counts["taken"] = starts, counts["taken"] + 1
        except actions.StaleSession:
            counts["stale"] += 1
            assert seen[editor, card.pk] < Session.objects.get(pk=card.pk).version

    assert min(counts.values()) > 20
    assert {card.pk: Session.objects.get(pk=card.pk).starts_at for card in cards} == taken
    assert sum(Session.objects.values_list("version", flat=True)) == len(cards) + counts["taken"]
