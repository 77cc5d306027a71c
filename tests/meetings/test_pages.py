"""What a secretariat and an office type wrongly gets one sentence, loses nothing and leaves nothing half-saved."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings import actions
from meetings.models import Delegate, Invitation, Rakor, RakorState
from participants.models import Rank
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
RAKOR = {
    "title": "Rakor Kesiapan",
    "kind": "rakor",
    "starts_on": "2020-09-17",
    "ends_on": "2020-09-18",
    "timezone": "Asia/Makassar",
    "mode": "onsite",
}


@pytest.fixture
def cast() -> Cast:
    return stage.make_cast()


def visitor(actor: Any) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def test_a_rakor_is_a_draft_with_its_days_in_words(cast: Cast) -> None:
    response = visitor(cast.secretariat).post(reverse("rakor_add"), RAKOR, follow=True)

    rakor = Rakor.objects.get()
    assert "Kamis s.d. Jumat, 17 s.d. 18 September 2020 (WITA)" in response.content.decode()
    assert (rakor.organiser, rakor.state(NOW)) == (cast.province, RakorState.DRAFT)
    assert AuditRow.objects.get().verb == "rakor.created"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Nama rakor wajib diisi."),
        ("ends_on", "2020-09-16", "Hari terakhir mendahului hari pertama. Periksa kedua tanggal."),
        ("timezone", "Europe/Paris", "Masukkan pilihan yang valid."),
        ("stage", "999999", "Masukkan pilihan yang valid."),
    ],
)
def test_a_wrong_field_gets_its_sentence_and_keeps_the_others(
    cast: Cast, field: str, value: str, sentence: str
) -> None:
    typed = RAKOR | {"venue_name": "Hotel Contoh"} | {field: value}

    page = visitor(cast.secretariat).post(reverse("rakor_add"), typed).content.decode()

    assert sentence in page
    assert 'value="Hotel Contoh"' in page
    assert not Rakor.objects.exists()


def test_the_state_follows_the_calendar_of_the_place(cast: Cast) -> None:
    """The first day begins at midnight in WITA, which is 16.00 UTC of the day before."""
    rakor = stage.make_rakor(cast)

    before = NOW.replace(day=16, hour=15, minute=59)
    assert [rakor.state(before), rakor.state(before.replace(hour=16))] == [RakorState.OPEN, RakorState.RUNNING]
    assert rakor.days_until(NOW) == 3


def test_one_choice_invites_every_office_once(cast: Cast) -> None:
    rakor = stage.make_rakor(cast)
    client = visitor(cast.secretariat)

    for _ in range(2):
        client.post(reverse("invitation_add", args=[rakor.pk]), {"all_below": "on"})

    names = list(Invitation.objects.values_list("order", "institution_name"))
    assert names == [(1, "KPU Kabupaten Banjar"), (2, "KPU Kabupaten Tapin")]


def test_inviting_nobody_is_told(cast: Cast) -> None:
    rakor = stage.make_rakor(cast)

    page = (
        visitor(cast.secretariat).post(reverse("invitation_add", args=[rakor.pk]), {"all_below": ""}).content.decode()
    )

    assert "Pilih sedikitnya satu instansi yang diundang." in page


def test_an_institution_that_does_not_exist_is_refused(cast: Cast) -> None:
    rakor = stage.make_rakor(cast)

    page = visitor(cast.secretariat).post(reverse("invitation_add", args=[rakor.pk]), {"institutions": ["999999"]})

    assert page.status_code == 200
    assert not Invitation.objects.exists()


def test_a_sent_invitation_is_not_withdrawn(cast: Cast) -> None:
    rakor = stage.make_rakor(cast)
    invitation = stage.invite_both(cast, rakor)["KPU Kabupaten Banjar"]

    address = reverse("invitation_withdraw", args=[invitation.pk])
    page = visitor(cast.secretariat).post(address, follow=True).content.decode()

    assert "Undangan ini sudah terkirim dan tidak dapat dikeluarkan dari daftar." in page
    assert Invitation.objects.count() == 2


def test_an_absence_needs_its_reason(cast: Cast) -> None:
    invitation = stage.invite_both(cast, stage.make_rakor(cast))["KPU Kabupaten Banjar"]
    client = visitor(cast.operator)

    page = client.post(reverse("invitation_answer", args=[invitation.pk]), {"answer": "tidak_hadir"})
    assert page.status_code == 422
    assert "Tulis alasannya, misalnya: Ketua bertugas di luar daerah." in page.content.decode()

    client.post(
        reverse("invitation_answer", args=[invitation.pk]), {"answer": "tidak_hadir", "reason": "Banjir di kantor"}
    )
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.reason) == ("tidak_hadir", "Banjir di kantor")


def test_the_host_may_answer_for_an_office_and_that_is_marked(cast: Cast) -> None:
    invitation = stage.invite_both(cast, stage.make_rakor(cast))["KPU Kabupaten Banjar"]

    visitor(cast.secretariat).post(reverse("invitation_answer", args=[invitation.pk]), {"answer": "hadir"})

    invitation.refresh_from_db()
    assert (invitation.answer, invitation.is_answered_by_host) == ("hadir", True)


def test_seats_are_counted_by_rank(cast: Cast) -> None:
    rakor = stage.make_rakor(cast)
    actions.set_quotas(rakor=rakor, seats={Rank.KETUA: 1}, by=cast.secretariat, now=NOW)
    invitation = stage.invite_both(cast, rakor)["KPU Kabupaten Banjar"]
    client, typed = visitor(cast.operator), {"name": "Akhmad", "title": "Ketua", "rank": "ketua", "mode": "onsite"}

    client.post(reverse("delegate_add", args=[invitation.pk]), typed)
    second = client.post(reverse("delegate_add", args=[invitation.pk]), typed | {"name": "Rusmiati"})

    assert "Kursi untuk Ketua sudah penuh." in second.content.decode()
    assert 'value="Rusmiati"' in second.content.decode()
    assert list(Delegate.objects.values_list("name", flat=True)) == ["Akhmad"]


def test_markup_in_a_title_stays_text(cast: Cast) -> None:
    """S09, small: a hostile title adds no element to the page."""
    stage.make_rakor(cast, title="<img src=x onerror=alert(1)>")

    page = visitor(cast.secretariat).get(reverse("home")).content.decode()

    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
