"""The reviewer's way: the queue, a version read, compared, returned with notes on its places."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.models import Division, Position
from reports import actions, comparing
from reports.dim import actions as dim
from reports.models import Obligation, ReturnNote, Submission
from reports.places import places_of
from tests import cast as stage
from tests.cast import NOW, PDF, Cast
from tests.reports.conftest import Enter
from tests.reports.hibah.typing_in import paper


def send(owed: Obligation, cast: Cast, content: dict[str, Any], **more: Any) -> Submission:
    return actions.send_paper(obligation=owed, content=content, key=uuid4(), by=cast.operator, **({"now": NOW} | more))


@pytest.fixture
def dim_owed(cast: Cast, banjar: Any) -> Obligation:
    return Obligation(requirement=stage.make_requirement(cast, cast.rakor, "dim"), invitation=banjar)


def problem(text: str) -> dict[str, str]:
    return {"problem": text, "level": "tinggi"}


# --- notes on places


def test_a_note_on_a_field_stands_beside_it_when_the_office_corrects(
    cast: Cast, owed: Obligation, enter: Enter
) -> None:
    version = send(owed, cast, {"activities": "Rapat", "target": ""})

    enter(cast.secretariat).post(reverse("submission_return", args=[version.pk]), {"note-target": "Isi <target>."})

    version.refresh_from_db()
    address = reverse("paper_show", args=[owed.invitation.pk, owed.requirement.pk, "KUL"])
    page = enter(cast.operator).get(address).content.decode()
    assert version.return_note == "Catatan ada pada 1 bagian."
    assert list(ReturnNote.objects.values_list("place", "label", "text")) == [("target", "Target", "Isi <target>.")]
    assert "<b>Catatan pemeriksa:</b> Isi &lt;target&gt;." in page
    assert page.index("Kegiatan yang dilaksanakan") < page.index("<b>Catatan pemeriksa:</b>")


def test_a_note_on_a_row_stands_in_the_row(cast: Cast, dim_owed: Obligation, enter: Enter) -> None:
    dim.replace_rows(obligation=dim_owed, rows=[problem("Satu"), problem("Dua")], now=NOW)
    row = Obligation.objects.get()
    version = dim.send(obligation=row, is_nil=False, key=uuid4(), by=cast.operator, now=NOW)

    actions.send_back(
        version=version,
        note="Lihat baris",
        notes=[("rows-2", "Baris 2", "Sebutkan kecamatannya.")],
        correct_until=None,
        by=cast.secretariat,
        now=NOW,
    )

    page = enter(cast.operator).get(reverse("dim_edit", args=[row.invitation.pk, row.requirement.pk, "-"]))
    assert 'Dua<span class="sub"><b>Catatan pemeriksa:</b> Sebutkan kecamatannya.</span>' in page.content.decode()


def test_a_refused_return_loses_no_note(cast: Cast, owed: Obligation, enter: Enter) -> None:
    version = send(owed, cast, {"activities": "Rapat", "target": ""})
    values = {"note-target": "Isi target.", "correct_on": "2020-09-15"}

    response = enter(cast.secretariat).post(reverse("submission_return", args=[version.pk]), values)

    assert response.status_code == 422
    assert 'maxlength="2000">Isi target.</textarea>' in response.content.decode()
    assert "Isi hari dan pukul, atau kosongkan keduanya." in response.content.decode()
    assert not ReturnNote.objects.exists()


def test_every_kind_has_its_places(cast: Cast, owed: Obligation, banjar: Any, media: Any) -> None:
    upload = SimpleUploadedFile("laporan.pdf", PDF)
    grant = Obligation(requirement=stage.make_requirement(cast, cast.rakor, "hibah"), invitation=banjar)

    report = places_of(send(owed, cast, {"activities": "Rapat"}, uploads=[upload]))
    figures = {place.name: place.text for place in places_of(send(grant, cast, paper().content()))}

    assert [(place.name, place.label) for place in report] == [
        ("activities", "Kegiatan yang dilaksanakan"),
        ("files-1", "Berkas 1"),
    ]
    assert figures["bank"] == "Rp7.306.030.000,00"
    assert figures["stages-1"] == "Senin, 18 November 2019: Rp5.021.420.000,00"
    assert figures["lines-1"].splitlines()[:2] == [
        "Honorarium badan ad hoc (521213)",
        "Pagu: Rp8.412.600.000,00",
    ]


def test_a_remark_on_a_draft_regulation_is_read_with_its_own_heads(cast: Cast, banjar: Any) -> None:
    owed = Obligation(requirement=stage.make_requirement(cast, cast.rakor, "dim_rancangan"), invitation=banjar)

    [place] = places_of(send(owed, cast, {"rows": [{"article": "Pasal 5", "problem": "Ganda"}]}))

    assert (place.name, place.text) == ("rows-1", "Pasal atau ayat: Pasal 5\nMasalah: Ganda")


# --- two versions


def test_what_changed_is_marked_word_by_word(cast: Cast, owed: Obligation, enter: Enter) -> None:
    send(owed, cast, {"activities": "Rapat di 18 kecamatan", "target": "Sama"})
    version = send(owed, cast, {"activities": "Rapat di 20 kecamatan", "target": "Sama"})

    page = enter(cast.secretariat).get(reverse("submission_compare", args=[version.pk])).content.decode()

    assert "Rapat di <del>18</del> kecamatan" in page
    assert "Rapat di <ins>20</ins> kecamatan" in page
    assert "1 dari 2 bagian berubah." in page


def test_a_row_put_in_between_moves_no_other(cast: Cast, dim_owed: Obligation) -> None:
    old = send(dim_owed, cast, {"rows": [problem("Satu"), problem("Dua")]})
    new = send(dim_owed, cast, {"rows": [problem("Satu"), problem("Sisipan"), problem("Dua")]})

    pairs = comparing.compare(old, new)

    assert [pair.is_changed for pair in pairs] == [False, True, False]
    assert pairs[1].old == []


def test_a_changed_file_is_told_by_name_size_and_sha256(cast: Cast, owed: Obligation, media: Any) -> None:
    old = send(owed, cast, {}, uploads=[SimpleUploadedFile("a.pdf", PDF)])
    new = send(owed, cast, {}, uploads=[SimpleUploadedFile("a.pdf", PDF + b"\n")])

    [pair] = comparing.compare(old, new)

    assert pair.is_changed
    text = "".join(part.text for part in pair.new)
    assert text == f"a.pdf\n{len(PDF) + 1} byte\nsha256 {new.sha256}"


def test_the_first_version_has_nothing_to_be_compared_with(cast: Cast, owed: Obligation, enter: Enter) -> None:
    version = send(owed, cast, {"activities": "Rapat"})

    assert enter(cast.secretariat).get(reverse("submission_compare", args=[version.pk])).status_code == 404


# --- the queue


def test_the_queue_goes_from_the_oldest_to_the_next_until_it_is_empty(
    cast: Cast, owed: Obligation, enter: Enter
) -> None:
    first = send(owed, cast, {"activities": "Satu"})
    other = Obligation(requirement=owed.requirement, invitation=owed.invitation, bidang="TEK")
    second = send(other, cast, {"activities": "Dua"}, now=NOW + timedelta(minutes=1))
    client = enter(cast.secretariat)

    page = client.get(reverse("review_list", args=[cast.rakor.pk])).content.decode()
    on = client.post(reverse("submission_accept", args=[first.pk]), {"antrean": "1"}, follow=True)
    end = client.post(reverse("submission_return", args=[second.pk]), {"antrean": "1", "note": "Lengkapi"}, follow=True)

    assert page.index(f"/kiriman/{first.pk}/") < page.index(f"/kiriman/{second.pk}/")
    assert on.redirect_chain[-1][0] == f"{reverse('submission_show', args=[second.pk])}?antrean"
    assert end.redirect_chain[-1][0] == reverse("review_list", args=[cast.rakor.pk])
    assert "Tidak ada berkas yang menunggu diperiksa." in end.content.decode()


def test_a_reviewer_with_a_division_gets_its_papers_and_those_of_nobody(
    cast: Cast, owed: Obligation, dim_owed: Obligation, enter: Enter
) -> None:
    division = Division.objects.get(institution=cast.province, bidang="HUK")
    Position.objects.filter(person=cast.commissioner.person).update(division=division)
    owed.requirement.reviewing_bidang = "TEK"
    owed.requirement.save()
    foreign, free = send(owed, cast, {"activities": "Satu"}), send(dim_owed, cast, {"rows": [problem("Satu")]})
    address = reverse("review_list", args=[cast.rakor.pk])

    mine = enter(cast.commissioner).get(address).content.decode()
    everything = enter(cast.secretariat).get(address).content.decode()

    assert (f"/kiriman/{foreign.pk}/" in mine, f"/kiriman/{free.pk}/" in mine) == (False, True)
    assert (f"/kiriman/{foreign.pk}/" in everything, f"/kiriman/{free.pk}/" in everything) == (True, True)


def test_the_first_page_leads_to_the_whole_queue(cast: Cast, owed: Obligation, enter: Enter) -> None:
    client, way = enter(cast.secretariat), reverse("review_list", args=[cast.rakor.pk])
    before = client.get(reverse("home")).content.decode()

    send(owed, cast, {"activities": "Rapat"})

    assert way not in before
    assert f'<a href="{way}">Antrean periksa</a>' in client.get(reverse("home")).content.decode()


def test_the_queue_asks_the_same_number_of_questions_however_long(cast: Cast, owed: Obligation, enter: Enter) -> None:
    client, address = enter(cast.secretariat), reverse("review_list", args=[cast.rakor.pk])
    counts = []
    for bidang in ("KUL", "TEK", "HUK", "SOS"):
        send(Obligation(requirement=owed.requirement, invitation=owed.invitation, bidang=bidang), cast, {})
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).content.decode().count("?antrean") == len(counts) + 2
        counts.append(len(asked))

    assert counts[1:] == [counts[1]] * 3
