"""A day that begins later: gaps stay, fixed points stay, and what cannot give way is said."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from agendas import moves, shifts
from agendas.actions import StaleSession
from agendas.models import Session
from tests import cast as stage
from tests.agendas.planning import hours, plan
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    return cast


def shift(cast: Cast, start: Session, minutes: int) -> int:
    seen = shifts.seen_of(shifts.day_of(start))
    return shifts.shift(start=start, minutes=minutes, seen=seen, by=cast.secretariat, now=NOW)


def day_of_five(cast: Cast) -> list[Session]:
    return [
        plan(cast, "Pembukaan", "17 09.00-10.00"),
        plan(cast, "Materi", "17 10.00-11.30"),
        plan(cast, "ISHOMA", "17 12.00-13.00", kind="ishoma"),
        plan(cast, "Diskusi", "17 13.30-14.30"),
        plan(cast, "Penutupan", "17 16.00-16.30", kind="penutupan"),
    ]


def test_what_follows_moves_and_fixed_points_stay(cast: Cast) -> None:
    sessions = day_of_five(cast)
    other_day = plan(cast, "Jumat", "18 09.00-10.00")

    assert shift(cast, sessions[0], 20) == 3

    assert [hours(session) for session in sessions] == [
        *("17 09.20-10.20", "17 10.20-11.50", "17 12.00-13.00"),
        *("17 13.50-14.50", "17 16.00-16.30"),
    ]
    assert hours(other_day) == "18 09.00-10.00"


def test_what_would_run_into_a_fixed_point_begins_after_it_and_keeps_its_gap_to_the_next(cast: Cast) -> None:
    """Between Materi and Diskusi lie thirty free minutes before lunch and thirty after it: an hour in all."""
    sessions = day_of_five(cast)
    Session.objects.filter(title="Penutupan").delete()

    shift(cast, sessions[1], 40)

    assert [hours(session) for session in sessions[:4]] == [
        *("17 09.00-10.00", "17 13.00-14.30", "17 12.00-13.00", "17 15.30-16.30"),
    ]


def test_parallel_sessions_stay_parallel(cast: Cast) -> None:
    one, other = plan(cast, "Satu", "17 09.00-10.00"), plan(cast, "Dua", "17 09.00-11.00")
    plan(cast, "Salat", "17 11.15-12.00", kind="ishoma")

    shift(cast, one, 30)

    assert [hours(one), hours(other)] == ["17 12.00-13.00", "17 12.00-14.00"]


def test_nothing_is_pushed_over_the_closing(cast: Cast) -> None:
    sessions = day_of_five(cast)

    with pytest.raises(shifts.NoRoom, match="“Diskusi” tidak muat sebelum Penutupan pukul 16.00 WITA."):
        shift(cast, sessions[3], 150)

    assert hours(sessions[3]) == "17 13.30-14.30"


def test_nothing_is_pushed_over_midnight(cast: Cast) -> None:
    late = plan(cast, "Malam", "17 22.00-23.30")

    with pytest.raises(shifts.NoRoom, match="“Malam” tidak muat lagi pada Kamis, 17 September 2020."):
        shift(cast, late, 40)


def test_earlier_only_as_far_as_the_session_before_allows(cast: Cast) -> None:
    sessions = day_of_five(cast)

    assert shift(cast, sessions[3], -30) == 1
    assert hours(sessions[3]) == "17 13.00-14.00"
    with pytest.raises(
        shifts.NoRoom, match="“Diskusi” tidak dapat dimulai 12.45 WITA: ISHOMA baru selesai 13.00 WITA."
    ):
        shift(cast, sessions[3], -15)


def test_a_preview_of_another_state_is_not_carried_out(cast: Cast) -> None:
    first = plan(cast, "Satu", "17 09.00-10.00")
    seen = shifts.seen_of(shifts.day_of(first))
    plan(cast, "Dua", "17 10.00-11.00")

    with pytest.raises(StaleSession):
        shifts.shift(start=first, minutes=40, seen=seen, by=cast.secretariat, now=NOW)

    assert hours(first) == "17 09.00-10.00"


def test_a_shift_is_taken_back_whole(cast: Cast) -> None:
    sessions = day_of_five(cast)
    before = [hours(session) for session in sessions]
    shift(cast, sessions[0], 20)

    moves.undo_last(rakor=cast.rakor, by=cast.secretariat, now=NOW)

    assert [hours(session) for session in sessions] == before


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Tulis banyaknya menit, misalnya 40."),
        ("empat", "Tulis angka bulat, misalnya 40."),
        ("0", "Tulis banyaknya menit, misalnya 40."),
        ("900", "Pastikan nilai ini"),
    ],
)
def test_wrong_minutes_get_their_sentence(cast: Cast, typed: str, sentence: str) -> None:
    session = plan(cast, "Satu", "17 09.00-10.00")
    client = Client()
    client.force_login(cast.secretariat.user)

    page = client.get(reverse("agenda_shift", args=[session.pk]), {"minutes": typed}).content.decode()

    assert sentence in page
    assert hours(session) == "17 09.00-10.00"
