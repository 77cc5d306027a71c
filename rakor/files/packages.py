"""A Word or Excel file is a zip. Its directory alone is judged here; nothing is unpacked, and little is read.

The directory of a hostile file may name a hundred thousand parts, so its size is looked at before it is parsed.
"""

from __future__ import annotations

import stat
import struct
import zipfile
from typing import IO

MOST_PARTS = 5_000
MOST_DIRECTORY = 1024 * 1024  # bytes
MOST_UNPACKED = 200 * 1024 * 1024  # bytes of all parts
SUSPECT_UNPACKED, SUSPECT_RATIO = 10 * 1024 * 1024, 150
END, END_SIZE = b"PK\x05\x06", 22
LONGEST_COMMENT = 65_535

BROKEN = "Berkas {} ini rusak. Simpan ulang lalu unggah lagi."
ODD = "Susunan berkas {} ini tidak wajar dan tidak diterima. Simpan ulang dari Word atau Excel lalu unggah lagi."
LOCKED = "Berkas {} ini dikunci dengan kata sandi. Hapus kata sandinya lalu unggah lagi."
TOO_LARGE = "Berkas {} ini terlalu besar bila dibuka. Perkecil gambarnya atau kirim sebagai PDF."
MACROS = "Berkas {} ini berisi makro. Simpan tanpa makro lalu unggah lagi."
LINKED = "Berkas {} ini merujuk ke berkas lain. Salin isinya sebagai nilai lalu unggah lagi, atau kirim sebagai PDF."

MACRO_PARTS = ("vbaproject", "vbadata", "/macrosheets/", "/activex/")
LINK_PARTS = ("xl/externallinks/", "xl/connections", "xl/querytables/")


class Unfit(Exception):
    """Carries the sentence, with a gap for the word of the kind."""


def parts_of(content: IO[bytes]) -> set[str]:
    """Names of the parts in small letters, once nothing speaks against them. Raises Unfit."""
    check_end(content)
    try:
        with zipfile.ZipFile(content) as package:
            parts, directory_at = package.infolist(), package.start_dir
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as broken:
        raise Unfit(BROKEN) from broken
    check_sizes(parts)
    check_places(parts, directory_at)
    names = [part.filename.lower() for part in parts]
    check_names(names)
    return set(names)


def check_end(content: IO[bytes]) -> None:
    """The record at the end of every zip, which zipfile would believe."""
    size = content.seek(0, 2)
    content.seek(max(0, size - END_SIZE - LONGEST_COMMENT - 20))
    tail = content.read()
    place = tail.rfind(END)
    if place < 0 or len(tail) - place < END_SIZE:
        raise Unfit(BROKEN)
    number, directory, comment = struct.unpack("<10xHL4xH", tail[place : place + END_SIZE])
    if len(tail) - place != END_SIZE + comment or tail[max(0, place - 20) :].startswith(b"PK\x06\x07"):
        raise Unfit(ODD)  # something after the end; or sizes that only files above 4 GB need
    if number > MOST_PARTS or directory > MOST_DIRECTORY:
        raise Unfit(TOO_LARGE)


def check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & 0x1 for part in parts):
        raise Unfit(LOCKED)
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise Unfit(TOO_LARGE)
    if unpacked > SUSPECT_UNPACKED and unpacked > SUSPECT_RATIO * packed:
        raise Unfit(TOO_LARGE)


def check_places(parts: list[zipfile.ZipInfo], end: int) -> None:
    """No two parts share bytes, as in a bomb, and none is a link to somewhere else."""
    for part in sorted(parts, key=lambda part: part.header_offset, reverse=True):
        if part.header_offset + 30 + len(part.filename) + part.compress_size > end:
            raise Unfit(ODD)
        end = part.header_offset
    if end < 0 or any(stat.S_ISLNK(part.external_attr >> 16) for part in parts):
        raise Unfit(ODD)


def check_names(names: list[str]) -> None:
    if len(set(names)) < len(names) or any(is_outside(name) for name in names):
        raise Unfit(ODD)
    if any(mark in f"/{name}" for name in names for mark in MACRO_PARTS):
        raise Unfit(MACROS)
    if any(name.startswith(LINK_PARTS) for name in names):
        raise Unfit(LINKED)


def is_outside(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
