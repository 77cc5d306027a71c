"""An admin adds an institution of any kind, its first person and account; it hosts as a KPU does."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Rakor
from participants.models import Institution, Position, Right, Role
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.cast import Cast

pytestmark = pytest.mark.django_db
DESK = {
    "name": "Desk Pilkada  Kabupaten Banjar",
    "kind": "desk",
    "timezone": "Asia/Makassar",
    "seat": "Martapura",
    "letter_code": "DESK",
}


@pytest.fixture
def cast() -> Cast:
    return stage.make_cast()


def add(cast: Cast, **typed: str) -> str:
    client = Client()
    client.force_login(cast.admin.user)
    return client.post(reverse("institution_add"), DESK | typed, follow=True).content.decode()


def test_a_desk_gets_its_first_person_and_hosts_a_rakor(cast: Cast) -> None:
    admin = Client()
    admin.force_login(cast.admin.user)
    add(cast)
    desk = Institution.objects.get(kind="desk")
    assert (desk.name, desk.divisions.count()) == ("Desk Pilkada Kabupaten Banjar", 0)

    person = {"name": "Hj. Ratna Contoh", "rank": "sekretaris", "title": "Sekretaris Desk"}
    admin.post(reverse("position_add", args=[desk.pk]), person)
    account = {"username": "desk-banjar", "password": "sandi-Contoh-77", "role": "secretariat"}
    admin.post(reverse("right_give", args=[Position.objects.get(institution=desk).pk]), account)

    right = Right.objects.get(institution=desk)
    assert (right.role, right.user.username) == (Role.SECRETARIAT, "desk-banjar")
    host = Client()
    host.force_login(right.user)
    typed = {
        "title": "Rakor Desk", "kind": "desk", "starts_on": "2026-12-01", "ends_on": "2026-12-01",
        "timezone": "Asia/Makassar", "mode": "onsite",
    }  # fmt: skip
    host.post(reverse("rakor_add"), typed)
    rakor = Rakor.objects.get()
    assert rakor.organiser == desk
    host.post(reverse("invitation_add", args=[rakor.pk]), {"institutions": [cast.banjar.pk]})
    assert [row.institution for row in rakor.invitations.all()] == [cast.banjar]


def test_a_new_kpu_begins_with_the_five_divisions(cast: Cast) -> None:
    add(cast, name="KPU Provinsi Papua Selatan", kind="kpu_provinsi")

    office = Institution.objects.get(name="KPU Provinsi Papua Selatan")
    assert [row.bidang for row in office.divisions.all()] == ["KUL", "TEK", "HUK", "SOS", "DAT"]
    row = AuditRow.objects.get(verb="institution.added")
    assert (row.target_label, row.details) == ("KPU Provinsi Papua Selatan", {"kind": "kpu_provinsi"})


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Tulis nama instansinya."),
        ("name", "KPU Kabupaten  Banjar", "Instansi dengan nama ini sudah ada."),
        ("timezone", "Europe/Paris", "Masukkan pilihan yang valid."),
        ("region", "999999", "Masukkan pilihan yang valid."),
    ],
)
def test_a_wrong_field_gets_its_sentence_and_keeps_the_others(
    cast: Cast, field: str, value: str, sentence: str
) -> None:
    seen = Institution.objects.count()

    page = add(cast, **{field: value})

    assert sentence in page
    assert 'value="Martapura"' in page
    assert Institution.objects.count() == seen
