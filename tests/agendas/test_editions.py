"""What the invited read is what was released; the host reads the board."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agendas import releases
from agendas.models import Edition, Session
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    stage.make_session(cast, rakor)
    stage.invite_both(cast, rakor)
    return cast


def client(cast: Cast, name: str) -> Client:
    found = Client()
    found.force_login(cast.actors[name].user)
    return found


def release(cast: Cast) -> Edition:
    return releases.release(rakor=cast.rakor, by=cast.secretariat, now=NOW)


def page(cast: Cast, name: str, address: str) -> str:
    return client(cast, name).get(address).content.decode()


def agenda(cast: Cast, name: str = "operator") -> str:
    return page(cast, name, reverse("agenda_show", args=[cast.rakor.pk]))


def test_before_the_first_release_the_page_says_so(cast: Cast) -> None:
    shown = agenda(cast)

    assert "Susunan acara belum diterbitkan." in shown
    assert "Kelas D" not in shown


def test_the_invited_read_the_latest_edition_and_not_the_working_copy(cast: Cast) -> None:
    release(cast)
    Session.objects.update(title="Belum terbit")

    shown = agenda(cast)

    assert "Edisi 1, terbit 14 September 2020 pukul 10.20 WITA. Semua waktu WITA." in shown
    assert "19.30–22.00 WITA" in shown
    assert "Belum terbit" not in shown
    release(cast)
    assert "Belum terbit" in agenda(cast)


def test_a_person_with_a_duty_reads_the_edition(cast: Cast) -> None:
    release(cast)

    assert "Pemetaan lokasi APK" in agenda(cast, "note_taker")


def test_a_reader_in_another_zone_is_told_how_far_the_clocks_are_apart(cast: Cast) -> None:
    release(cast)
    cast.banjar.timezone = "Asia/Jakarta"
    cast.banjar.save()

    assert "Semua waktu WITA; WIB 1 jam lebih awal." in agenda(cast)


@pytest.mark.parametrize("name", ["secretariat", "chair", "commissioner", "observer"])
def test_the_host_is_led_to_the_board(cast: Cast, name: str) -> None:
    answer = client(cast, name).get(reverse("agenda_show", args=[cast.rakor.pk]))

    assert (answer.status_code, answer["Location"]) == (302, reverse("board_show", args=[cast.rakor.pk]))


def test_the_released_agenda_is_cheap(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """A full hall asks for it at once."""
    release(cast)
    reader = client(cast, "operator")

    with django_assert_max_num_queries(6):
        assert reader.get(reverse("agenda_show", args=[cast.rakor.pk])).status_code == 200


def test_the_secretariat_reads_the_changes_and_then_releases_them(cast: Cast) -> None:
    release(cast)
    Session.objects.update(title="Kelas D: Sosialisasi")
    address, secretariat = reverse("edition_release", args=[cast.rakor.pk]), client(cast, "secretariat")

    asked = secretariat.get(address)
    assert "Kelas D berganti judul menjadi “Kelas D: Sosialisasi”" in asked.content.decode()
    assert Edition.objects.count() == 1

    answer = secretariat.post(address, {"seen": asked.context["seen"]}, follow=True).content.decode()
    assert "Edisi 2 terbit." in answer
    assert "Yang berubah dari edisi sebelumnya" in answer


def test_a_second_click_says_that_nothing_has_changed(cast: Cast) -> None:
    address, secretariat = reverse("edition_release", args=[cast.rakor.pk]), client(cast, "secretariat")
    seen = secretariat.get(address).context["seen"]
    secretariat.post(address, {"seen": seen})

    again = secretariat.post(address, {"seen": seen})

    assert again.status_code == 409
    assert "Tidak ada yang berubah sejak Edisi 1" in again.content.decode()
    assert Edition.objects.count() == 1


def test_a_change_by_somebody_else_is_shown_before_it_is_released(cast: Cast) -> None:
    release(cast)
    address, secretariat = reverse("edition_release", args=[cast.rakor.pk]), client(cast, "secretariat")
    Session.objects.update(title="Kelas D: Pertama")
    seen = secretariat.get(address).context["seen"]
    Session.objects.update(title="Kelas D: Kedua")

    answer = secretariat.post(address, {"seen": seen})

    assert answer.status_code == 409
    assert "Acara berubah lagi sesudah dibaca." in answer.content.decode()
    assert "Kelas D: Kedua" in answer.content.decode()
    assert Edition.objects.count() == 1


def test_an_empty_agenda_cannot_be_released(cast: Cast) -> None:
    Session.objects.all().delete()

    shown = page(cast, "secretariat", reverse("edition_release", args=[cast.rakor.pk]))

    assert "Acara belum disusun, jadi belum ada yang dapat diterbitkan." in shown
    assert "Terbitkan</button>" not in shown


def test_an_old_edition_stays_and_says_that_it_was_replaced(cast: Cast) -> None:
    first = release(cast)
    Session.objects.update(title="Kelas D: Sosialisasi")
    second = release(cast)

    old, new = (page(cast, "operator", reverse("edition_show", args=[one.pk])) for one in (first, second))

    assert "Edisi ini sudah diganti." in old
    assert "Kelas D: Sosialisasi" not in old
    assert "Edisi ini sudah diganti." not in new
    listed = page(cast, "operator", reverse("edition_list", args=[cast.rakor.pk]))
    assert listed.index("Edisi 2") < listed.index("Edisi 1")
    assert "secretariat contoh" in listed


def test_a_hostile_title_stays_text_in_every_edition_page(cast: Cast) -> None:
    """S09."""
    release(cast)
    hostile = "<img src=x onerror=alert(1)>"
    Session.objects.update(title=hostile)
    asked = page(cast, "secretariat", reverse("edition_release", args=[cast.rakor.pk]))
    edition = release(cast)

    for shown in (
        asked,
        agenda(cast),
        page(cast, "operator", reverse("edition_list", args=[cast.rakor.pk])),
        page(cast, "operator", reverse("edition_show", args=[edition.pk])),
    ):
        assert hostile not in shown
        assert "&lt;img src=x onerror=alert(1)&gt;" in shown
