"""Who and what is in two places at once, and what is missing: each hard or soft, each told once."""

from __future__ import annotations

import pytest

from agendas.board import load
from agendas.clashes import accept_clash, reopen_clash
from agendas.conflicts import Conflict
from agendas.models import Session
from meetings import actions as meetings
from meetings.models import Delegate, Room, Seat
from participants.models import Person, Rank
from tests import cast as stage
from tests.agendas.planning import add_kelas, chair_of, plan
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    return cast


def found(cast: Cast) -> list[Conflict]:
    return load(cast.rakor, by="kelas", days=[]).conflicts


def told(cast: Cast) -> list[tuple[bool, str]]:
    return [(conflict.is_hard, conflict.text) for conflict in found(cast)]


def taker(cast: Cast) -> Person:
    return cast.note_taker.person


def test_one_note_taker_for_two_sessions_at_once_is_soft(cast: Cast) -> None:
    plan(cast, "Satu", "17 10.00-11.00", note_taker=taker(cast))
    plan(cast, "Dua", "17 10.30-11.30", note_taker=taker(cast))
    plan(cast, "Tiga", "17 11.30-12.00", note_taker=taker(cast))

    assert told(cast) == [(False, "note_taker contoh bertugas di Satu dan Dua, Kam 17/9 10.30–11.30 WITA")]


def test_a_speaker_twice_and_a_room_twice_are_hard(cast: Cast) -> None:
    """The forms refuse both; rows that came another way are shown, and stand first."""
    plan(cast, "Satu", "17 10.00-11.00", room="Aula", speakers=[chair_of(cast)])
    other = plan(cast, "Dua", "17 12.00-13.00", room="Aula", speakers=[chair_of(cast)])
    first = Session.objects.get(title="Satu")
    Session.objects.filter(pk=other.pk).update(starts_at=first.starts_at, ends_at=first.ends_at)

    assert told(cast) == [
        (True, "Aula: dipakai Satu dan Dua, Kam 17/9 10.00–11.00 WITA"),
        (True, "chair contoh bertugas di Satu dan Dua, Kam 17/9 10.00–11.00 WITA"),
    ]


def test_a_kelas_without_speaker_or_note_taker_is_told(cast: Cast) -> None:
    plan(cast, "Kelas A", "17 10.00-11.00", kind="kelas", kelas=add_kelas(cast, "A"))

    assert told(cast) == [
        (False, "Kelas A belum ada narasumber, 10.00–11.00 WITA"),
        (False, "Kelas A belum ada notulis, 10.00–11.00 WITA"),
    ]


def test_a_plenary_session_beside_a_kelas_calls_everybody_twice(cast: Cast) -> None:
    manned = {"kelas": add_kelas(cast, "A"), "speakers": [chair_of(cast)], "note_taker": taker(cast)}
    plan(cast, "Kelas A", "17 10.00-11.00", kind="kelas", **manned)
    plan(cast, "Doa", "17 10.45-11.15")

    assert told(cast) == [(False, "Semua peserta diundang ke Kelas A dan Doa, Kam 17/9 10.45–11.15 WITA")]


def test_an_office_with_one_person_in_two_kelas_is_soft_and_an_empty_seat_is_told(cast: Cast) -> None:
    a, b = add_kelas(cast, "A"), add_kelas(cast, "B")
    speakers = [chair_of(cast)]
    plan(cast, "Kelas A", "17 10.00-11.00", kind="kelas", kelas=a, speakers=speakers, note_taker=taker(cast))
    later = plan(cast, "Kelas B", "17 11.00-12.00", kind="kelas", kelas=b, speakers=speakers, note_taker=taker(cast))
    delegate = stage.name_delegate(cast, stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"])
    Seat.objects.create(delegate=delegate, kelas=a)

    assert told(cast) == [
        (False, "1 kantor belum menyebut delegasinya"),
        (False, "Kelas B: 1 kantor belum menempatkan orang"),
    ]
    assert [conflict.advice for conflict in found(cast)] == ["KPU Kabupaten Tapin", "KPU Kabupaten Banjar"]

    Seat.objects.create(delegate=delegate, kelas=b)
    later.speakers.all().delete()
    first = Session.objects.get(title="Kelas A")
    Session.objects.filter(pk=later.pk).update(starts_at=first.starts_at, ends_at=first.ends_at, note_taker=None)

    assert told(cast)[0] == (
        False,
        "KPU Kabupaten Banjar: satu orang untuk Kelas A dan Kelas B, Kam 17/9 10.00–11.00 WITA",
    )


def test_a_delegate_who_speaks_in_another_kelas_is_told(cast: Cast) -> None:
    a, b = add_kelas(cast, "A"), add_kelas(cast, "B")
    invitation = stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]
    delegate = Delegate(invitation=invitation, name="Nama", title="Ketua", rank=Rank.KETUA, mode="onsite")
    delegate.person = taker(cast)
    meetings.name_delegate(delegate=delegate, kelas=b, by=cast.operator, now=NOW)
    plan(cast, "Kelas A", "17 10.00-11.00", kind="kelas", kelas=a, note_taker=taker(cast))
    plan(cast, "Kelas B", "17 10.00-11.00", kind="kelas", kelas=b)

    assert (
        False,
        "Nama, delegasi KPU Kabupaten Banjar, bertugas di Kelas A dan Kelas B, Kam 17/9 10.00–11.00 WITA",
    ) in told(cast)


def test_a_room_over_its_capacity_is_told(cast: Cast) -> None:
    stage.name_delegate(cast, stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"])
    plan(cast, "Pleno", "17 10.00-11.00", room="Aula", speakers=[chair_of(cast)])
    Room.objects.update(capacity=2)
    assert "Aula" not in told(cast)[0][1]

    Room.objects.update(capacity=1)
    assert told(cast)[0] == (False, "Aula memuat 1 orang, Pleno dihadiri 2, 10.00–11.00 WITA")


def test_what_was_accepted_leaves_the_list_and_comes_back_when_reopened(cast: Cast) -> None:
    plan(cast, "Satu", "17 10.00-11.00", note_taker=taker(cast))
    plan(cast, "Dua", "17 10.30-11.30", note_taker=taker(cast))
    [conflict] = found(cast)

    accept_clash(rakor=cast.rakor, conflict=conflict, note="Ruang berdampingan", by=cast.secretariat, now=NOW)
    board = load(cast.rakor, by="kelas", days=cast.rakor.days())
    assert (board.conflicts, [row.note for _, row in board.accepted]) == ([], ["Ruang berdampingan"])
    assert [card.conflicts for card in board.days[0].cards] == [[], []]

    reopen_clash(rakor=cast.rakor, key=conflict.key, by=cast.secretariat, now=NOW)
    assert len(found(cast)) == 1
