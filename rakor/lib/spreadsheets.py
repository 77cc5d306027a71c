"""Excel files: written so that text stays text, read only by a limited child process.

A file from outside may unpack to a thousand times its size or hold formulas and macros. Nothing of it is opened here:
sheet_child/ runs alone with little memory, little time and an empty environment, and answers in JSON.
"""

import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from textwrap import wrap
from typing import IO, Any, NamedTuple

import xlsxwriter

CHILD = Path(__file__).with_name("sheet_child")
WALL_SECONDS = 15
LONGEST_TEXT = 32_767  # characters that one Excel cell holds
TOO_HEAVY = "Berkas ini terlalu berat untuk dibaca; salin isinya ke lembar baru, lalu unggah lagi."
SAFE_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
log = logging.getLogger(__name__)
Value = str | int | Decimal | date | None


class UnreadableSheet(ValueError):
    """The file cannot be taken; its message tells the person why and what to do."""


class FormulaFound(UnreadableSheet):
    """Some cells hold formulas, whose shown value nobody can vouch for."""

    def __init__(self, cells: list[str]) -> None:
        shown = ", ".join(cells[:5]) + (", dan lainnya" if len(cells) > 5 else "")
        super().__init__(f"Sel {shown} berisi rumus; salin lalu tempel sebagai nilai, kemudian unggah lagi.")
        self.cells = cells


class Column(NamedTuple):
    head: str
    width: float = 16  # characters
    number_format: str = ""  # Excel's own, such as "#,##0"


A4 = 9  # Excel's own number
LINE, TALLEST = 15, 405  # points of one line, and of the tallest row that Excel knows in whole lines
UPRIGHT = 95  # characters that an upright page holds in a readable size; what is wider is turned


def write_sheet(
    target: IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    note: str = "",
    name: str = "Data",
    frozen: int = 0,
) -> None:
    """Write a workbook of one sheet, ready to be printed; rows may be a generator of any length.

    `note` stands above the heads and says of when the figures are: "per 14 September 2020 pukul 16.00 WITA".
    Instants must come as text that names their zone. Unknown is None and stays blank. Text is cut where a cell is full.
    The first `frozen` columns stay in sight, as the heads do.
    """
    with xlsxwriter.Workbook(target, SAFE_OPTIONS) as book:
        sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", name)[:31])
        head_row = _write_heads(book, sheet, columns, note)
        sheet.freeze_panes(head_row + 1, frozen)
        _set_page(sheet, columns, head_row, name)
        formats = [_cell_format(book, column) for column in columns]
        day = book.add_format({"num_format": "dd-mm-yyyy", "valign": "top", "align": "left"})
        for row, values in enumerate(rows, start=head_row + 1):
            _set_height(sheet, row, columns, values)
            for place, value in enumerate(values):
                _write_value(sheet, row, place, value, day if isinstance(value, date) else formats[place])


def _write_heads(book: Any, sheet: Any, columns: Sequence[Column], note: str) -> int:
    """Give back the row of the heads."""
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1})
    head_row = 1 if note else 0
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
    if note:
        sheet.write_string(0, 0, note)
    _set_height(sheet, head_row, columns, [column.head for column in columns])
    for place, column in enumerate(columns):
        sheet.write_string(head_row, place, column.head, bold)
    return head_row


def _set_height(sheet: Any, row: int, columns: Sequence[Column], values: Sequence[Value]) -> None:
    """As high as its longest text: not every program that opens a sheet finds that out by itself."""
    texts = [(text, column) for text, column in zip(values, columns, strict=False) if isinstance(text, str)]
    lines = max((_lines_of(text, column) for text, column in texts), default=1)
    if lines > 1:
        sheet.set_row(row, min(lines * LINE, TALLEST))


def _lines_of(text: str, column: Column) -> int:
    """How many its wrapped text takes; a letter more or less, as the font is."""
    width = max(int(column.width * 0.9), 1)
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(len(wrap(line, width)) or 1 for line in text.splitlines())


def _set_page(sheet: Any, columns: Sequence[Column], head_row: int, name: str) -> None:
    """A4, one page wide; the note and the heads stand on every page."""
    sheet.set_paper(A4)
    if sum(column.width for column in columns) > UPRIGHT:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)  # inches
    sheet.repeat_rows(0, head_row)
    sheet.set_footer(f"&L{name.replace('&', '&&')}&RHalaman &P dari &N")


def _cell_format(book: Any, column: Column) -> Any:
    look = {"num_format": column.number_format} if column.number_format else {"text_wrap": True}
    return book.add_format(look | {"valign": "top"})


def _write_value(sheet: Any, row: int, place: int, value: Value, look: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, place, value[:LONGEST_TEXT], look)
    elif isinstance(value, datetime | bool):
        raise TypeError(f"write {type(value).__name__} as text")
    elif isinstance(value, date):
        sheet.write_datetime(row, place, datetime(value.year, value.month, value.day), look)
    else:
        sheet.write_number(row, place, value, look)


def read_sheet(path: str | Path, *, max_rows: int, max_cols: int) -> list[list[str]]:
    """The first visible sheet as text, row 1 of Excel first; raises UnreadableSheet or FormulaFound.

    Numbers come as a person would type them (48250000, 0,5), dates as 17-09-2020, hours as 14.00.
    """
    command = [sys.executable, "-I", str(CHILD), str(path), str(max_rows), str(max_cols)]
    try:
        child = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, env={}, check=False)
    except subprocess.TimeoutExpired as late:
        raise UnreadableSheet(TOO_HEAVY) from late
    if child.returncode != 0:
        log.warning("sheet child ended with %s: %s", child.returncode, child.stderr[-500:].decode(errors="replace"))
        raise UnreadableSheet(TOO_HEAVY)
    answer = json.loads(child.stdout)
    if answer.get("formulas"):
        raise FormulaFound(answer["formulas"])
    if answer.get("refused"):
        raise UnreadableSheet(answer["refused"])
    return answer["rows"]
