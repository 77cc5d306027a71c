"""The list of participants that a meeting program hands out as CSV, held against the names of the delegates."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO

from agendas.listed_hours import Hours, Reader
from meetings.models import Delegate

MOST_BYTES = 1024 * 1024
MOST_ROWS = 5000
LONGEST = 160  # characters of a name that are read
HEADS = ("nama", "name", "peserta", "participant", "full name", "display name")
JOINED = (
    *("join time", "first join", "time joined", "joined at", "first seen"),
    *("waktu bergabung", "waktu gabung", "waktu masuk", "jam masuk", "bergabung pertama", "gabung pertama", "masuk"),
)
LEFT = (
    *("leave time", "last leave", "time exited", "left at", "last seen"),
    *("waktu keluar", "waktu meninggalkan", "jam keluar", "terakhir keluar", "keluar terakhir", "keluar"),
)
DEGREE = re.compile(r"(?<=\s)[sma]\.(?:\w{1,4}(?:\.|(?=\s|$)))+")  # "S.H.", "M.Si", "A.Md" where the comma was left out
TITLES = frozenset(
    ("h", "hj", "haji", "kh", "dr", "drs", "dra", "drh", "ir", "prof")
    + ("sdr", "sdri", "bpk", "bapak", "ibu", "pak", "bu")
    + ("kombes", "kompol", "akp", "letkol", "mayor", "kapten", "kol")
)


class UnreadableList(Exception):
    """Its text is the sentence beside the file."""


@dataclass
class Listed:
    """A name of the file with every coming and going it has, each as written beside the head of its column."""

    name: str
    joined: list[tuple[str, str]] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Proposal:
    """A name of the file; `delegates` are those who are called so, more than one where two are."""

    name: str
    delegates: list[Delegate]
    hours: Hours = field(default_factory=Hours)


def normalised(name: str) -> str:
    """Without degrees, titles, case and punctuation: "H. Akhmad, S.Sos., M.Si" and "AKHMAD" are one."""
    plain = DEGREE.sub(" ", name.split(",")[0].split("(")[0].casefold())
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


def read_names(content: bytes) -> list[Listed]:
    """Each name once, in the order of the file. Raises UnreadableList. Nothing in a cell is ever worked out."""
    rows = rows_of(content)
    for place, row in enumerate(rows[:30]):  # some programs write a summary above the list
        column = next((n for n, head in enumerate(row) if is_head(head)), None)
        if column is not None:
            return listed(rows[place + 1 :], column, row)
    raise UnreadableList("Kolom nama tidak ditemukan. Baris judulnya harus memuat kolom Nama atau Name.")


def rows_of(content: bytes) -> list[list[str]]:
    if len(content) > MOST_BYTES or b"\x00\x00" in content:
        raise UnreadableList("Berkas ini bukan daftar peserta CSV, atau lebih besar dari 1 MB.")
    text = decoded(content).replace("\x00", "")
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text)))
    except csv.Error as odd:
        raise UnreadableList("Berkas ini tidak terbaca sebagai CSV. Unduh ulang dari program rapat.") from odd
    if len(rows) > MOST_ROWS:
        raise UnreadableList(f"Berkas ini lebih dari {MOST_ROWS} baris.")
    return rows


def listed(rows: list[list[str]], column: int, heads: list[str]) -> list[Listed]:
    joined, left = column_of(heads, JOINED), column_of(heads, LEFT)
    found: dict[str, Listed] = {}
    for row in rows:
        name = row[column].strip()[:LONGEST] if len(row) > column else ""
        if not name:
            continue
        one = found.setdefault(name, Listed(name))
        for place, hours in ((joined, one.joined), (left, one.left)):
            if place is not None and len(row) > place:
                hours.append((row[place], heads[place]))
    return list(found.values())


def column_of(heads: list[str], words: Sequence[str]) -> int | None:
    """Whose head is one of the words, or begins with one: "Join Time (UTC)"."""
    plain = [head.strip().casefold() for head in heads]
    return next((n for word in words for n, head in enumerate(plain) if head.startswith(word)), None)


def delimiter_of(text: str) -> str:
    head = text[:2000]
    return max(",;\t", key=head.count)


def is_head(cell: str) -> bool:
    plain = cell.strip().casefold()
    return plain in HEADS or plain.startswith(("name (", "nama (", "nama peserta", "nama lengkap"))


def match(names: list[Listed], delegates: list[Delegate], reader: Reader) -> tuple[list[Proposal], list[str]]:
    """Proposals for names that are the same but for titles, and the names that nobody has."""
    called: dict[str, list[Delegate]] = {}
    for delegate in delegates:
        called.setdefault(normalised(delegate.name), []).append(delegate)
    same: dict[str, list[Listed]] = {}
    for row in names:
        same.setdefault(normalised(row.name), []).append(row)
    unmatched = [row.name for row in names if normalised(row.name) not in called]
    return [proposal(rows, called[plain], reader) for plain, rows in same.items() if plain in called], unmatched


def proposal(rows: list[Listed], delegates: list[Delegate], reader: Reader) -> Proposal:
    """One person may have come under two spellings of the name."""
    joined = [moment for row in rows for moment in row.joined]
    left = [moment for row in rows for moment in row.left]
    return Proposal("; ".join(row.name for row in rows), delegates, reader.hours(joined, left))
