"""What an office typed instead of uploading it, as a sheet: rows as rows, figures as numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO, Any

from django import forms

from rakor.lib.spreadsheets import Column, Value, write_sheet
from reports.dim.layouts import LAYOUTS
from reports.hibah.forms import AgreementForm, CashForm
from reports.models import NUMBERS, RequirementKind
from reports.paper_forms import TYPED_FIELDS, DivisionReportForm, shown_answer

Row = list[Value]
WHOLE = "#,##0"
TEXTS = [Column("Bagian", 28), Column("Isi", 90)]
ANSWERS = [Column("Pertanyaan", 50), Column("Jawaban", 50), Column("Angka", 20, WHOLE), Column("Satuan", 14)]
FIGURES = [Column("Bagian", 16), Column("Uraian", 34), Column("Isi", 50), Column("Rupiah", 20, WHOLE)]


def is_typed(content: Mapping[str, Any]) -> bool:
    """Whether anything beside files was sent; a statement of nil is none."""
    tables = any(content.get(name) for name in ("rows", "answers", "agreement"))
    return tables or any(content.get(name) for name in TYPED_FIELDS)


def write_typed(target: IO[bytes], kind: str, content: Mapping[str, Any], *, note: str) -> None:
    """A workbook of one version; `note` stands above and says whose it is."""
    columns, rows = table_of(kind, content)
    write_sheet(target, columns, rows, note=note, name="Isian")


def table_of(kind: str, content: Mapping[str, Any]) -> tuple[list[Column], list[Row]]:
    if "rows" in content:
        layout = LAYOUTS[RequirementKind(kind)]
        heads = [Column(head, width) for head, width in zip(layout.heads, layout.widths, strict=True)]
        return heads, [list(layout.texts(row)) for row in content["rows"]]
    if "answers" in content:
        return ANSWERS, [answer_row(answer) for answer in content["answers"]]
    if "agreement" in content:
        return FIGURES, list(grant_rows(content))
    fields = DivisionReportForm.base_fields
    return TEXTS, [[str(fields[name].label), content[name]] for name in TYPED_FIELDS if name in content]


def answer_row(answer: Mapping[str, Any]) -> Row:
    """Unknown is blank."""
    value = answer["value"]
    if value in (None, ""):
        return [answer["label"]]
    if answer["kind"] in NUMBERS:
        return [answer["label"], "", value, answer["unit"]]
    return [answer["label"], shown_answer(dict(answer)), None, answer["unit"]]


def grant_rows(content: Mapping[str, Any]) -> Iterator[Row]:
    yield from part_rows("Perjanjian", AgreementForm, content["agreement"])
    for stage in content.get("stages", []):
        yield ["Pencairan", f"Tahap {stage['number']}", date.fromisoformat(stage["received_on"]), stage["amount"]]
    for line in content.get("lines", []):
        name, activity = f"Kegiatan {line['number']}", f"{line['activity']} ({line['account']})"
        yield [name, "Pagu", activity, line["ceiling"]]
        yield [name, "Realisasi s.d. bulan lalu", "", line["spent_before"]]
        yield [name, "Realisasi bulan ini", line["note"], line["spent_month"]]
    yield from part_rows("Kas", CashForm, content.get("cash", {}))


def part_rows(part: str, form: type[forms.Form], values: Mapping[str, Any]) -> Iterator[Row]:
    for name, value in values.items():
        field = form.base_fields[name]
        if isinstance(value, int):
            yield [part, str(field.label), "", value]
        else:
            is_day = isinstance(field, forms.DateField) and value
            yield [part, str(field.label), date.fromisoformat(value) if is_day else value]
