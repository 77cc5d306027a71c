"""One small true file of each of ten kinds, and office files as hostile people build them."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
BOOK = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<R/>", "xl/workbook.xml": b"<workbook/>"}
TEXT = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": b"<R/>", "word/document.xml": b"<document/>"}


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


TRUE = {
    "pdf": PDF,
    "png": b"\x89PNG\r\n\x1a\n" + bytes(30),
    "jpg": b"\xff\xd8\xff\xe0" + bytes(30),
    "docx": zipped(TEXT),
    "xlsx": zipped(BOOK),
    "doc": OLE,
    "zip": zipped({"catatan.txt": b"isi"}),
    "heic": b"\x00\x00\x00\x18ftypheic" + bytes(20),
    "html": b"<!doctype html><script>alert(1)</script>",
    "exe": b"MZ\x90\x00" + bytes(60),
}
ACCEPTED = ("pdf", "png", "jpg", "docx", "xlsx")


def named(name: str, content: bytes = b"x") -> bytes:
    return zipped(BOOK | {name: content})


def doubled(first: str = "xl/a.xml", second: str = "xl/b.xml") -> bytes:
    return zipped(BOOK | {first: b"1", second: b"2"}).replace(second.encode(), first.encode())


def overlapping() -> bytes:
    """The directory names the bytes of one part twice."""
    made = bytearray(zipped(BOOK | {"xl/a.xml": bytes(3000), "xl/b.xml": bytes(3000)}))
    entry = made.rfind(b"PK\x01\x02")
    earlier = made.rfind(b"PK\x01\x02", 0, entry)
    made[entry + 42 : entry + 46] = made[earlier + 42 : earlier + 46]
    return bytes(made)


def encrypted() -> bytes:
    made = bytearray(zipped(BOOK))
    place = made.find(b"PK\x01\x02")
    made[place + 8] |= 1
    return bytes(made)


def linked() -> bytes:
    """A symbolic link among the parts."""
    made = BytesIO(zipped(BOOK))
    with zipfile.ZipFile(made, "a") as package:
        link = zipfile.ZipInfo("xl/tautan.xml")
        link.external_attr = 0o120777 << 16
        package.writestr(link, "/etc/passwd")
    return made.getvalue()


def many(number: int) -> bytes:
    return zipped(BOOK | {f"xl/{n}.xml": b"" for n in range(number)}, zipfile.ZIP_STORED)


def claiming(size: int) -> bytes:
    """A part that says to be so large when unpacked."""
    made = bytearray(named("xl/besar.xml", b"x" * 1000))
    place = made.rfind(b"PK\x01\x02")
    made[place + 24 : place + 28] = struct.pack("<L", size)
    return bytes(made)


def misdirected() -> bytes:
    """The end says that the directory stands before the file's beginning."""
    made = bytearray(zipped(BOOK))
    made[-6:-2] = struct.pack("<L", len(made) * 2)
    return bytes(made)


def vast_zip64() -> bytes:
    made = zipped(BOOK)
    return made[:-22] + b"PK\x06\x07" + bytes(16) + made[-22:]


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb of 250 MB": lambda: named("xl/bom.xml", bytes(250 * 1024 * 1024)),
    "bomb by ratio": lambda: named("xl/bom.xml", bytes(20 * 1024 * 1024)),
    "claims 4 GB": lambda: claiming(0xFFFFFFF0),
    "overlap": overlapping,
    "5,001 parts": lambda: many(4999),
    "symbolic link": linked,
    "..": lambda: named("../../etc/passwd"),
    ".. inside": lambda: named("xl/../../passwd"),
    "from the root": lambda: named("/etc/passwd"),
    "backslash": lambda: named("xl\\..\\passwd").replace(b"xl/../passwd", b"xl\\..\\passwd"),
    "drive": lambda: named("C:passwd"),
    "one name twice": doubled,
    "one name twice, another case": lambda: named("XL/Workbook.xml"),
    "encrypted": encrypted,
    "macros": lambda: named("xl/vbaProject.bin"),
    "macros, another case": lambda: named("xl/VBAPROJECT.BIN"),
    "macro sheet": lambda: named("xl/macrosheets/sheet1.xml"),
    "active x": lambda: named("xl/activeX/activeX1.bin"),
    "external links": lambda: named("xl/externalLinks/externalLink1.xml"),
    "connections": lambda: named("xl/connections.xml"),
    "query table": lambda: named("xl/queryTables/queryTable1.xml"),
    ".xls renamed": lambda: OLE,
    "cut off": lambda: zipped(BOOK)[:-30],
    "directory elsewhere": misdirected,
    "something after its end": lambda: zipped(BOOK) + b"MZ",
    "zip64": vast_zip64,
    "Word inside Excel": lambda: zipped(BOOK | TEXT),
    "plain zip": lambda: zipped({"a.txt": b"a"}),
}
