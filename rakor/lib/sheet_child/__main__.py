"""Reads one Excel file and prints its first visible sheet as JSON. Run by spreadsheets.read_sheet, alone and limited.

usage: python -I rakor/lib/sheet_child FILE MAX_ROWS MAX_COLS
prints {"rows": [[text]]}, {"refused": sentence} or {"formulas": ["B4"]}; dies when it needs more than it may have
"""

import json
import resource
import struct
import sys
import zlib
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.parsers.expat import ExpatError

from package import BROKEN, TOO_LARGE, Refused, look_at_package, unpack
from python_calamine import CalamineWorkbook
from sheet import Cells, Formulas, first_visible_sheet, parse

MEMORY = 512 * 1024**2
CPU_SECONDS = 10
MOST_TEXT = 8 * 1024**2  # characters of all cells together


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def judged_sheet(path: str, max_rows: int, max_cols: int) -> str:
    """Name of the sheet to read, once nothing speaks against it."""
    with open(path, "rb") as file:
        try:
            parts = look_at_package(file)
            name, part = first_visible_sheet(file, parts)
            cells = Cells(max_rows, max_cols)
            parse(unpack(file, part), cells.start)
        except (ExpatError, zlib.error, struct.error, LookupError, ValueError) as broken:
            raise Refused(BROKEN) from broken
    if cells.formulas:
        raise Formulas(cells.formulas)
    return name


def read_rows(path: str, name: str) -> list[list[str]]:
    try:
        values = CalamineWorkbook.from_path(path).get_sheet_by_name(name).to_python(skip_empty_area=False)
    except MemoryError:
        raise
    except BaseException as broken:  # a panic of the Rust library is no Exception
        raise Refused(BROKEN) from broken
    rows = [[as_typed(value) for value in row] for row in values]
    if sum(len(text) for row in rows for text in row) > MOST_TEXT:
        raise Refused(TOO_LARGE)
    return rows


def as_typed(value: Any) -> str:
    """The text that a person would have typed for it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, int | float):
        return f"{value:.0f}" if value == int(value) else repr(value).replace(".", ",")
    if isinstance(value, datetime) and value.time() != time(0):
        return value.strftime("%d-%m-%Y %H.%M")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}.{minutes % 60:02}"
    return value.strftime("%H.%M") if isinstance(value, time) else ""


def main(path: str, max_rows: str, max_cols: str) -> None:
    limit()
    answer: dict[str, Any]
    try:
        answer = {"rows": read_rows(path, judged_sheet(path, int(max_rows), int(max_cols)))}
    except Formulas as found:
        answer = {"formulas": found.args[0]}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except MemoryError:
        answer = {"refused": TOO_LARGE}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
