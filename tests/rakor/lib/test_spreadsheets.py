"""Excel files from strangers are read without harm."""

import io
import logging
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rakor.lib import spreadsheets
from rakor.lib.spreadsheets import Column, FormulaFound, UnreadableSheet, read_sheet, write_sheet

NOT_EXCEL = "Berkas ini bukan berkas Excel (.xlsx)."
OLD_EXCEL = "Berkas ini memakai format Excel lama (.xls); simpan sebagai .xlsx, lalu unggah lagi."
LOCKED = "Berkas ini dilindungi kata sandi; hapus kata sandinya, lalu unggah lagi."
MACROS = "Berkas ini berisi makro; simpan sebagai .xlsx biasa, lalu unggah lagi."
LINKED = "Berkas ini merujuk ke berkas atau sumber lain; salin isinya sebagai nilai, lalu unggah lagi."
BROKEN = "Berkas ini rusak; simpan ulang dari Excel, lalu unggah lagi."
TOO_LARGE = "Isi berkas ini terlalu besar; salin isinya ke lembar baru, lalu unggah lagi."
TOO_HEAVY = "Berkas ini terlalu berat untuk dibaca; salin isinya ke lembar baru, lalu unggah lagi."
SHEET = "xl/worksheets/sheet1.xml"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
COLUMNS = [Column("Satker", 30), Column("Pagu", 20, "#,##0")]


def written(rows: list[list[Any]], columns: list[Column] = COLUMNS, **options: str) -> bytes:
    target = io.BytesIO()
    write_sheet(target, columns, rows, **options)
    return target.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], spoil: Callable[[zipfile.ZipFile], None] | None = None) -> bytes:
    """A package of these parts; `spoil` may falsify its directory before that is written."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        if spoil:
            spoil(package)
    return target.getvalue()


def good_parts() -> dict[str, bytes]:
    return parts_of(written([["KPU Kabupaten Contoh", 48_250_000]]))


def with_sheet(data: str) -> dict[str, bytes]:
    """A workbook whose one sheet holds this XML between its sheetData tags."""
    return good_parts() | {SHEET: f"<worksheet {MAIN}><sheetData>{data}</sheetData></worksheet>".encode()}


def workbook(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        fill(book)
    return target.getvalue()


def read(content: bytes, folder: Path, max_rows: int = 1_000, max_cols: int = 20) -> list[list[str]]:
    path = folder / "kiriman"
    path.write_bytes(content)
    return read_sheet(path, max_rows=max_rows, max_cols=max_cols)


def refusal(content: bytes, folder: Path, **limits: int) -> str:
    with pytest.raises(UnreadableSheet) as refused:
        read(content, folder, **limits)
    return str(refused.value)


def test_read_sheet_gives_text_as_a_person_would_type_it(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["teks", 48_250_000, 27.47, 1e15, -3, True])
        formats = ["dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm", "[hh]:mm"]
        values = [date(2020, 9, 17), datetime(2020, 9, 17, 19, 30), time(14, 0), timedelta(hours=26, minutes=5)]
        for col, (value, look) in enumerate(zip(values, formats, strict=True)):
            sheet.write_datetime(2, col, value, book.add_format({"num_format": look}))

    assert read(workbook(fill), tmp_path) == [
        ["teks", "48250000", "27,47", "1000000000000000", "-3", "ya"],
        ["", "", "", "", "", ""],
        ["17-09-2020", "17-09-2020 19.30", "14.00", "26.05", "", ""],
    ]


def test_read_sheet_numbers_rows_as_excel_does_though_the_first_are_empty(tmp_path: Path) -> None:
    rows = read(workbook(lambda book: book.add_worksheet().write(3, 2, "isi")), tmp_path)

    assert rows == [["", "", ""]] * 3 + [["", "", "isi"]]


def test_read_sheet_reads_an_empty_sheet_as_no_rows(tmp_path: Path) -> None:
    assert read(workbook(lambda book: book.add_worksheet()), tmp_path) == []


def test_read_sheet_takes_the_first_sheet_that_can_be_seen(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        hidden, shown = book.add_worksheet("Pilihan"), book.add_worksheet("Isian")
        hidden.write_formula(0, 0, "=1+1")
        hidden.hide()
        shown.write(0, 0, "isian")
        shown.activate()
        shown.set_first_sheet()

    assert read(workbook(fill), tmp_path) == [["isian"]]


def test_read_sheet_does_not_mind_coloured_empty_cells_far_away(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "isi")
        sheet.write_blank(9_999, 99, None, book.add_format({"bg_color": "yellow"}))

    assert read(workbook(fill), tmp_path) == [["isi"]]


def test_read_sheet_names_the_cells_with_formulas(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write(0, 0, 5)
        sheet.write_formula("B4", "=A1*2", None, 10)
        sheet.write_array_formula("C7:C7", "{=SUM(A1:A1)}", None, 5)

    with pytest.raises(FormulaFound) as found:
        read(workbook(fill), tmp_path)

    assert found.value.cells == ["B4", "C7"]
    assert str(found.value) == "Sel B4, C7 berisi rumus; salin lalu tempel sebagai nilai, kemudian unggah lagi."


def test_read_sheet_finds_formulas_behind_any_prefix_and_without_addresses(tmp_path: Path) -> None:
    row = "<x:row><x:c/><x:c><x:f>1+1</x:f><x:v>2</x:v></x:c></x:row>"
    sheet = f"<x:worksheet {MAIN.replace('xmlns', 'xmlns:x')}><x:sheetData>{row}</x:sheetData></x:worksheet>"
    parts = good_parts() | {SHEET: sheet.encode()}

    with pytest.raises(FormulaFound) as found:
        read(packed(parts), tmp_path)

    assert found.value.cells == ["B1"]


def test_read_sheet_names_five_of_many_formulas(tmp_path: Path) -> None:
    cells = "".join(f'<row r="{n}"><c r="A{n}"><f>1</f><v>1</v></c></row>' for n in range(1, 400))

    assert refusal(packed(with_sheet(cells)), tmp_path).startswith("Sel A1, A2, A3, A4, A5, dan lainnya berisi rumus;")


@pytest.mark.parametrize(
    ("row", "col", "cell"), [(1_000, 0, "A1001"), (0, 20, "U1"), (1_048_575, 16_383, "XFD1048576")]
)
def test_read_sheet_refuses_content_outside_the_form(row: int, col: int, cell: str, tmp_path: Path) -> None:
    content = workbook(lambda book: book.add_worksheet().write(row, col, "x"))

    assert refusal(content, tmp_path) == (
        f"Sel {cell} di luar batas 1000 baris dan 20 kolom; hapus isinya, lalu unggah lagi."
    )


def test_read_sheet_takes_content_at_the_very_edge(tmp_path: Path) -> None:
    rows = read(workbook(lambda book: book.add_worksheet().write(999, 19, "x")), tmp_path)

    assert (len(rows), len(rows[0]), rows[999][19]) == (1_000, 20, "x")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", NOT_EXCEL),
        (b"Satker;Pagu\nContoh;5\n", NOT_EXCEL),
        (b"%PDF-1.7", NOT_EXCEL),
        (OLE + b"Workbook", OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), LOCKED),
        (packed({"word/document.xml": b"<a/>"}), NOT_EXCEL),
        (packed({"xl/workbook.bin": b""}), NOT_EXCEL),
        (packed({"content.xml": b"", "mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), NOT_EXCEL),
        (b"PK\x03\x04" + b"\0" * 400, BROKEN),
    ],
)
def test_read_sheet_says_what_kind_of_file_it_cannot_take(content: bytes, sentence: str, tmp_path: Path) -> None:
    assert refusal(content, tmp_path) == sentence


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("xl/vbaProject.bin", MACROS),
        ("XL/VBAPROJECT.BIN", MACROS),
        ("xl/macrosheets/sheet1.xml", MACROS),
        ("xl/externalLinks/externalLink1.xml", LINKED),
        ("xl/connections.xml", LINKED),
        ("xl/queryTables/queryTable1.xml", LINKED),
        ("XL/Workbook.xml", BROKEN),
    ],
)
def test_read_sheet_refuses_what_reaches_beyond_the_sheet(name: str, sentence: str, tmp_path: Path) -> None:
    assert refusal(packed(good_parts() | {name: b"<a/>"}), tmp_path) == sentence


def test_read_sheet_refuses_a_part_marked_as_encrypted(tmp_path: Path) -> None:
    def spoil(package: zipfile.ZipFile) -> None:
        package.filelist[0].flag_bits |= 0x1

    assert refusal(packed(good_parts(), spoil), tmp_path) == LOCKED


def test_read_sheet_refuses_two_names_for_the_same_bytes(tmp_path: Path) -> None:
    def spoil(package: zipfile.ZipFile) -> None:
        package.filelist[1].header_offset = package.filelist[0].header_offset

    assert refusal(packed(good_parts(), spoil), tmp_path) == BROKEN


def test_read_sheet_refuses_two_parts_of_one_name(tmp_path: Path) -> None:
    def spoil(package: zipfile.ZipFile) -> None:
        with pytest.warns(UserWarning, match="Duplicate name"):
            package.writestr(SHEET, b"<worksheet/>")

    assert refusal(packed(good_parts(), spoil), tmp_path) == BROKEN


def test_read_sheet_refuses_a_thousand_parts(tmp_path: Path) -> None:
    assert refusal(packed(good_parts() | {f"xl/media/{n}": b"" for n in range(1_000)}), tmp_path) == TOO_LARGE


def bomb(size: int) -> bytes:
    """Half a megabyte for each 500 MiB of blanks."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in good_parts().items():
            if name != SHEET:
                package.writestr(name, content)
        with package.open(SHEET, "w") as part:
            for _ in range(size // 2**20):
                part.write(b" " * 2**20)
    return target.getvalue()


def test_read_sheet_refuses_a_bomb_by_its_directory(tmp_path: Path) -> None:
    content = bomb(500 * 2**20)

    assert len(content) < 600_000
    assert refusal(content, tmp_path) == TOO_LARGE


@pytest.mark.parametrize("declared", [100, 60 * 2**20])
def test_read_sheet_refuses_a_bomb_that_lies_about_its_size(declared: int, tmp_path: Path) -> None:
    def spoil(package: zipfile.ZipFile) -> None:
        package.getinfo(SHEET).file_size = declared

    content = packed(good_parts() | {SHEET: b" " * (90 * 2**20)}, spoil)

    assert refusal(content, tmp_path) == BROKEN


def test_read_sheet_refuses_one_text_repeated_beyond_measure(tmp_path: Path) -> None:
    table = f"<sst {MAIN}><si><t>{'x' * 2**20}</t></si></sst>".encode()
    cells = '<c t="s"><v>0</v></c>' * 20
    parts = with_sheet(f"<row>{cells}</row>" * 1_000) | {"xl/sharedStrings.xml": table}

    assert refusal(packed(parts), tmp_path) in (TOO_LARGE, TOO_HEAVY)


@pytest.mark.parametrize(
    "sheet",
    [
        b"<!DOCTYPE a [<!ENTITY x 'ha'>]><worksheet>&x;</worksheet>",
        b"<!DOCTYPE a SYSTEM 'file:///etc/hostname'><worksheet/>",
        b"<worksheet><sheetData><row>",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="tidak-ada"?><worksheet/>',
        b"",
        f'<worksheet {MAIN}><sheetData><row r="x"><c><v>1</v></c></row></sheetData></worksheet>'.encode(),
        f'<worksheet {MAIN}><sheetData><row><c r="A-1"><v>1</v></c></row></sheetData></worksheet>'.encode(),
    ],
)
def test_read_sheet_refuses_xml_that_no_office_program_writes(sheet: bytes, tmp_path: Path) -> None:
    assert refusal(packed(good_parts() | {SHEET: sheet}), tmp_path) == BROKEN


def test_read_sheet_refuses_a_book_without_a_sheet_to_see(tmp_path: Path) -> None:
    parts = good_parts()
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"<sheet ", b'<sheet state="veryHidden" ')

    assert refusal(packed(parts), tmp_path) == "Berkas ini tidak punya lembar yang terlihat."


def test_read_sheet_ends_a_child_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "WALL_SECONDS", 0.001)

    assert refusal(written([["x", 1]]), tmp_path) == TOO_HEAVY


def test_read_sheet_logs_why_a_child_died(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(spreadsheets, "CHILD", tmp_path / "tidak-ada")

    with caplog.at_level(logging.WARNING):
        assert refusal(written([["x", 1]]), tmp_path) == TOO_HEAVY

    assert "sheet child ended with 2" in caplog.text


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused_but_never_an_accident(
    places: list[tuple[float, int]], tmp_path: Path
) -> None:
    content = bytearray(written([["KPU Kabupaten Contoh", 48_250_000]]))
    for place, byte in places:
        content[int(place * len(content))] = byte

    try:
        read(bytes(content), tmp_path)
    except UnreadableSheet as refused:
        assert str(refused) != TOO_HEAVY
