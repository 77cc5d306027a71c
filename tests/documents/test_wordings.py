"""Models of letters: the program's are copied, the office's own are changed, unknown gaps are refused in words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from documents.models import Wording
from documents.wordings import BLOCKS, GAPS, INVITATION, addressee_of, event_rows, load_all, refusal_of, values_for
from meetings.actions import invite
from participants.models import Institution
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    load_all()
    return cast


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.secretariat.user)
    return client


def copied(client: Client) -> Wording:
    client.post(reverse("wording_copy", args=[Wording.objects.get(institution=None).pk]))
    return Wording.objects.exclude(institution=None).get()


def typed(**changes: object) -> dict[str, object]:
    return {"name": "Undangan kami", "subject": "Undangan", "body": "Hadir {maksud}.", "version": 1} | changes


def test_the_copy_belongs_to_the_office_and_is_made_once(cast: Cast, client: Client) -> None:
    own = copied(client)
    again = client.post(reverse("wording_copy", args=[Wording.objects.get(institution=None).pk]))

    assert (own.institution, own.body) == (cast.province, INVITATION)
    assert again["Location"] == reverse("wording_change", args=[own.pk])
    assert Wording.objects.count() == 2


def test_the_changed_model_is_offered_when_a_letter_is_written(cast: Cast, client: Client) -> None:
    own = copied(client)
    client.post(reverse("wording_change", args=[own.pk]), typed(body="Dalam rangka {maksud} di {penyelenggara}."))

    page = client.get(reverse("letter_add", args=[cast.rakor.pk]), {"model": own.pk}).content.decode()

    assert "Dalam rangka pelaksanaan Rakor Contoh di KPU Provinsi Kalimantan Selatan." in page


def test_an_unknown_gap_is_refused_and_the_text_is_kept(client: Client) -> None:
    own = copied(client)

    page = client.post(reverse("wording_change", args=[own.pk]), typed(body="Yth. {nama_ketua}")).content.decode()

    assert "Isian {nama_ketua} tidak dikenal. Yang dikenal: {maksud}," in page
    assert "Yth. {nama_ketua}</textarea>" in page
    own.refresh_from_db()
    assert own.body == INVITATION


def test_the_second_saver_sees_both_texts(client: Client) -> None:
    own = copied(client)
    client.post(reverse("wording_change", args=[own.pk]), typed(body="Yang pertama."))

    late = client.post(reverse("wording_change", args=[own.pk]), typed(body="Yang kedua."))

    page = late.content.decode()
    assert late.status_code == 409
    assert "Yang pertama." in page and "Yang kedua.</textarea>" in page
    again = client.post(reverse("wording_change", args=[own.pk]), typed(body="Yang kedua.", version=2))
    assert again.status_code == 302


def test_two_models_of_an_office_have_two_names(cast: Cast, client: Client) -> None:
    own = copied(client)
    Wording.objects.create(institution=cast.province, name="Undangan Kami", subject="Hal", body="Isi")

    page = client.post(reverse("wording_change", args=[own.pk]), typed()).content.decode()

    assert "Kantor ini sudah mempunyai model dengan nama itu." in page


def test_odd_text_is_a_refusal_and_nothing_else() -> None:
    assert refusal_of(INVITATION) == ""
    assert refusal_of("{0.__class__}").startswith("Isian {0.__class__} tidak dikenal.")
    assert refusal_of("{{7*7}}").startswith("Isian {7*7} tidak dikenal.")
    assert refusal_of("[rahasia]") == "Bagian [rahasia] tidak dikenal. Yang dikenal: [acara], [bahan]."


def test_the_listed_gaps_are_those_that_are_filled(cast: Cast) -> None:
    """The twin of values_for: what the page lists is what a letter knows."""
    assert set(GAPS) == set(values_for(cast.rakor))
    assert set(BLOCKS) == {"acara", "bahan"}


def test_a_letter_to_many_kinds_of_institution_does_not_call_them_kpu(cast: Cast) -> None:
    within = addressee_of(cast.rakor)
    police = Institution.objects.create(name="Polda Contoh", kind="polri", timezone="Asia/Makassar")
    invite(rakor=cast.rakor, institutions=[police], by=cast.secretariat, now=NOW)

    assert within.splitlines()[:2] == ["Sdr. Ketua KPU Kabupaten/Kota", "se-Kalimantan Selatan"]
    assert addressee_of(cast.rakor).splitlines() == ["Bapak/Ibu/Saudara", "(daftar pada Lampiran I)", "di tempat"]


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("onsite", None),
        ("hybrid", "luring atau daring (tautan pada halaman acara)"),
        ("online", "daring (tautan pada halaman acara)"),
    ],
)
def test_a_letter_says_that_one_may_come_from_afar(cast: Cast, mode: str, said: str | None) -> None:
    cast.rakor.mode = mode

    assert dict(event_rows(cast.rakor)).get("cara") == said


def test_a_model_is_written_from_an_empty_sheet(cast: Cast, client: Client) -> None:
    address = reverse("wording_add")
    assert 'name="version" value="1"' in client.get(address).content.decode()

    refused = client.post(address, typed(body="Yth. {nama_ketua}"))
    answer = client.post(address, typed(name="Undangan rapim"))

    assert refused.status_code == 422 and "Yth. {nama_ketua}</textarea>" in refused.content.decode()
    assert answer["Location"] == reverse("wording_list")
    own = Wording.objects.exclude(institution=None).get()
    assert (own.institution, own.name, own.body) == (cast.province, "Undangan rapim", "Hadir {maksud}.")
    again = client.post(address, typed(name="undangan RAPIM")).content.decode()
    assert "Kantor ini sudah mempunyai model dengan nama itu." in again


def test_a_model_that_was_put_away_is_offered_no_more_and_kept(cast: Cast, client: Client) -> None:
    own = Wording.objects.create(institution=cast.province, name="Rapim", subject="Hal", body="Isi")
    letters = reverse("letter_add", args=[cast.rakor.pk])
    assert f"?model={own.pk}" in client.get(letters).content.decode()

    client.post(reverse("wording_put_away", args=[own.pk]))
    client.post(reverse("wording_put_away", args=[own.pk]))

    assert f"?model={own.pk}" not in client.get(letters).content.decode()
    assert "Isi" not in client.get(letters, {"model": own.pk}).context["form"].initial["body"]
    assert "Pakai lagi" in client.get(reverse("wording_list")).content.decode()
    assert AuditRow.objects.filter(verb="wording.put_away").count() == 1

    client.post(reverse("wording_take_back", args=[own.pk]))

    assert f"?model={own.pk}" in client.get(letters).content.decode()


def test_the_copy_stands_for_the_model_of_the_program(cast: Cast, client: Client) -> None:
    shipped = Wording.objects.get(institution=None)
    own = copied(client)
    assert list(Wording.objects.in_use_at(cast.province)) == [own]

    client.post(reverse("wording_put_away", args=[own.pk]))

    assert list(Wording.objects.in_use_at(cast.province)) == []
    assert list(Wording.objects.in_use_at(cast.banjar)) == [shipped]
