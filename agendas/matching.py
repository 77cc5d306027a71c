"""The list of participants that a meeting program hands out as CSV, held against the names of the delegates."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass
from io import StringIO

from meetings.models import Delegate

MOST_BYTES = 1024 * 1024
MOST_ROWS = 5000
LONGEST = 160  # characters of a name that are read
HEADS = ("nama", "name", "peserta", "participant", "full name", "display name")
TITLES = frozenset(
    ("h", "hj", "haji", "kh", "dr", "drs", "dra", "drh", "ir", "prof")
    + ("sdr", "sdri", "bpk", "bapak", "ibu", "pak", "bu")
    + ("kombes", "kompol", "akp", "letkol", "mayor", "kapten", "kol")
)


class UnreadableList(Exception):
    """Its text is the sentence beside the file."""


@dataclass(frozen=True)
class Proposal:
    """A name of the file; `delegates` are those who are called so, more than one where two are."""

    name: str
    delegates: list[Delegate]


def normalised(name: str) -> str:
    """Without degrees, titles, case and punctuation: "H. Akhmad, S.Sos., M.Si" and "AKHMAD" are one."""
    plain = name.split(",")[0].split("(")[0].casefold()
    words = re.sub(r"[^\w\s]", " ", plain.replace("'", "")).split()
    return " ".join(word for word in words if word not in TITLES)


def decoded(content: bytes) -> str:
    """UTF-8, or UTF-16 as one of the meeting programs writes it; older programs write the Western code page."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_names(content: bytes) -> list[str]:
    """Each name once, in the order of the file. Raises UnreadableList. Nothing in a cell is ever worked out."""
    if len(content) > MOST_BYTES or b"\x00\x00" in content:
        raise UnreadableList("Berkas ini bukan daftar peserta CSV, atau lebih besar dari 1 MB.")
    text = decoded(content).replace("\x00", "")
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text)))
    except csv.Error as odd:
        raise UnreadableList("Berkas ini tidak terbaca sebagai CSV. Unduh ulang dari program rapat.") from odd
    if len(rows) > MOST_ROWS:
        raise UnreadableList(f"Berkas ini lebih dari {MOST_ROWS} baris.")
    for place, row in enumerate(rows[:30]):  # some programs write a summary above the list
        column = next((n for n, head in enumerate(row) if is_head(head)), None)
        if column is not None:
            names = (row[column].strip()[:LONGEST] for row in rows[place + 1 :] if len(row) > column)
            return list(dict.fromkeys(name for name in names if name))
    raise UnreadableList("Kolom nama tidak ditemukan. Baris judulnya harus memuat kolom Nama atau Name.")


def delimiter_of(text: str) -> str:
    head = text[:2000]
    return max(",;\t", key=head.count)


def is_head(cell: str) -> bool:
    plain = cell.strip().casefold()
    return plain in HEADS or plain.startswith(("name (", "nama (", "nama peserta", "nama lengkap"))


def match(names: list[str], delegates: list[Delegate]) -> tuple[list[Proposal], list[str]]:
    """Proposals for names that are the same but for titles, and the names that nobody has."""
    called: dict[str, list[Delegate]] = {}
    for delegate in delegates:
        called.setdefault(normalised(delegate.name), []).append(delegate)
    found = [Proposal(name, called.get(normalised(name), [])) for name in names]
    return [row for row in found if row.delegates], [row.name for row in found if not row.delegates]
