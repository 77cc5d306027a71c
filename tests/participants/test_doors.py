"""In and out: the login, the brake on guesses, the role acted under, and a session that ended while someone typed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from meetings.models import Rakor
from participants.models import Position, Rank, Right, Role, User
from tests import cast as stage
from tests.cast import Cast

pytestmark = pytest.mark.django_db
RIGHT = {"username": "secretariat", "password": "sandi-contoh-1"}
WRONG = RIGHT | {"password": "salah"}
RAKOR = {
    "title": "Diketik sebelum sesi berakhir",
    "kind": "rakor",
    "starts_on": "2020-09-17",
    "ends_on": "2020-09-18",
    "timezone": "Asia/Makassar",
    "mode": "onsite",
}


@pytest.fixture
def cast() -> Cast:
    cache.clear()
    return stage.make_cast()


def test_ten_wrong_passwords_close_the_account_for_a_while(cast: Cast) -> None:
    """S23, small: the eleventh guess does not reach the hasher, not even the right one."""
    client = Client()
    for _ in range(10):
        assert "Nama pengguna atau kata sandi tidak cocok." in client.post(reverse("login"), WRONG).content.decode()

    page = client.post(reverse("login"), RIGHT).content.decode()
    assert "Terlalu banyak percobaan. Coba lagi lima menit lagi." in page

    cache.clear()  # five minutes later
    assert client.post(reverse("login"), RIGHT).status_code == 302


def test_the_login_leads_on_only_inside_the_site(cast: Cast) -> None:
    away = Client().post(reverse("login"), RIGHT | {"next": "https://lain.invalid/"})
    home = Client().post(reverse("login"), RIGHT | {"next": reverse("rakor_list")})

    assert (away["Location"], home["Location"]) == (reverse("home"), reverse("rakor_list"))


def test_what_was_typed_when_the_session_ended_is_sent_after_the_login(cast: Cast) -> None:
    client = Client()
    asked = client.post(reverse("rakor_add"), RAKOR)
    assert asked.status_code == 401
    assert "Isian belum hilang" in asked.content.decode()

    carried = {f"isi:{name}": value for name, value in RAKOR.items()}
    resumed = client.post(reverse("login_resume"), RIGHT | carried | {"typed_for": reverse("rakor_add")})
    page = resumed.content.decode()
    assert 'name="title" value="Diketik sebelum sesi berakhir"' in page
    assert f'action="{reverse("rakor_add")}"' in page

    client.post(reverse("rakor_add"), RAKOR)
    assert Rakor.objects.get().title == "Diketik sebelum sesi berakhir"


def test_a_wrong_password_keeps_what_was_typed(cast: Cast) -> None:
    carried = {"isi:title": "Masih ada", "typed_for": reverse("rakor_add")}

    page = Client().post(reverse("login_resume"), WRONG | carried)

    assert page.status_code == 401
    assert 'name="isi:title" value="Masih ada"' in page.content.decode()


def test_typed_fields_are_never_sent_to_another_site(cast: Cast) -> None:
    answer = Client().post(reverse("login_resume"), RIGHT | {"typed_for": "//lain.invalid/", "isi:a": "b"})

    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))


def test_a_user_acts_under_one_right_at_a_time(cast: Cast) -> None:
    other = Right.objects.create(user=cast.secretariat.user, institution=cast.banjar, role=Role.OPERATOR)
    client = Client()
    client.force_login(cast.secretariat.user)
    assert client.get(reverse("rakor_add")).status_code == 200

    client.post(reverse("right_choose"), {"right": other.pk})

    assert client.get(reverse("rakor_add")).status_code == 403


def test_a_right_of_somebody_else_cannot_be_chosen(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.operator.user)
    assert cast.secretariat.right

    assert client.post(reverse("right_choose"), {"right": cast.secretariat.right.pk}).status_code == 404


def give(cast: Cast, actor: Any, role: str) -> None:
    person = stage.Person.objects.create(name="Baru Contoh")
    held = Position.objects.create(person=person, institution=cast.banjar, rank=Rank.STAF, title="Staf")
    client = Client()
    client.force_login(actor.user)
    typed = {"username": "Baru", "password": "sandi-yang-panjang-7", "role": role}
    client.post(reverse("right_give", args=[held.pk]), typed)


def test_an_operator_admits_a_colleague_but_gives_no_right_of_a_host(cast: Cast) -> None:
    give(cast, cast.operator, "secretariat")
    assert not User.objects.filter(username="baru").exists()

    give(cast, cast.operator, "operator")
    assert User.objects.get(username="baru").rights.get().role == Role.OPERATOR


def test_the_new_account_can_log_in(cast: Cast) -> None:
    give(cast, cast.admin, "secretariat")

    answer = Client().post(reverse("login"), {"username": "BARU", "password": "sandi-yang-panjang-7"})

    assert answer.status_code == 302


def test_an_office_keeps_its_letterhead_and_a_pattern_that_numbers(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.operator.user)
    address = reverse("institution_change", args=[cast.banjar.pk])

    page = client.post(address, {"number_pattern": "{urut}/{0.__class__}", "seat": "Martapura"}).content.decode()
    assert 'value="Martapura"' in page
    cast.banjar.refresh_from_db()
    assert cast.banjar.seat == ""

    client.post(address, {"number_pattern": "{urut}/{kode}/{tahun}", "seat": "Martapura"})
    cast.banjar.refresh_from_db()
    assert (cast.banjar.seat, cast.banjar.number_pattern) == ("Martapura", "{urut}/{kode}/{tahun}")
