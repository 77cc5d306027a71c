"""An .xlsx file is a zip of XML parts. Here its directory and its sizes are judged before anything else reads it."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

MOST_PARTS = 1_000
MOST_UNPACKED = 64 * 1024**2  # bytes of all parts together; a full form of 5,000 rows takes about 5 MiB
CHUNK = 64 * 1024
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

NOT_EXCEL = "Berkas ini bukan berkas Excel (.xlsx)."
OLD_EXCEL = "Berkas ini memakai format Excel lama (.xls); simpan sebagai .xlsx, lalu unggah lagi."
LOCKED = "Berkas ini dilindungi kata sandi; hapus kata sandinya, lalu unggah lagi."
MACROS = "Berkas ini berisi makro; simpan sebagai .xlsx biasa, lalu unggah lagi."
LINKED = "Berkas ini merujuk ke berkas atau sumber lain; salin isinya sebagai nilai, lalu unggah lagi."
BROKEN = "Berkas ini rusak; simpan ulang dari Excel, lalu unggah lagi."
TOO_LARGE = "Isi berkas ini terlalu besar; salin isinya ke lembar baru, lalu unggah lagi."

Parts = dict[str, zipfile.ZipInfo]


class Refused(Exception):
    """Holds the sentence for the person."""


def look_at_package(file: IO[bytes]) -> Parts:
    """The parts by name, each measured: what comes after may believe their sizes."""
    head = file.read(8)
    if head == OLE:
        raise Refused(LOCKED if ENCRYPTED in file.read() else OLD_EXCEL)
    if not head.startswith(b"PK\x03\x04"):
        raise Refused(NOT_EXCEL)
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError) as broken:
        raise Refused(BROKEN) from broken
    _judge_sizes(package.infolist(), package.start_dir)
    _judge_names([part.filename.lower() for part in package.infolist()])
    for part in package.infolist():
        for _ in unpack(file, part):
            pass
    return {part.filename: part for part in package.infolist()}


def _judge_sizes(parts: list[zipfile.ZipInfo], end: int) -> None:
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused(LOCKED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(TOO_LARGE)
    for part in sorted(parts, key=lambda part: part.header_offset, reverse=True):
        if part.header_offset + 30 + len(part.filename) + part.compress_size > end:
            raise Refused(BROKEN)  # two parts share bytes, as in a bomb
        end = part.header_offset
    if parts and end < 0:
        raise Refused(BROKEN)


def _judge_names(names: list[str]) -> None:
    if len(set(names)) < len(names):
        raise Refused(BROKEN)
    if any(name.endswith("vbaproject.bin") or name.startswith("xl/macrosheets/") for name in names):
        raise Refused(MACROS)
    if any(name.startswith(("xl/externallinks/", "xl/connections", "xl/querytables/")) for name in names):
        raise Refused(LINKED)
    if "xl/workbook.xml" not in names:
        raise Refused(NOT_EXCEL)


def unpack(file: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The bytes of one part, refused where they are not as many as its directory entry says."""
    file.seek(part.header_offset)
    signature, name_length, extra_length = struct.unpack("<4s22xHH", file.read(30))
    file.seek(name_length + extra_length, 1)
    packed = file.read(part.compress_size)
    size = 0
    for chunk in _inflate(packed, part.compress_type if signature == b"PK\x03\x04" else -1):
        size += len(chunk)
        if size > part.file_size:
            raise Refused(BROKEN)
        yield chunk
    if size != part.file_size:
        raise Refused(BROKEN)


def _inflate(packed: bytes, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        yield packed
        return
    if method != zipfile.ZIP_DEFLATED:
        raise Refused(BROKEN)
    stream = zlib.decompressobj(-15)
    while not stream.eof:
        chunk = stream.decompress(packed, CHUNK)
        packed = stream.unconsumed_tail
        if not chunk and not stream.eof:
            raise Refused(BROKEN)
        yield chunk
