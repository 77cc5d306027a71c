"""Cakupan kelas: rules place people, a hand overrides with a reason, and an empty seat stands out."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from meetings import actions as meetings
from meetings import seating
from meetings.models import Delegate, Invitation, Kelas, Seat, SeatRule
from participants.models import Division, Institution, Person, Position, Rank
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    for code, bidang in (("A", "KUL"), ("B", "TEK"), ("F", "")):
        division = Division.objects.filter(institution=cast.province, bidang=bidang).first()
        Kelas.objects.create(rakor=cast.rakor, code=code, name=f"Bidang {code}", division=division)
    return cast


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.secretariat.user)
    return client


def name(cast: Cast, invitation: Invitation, rank: Rank, bidang: str = "") -> Delegate:
    """A delegate who holds an office in the division of that field."""
    office = Institution.objects.get(pk=invitation.institution_id)
    person = Person.objects.create(name=f"{rank} {bidang}".strip())
    division = Division.objects.filter(institution=office, bidang=bidang).first()
    Position.objects.create(person=person, institution=office, rank=rank, title=rank.label, division=division)
    delegate = Delegate(invitation=invitation, person=person, name=person.name, title=rank.label, rank=rank)
    delegate.mode = "onsite"
    return meetings.name_delegate(delegate=delegate, by=cast.operator, now=NOW)


def seats(cast: Cast) -> list[tuple[str, str]]:
    rows = Seat.objects.order_by("delegate__pk", "kelas__code").values_list("delegate__name", "kelas__code")
    return list(rows)


def test_the_usual_rules_follow_the_division_of_each_kelas(cast: Cast, client: Client) -> None:
    invitation = stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]
    for rank, bidang in ((Rank.ANGGOTA, "KUL"), (Rank.KASUBBAG, "TEK"), (Rank.SEKRETARIS, ""), (Rank.STAF, "")):
        name(cast, invitation, rank, bidang)

    client.post(reverse("seat_rule_usual", args=[cast.rakor.pk]))
    page = client.post(reverse("seats_place", args=[cast.rakor.pk]), follow=True).content.decode()

    assert [str(rule) for rule in seating.rules_of(cast.rakor)] == [
        "Keuangan, Umum, Logistik dan Rumah Tangga: Kelas A",
        "Teknis Penyelenggaraan: Kelas B",
        "Sekretaris: Kelas F",
        "Kepala Subbagian: Kelas F",
    ]
    assert "3 delegasi ditempatkan menurut aturan" in page
    assert "3 tempat kosong; 1 delegasi belum mempunyai kelas." in page
    assert seats(cast)[0] == ("anggota KUL", "A")
    assert seats(cast)[2] == ("sekretaris", "F")


def test_a_rule_of_rank_and_field_wins_over_a_rule_of_one_of_them(cast: Cast) -> None:
    a, b, f = Kelas.objects.filter(rakor=cast.rakor)
    SeatRule.objects.create(kelas=a, bidang="KUL")
    SeatRule.objects.create(kelas=f, rank=Rank.KASUBBAG)
    delegate = Delegate(rank=Rank.KASUBBAG)
    assert seating.kelas_for(delegate, "KUL", seating.rules_of(cast.rakor)) == a

    SeatRule.objects.create(kelas=b, rank=Rank.KASUBBAG, bidang="KUL")
    assert seating.kelas_for(delegate, "KUL", seating.rules_of(cast.rakor)) == b
    assert seating.kelas_for(delegate, "", seating.rules_of(cast.rakor)) == f
    assert seating.kelas_for(Delegate(rank=Rank.KETUA), "", seating.rules_of(cast.rakor)) is None


def test_placing_again_moves_nobody(cast: Cast) -> None:
    delegate = name(cast, stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"], Rank.ANGGOTA, "KUL")
    seating.add_usual_rules(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    kelas = [Kelas.objects.get(code="B")]
    seating.place_by_hand(delegate=delegate, kelas=kelas, because="Bertukar", by=cast.secretariat, now=NOW)

    assert seating.place_by_rules(rakor=cast.rakor, by=cast.secretariat, now=NOW) == 0
    assert seats(cast) == [("anggota KUL", "B")]


@pytest.mark.parametrize(
    ("codes", "because", "sentence"),
    [
        ("B", "", "Menurut aturan tempatnya Kelas A. Tulis mengapa berbeda."),
        ("AB", "", "Tulis mengapa satu orang duduk di lebih dari satu kelas."),
        ("AB", "Kantor kecil", None),
        ("A", "", None),
    ],
)
def test_against_the_rules_or_in_two_kelas_needs_a_reason(
    cast: Cast, client: Client, codes: str, because: str, sentence: str | None
) -> None:
    delegate = name(cast, stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"], Rank.ANGGOTA, "KUL")
    seating.add_usual_rules(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    typed = {"kelas": [Kelas.objects.get(code=code).pk for code in codes], "because": because}

    answer = client.post(reverse("seat_change", args=[delegate.pk]), typed)

    if sentence:
        assert sentence in answer.content.decode()
        assert seats(cast) == []
    else:
        assert answer.headers["Location"] == reverse("coverage_show", args=[cast.rakor.pk])
        assert seats(cast) == [("anggota KUL", code) for code in codes]


def test_a_rule_says_something(cast: Cast, client: Client) -> None:
    typed = {"rank": "", "bidang": "", "kelas": Kelas.objects.get(code="A").pk}

    page = client.post(reverse("seat_rule_list", args=[cast.rakor.pk]), typed).content.decode()

    assert "Pilih jenjang, bidang, atau keduanya." in page
    assert not SeatRule.objects.exists()
