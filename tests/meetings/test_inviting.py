"""Whom a rule means, who is left out of it, and bodies that are in no list yet."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings import actions
from meetings.models import Invitation, Rakor
from participants.models import Institution, InstitutionKind, Rank, Region, Role
from participants.reference.load import load_all
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    for region in Region.objects.filter(name__in=["Kabupaten Banjar", "Kabupaten Tapin", "Kalimantan Selatan"]):
        for kind in (InstitutionKind.POLRI, InstitutionKind.FORKOPIMDA):
            Institution.objects.create(name=f"{kind.label} {region}", kind=kind, region=region)
    return cast


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.secretariat.user)
    return client


def add(client: Client, rakor: Rakor, typed: dict[str, Any]) -> str:
    return client.post(reverse("invitation_add", args=[rakor.pk]), typed, follow=True).content.decode()


def names(rakor: Rakor) -> list[str]:
    return [row.institution_name for row in Invitation.objects.filter(rakor=rakor)]


def test_kinds_below_the_region_come_kind_by_kind_in_the_official_order(cast: Cast, client: Client) -> None:
    add(client, cast.rakor, {"all_below": "on", "below_kinds": ["polri", "forkopimda"]})

    assert names(cast.rakor) == [
        "KPU Kabupaten Banjar",
        "KPU Kabupaten Tapin",
        "Forkopimda Kabupaten Banjar",
        "Forkopimda Kabupaten Tapin",
        "Polri Kabupaten Banjar",
        "Polri Kabupaten Tapin",
    ]


def test_exceptions_are_left_out_of_the_rule(cast: Cast, client: Client) -> None:
    add(client, cast.rakor, {"all_below": "on", "left_out": [cast.banjar.pk]})

    assert names(cast.rakor) == ["KPU Kabupaten Tapin"]


def test_the_preview_counts_and_names_and_invites_nobody(cast: Cast, client: Client) -> None:
    actions.invite(rakor=cast.rakor, institutions=[cast.tapin], by=cast.secretariat, now=NOW)

    asked = {"lihat": "ya", "all_below": "on", "own_kinds": ["polri"]}
    page = client.get(reverse("invitation_add", args=[cast.rakor.pk]), asked).content.decode()

    assert "2 instansi akan ditambahkan" in page
    assert "1 lainnya sudah ada dalam daftar." in page
    assert '<input type="hidden" name="own_kinds" value="polri"' in page
    assert names(cast.rakor) == ["KPU Kabupaten Tapin"]


def test_a_desk_of_a_kabupaten_invites_the_bodies_of_its_own_region(cast: Cast) -> None:
    region = Region.objects.get(name="Kabupaten Banjar")
    desk = Institution.objects.create(name="Desk Pilkada Banjar", kind="desk", region=region, timezone="Asia/Makassar")
    host = stage.make_actor("desk", desk, Role.SECRETARIAT, Rank.LAIN)
    rakor = stage.make_branch(host, None)
    client = Client()
    client.force_login(host.user)

    page = client.get(reverse("invitation_add", args=[rakor.pk])).content.decode()
    add(client, rakor, {"own_kinds": ["polri", "forkopimda"]})

    assert "Semua KPU" not in page
    assert names(rakor) == ["Forkopimda Kabupaten Banjar", "Polri Kabupaten Banjar"]


def test_the_search_takes_words_in_any_spelling_and_marks_who_is_invited(cast: Cast, client: Client) -> None:
    Institution.objects.create(name="Polres Palangka Raya", kind="polri")
    actions.invite(rakor=cast.rakor, institutions=[cast.banjar], by=cast.secretariat, now=NOW)
    address = reverse("invitation_add", args=[cast.rakor.pk])

    assert "Polres Palangka Raya" in client.get(address, {"cari": "palangkaraya polres"}).content.decode()
    assert "sudah ada dalam daftar" in client.get(address, {"cari": "kpu banjar"}).content.decode()
    assert "Tidak ada instansi bernama “xyz”." in client.get(address, {"cari": "xyz"}).content.decode()


def test_tembusan_gets_the_letter_and_owes_nothing(cast: Cast, client: Client) -> None:
    add(client, cast.rakor, {"institutions": [cast.tapin.pk], "copy": "tembusan"})
    add(client, cast.rakor, {"institutions": [cast.banjar.pk]})
    actions.send_invitations(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    copy = Invitation.objects.get(rakor=cast.rakor, institution=cast.tapin)
    visitor = Client()
    visitor.force_login(cast.other_operator.user)

    assert visitor.get(reverse("letter_sent_list", args=[cast.rakor.pk])).status_code == 200
    assert visitor.get(reverse("home")).status_code == 200
    assert visitor.post(reverse("invitation_answer", args=[copy.pk]), {"answer": "hadir"}).status_code == 403
    assert [row.institution_name for row in Invitation.objects.unanswered()] == ["KPU Kabupaten Banjar"]


def test_a_body_from_outside_is_noted_for_this_host_alone(cast: Cast, client: Client) -> None:
    typed = {"name": "  Bank   Kalsel ", "kind": "lain", "seat": "Banjarmasin"}
    for _ in range(2):
        page = client.post(reverse("outsider_add", args=[cast.rakor.pk]), typed, follow=True).content.decode()

    bank = Institution.objects.get(name="Bank Kalsel")
    assert (bank.kept_by, bank.seat, names(cast.rakor)) == (cast.province, "Banjarmasin", ["Bank Kalsel"])
    assert "Instansi ini sudah ada dalam daftar. Cari namanya, lalu undang dari sana." in page

    foreign = stage.make_branch(cast.stranger, None)
    stranger = Client()
    stranger.force_login(cast.stranger.user)
    found = stranger.get(reverse("invitation_add", args=[foreign.pk]), {"cari": "bank"}).content.decode()
    assert "Tidak ada instansi bernama “bank”." in found
    add(stranger, foreign, {"institutions": [bank.pk]})
    assert names(foreign) == []
    stranger.post(reverse("outsider_add", args=[foreign.pk]), typed)
    assert Institution.objects.filter(name="Bank Kalsel").count() == 2


def test_a_hostile_name_stays_text_everywhere(cast: Cast, client: Client) -> None:
    hostile = "<img src=x onerror=alert(1)>"
    client.post(reverse("outsider_add", args=[cast.rakor.pk]), {"name": hostile, "kind": "lain", "seat": hostile})
    actions.send_invitations(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    invitation = Invitation.objects.get(institution_name=hostile)
    rakor = [cast.rakor.pk]

    pages = [
        client.get(reverse("invitation_list", args=rakor)),
        client.get(reverse("invitation_add", args=rakor), {"cari": "img"}),
        client.get(reverse("invitation_add", args=rakor), {"cari": "<script>"}),
        client.get(reverse("access_list", args=rakor)),
        client.post(reverse("access_sheet", args=[invitation.pk])),
        client.get(reverse("invitation_show", args=[invitation.pk])),
    ]

    assert ["<img" in page.content.decode() or "<script>" in page.content.decode() for page in pages] == [False] * 6


def test_all_offices_of_the_country_are_invited_by_one_rule() -> None:
    """514 in the official order, and never twice; an old code's region counts once."""
    load_all()
    centre = Institution.objects.get(kind="kpu_ri")
    host = stage.make_actor("pusat", centre, Role.SECRETARIAT, Rank.KABAG)
    rakor = stage.make_branch(
        host, None, starts_on=NOW.date().replace(year=2024), ends_on=NOW.date().replace(year=2024)
    )
    client = Client()
    client.force_login(host.user)

    page = add(client, rakor, {"all_kabkota": "on"})

    found = names(rakor)
    assert "514 instansi ditambahkan ke daftar undangan." in page
    assert (len(found), found[0], found[-1]) == (514, "KIP Kabupaten Aceh Selatan", "KPU Kota Sorong")


def test_one_office_has_its_own_quota_and_what_it_is_asked_for(cast: Cast, client: Client) -> None:
    actions.set_quotas(rakor=cast.rakor, seats={Rank.KETUA: 1, Rank.STAF: 1}, by=cast.secretariat, now=NOW)
    invitation = stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]
    typed = {"asked_for": "Kabag Ops", "technical_staff": "2", "ketua": "0", "kabag": "3"}

    client.post(reverse("invitation_change", args=[invitation.pk]), typed)

    invitation.refresh_from_db()
    assert invitation.seats(cast.rakor.quotas.all()) == {"ketua": 0, "kabag": 3, "staf": 3}
    page = client.get(reverse("invitation_show", args=[invitation.pk])).content.decode()
    assert "Diminta: Kabag Ops." in page
    refused = stage.Delegate(invitation=invitation, name="Akhmad", title="Ketua", rank=Rank.KETUA, mode="onsite")
    with pytest.raises(actions.SeatsTaken):
        actions.name_delegate(delegate=refused, by=cast.operator, now=NOW)


def test_the_list_counts_and_filters_who_is_missing(cast: Cast, client: Client) -> None:
    actions.set_quotas(rakor=cast.rakor, seats={Rank.KETUA: 1}, by=cast.secretariat, now=NOW)
    invitation = stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]
    stage.name_delegate(cast, invitation)
    actions.answer_invitation(invitation=invitation, answer="hadir", reason="", by=cast.operator, now=NOW)
    address = reverse("invitation_list", args=[cast.rakor.pk])

    page = client.get(address).content.decode()
    silent = client.get(address, {"tampil": "belum"}).content.decode()

    counts = "Terkirim <b>2/2</b>, dijawab <b>1/2</b>, datang <b>1</b>, nama <b>1/2</b>."
    assert counts in page
    assert counts in silent
    assert ">KPU Kabupaten Tapin</a>" in silent
    assert ">KPU Kabupaten Banjar</a>" not in silent
