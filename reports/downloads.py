"""The newest sent papers as one zip: the files under the host's pattern, what was typed as sheets, and a list.

The list says of every office what it sent, when, and its sha256 as on the receipt; and who has not sent yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from meetings.models import Rakor
from rakor.files.kinds import KINDS
from rakor.files.models import StoredFile
from rakor.files.serving import entry_of
from rakor.lib import dates
from rakor.lib.filenames import Names
from rakor.lib.spreadsheets import Column, Value, write_sheet
from rakor.lib.wording import fill
from rakor.lib.zips import Entry
from reports.models import Submission
from reports.newest import Newest, with_versions
from reports.typed_sheets import is_typed, write_typed

LIST, SUMS = "_daftar.xlsx", "sha256sum.txt"
EXTENSIONS = {kind.content_type: extension for extension, kind in KINDS.items()}
HEADS = [
    *(Column("Kantor", 36), Column("Berkas", 30), Column("Divisi", 8), Column("Versi", 7), Column("Keadaan", 16)),
    *(Column("Tanda terima", 13), Column("Dikirim", 36), Column("Terlambat", 11), Column("Nama asal", 36)),
    *(Column("Nama dalam zip", 60), Column("Byte", 14, "#,##0"), Column("sha256", 68)),
]


@dataclass(frozen=True)
class Part:
    """One file of the zip, before it has its name."""

    mark: str
    extension: str
    original: str
    content: StoredFile | bytes

    @property
    def size(self) -> int:
        return len(self.content) if isinstance(self.content, bytes) else self.content.size

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest() if isinstance(self.content, bytes) else self.content.sha256

    @property
    def virus(self) -> str:
        return "" if isinstance(self.content, bytes) else self.content.virus

    def entry(self, name: str) -> Entry:
        if isinstance(self.content, bytes):
            return Entry(name, self.size, [self.content])
        return entry_of(self.content, name)


def entries(rows: list[Newest], *, rakor: Rakor, moment: datetime) -> Iterator[Entry]:
    """Papers in official order; at the end the list of them and the sums that a checking tool reads."""
    names, listed, sums = Names(LIST, SUMS), [], []
    digits = digits_of(rakor)
    for row, version in with_versions(rows):
        if version is None:
            listed.append(line(row, rakor))
            continue
        for part in parts_of(row, version, rakor):
            name = "" if part.virus else names.take(stem_of(row, digits), part.extension, mark=part.mark)
            listed.append(line(row, rakor, version, part, name))
            if name:
                sums.append((part.sha256, name))
                yield part.entry(name)
    table = list_sheet(listed, note=f"{rakor.title}. Keadaan per {dates.moment(moment, rakor.timezone)}")
    sums.append((hashlib.sha256(table).hexdigest(), LIST))
    checks = "".join(f"{sha256}  {name}\n" for sha256, name in sums).encode()
    yield Entry(LIST, len(table), [table])
    yield Entry(SUMS, len(checks), [checks])


def digits_of(rakor: Rakor) -> int:
    """Of the official order, so that names sort by it."""
    last = rakor.invitations.order_by("-order").values_list("order", flat=True).first()
    return max(2, len(str(last or 0)))


def stem_of(row: Newest, digits: int) -> str:
    """By the pattern of the paper; where that names no division, it stands behind the paper's name."""
    requirement, pattern = row.column.requirement, row.column.requirement.name_pattern
    if "{divisi}" not in pattern:
        pattern = pattern.replace("{berkas}", "{berkas} {divisi}") if "{berkas}" in pattern else f"{pattern} {{divisi}}"
    values = {
        "urutan": f"{row.invitation.order:0{digits}d}",
        "kantor": row.invitation.institution_name,
        "berkas": str(requirement),
        "divisi": row.column.bidang,
        "versi": str(row.version.number if row.version else 0),
    }
    return fill(pattern, values)


def parts_of(row: Newest, version: Submission, rakor: Rakor) -> Iterator[Part]:
    """What one version consists of."""
    files = [file.stored for file in version.files.all()]
    for number, stored in enumerate(files, start=1):
        mark = f" berkas {number}" if len(files) > 1 else ""
        yield Part(mark, EXTENSIONS[stored.content_type], stored.name, stored)
    if version.is_nil:
        yield Part(" nihil", "txt", "pernyataan nihil", nil_text(row, version, rakor))
    elif is_typed(version.content):
        sheet = BytesIO()
        write_typed(sheet, row.column.requirement.kind, version.content, note=about(row, version, rakor))
        yield Part(" isian" if files else "", "xlsx", "isian", sheet.getvalue())


def about(row: Newest, version: Submission, rakor: Rakor) -> str:
    """KPU Kabupaten Banjar, DIM, versi 2, dikirim ...: whose it is, once it lies among other papers."""
    sent = dates.plain_moment(version.sent_at, rakor.timezone)
    receipt = f"tanda terima No. {version.receipt_number}"
    return f"{row.invitation}, {row.column.label}, versi {version.number}, dikirim {sent}, {receipt}"


def nil_text(row: Newest, version: Submission, rakor: Rakor) -> bytes:
    """With the mark and the line ends by which every Notepad shows it well."""
    because = version.content.get("nihil", "")
    lines = ["PERNYATAAN NIHIL", about(row, version, rakor), because]
    return "\r\n".join(words for text in lines for words in text.splitlines()).encode("utf-8-sig")


def line(
    row: Newest, rakor: Rakor, version: Submission | None = None, part: Part | None = None, name: str = ""
) -> list[Value]:
    """Of the list; without a version the office has not sent yet."""
    state = row.cell.state.label
    office: list[Value] = [row.invitation.institution_name, str(row.column.requirement), row.column.bidang]
    if not (version and part):
        return [*office, None, state]
    sent: list[Value] = [version.number, state, version.receipt_number]
    sent += [dates.plain_moment(version.sent_at, rakor.timezone), "ya" if row.cell.is_late else "tidak"]
    shown = name or f"tidak disertakan: berisi virus {part.virus}"
    return [*office, *sent, part.original, shown, part.size, part.sha256]


def list_sheet(lines: list[list[Value]], *, note: str) -> bytes:
    sheet = BytesIO()
    write_sheet(sheet, HEADS, lines, note=note, name="Daftar")
    return sheet.getvalue()
