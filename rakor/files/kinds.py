"""What a file is, by its name and by its content; both must agree before it is kept."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from rakor.files.antivirus import NoVerdict, virus_in
from rakor.files.packages import Unfit, parts_of


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
PICTURES = frozenset({"jpg", "png"})


HEIC = (
    "Foto HEIC dari iPhone belum dapat diterima. Kirim sebagai JPEG: Pengaturan, Kamera, Format, Paling Kompatibel; "
    "atau kirim tangkapan layarnya."
)
HINTS = {
    "heic": HEIC,
    "heif": HEIC,
    "doc": "Format Word lama (.doc) tidak diterima. Simpan sebagai .docx atau PDF.",
    "xls": "Format Excel lama (.xls) tidak diterima. Simpan sebagai .xlsx atau PDF.",
    "docm": "Berkas dengan makro (.docm) tidak diterima. Simpan sebagai .docx.",
    "xlsm": "Berkas dengan makro (.xlsm) tidak diterima. Simpan sebagai .xlsx.",
    "zip": "Berkas zip tidak diterima. Kirim isinya satu per satu.",
    "rar": "Berkas rar tidak diterima. Kirim isinya satu per satu.",
}
HEIC_MARK = b"ftyp"  # from the fifth byte on


def extension_of(name: str) -> str:
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    return "jpg" if extension == "jpeg" else extension


def kind_named(name: str, *, allowed: frozenset[str]) -> Kind:
    """The kind that the name claims. Raises RefusedFile."""
    extension = extension_of(name)
    if extension in HINTS:
        raise RefusedFile(HINTS[extension])
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
    if head[4:8] == HEIC_MARK:
        raise RefusedFile(HEIC)
    if not head.startswith(kind.magic):
        raise RefusedFile(f"Isi berkas bukan {kind.word} seperti namanya. Simpan ulang sebagai {words_of(allowed)}.")
    if kind.part:
        check_package(content, kind)
    check_virus(content)
    content.seek(0)
    return kind


def check_virus(content: IO[bytes]) -> None:
    """Without a verdict the file is taken, and looked at later."""
    with suppress(NoVerdict):
        if virus := virus_in(content):
            raise RefusedFile(f"Berkas ini berisi virus ({virus}) dan tidak diterima. Periksa perangkatnya.")


def check_package(content: IO[bytes], kind: Kind) -> None:
    try:
        parts = parts_of(content)
    except Unfit as unfit:
        raise RefusedFile(str(unfit).format(kind.word)) from unfit
    if {other.part for other in KINDS.values() if other.part in parts} != {kind.part}:
        raise RefusedFile(f"Isi berkas bukan {kind.word} seperti namanya.")
