"""The DIM as an Excel sheet: the template that an office fills in, and reading it back row by row."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import IO

from django.core.files.uploadedfile import UploadedFile

from rakor.lib.spreadsheets import Column, read_sheet, write_sheet
from reports.dim.layouts import Layout, layout_of
from reports.models import Obligation

MAX_ROWS = 500
CODES = {"bidang": str.upper, "level": str.lower}  # as people write them in a sheet


class RefusedSheet(Exception):
    """Carries one sentence for each mistake, with its row and column; nothing was taken over."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


def stamp_of(obligation: Obligation) -> str:
    """Stands above the heads, so that a sheet of another office or rakor is recognised."""
    return f"DIM {obligation.invitation} - rakor {obligation.requirement.rakor.pk}"


def write_template(target: IO[bytes], obligation: Obligation, rows: list[dict[str, str]]) -> None:
    """The sheet with what the draft holds so far."""
    layout = layout_of(obligation)
    columns = [Column(head, width) for head, width in zip(layout.heads, layout.widths, strict=True)]
    filled = [layout.texts(row) for row in rows]
    write_sheet(target, columns, filled, note=stamp_of(obligation), name="DIM")


def read_rows(upload: UploadedFile, obligation: Obligation) -> list[dict[str, str]]:
    """Draft rows from a filled-in sheet. Raises RefusedSheet, or rakor.lib's UnreadableSheet."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        lines = read_sheet(Path(copy.name), max_rows=MAX_ROWS + 2, max_cols=40)
    check_heads(lines, obligation)
    rows, mistakes = [], []
    for number, line in enumerate(lines[2:], start=3):
        if any(text.strip() for text in line):
            row, wrong = read_row(number, line, layout_of(obligation))
            rows.append(row)
            mistakes += wrong
    if mistakes:
        raise RefusedSheet(mistakes[:20])
    if not rows:
        raise RefusedSheet(["Lembar ini belum berisi masalah. Isi mulai baris 3."])
    return rows


def check_heads(lines: list[list[str]], obligation: Obligation) -> None:
    stamp = lines[0][0].strip() if lines and lines[0] else ""
    if stamp != stamp_of(obligation):
        raise RefusedSheet([f"Sel A1 harus berbunyi “{stamp_of(obligation)}”. Unduh lembar kosong dari halaman ini."])
    heads = [text.strip() for text in lines[1]] if len(lines) > 1 else []
    wrong = [
        f"Baris 2 kolom {place}: judul seharusnya “{head}”."
        for place, head in enumerate(layout_of(obligation).heads, start=1)
        if place > len(heads) or heads[place - 1] != head
    ]
    if wrong:
        raise RefusedSheet(wrong)


def read_row(number: int, line: list[str], layout: Layout) -> tuple[dict[str, str], list[str]]:
    texts = [*line, *([""] * len(layout.fields))]
    row = {name: texts[place].strip() for place, name in enumerate(layout.fields)}
    row |= {name: change(row[name]) for name, change in CODES.items() if name in row}
    form = layout.form(row)
    if form.is_valid():
        return {name: form.cleaned_data[name] for name in layout.fields}, []
    return row, [
        f"Baris {number} kolom {layout.heads[layout.fields.index(name)]}: {errors[0]}"
        for name, errors in form.errors.items()
        if name in layout.fields
    ]
