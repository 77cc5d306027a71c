"""The places of a version that a reviewer can point at: a field, a row, a figure, a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rakor.lib.dates import long_date
from rakor.lib.money import rupiah
from reports.dim.layouts import Layout, layout_of
from reports.hibah.forms import AgreementForm, CashForm
from reports.models import Submission
from reports.paper_forms import TYPED_FIELDS, DivisionReportForm, shown_answer


@dataclass(frozen=True)
class Place:
    name: str  # of the field, or "rows-3"
    label: str
    text: str

    @property
    def row_of(self) -> str:
        """The table of which this is a numbered row; "" for a field."""
        table, dash, number = self.name.rpartition("-")
        return table if dash and number.isdecimal() else ""


def places_of(version: Submission) -> list[Place]:
    """In the order of reading; fields that were left empty too, for a note may ask for them."""
    rows = row_places(version) if "rows" in version.content else ()
    return [*places_in(version.content), *rows, *file_places(version)]


def places_in(content: Mapping[str, Any]) -> Iterator[Place]:
    if "nihil" in content:
        yield Place("nihil", "Keterangan nihil", content["nihil"])
    fields = DivisionReportForm.base_fields
    for name in TYPED_FIELDS:
        if name in content:
            yield Place(name, str(fields[name].label), content[name])
    for answer in content.get("answers", []):
        yield Place(answer["key"], answer["label"], shown_answer(answer))
    yield from grant_places(content)


def row_places(version: Submission) -> Iterator[Place]:
    layout = layout_of(version.obligation)
    for number, row in enumerate(version.content["rows"], start=1):
        yield Place(f"rows-{number}", f"Baris {number}", row_text(layout, row))


def row_text(layout: Layout, row: dict[str, str]) -> str:
    """Uraian masalah: ...; Penyebab: ..., without what is empty."""
    return "\n".join(f"{head}: {text}" for head, text in layout.labelled(row) if text)


def grant_places(content: Mapping[str, Any]) -> Iterator[Place]:
    for part, form in (("agreement", AgreementForm), ("cash", CashForm)):
        for name, value in content.get(part, {}).items():
            yield Place(name, str(form.base_fields[name].label), figure(value))
    for stage in content.get("stages", []):
        text = f"{long_date(date.fromisoformat(stage['received_on']))}: {rupiah(stage['amount'])}"
        yield Place(f"stages-{stage['number']}", f"Tahap {stage['number']}", text)
    for line in content.get("lines", []):
        yield Place(f"lines-{line['number']}", f"Kegiatan {line['number']}", line_text(line))


def figure(value: Any) -> str:
    return rupiah(value) if isinstance(value, int) else str(value)


def line_text(line: Mapping[str, Any]) -> str:
    sums = (("Pagu", "ceiling"), ("s.d. bulan lalu", "spent_before"), ("Bulan ini", "spent_month"))
    figures = "\n".join(f"{head}: {rupiah(line[name])}" for head, name in sums)
    return f"{line['activity']} ({line['account']})\n{figures}\n{line['note']}".strip()


def file_places(version: Submission) -> Iterator[Place]:
    for file in version.files.select_related("stored"):
        stored = file.stored
        text = f"{stored.name}\n{stored.size} byte\nsha256 {stored.sha256}"
        yield Place(f"files-{file.order}", f"Berkas {file.order}", text)
