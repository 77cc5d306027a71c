"""From the model to the printed letter: numbers only at issue, wording filled in, nothing evaluated."""

from __future__ import annotations

from datetime import date

import pytest

from documents import actions, letter_paper
from documents.models import Letter, NumberSeries
from documents.wordings import INVITATION, blocks_of, in_letter, listed, text_for
from meetings import actions as meetings
from participants.models import Rank
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast, venue_name="Hotel Contoh", city="Banjarmasin", contact="Sdri. Contoh", purpose="persiapan")
    return cast


def test_a_draft_has_no_number_and_the_register_counts_at_issue(cast: Cast) -> None:
    draft = stage.write_letter(cast, cast.rakor)
    first = stage.write_letter(cast, cast.rakor, until="numbered")
    second = stage.write_letter(cast, cast.rakor, until="numbered")

    assert (draft.number, draft.sequence) == ("", None)
    assert (first.number, second.number) == ("1/PL.02-Und/63/2020", "2/PL.02-Und/63/2020")
    assert first.dated_on == date(2020, 9, 14)


def test_a_cancelled_number_stays_used(cast: Cast) -> None:
    first = stage.write_letter(cast, cast.rakor, until="numbered")
    actions.cancel(letter=first, because="Salah alamat", by=cast.secretariat, now=NOW)
    second = stage.write_letter(cast, cast.rakor, until="numbered")

    assert second.sequence == 2
    assert NumberSeries.objects.get().last == 2


def test_a_second_approval_is_refused(cast: Cast) -> None:
    letter = stage.write_letter(cast, cast.rakor, until="approved")

    with pytest.raises(actions.AlreadyDone):
        actions.approve(letter=letter, by=cast.chair, now=NOW)


def test_a_returned_letter_is_proposed_again_without_its_note(cast: Cast) -> None:
    letter = stage.write_letter(cast, cast.rakor, until="proposed")
    actions.send_back(letter=letter, note="Perbaiki tembusan", by=cast.chair, now=NOW)
    assert letter.state == "dikembalikan"

    actions.propose(letter=letter, by=cast.secretariat, now=NOW)

    assert (letter.state, letter.return_note) == ("diajukan", "")


def test_the_first_saver_wins_and_the_second_is_told(cast: Cast) -> None:
    letter = stage.write_letter(cast, cast.rakor)
    twin = Letter.objects.get(pk=letter.pk)
    actions.change_letter(letter=letter, seen_version=1, by=cast.secretariat, now=NOW)

    with pytest.raises(actions.StaleLetter):
        actions.change_letter(letter=twin, seen_version=1, by=cast.secretariat, now=NOW)


def test_sending_opens_the_invitations_to_their_offices(cast: Cast) -> None:
    meetings.invite(rakor=cast.rakor, institutions=[cast.banjar, cast.tapin], by=cast.secretariat, now=NOW)
    letter = stage.write_letter(cast, cast.rakor, until="signed")

    assert actions.send(letter=letter, by=cast.secretariat, now=NOW) == 2


def test_the_model_becomes_blocks_with_event_and_papers(cast: Cast) -> None:
    for kind in ("laporan_divisi", "dim", "hibah"):
        stage.make_requirement(cast, cast.rakor, kind)

    blocks = blocks_of(cast.rakor, text_for(cast.rakor, INVITATION))

    assert blocks[0] == {"lead": "Dalam rangka persiapan, kami mengundang Saudara beserta jajaran untuk hadir pada:"}
    assert blocks[1]["event"][:3] == [
        ("hari, tanggal", "Kamis s.d. Jumat, 17 s.d. 18 September 2020"),
        ("pukul", "14.00 WITA s.d. selesai"),
        ("tempat", "Hotel Contoh, Banjarmasin"),
    ]
    deadline = "Peserta menyampaikan bahan berikut paling lambat Senin, 14 September 2020 pukul 16.00 WITA:"
    assert blocks[2] == {"lead": deadline}
    assert blocks[3]["clauses"] == [
        "laporan kegiatan masing-masing divisi;",
        "Daftar Inventarisasi Masalah (DIM);",
        "Laporan Realisasi Anggaran Hibah bulan Agustus 2020.",
    ]


def test_hostile_text_stays_text(cast: Cast) -> None:
    """S08: nothing in a letter is evaluated."""
    cast.rakor.purpose = "{{7*7}} {0.__class__} {% load x %}"

    text = text_for(cast.rakor, INVITATION)

    assert "{{7*7}} {0.__class__} {% load x %}" in text


def test_ranks_are_listed_as_a_sentence_lists_them() -> None:
    assert listed(["Anggota", "Sekretaris", "Kepala Subbagian"]) == "Anggota, Sekretaris, dan Kepala Subbagian"
    assert listed(["Anggota", "Sekretaris"]) == "Anggota dan Sekretaris"
    assert listed([]) == ""


def test_the_annex_sums_the_seats_of_all_offices(cast: Cast) -> None:
    meetings.invite(rakor=cast.rakor, institutions=[cast.banjar, cast.tapin], by=cast.secretariat, now=NOW)
    seats = {Rank.KETUA: 1, Rank.ANGGOTA: 4, Rank.KASUBBAG: 4}
    meetings.set_quotas(rakor=cast.rakor, seats=seats, by=cast.secretariat, now=NOW)

    annex = letter_paper.recipients(cast.rakor)

    assert annex
    assert annex["columns"] == ["Ketua", "Anggota", "Kepala Subbag."]
    assert (annex["seats"], annex["total"], annex["sum_label"]) == ([2, 8, 8], 18, "Jumlah 2 instansi")


def test_a_requirement_reads_in_a_letter_as_an_office_writes_it(cast: Cast) -> None:
    requirement = stage.make_requirement(cast, cast.rakor, "hibah")

    assert in_letter(requirement) == "Laporan Realisasi Anggaran Hibah bulan Agustus 2020"
