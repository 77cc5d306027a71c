"""The XML of a workbook: which sheet is the first visible one, where it has content, which cells have formulas."""

import re
import zipfile
from collections.abc import Callable, Iterable
from posixpath import normpath
from typing import IO
from xml.parsers import expat

from package import BROKEN, Parts, Refused, unpack

NO_SHEET = "Berkas ini tidak punya lembar yang terlihat."
MOST_FORMULAS = 50  # named at once
Start = Callable[[str, dict[str, str]], None]


class Formulas(Exception):
    """Holds the cells that have one."""


def parse(chunks: Iterable[bytes], start: Start) -> None:
    """Call `start` for every element, with names stripped of their namespaces; a DOCTYPE is refused."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    for chunk in chunks:
        parser.Parse(chunk)
    parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    raise Refused(BROKEN)


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def first_visible_sheet(file: IO[bytes], parts: Parts) -> tuple[str, zipfile.ZipInfo]:
    """Its name and its part."""
    sheets: list[dict[str, str]] = []
    targets: dict[str, dict[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet" and attributes.get("state", "visible") == "visible":
            sheets.append(attributes)
        elif tag == "Relationship":
            targets[attributes["Id"]] = attributes

    parse(unpack(file, parts["xl/workbook.xml"]), start)
    parse(unpack(file, parts["xl/_rels/workbook.xml.rels"]), start)
    for sheet in sheets:
        if targets[sheet["id"]]["Type"].endswith("/worksheet"):
            path = targets[sheet["id"]]["Target"]
            return sheet["name"], parts[path[1:] if path.startswith("/") else normpath(f"xl/{path}")]
    raise Refused(NO_SHEET)


class Cells:
    """Walks over one sheet. Empty cells that are only coloured may lie anywhere; content may not."""

    def __init__(self, max_rows: int, max_cols: int) -> None:
        self.max_rows, self.max_cols = max_rows, max_cols
        self.row = self.col = 0
        self.formulas: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self.row, self.col = int(attributes.get("r", self.row + 1)), 0
        elif tag == "c":
            self._move_to(attributes.get("r"))
        elif tag in ("v", "is", "f"):
            self._take(is_formula=tag == "f")

    def _move_to(self, reference: str | None) -> None:
        self.col += 1
        if reference is None:
            return
        match = re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", reference)
        if match is None:
            raise Refused(BROKEN)
        self.row, self.col = int(match[2]), 0
        for letter in match[1]:
            self.col = self.col * 26 + ord(letter) - 64

    def _take(self, is_formula: bool) -> None:
        if self.row > self.max_rows or self.col > self.max_cols:
            size = f"{self.max_rows} baris dan {self.max_cols} kolom"
            raise Refused(f"Sel {self._name()} di luar batas {size}; hapus isinya, lalu unggah lagi.")
        if is_formula:
            self.formulas.append(self._name())
        if len(self.formulas) >= MOST_FORMULAS:
            raise Formulas(self.formulas)

    def _name(self) -> str:
        letters, col = "", self.col
        while col:
            col, rest = divmod(col - 1, 26)
            letters = chr(65 + rest) + letters
        return f"{letters}{self.row}"
