"""Excel files that the program writes: what was typed stays text."""

import io
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from rakor.lib.spreadsheets import Column, write_sheet
from tests.rakor.lib.test_spreadsheets import COLUMNS, SHEET, parts_of, read, written


def test_write_sheet_puts_bold_heads_under_the_note_and_keeps_both_in_sight() -> None:
    parts = parts_of(written([["KPU Kota Contoh", 5]], note="per 14 September 2020 pukul 16.00 WITA", name="Rekap"))
    sheet = parts[SHEET].decode()

    assert '<c r="A1" t="inlineStr"><is><t>per 14 September 2020 pukul 16.00 WITA</t></is></c>' in sheet
    assert '<c r="A2" s="1" t="inlineStr"><is><t>Satker</t></is></c>' in sheet
    assert '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/>' in sheet
    assert '<col min="1" max="1" width="30.7109375" customWidth="1"/>' in sheet
    assert b'<sheet name="Rekap"' in parts["xl/workbook.xml"]
    assert b'formatCode="#,##0"' in parts["xl/styles.xml"] or b'numFmtId="3"' in parts["xl/styles.xml"]


def test_a_row_is_as_high_as_its_longest_text_and_no_higher_than_excel_knows() -> None:
    columns = [Column("Kantor", 20), Column("Berkas yang diminta", 12)]
    rows = [["KPU", "Terkirim"], ["KPU", "Terkirim (v1, 4 hari sebelum)"], ["a\nb\nc", ""], ["x" * 5000, ""]]

    sheet = parts_of(written(rows, columns))[SHEET].decode()

    assert re.findall(r'<row r="([0-9]+)"(?: ht="([0-9]+)" customHeight="1")?>', sheet) == [
        ("1", "45"),
        ("2", ""),
        ("3", "60"),
        ("4", "45"),
        ("5", "405"),
    ]


def test_a_written_sheet_is_one_page_wide_repeats_its_heads_and_keeps_the_first_columns_in_sight() -> None:
    narrow = parts_of(written([["KPU Kota Contoh", 5]], note="per 14 September 2020", name="Rekap"))
    wide = parts_of(written([["x", 5]], [Column("Kantor", 60), Column("Isi", 36)], name="A & B", frozen=1))

    assert b'<pageSetup paperSize="9" fitToHeight="0" orientation="portrait"/>' in narrow[SHEET]
    assert b"<oddFooter>&amp;LRekap&amp;RHalaman &amp;P dari &amp;N</oddFooter>" in narrow[SHEET]
    assert b"_xlnm.Print_Titles" in narrow["xl/workbook.xml"]
    assert b">Rekap!$1:$2</definedName>" in narrow["xl/workbook.xml"]
    assert b'orientation="landscape"' in wide[SHEET]
    assert b"&amp;LA &amp;&amp; B&amp;R" in wide[SHEET]
    assert b'<pane xSplit="1" ySplit="1" topLeftCell="B2"' in wide[SHEET]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://contoh.invalid";"klik")',
        "{=SUM(A1:A9)}",
        "+62 800 0000",
        "-5",
        "@SUM(A1)",
        "\t=1+1",
        "http://contoh.invalid/",
        "internal:Data!A1",
        "mailto:a@contoh.invalid",
        "00123",
        "1e5",
        "_x0041_",
        "<b>&amp;</b>",
        "  dua spasi  ",
    ],
)
def test_what_was_typed_stays_text_in_the_file_and_comes_back(text: str, tmp_path: Path) -> None:
    content = written([[text, 1]])

    sheet = parts_of(content)[SHEET]
    assert b"<f" not in sheet.replace(b"<formula", b"")
    assert b"<hyperlink" not in sheet
    assert read(content, tmp_path)[1][0] == text


def test_write_sheet_writes_numbers_dates_and_blanks_as_what_they_are(tmp_path: Path) -> None:
    columns = [Column("a"), Column("b"), Column("c"), Column("d")]

    content = written([[29_286_275_000, Decimal("0.5"), date(2020, 9, 17), None]], columns)

    assert b"<v>29286275000</v>" in parts_of(content)[SHEET]
    assert b'r="D2"' not in parts_of(content)[SHEET]
    assert read(content, tmp_path)[1] == ["29286275000", "0,5", "17-09-2020", ""]


@pytest.mark.parametrize("value", [True, datetime(2020, 9, 17, 8, 0, tzinfo=UTC)])
def test_write_sheet_wants_instants_and_answers_as_text(value: Any) -> None:
    with pytest.raises(TypeError, match="as text"):
        written([[value]])


def test_write_sheet_takes_a_long_stream_and_odd_names(tmp_path: Path) -> None:
    target = io.BytesIO()
    write_sheet(
        target, COLUMNS, ([f"Satker {n}", n] for n in range(3_000)), name="A/B: [rekap] yang namanya panjang sekali"
    )

    rows = read(target.getvalue(), tmp_path, max_rows=3_001)

    assert len(rows) == 3_001
    assert rows[-1] == ["Satker 2999", "2999"]
