"""Arahan are read where they stand: live from the parent, from papers outside, and a rakor's own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from meetings import directing
from meetings.models import Direction, Invitation, Rakor, Reference
from participants.gate import Actor
from participants.models import Rank, Role
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.cast import NOW, PDF, Cast

pytestmark = pytest.mark.django_db
REFERENCE = {"issuer": "Kemendagri", "title": "Kesiapan Desk", "lines": "Satu.\n\n Dua.  "}


@pytest.fixture
def cast() -> Cast:
    """The province has invited KPU Kabupaten Banjar, which has made its own rakor on 22 September."""
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    stage.invite_both(cast, rakor)
    cast.actors["host"] = stage.make_actor("banjar_host", cast.banjar, Role.SECRETARIAT, Rank.KASUBBAG)
    cast.child = stage.make_branch(cast.host, None)  # type: ignore[attr-defined]
    return cast


def visitor(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def child(cast: Cast) -> Rakor:
    found: Any = cast.child
    found.refresh_from_db()
    return found


def say(cast: Cast, *texts: str) -> list[Direction]:
    by = cast.secretariat
    return [directing.add_direction(rakor=cast.rakor, text=text, by=by, now=NOW) for text in texts]


def set_parent(cast: Cast, parent: Rakor | None) -> str:
    address = reverse("rakor_parent", args=[child(cast).pk])
    typed = {"parent": parent.pk if parent else ""}
    return visitor(cast.host).post(address, typed, follow=True).content.decode()


def test_a_turunan_reads_the_arahan_of_its_parent_as_they_stand_now(cast: Cast) -> None:
    [first] = say(cast, "Siapkan APD.")
    page = set_parent(cast, cast.rakor)

    assert "Dari induk: Rakor Contoh" in page
    assert "1. Siapkan APD." in page
    Direction.objects.filter(pk=first.pk).update(text="Siapkan APD dan termometer.")
    page = visitor(cast.host).get(reverse("direction_list", args=[child(cast).pk])).content.decode()
    assert "1. Siapkan APD dan termometer." in page
    assert not Direction.objects.filter(rakor=child(cast)).exists()


def test_the_order_is_parent_then_papers_then_own(cast: Cast) -> None:
    say(cast, "Dari provinsi.")
    set_parent(cast, cast.rakor)
    stage.make_reference(cast, child(cast))
    directing.add_direction(rakor=child(cast), text="Dari kabupaten.", by=cast.host, now=NOW)

    page = visitor(cast.host).get(reverse("direction_list", args=[child(cast).pk])).content.decode()

    places = [page.index(text) for text in ("Dari provinsi.", "Bentuk Desk Pilkada.", "Dari kabupaten.")]
    assert places == sorted(places)


def test_the_secretariat_of_an_invited_office_reads_the_row_of_its_office_only(cast: Cast) -> None:
    stage.make_requirement(cast, cast.rakor)

    page = visitor(cast.host).get(reverse("matrix_show", args=[cast.rakor.pk])).content.decode()

    assert "KPU Kabupaten Banjar" in page
    assert "KPU Kabupaten Tapin" not in page
    own = Invitation.objects.get(institution=cast.banjar)
    assert list(Invitation.objects.visible_to(cast.host)) == [own]
    assert not own.answerable_by(cast.host)


def test_only_rakor_of_a_higher_kpu_to_which_one_was_invited_are_offered(cast: Cast) -> None:
    stage.make_rakor(cast, title="Tanpa undangan")

    assert directing.possible_parents(child(cast)) == [Rakor.objects.get(title="Rakor Contoh")]
    assert directing.possible_parents(Rakor.objects.get(title="Rakor Contoh")) == []


def test_a_parent_that_was_not_offered_is_refused(cast: Cast) -> None:
    other = stage.make_rakor(cast, title="Tanpa undangan")

    page = set_parent(cast, other)

    assert child(cast).parent is None
    assert "is-invalid" in page


def test_a_rakor_is_not_its_own_ancestor(cast: Cast) -> None:
    Rakor.objects.filter(pk=cast.rakor.pk).update(parent=child(cast))

    page = set_parent(cast, cast.rakor)

    assert "Rakor itu sendiri turunan dari rakor ini, jadi tidak dapat menjadi induknya. Pilih yang lain." in page
    assert child(cast).parent is None


def test_a_parent_is_taken_away_again(cast: Cast) -> None:
    set_parent(cast, cast.rakor)

    assert "Rakor ini tanpa induk." in set_parent(cast, None)

    assert child(cast).parent is None
    assert list(AuditRow.objects.filter(verb="rakor.parent_set").values_list("details__title", flat=True)) == [
        "Rakor Contoh",
        "",
    ]


def test_arahan_change_places_and_stay_at_the_ends(cast: Cast) -> None:
    first, second, third = say(cast, "Satu.", "Dua.", "Tiga.")
    client = visitor(cast.secretariat)

    client.post(reverse("direction_raise", args=[third.pk]))
    client.post(reverse("direction_raise", args=[first.pk]))
    client.post(reverse("direction_lower", args=[second.pk]))
    assert [row.text for row in cast.rakor.directions.all()] == ["Satu.", "Tiga.", "Dua."]

    client.post(reverse("direction_remove", args=[third.pk]))
    client.post(reverse("direction_raise", args=[second.pk]))
    assert [row.text for row in cast.rakor.directions.all()] == ["Dua.", "Satu."]


def test_an_empty_arahan_is_told(cast: Cast) -> None:
    response = visitor(cast.secretariat).post(reverse("direction_add", args=[cast.rakor.pk]), {"text": " "})

    assert response.status_code == 422
    assert "Tulis arahannya." in response.content.decode()


def test_the_day_until_which_the_levels_below_meet_warns_and_does_not_refuse(cast: Cast) -> None:
    set_parent(cast, cast.rakor)
    client = visitor(cast.secretariat)

    client.post(reverse("children_due_set", args=[cast.rakor.pk]), {"due_on": "2020-09-21"})

    for name in ("rakor_show", "rakor_change"):
        page = visitor(cast.host).get(reverse(name, args=[child(cast).pk])).content.decode()
        assert "Rakor turunan diminta selesai paling lambat Senin, 21 September 2020" in page
    client.post(reverse("children_due_set", args=[cast.rakor.pk]), {"due_on": "2020-09-22"})
    page = visitor(cast.host).get(reverse("rakor_show", args=[child(cast).pk])).content.decode()
    assert "Sesudah batas." not in page
    assert "<dt>Paling lambat</dt><dd>Selasa, 22 September 2020</dd>" in page


def test_the_earliest_of_parent_and_papers_holds(cast: Cast) -> None:
    set_parent(cast, cast.rakor)
    Rakor.objects.filter(pk=cast.rakor.pk).update(children_due_on=date(2020, 9, 25))
    stage.make_reference(cast, child(cast), hold_until=date(2020, 9, 23))

    assert child(cast).hold_until() == date(2020, 9, 23)


def test_a_paper_from_outside_comes_with_its_file_and_one_arahan_a_line(cast: Cast) -> None:
    client, upload = visitor(cast.secretariat), SimpleUploadedFile("radiogram.pdf", PDF)

    client.post(reverse("reference_add", args=[cast.rakor.pk]), REFERENCE | {"upload": upload})

    reference = Reference.objects.get()
    assert [row.text for row in reference.directions.all()] == ["Satu.", "Dua."]
    response = visitor(cast.operator).get(reverse("reference_file", args=[reference.pk]))
    assert b"".join(response) == PDF  # type: ignore[arg-type]
    assert response["Content-Disposition"] == 'attachment; filename="radiogram.pdf"'

    client.post(reverse("reference_change", args=[reference.pk]), REFERENCE | {"lines": "Tiga."})
    reference.refresh_from_db()
    assert [row.text for row in reference.directions.all()] == ["Tiga."]
    assert reference.file and reference.file.name == "radiogram.pdf"
    client.post(reverse("reference_remove", args=[reference.pk]))
    assert not Reference.objects.exists() and not Direction.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"issuer": ""}, "Tulis lembaga penerbitnya."),
        ({"title": ""}, "Tulis perihalnya."),
        ({"lines": f"Satu.\n{'x' * 501}"}, "Arahan ke-2 lebih panjang dari 500 huruf. Bagi menjadi dua."),
        ({"upload": SimpleUploadedFile("alat.exe", b"MZ")}, "invalid-feedback"),
    ],
)
def test_a_wrong_field_of_a_paper_gets_its_sentence(cast: Cast, typed: dict[str, Any], sentence: str) -> None:
    address = reverse("reference_add", args=[cast.rakor.pk])

    page = visitor(cast.secretariat).post(address, REFERENCE | {"number": "270/5"} | typed).content.decode()

    assert sentence in page
    assert 'value="270/5"' in page
    assert not Reference.objects.exists()


def test_hostile_words_of_a_parent_stay_text(cast: Cast) -> None:
    say(cast, "<img src=x onerror=alert(1)>")

    page = set_parent(cast, cast.rakor)

    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
