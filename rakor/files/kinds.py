"""What a file is, by its name and by its content; both must agree before it is kept."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import IO

OFFICE_ENTRIES = 5_000
OFFICE_UNPACKED = 200 * 1024 * 1024  # bytes


class RefusedFile(Exception):
    """Carries the sentence for the person who sent it."""


@dataclass(frozen=True)
class Kind:
    word: str
    content_type: str
    magic: tuple[bytes, ...]
    part: str = ""  # the entry that tells one office format from another


OPENXML = "application/vnd.openxmlformats-officedocument"
KINDS = {
    "pdf": Kind("PDF", "application/pdf", (b"%PDF-",)),
    "png": Kind("gambar PNG", "image/png", (b"\x89PNG\r\n\x1a\n",)),
    "jpg": Kind("gambar JPEG", "image/jpeg", (b"\xff\xd8\xff",)),
    "docx": Kind("Word (.docx)", f"{OPENXML}.wordprocessingml.document", (b"PK\x03\x04",), "word/document.xml"),
    "xlsx": Kind("Excel (.xlsx)", f"{OPENXML}.spreadsheetml.sheet", (b"PK\x03\x04",), "xl/workbook.xml"),
}
PAPERS = frozenset({"pdf", "docx", "xlsx", "jpg", "png"})
SCANS = frozenset({"pdf"})


def extension_of(name: str) -> str:
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    return "jpg" if extension == "jpeg" else extension


def kind_named(name: str, *, allowed: frozenset[str]) -> Kind:
    """The kind that the name claims. Raises RefusedFile."""
    extension = extension_of(name)
    if extension not in allowed:
        raise RefusedFile(f"Jenis berkas ini tidak diterima. Kirim sebagai {words_of(allowed)}.")
    return KINDS[extension]


def words_of(allowed: frozenset[str]) -> str:
    return ", ".join(KINDS[extension].word for extension in sorted(allowed))


def kind_of(name: str, content: IO[bytes], *, allowed: frozenset[str]) -> Kind:
    """The kind that name and content agree on. Raises RefusedFile. Leaves the content at its start."""
    kind = kind_named(name, allowed=allowed)
    content.seek(0)
    head = content.read(16)
    if not head.startswith(kind.magic):
        raise RefusedFile(f"Isi berkas bukan {kind.word} seperti namanya. Simpan ulang sebagai {words_of(allowed)}.")
    if kind.part:
        check_office_directory(content, kind)
    content.seek(0)
    return kind


def check_office_directory(content: IO[bytes], kind: Kind) -> None:
    """Looks at the zip directory only; nothing is unpacked."""
    try:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as broken:
        raise RefusedFile(f"Berkas {kind.word} ini rusak. Simpan ulang lalu unggah lagi.") from broken
    names = [entry.filename for entry in entries]
    if kind.part not in names:
        raise RefusedFile(f"Isi berkas bukan {kind.word} seperti namanya.")
    if any("vbaProject" in name for name in names):
        raise RefusedFile("Berkas berisi makro. Simpan tanpa makro lalu unggah lagi.")
    is_bomb = len(entries) > OFFICE_ENTRIES or sum(entry.file_size for entry in entries) > OFFICE_UNPACKED
    if is_bomb or len(set(names)) < len(names) or any(entry.flag_bits & 1 for entry in entries):
        raise RefusedFile("Berkas ini tidak wajar (terkunci atau terlalu besar bila dibuka) dan tidak diterima.")
