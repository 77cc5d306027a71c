"""The DIM as Excel: the office's own sheet comes back whole, or not at all with a sentence for each mistake."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from rakor.lib.spreadsheets import FormulaFound, UnreadableSheet
from reports.dim.forms import FIELDS, HEADS
from reports.dim.sheets import RefusedSheet, read_rows, stamp_of, write_template
from reports.models import Obligation

Change = Callable[[list[list[Any]]], None]
GOOD = ["SOS", "Kampanye", "APK belum disiapkan", "", "", "", "Rapat dengan paslon", "paslon, Bawaslu", "tinggi"]


def sheet_of(owed: Obligation, *rows: list[Any], change: Change | None = None) -> SimpleUploadedFile:
    """What an office uploads: the stamp, the heads and these rows; `change` spoils them before they are written."""
    lines: list[list[Any]] = [[stamp_of(owed)], list(HEADS), *rows]
    if change:
        change(lines)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        page = book.add_worksheet("DIM")
        for number, line in enumerate(lines):
            for place, value in enumerate(line):
                page.write(number, place, value)
    return SimpleUploadedFile("dim.xlsx", target.getvalue())


def refusal(owed: Obligation, upload: SimpleUploadedFile) -> list[str]:
    with pytest.raises(RefusedSheet) as refused:
        read_rows(upload, owed)
    return refused.value.sentences


def test_the_sheet_that_was_given_out_comes_back_as_it_was_filled_in(owed_dim: Obligation) -> None:
    rows = [dict(zip(FIELDS, GOOD, strict=True)), dict.fromkeys(FIELDS, "") | {"problem": "=1+1", "level": "rendah"}]
    given = io.BytesIO()

    write_template(given, owed_dim, rows)

    assert read_rows(SimpleUploadedFile("dim.xlsx", given.getvalue()), owed_dim) == rows


def test_small_and_capital_letters_and_empty_lines_do_not_matter(owed_dim: Obligation) -> None:
    upload = sheet_of(owed_dim, [], ["sos", "", " APK ", "", "", "", "", "", "Tinggi"], ["", " ", ""])

    assert read_rows(upload, owed_dim) == [
        dict.fromkeys(FIELDS, "") | {"bidang": "SOS", "problem": "APK", "level": "tinggi"}
    ]


def test_a_sheet_of_another_office_is_recognised_by_its_stamp(owed_dim: Obligation) -> None:
    def of_another_office(lines: list[list[Any]]) -> None:
        lines[0] = ["DIM KPU Kabupaten Tapin - rakor 1"]

    stamp = f"DIM KPU Kabupaten Banjar - rakor {owed_dim.requirement.rakor.pk}"
    assert refusal(owed_dim, sheet_of(owed_dim, GOOD, change=of_another_office)) == [
        f"Sel A1 harus berbunyi “{stamp}”. Unduh lembar kosong dari halaman ini."
    ]


def test_a_wrong_head_is_told_with_row_and_column(owed_dim: Obligation) -> None:
    def spoil(lines: list[list[Any]]) -> None:
        lines[1][2] = "Masalah"
        del lines[1][8]

    assert refusal(owed_dim, sheet_of(owed_dim, GOOD, change=spoil)) == [
        "Baris 2 kolom 3: judul seharusnya “Uraian masalah”.",
        "Baris 2 kolom 9: judul seharusnya “Tingkat”.",
    ]


def test_every_mistake_in_a_row_is_told_with_row_and_column(owed_dim: Obligation) -> None:
    bad = ["XYZ", "", "", "", "", "", "", "p" * 201, "gawat"]

    sentences = refusal(owed_dim, sheet_of(owed_dim, GOOD, bad, [*GOOD[:2], "", *GOOD[3:]]))

    assert [sentence.partition(":")[0] for sentence in sentences] == [
        "Baris 4 kolom Divisi",
        "Baris 4 kolom Uraian masalah",
        "Baris 4 kolom Pihak terkait",
        "Baris 4 kolom Tingkat",
        "Baris 5 kolom Uraian masalah",
    ]
    assert sentences[1] == "Baris 4 kolom Uraian masalah: Uraian masalah wajib diisi."


def test_at_most_twenty_mistakes_are_told(owed_dim: Obligation) -> None:
    rows = [["", "", f"Masalah {number}"] for number in range(30)]

    assert len(refusal(owed_dim, sheet_of(owed_dim, *rows))) == 20


def test_a_sheet_without_problems_is_not_taken_as_nil(owed_dim: Obligation) -> None:
    assert refusal(owed_dim, sheet_of(owed_dim)) == ["Lembar ini belum berisi masalah. Isi mulai baris 3."]


def test_a_formula_is_named_by_its_cell(owed_dim: Obligation) -> None:
    upload = sheet_of(owed_dim, [*GOOD[:2], "=1+1", *GOOD[3:]])

    with pytest.raises(FormulaFound) as found:
        read_rows(upload, owed_dim)

    assert str(found.value) == "Sel C3 berisi rumus; salin lalu tempel sebagai nilai, kemudian unggah lagi."


def test_a_bomb_is_refused_before_it_is_unpacked(owed_dim: Obligation) -> None:
    content = io.BytesIO(sheet_of(owed_dim, GOOD).read())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/bom.bin", b"\0" * (65 * 1024 * 1024))

    with pytest.raises(UnreadableSheet) as refused:
        read_rows(SimpleUploadedFile("dim.xlsx", content.getvalue()), owed_dim)

    assert str(refused.value) == "Isi berkas ini terlalu besar; salin isinya ke lembar baru, lalu unggah lagi."


def test_five_hundred_rows_are_taken_and_one_more_is_not(owed_dim: Obligation) -> None:
    assert len(read_rows(sheet_of(owed_dim, *[GOOD] * 500), owed_dim)) == 500

    with pytest.raises(UnreadableSheet):
        read_rows(sheet_of(owed_dim, *[GOOD] * 501), owed_dim)
