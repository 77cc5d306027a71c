"""The printed letter and minutes: pages, running lines, embedded fonts, and what happens at their edges."""

import io
import logging
from functools import cache
from typing import Any

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from rakor.lib.pdf import render_pdf
from tests.rakor.lib import paper_samples as samples
from tests.rakor.lib.test_pdf import images_of, picture

POINTS = 72 / 25.4
A4, F4 = (210, 297), (215, 330)


def printed(template: str, context: dict[str, Any]) -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(render_to_string(f"papers/{template}.html", context))))


@cache
def sample(template: str, size: str = "a4", *, demo: bool = False) -> PdfReader:
    """The sample letter or minutes, printed once for all tests that only look at it."""
    return printed(template, getattr(samples, template)(size, demo=demo))


def texts(paper: PdfReader) -> list[str]:
    """The words of each page, with one space between any two."""
    return [" ".join(page.extract_text().split()) for page in paper.pages]


def sheets(paper: PdfReader) -> list[tuple[int, int]]:
    return [(round(page.mediabox.width / POINTS), round(page.mediabox.height / POINTS)) for page in paper.pages]


def fonts(paper: PdfReader) -> set[str]:
    """Names of the fonts that carry their own glyphs; a font without them stops the test."""
    names = set()
    for page in paper.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"])
            names.add(font["/BaseFont"].split("+")[1].rstrip(","))
    return names


@pytest.mark.parametrize(("size", "sheet"), [("a4", A4), ("f4", F4)])
def test_letter_takes_three_pages_in_both_sizes(size: str, sheet: tuple[int, int]) -> None:
    assert sheets(sample("letter", size)) == [sheet] * 3


@pytest.mark.parametrize(("size", "sheet", "upright"), [("a4", A4, 7), ("f4", F4, 6)])
def test_minutes_turn_the_last_page(size: str, sheet: tuple[int, int], upright: int) -> None:
    assert sheets(sample("minutes", size)) == [sheet] * upright + [sheet[::-1]]


def test_letter_stands_on_one_page_with_its_signature_code_and_copies() -> None:
    first = texts(sample("letter"))[0]

    order = (
        *("KOMISI PEMILIHAN UMUM PROVINSI KALIMANTAN SELATAN", "Nomor : 412/PL.02-Und/63/Prov/IX/2020"),
        *("Sifat : Penting", "Lampiran : 2 (dua) lembar", "Hal : Undangan Rapat Koordinasi"),
        *("Yth. Sdr. Ketua KPU Kabupaten/Kota se-Kalimantan Selatan", "hari, tanggal : Kamis dan Jumat"),
        *("1. laporan kegiatan masing-masing divisi;", "3. Laporan Realisasi", "diucapkan terima kasih."),
        *("4H2C-71QD Keaslian cetakan: contoh.id/p/4H2C-71QD", "KETUA,", "RAHMADI CONTOH", "Tembusan:", "3. Arsip."),
    )
    places = [first.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)


def test_letter_names_itself_on_later_pages_only() -> None:
    letter, recipients, programme = texts(sample("letter"))

    assert "Surat Nomor" not in letter
    assert recipients.startswith("Lampiran I Surat Ketua KPU Provinsi Kalimantan Selatan Nomor : 412/PL.02-Und/63")
    assert "Jumlah 13 kabupaten/kota 65 13 52 130" in recipients
    assert programme.startswith("Lampiran II Surat Ketua")
    assert "17.30–19.30 Istirahat, salat, makan malam –" in programme
    assert "D Sosialisasi, Pendidikan Pemilih, Partisipasi Masyarakat dan SDM Anggota Fasilitasi APK" in programme


def test_every_page_says_when_by_whom_and_which_of_how_many() -> None:
    by = "Dicetak 8 September 2020 pukul 15.20 WITA oleh Mariatul Contoh, Sekretariat KPU Provinsi Kalimantan Selatan"

    for number, page in enumerate(texts(sample("letter")), start=1):
        assert by in page
        assert f"Halaman {number} dari 3" in page


@pytest.mark.parametrize("template", ["letter", "minutes"])
def test_papers_carry_their_fonts(template: str) -> None:
    assert fonts(sample(template, demo=True)) == {
        *("Source-Serif-4", "Source-Serif-4-Semi-Bold", "Source-Serif-4-Bold"),
        *("Source-Sans-3", "Source-Sans-3-Semi-Bold", "Source-Sans-3-Bold"),
    }


@pytest.mark.parametrize("template", ["letter", "minutes"])
def test_papers_print_without_a_warning(template: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        printed(template, getattr(samples, template)("f4"))

    assert caplog.messages == []


@pytest.mark.parametrize("template", ["letter", "minutes"])
def test_watermark_stands_on_every_page_of_demo_papers_only(template: str) -> None:
    """The signers are called CONTOH too, so without a watermark only a page without signature is free of the word."""
    assert all("CONTOH" in page for page in texts(sample(template, demo=True)))
    assert "CONTOH" not in texts(sample(template, demo=False))[-1]


def test_a_draft_is_marked_and_has_no_number() -> None:
    context = samples.letter(demo=False)
    context["paper"]["draft"] = True
    context["letter"]["number"] = ""

    letter, recipients, _ = texts(printed("letter", context))

    assert "KONSEP" in letter
    assert "Nomor : Banjarmasin, 8 September 2020" in letter
    assert "Nomor" not in recipients


def test_minutes_say_who_spoke_and_close_with_both_signatures_on_the_page_of_the_outcomes() -> None:
    pages = texts(sample("minutes"))

    assert "Pimpinan rapat : Fitriani Contoh, S.H., Anggota KPU Provinsi" in pages[0]
    assert "II. Pembahasan A. Fasilitasi alat peraga kampanye" in pages[0]
    assert all(f"Notula Kelas D, {samples.ABOUT}, 17 September 2020" in page for page in pages[1:])
    assert "Jawab 1 Fitriani Contoh, S.H. Anggota KPU Provinsi, narasumber Jumlah dan spesifikasi" in pages[1]
    assert "III. Kesimpulan Kelas D" in pages[4]
    assert "D-6" in pages[4]
    assert "IV. Penutup" in pages[4]
    assert "Pimpinan rapat, Banjarmasin, 17 September 2020 Notulis," in pages[4]
    assert "FITRIANI CONTOH, S.H. Anggota KPU Provinsi NOR AINI CONTOH, S.AP. NIP 00000000 000000 0 000" in pages[4]
    assert "7K3M-9QXA" in pages[4]
    assert "Keadaan per Jumat, 18 September 2020 pukul 16.00 WITA" in pages[7]


def test_minutes_without_talk_or_annexes_number_their_parts_anew() -> None:
    context = samples.minutes() | {"recap": None, "follow_ups": None, "verify": None}
    context["minutes"]["topics"] = []

    text = " ".join(texts(printed("minutes", context)))

    assert text.index("I. Pembukaan") < text.index("II. Kesimpulan Kelas D") < text.index("III. Penutup")
    assert "Keaslian" not in text


def test_a_letter_of_two_offices_is_signed_side_by_side_with_the_code_below() -> None:
    context = samples.letter() | {"annexes": []}
    context["letter"]["signers"] = [
        {"above": ["KETUA KPU", "PROVINSI CONTOH,"], "name": "RAHMADI CONTOH", "below": []},
        {"above": ["KETUA BAWASLU PROVINSI CONTOH,"], "name": "SITI CONTOH", "below": ["NIP 0"]},
    ]

    *_, last = texts(printed("letter", context))

    assert "KETUA KPU PROVINSI CONTOH, KETUA BAWASLU PROVINSI CONTOH," in last
    assert "RAHMADI CONTOH SITI CONTOH NIP 0 4H2C-71QD" in last


def test_a_single_annex_carries_no_number() -> None:
    context = samples.letter(demo=False) | {"annexes": [samples.programme()]}

    assert texts(printed("letter", context))[1].startswith("Lampiran Surat Ketua KPU")


def test_a_long_list_of_recipients_keeps_its_head_and_takes_a_row_along_to_its_note() -> None:
    context = samples.letter(demo=False)
    context["annexes"] = [samples.recipients() | {"rows": samples.recipients()["rows"] * 20, "total": 2_600}]

    pages = texts(printed("letter", context))[1:]

    assert len(pages) == 9
    assert all("No. Yth. Sdr. di Peserta yang diminta" in page for page in pages)
    assert all("Lampiran Surat Nomor 412/PL.02-Und/63/Prov/IX/2020, 8 September 2020" in page for page in pages[1:])
    for words in ("260 Ketua KPU Kota Banjarbaru", "2.600", "sebelum registrasi dibuka."):
        assert words in pages[-1]


def test_a_long_letter_takes_its_last_sentence_along_with_the_signature() -> None:
    context = samples.letter() | {"annexes": []}
    context["letter"]["body"] = samples.BODY * 2

    *_, last = texts(printed("letter", context))

    assert last.index("Demikian disampaikan") < last.index("RAHMADI CONTOH") < last.index("3. Arsip.")


def test_a_seat_that_is_unknown_stays_blank() -> None:
    row = {"name": "Ketua KPU Kota Contoh", "place": "Contoh", "seats": [None, 0, 4], "total": None}
    context = samples.letter() | {"annexes": [samples.recipients() | {"rows": [row]}]}

    assert "1 Ketua KPU Kota Contoh Contoh 0 4 Jumlah 13" in texts(printed("letter", context))[1]


def test_clauses_go_three_levels_deep() -> None:
    deep = {"text": "satu", "clauses": [{"text": "satu a", "clauses": ["satu a satu", "satu a dua"]}, "satu b"]}
    context = samples.letter() | {"annexes": []}
    context["letter"]["body"] = [{"clauses": [deep, "dua"]}]

    assert "1. satu a. satu a 1) satu a satu 2) satu a dua b. satu b 2. dua" in texts(printed("letter", context))[0]


def test_what_people_typed_stays_text() -> None:
    context = samples.letter() | {"annexes": []}
    context["letter"]["subject"] = '<img src="file:///etc/hostname"> {{ letter.cc }} <b>Undangan</b>'
    context["letterhead"] = samples.LETTERHEAD | {"lines": ["<script>alert(1)</script>"]}

    (page,) = texts(printed("letter", context))

    assert 'Hal : <img src="file:///etc/hostname"> {{ letter.cc }} <b>Undangan</b>' in page
    assert "<script>alert(1)</script>" in page


def test_the_letterhead_shows_an_emblem_that_the_office_brought() -> None:
    plain = printed("letter", samples.letter() | {"annexes": []})
    dressed = printed(
        "letter", samples.letter() | {"annexes": [], "letterhead": samples.LETTERHEAD | {"emblem": picture()}}
    )

    assert (images_of(plain), images_of(dressed)) == (0, 1)
    assert len(dressed.pages) == 1
