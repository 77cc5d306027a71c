"""A ralat names the sent letter and marks what it says instead."""

from __future__ import annotations

from datetime import time

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from documents import actions, letter_paper
from documents.corrections import clause_changes, content_of, paragraph_changes, pieces
from documents.models import Letter
from meetings.models import Rakor
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
BODY = "Kami mengundang Saudara untuk hadir pada:\n\n[acara]\n\nBiaya ditanggung satuan kerja.\n\nTerima kasih."


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast, venue_name="Hotel Contoh", city="Banjarmasin")
    return cast


def concept_of_a_ralat(cast: Cast) -> Letter:
    sent = stage.write_letter(cast, cast.rakor, until="sent", body=BODY)
    return actions.correct(letter=sent, by=cast.secretariat, now=NOW)


def test_a_ralat_begins_as_the_sent_letter_and_refers_to_it(cast: Cast) -> None:
    ralat = concept_of_a_ralat(cast)

    assert (ralat.subject, ralat.body, ralat.state, ralat.number) == ("Ralat Undangan", BODY, "konsep", "")
    first = content_of(ralat)[0]["lead"]
    assert first == (
        "Menunjuk surat Nomor 1/PL.02-Und/63/2020 tanggal 14 September 2020 hal Undangan, "
        "bersama ini disampaikan ralat sebagai berikut."
    )


def test_a_ralat_lists_the_changed_facts_and_marks_the_changed_words(cast: Cast) -> None:
    ralat = concept_of_a_ralat(cast)
    Rakor.objects.filter(pk=cast.rakor.pk).update(start_time=time(15, 30))
    ralat.body = BODY.replace("ditanggung satuan kerja", "ditanggung penyelenggara") + "\n\nAlinea <b>baru</b>."
    actions.change_letter(letter=ralat, seen_version=1, by=cast.secretariat, now=NOW)
    ralat = Letter.objects.select_related("corrects", "rakor").get(pk=ralat.pk)

    opening, changes, _, *body = content_of(ralat)

    assert opening["lead"].endswith("disampaikan ralat sebagai berikut:")
    assert changes["clauses"] == [
        "pukul: semula “14.00 WITA s.d. selesai”, menjadi “15.30 WITA s.d. selesai”;",
        "alinea ke-2: semula “satuan kerja.”, menjadi “penyelenggara.”;",
        "alinea ke-4 ditambahkan.",
    ]
    assert body[0] == {"marked": [["Kami mengundang Saudara untuk hadir pada:", False]]}
    assert [row[2] for row in body[1]["event"]] == [False, True, False, False]
    assert body[2] == {"marked": [["Biaya ditanggung", False], ["penyelenggara.", True]]}
    assert body[4] == {"marked": [["Alinea <b>baru</b>.", True]]}
    context = letter_paper.context_of(ralat, code="AAAA-AAAA", printed_by="Contoh", now=NOW)
    paper = render_to_string("papers/letter.html", context)
    assert '<b class="changed">penyelenggara.</b>' in paper
    assert '<b class="changed">Alinea &lt;b&gt;baru&lt;/b&gt;.</b>' in paper


def test_what_was_numbered_is_printed_whatever_changes_in_the_rakor(cast: Cast) -> None:
    letter = stage.write_letter(cast, cast.rakor, until="numbered", body=BODY)
    Rakor.objects.filter(pk=cast.rakor.pk).update(start_time=time(15, 30))

    letter = Letter.objects.select_related("rakor").get(pk=letter.pk)

    assert content_of(letter)[1]["event"][1] == ["pukul", "14.00 WITA s.d. selesai"]


def test_a_ralat_of_a_ralat_is_held_against_the_text_and_not_its_opening(cast: Cast) -> None:
    first = concept_of_a_ralat(cast)
    for step in (actions.propose, actions.number):
        step(letter=first, by=cast.secretariat, now=NOW)
        if step is actions.propose:
            actions.approve(letter=first, by=cast.chair, now=NOW)
    first.refresh_from_db()

    second = Letter(rakor=cast.rakor, body=BODY, addressee="Ketua KPU", nature=first.nature, corrects=first)

    assert all(not changed for block in content_of(second) for _, changed in block.get("marked", []))


def test_only_a_sent_letter_is_corrected_from_its_page(cast: Cast) -> None:
    sent = stage.write_letter(cast, cast.rakor, until="sent")
    signed = stage.write_letter(cast, cast.rakor, until="signed")
    client = Client()
    client.force_login(cast.secretariat.user)

    answer = client.post(reverse("letter_correct", args=[sent.pk]))
    refused = client.post(reverse("letter_correct", args=[signed.pk]))

    ralat = Letter.objects.get(corrects=sent)
    assert answer["Location"] == reverse("letter_change", args=[ralat.pk])
    assert refused.status_code == 403
    page = client.get(reverse("letter_show", args=[ralat.pk])).content.decode()
    assert "Ralat atas" in page and sent.number in page


def test_words_are_compared_as_words() -> None:
    assert pieces("satu dua tiga", "satu empat tiga") == [["satu", False], ["empat", True], ["tiga", False]]
    assert pieces("", "baru") == [["baru", True]]
    assert pieces("sama", "sama") == [["sama", False]]


def test_changed_paragraphs_are_told_by_the_words_that_changed() -> None:
    old = ["Satu dua tiga.", "Tetap.", "Rapat dibuka ketua.", "Terakhir."]
    new = ["Satu empat tiga.", "Tetap.", "Rapat dibuka oleh ketua.", "Terakhir."]

    assert paragraph_changes(old, new) == [
        "alinea ke-1: semula “dua”, menjadi “empat”",
        "alinea ke-3: ditambah “oleh”",
    ]
    assert paragraph_changes(new, old)[1] == "alinea ke-3: “oleh” dihapus"
    assert paragraph_changes(old, old[:2] + old[3:]) == ["alinea “Rapat dibuka ketua.” dihapus"]
    assert paragraph_changes(["Satu."], ["Satu.", "Dua."]) == ["alinea ke-2 ditambahkan"]
    assert paragraph_changes(old, old) == []


def test_a_list_is_told_by_what_came_and_went() -> None:
    before = [{"clauses": ["laporan;", "DIM."]}]
    after = [{"clauses": ["laporan;", "hibah;", "DIM."]}]

    assert clause_changes(before, after) == ["butir “hibah” ditambahkan"]
    assert clause_changes(after, before) == ["butir “hibah” dihapus"]
    assert clause_changes(before, before) == []
