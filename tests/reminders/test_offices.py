"""Offices ticked in the matrix: reminded by mail, or by a text that is copied into a messenger."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from rakor.audit.models import AuditRow
from reminders.models import Delivery
from tests import cast as stage
from tests.cast import DUE, NOW, Cast

pytestmark = pytest.mark.django_db
BANJAR, TAPIN = "KPU Kabupaten Banjar", "KPU Kabupaten Tapin"


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    cast.invitations = stage.invite_both(cast, rakor)  # type: ignore[attr-defined]
    cast.requirement = stage.make_requirement(cast, rakor, "dim")  # type: ignore[attr-defined]
    return cast


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.secretariat.user)
    return client


def keys(cast: Cast, *names: str) -> list[int]:
    return [cast.invitations[name].pk for name in names]  # type: ignore[attr-defined]


@time_machine.travel(NOW, tick=False)
def test_of_the_ticked_offices_those_that_owe_are_reminded(cast: Cast, client: Client) -> None:
    stage.send_report(cast, cast.requirement, cast.invitations[BANJAR], bidang="")  # type: ignore[attr-defined]

    answer = client.post(reverse("office_remind", args=[cast.rakor.pk]), {"kantor": keys(cast, BANJAR, TAPIN)})

    assert answer["Location"] == reverse("delivery_list", args=[cast.rakor.pk])
    assert list(Delivery.objects.values_list("address", flat=True)) == ["other-operator@contoh.invalid"]
    assert AuditRow.objects.get(verb="rakor.reminded").details == {"offices": [TAPIN]}


@time_machine.travel(NOW, tick=False)
def test_an_office_that_was_not_ticked_hears_nothing(cast: Cast, client: Client) -> None:
    client.post(reverse("office_remind", args=[cast.rakor.pk]), {"kantor": keys(cast, TAPIN)})

    assert set(Delivery.objects.values_list("invitation", flat=True)) == set(keys(cast, TAPIN))


@pytest.mark.parametrize("typed", [{}, {"kantor": ["x", "-1", "9" * 40]}])
@time_machine.travel(NOW, tick=False)
def test_with_no_office_ticked_nothing_is_sent(cast: Cast, client: Client, typed: dict[str, list[str]]) -> None:
    answer = client.post(reverse("office_remind", args=[cast.rakor.pk]), typed, follow=True)

    assert (
        "Belum ada kantor yang dicentang atau berkas yang dipilih; tidak ada yang diingatkan."
        in answer.content.decode()
    )
    assert not Delivery.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_the_text_for_a_messenger_names_what_is_owed_and_sends_nothing(cast: Cast, client: Client) -> None:
    address = reverse("office_message", args=[cast.rakor.pk])

    page = client.get(address, {"kantor": keys(cast, BANJAR)}).content.decode()

    assert f"Yth. {BANJAR}, untuk Rakor Contoh masih ditunggu:" in page
    assert "Tenggat Senin, 14 September 2020 pukul 16.00 WITA (5 jam 40 menit lagi):\n- dim" in page
    assert TAPIN not in page
    assert not Delivery.objects.exists()
    assert "Tidak ada yang perlu diingatkan." in client.get(address).content.decode()


@time_machine.travel(NOW, tick=False)
def test_a_chosen_paper_reminds_of_it_alone_and_everybody_who_owes_it(cast: Cast, client: Client) -> None:
    report = stage.make_requirement(cast, cast.rakor)
    stage.send_report(cast, report, cast.invitations[BANJAR])  # type: ignore[attr-defined]
    address = reverse("office_remind", args=[cast.rakor.pk])

    client.post(address, {"berkas": "KUL"})
    client.post(address, {"berkas": "TEK", "kantor": keys(cast, TAPIN)})
    page = client.get(reverse("office_message", args=[cast.rakor.pk]), {"berkas": "TEK"}).content.decode()

    told = [(row.invitation_id, row.body.count("\n- ")) for row in Delivery.objects.order_by("pk")]
    assert told == [(keys(cast, TAPIN)[0], 1)] * 2
    assert AuditRow.objects.filter(verb="rakor.reminded").first().details == {"offices": [TAPIN], "paper": "KUL"}  # type: ignore[union-attr]
    assert page.count("\n- Laporan Divisi Teknis Penyelenggaraan") == 2
    assert "\n- dim" not in page


def test_only_who_may_remind_finds_boxes_to_tick_and_only_now(cast: Cast, client: Client) -> None:
    address = reverse("matrix_show", args=[cast.rakor.pk])
    box = f'form="ingatkan" name="kantor" value="{keys(cast, BANJAR)[0]}"'
    chair = Client()
    chair.force_login(cast.chair.user)

    with time_machine.travel(DUE, tick=False):
        assert box in client.get(address).content.decode()
        assert box not in client.get(address, {"per": "2020-09-14T15:00"}).content.decode()
        assert box not in chair.get(address).content.decode()
