"""The corner of every page says what comes next; outside the host only what was released counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agendas import releases
from agendas.models import Session
from reports import asking
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        cast = stage.make_cast()
        rakor = stage.make_rakor(cast)
        stage.make_session(cast, rakor)
        stage.invite_both(cast, rakor)
        yield cast


def corner(cast: Cast, name: str) -> str:
    client = Client()
    client.force_login(cast.actors[name].user)
    return client.get(reverse("rakor_next", args=[cast.rakor.pk])).content.decode()


def test_the_working_copy_is_for_the_host_alone(cast: Cast) -> None:
    assert "Kelas D</a><br>Kamis, 17 September 2020 pukul 19.30 WITA" in corner(cast, "secretariat")
    assert "Tidak ada sesi mendatang" in corner(cast, "operator")


def test_the_invited_see_what_was_released(cast: Cast) -> None:
    releases.release(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    Session.objects.update(title="Belum terbit")

    assert "Belum terbit" in corner(cast, "chair")
    for name in ("operator", "note_taker"):
        assert "Kelas D</a><br>Kamis, 17 September 2020 pukul 19.30 WITA" in corner(cast, name)


def test_a_deadline_before_the_next_session_comes_first(cast: Cast) -> None:
    releases.release(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    stage.make_requirement(cast, cast.rakor, "dim")

    for name in ("secretariat", "operator"):
        assert "14 Sep 16.00 WITA, 5 jam 40 menit lagi" in corner(cast, name)


def test_the_deadline_of_a_withdrawn_paper_is_no_deadline(cast: Cast) -> None:
    releases.release(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    paper = stage.make_requirement(cast, cast.rakor, "dim")
    asking.withdraw_requirement(requirement=paper, because="Batal", by=cast.secretariat, now=NOW)

    assert "Kelas D</a><br>Kamis, 17 September 2020 pukul 19.30 WITA" in corner(cast, "operator")
