"""A recap as Excel: texts as text, figures as numbers, days as days."""

from __future__ import annotations

from typing import IO

from rakor.lib import dates
from rakor.lib.spreadsheets import Column, Value, write_sheet
from reports.models import QuestionKind
from reports.recaps import Answer, Head, Recap, Row, Total

BEFORE = [Column("Kantor", 36), Column("Keadaan", 16), Column("Versi", 7), Column("Dikirim", 36)]
AFTER = [Column("Keterangan", 50)]


def write_recap(target: IO[bytes], recap: Recap) -> None:
    columns = [*BEFORE, *map(column_of, recap.heads), *AFTER]
    lines = [line_of(row, recap) for row in recap.rows]
    if recap.has_totals:
        lines += foot_of(recap.totals())
    when = dates.moment(recap.moment, recap.rakor.timezone)
    sent = f"Sudah masuk {recap.sent} dari {len(recap.rows)} kantor"
    note = f"{recap.column.label}. {recap.rakor.title}. Keadaan per {when}. {sent}"
    write_sheet(target, columns, lines, note=note, name="Rekap")


def column_of(head: Head) -> Column:
    if head.is_number:
        return Column(head.text, 20, "#,##0")
    return Column(head.text, 44 if head.is_long else 24)


def line_of(row: Row, recap: Recap) -> list[Value]:
    version = row.version
    sent = dates.plain_moment(version.sent_at, recap.rakor.timezone) if version else ""
    before: list[Value] = [row.invitation.institution_name, row.state.label, version.number if version else None, sent]
    return [*before, *map(value_of, row.answers), row.nil_note or ", ".join(map(str, row.files))]


def value_of(answer: Answer) -> Value:
    """What does not fit its head stands there as it was written, and no formula takes it for a number."""
    is_plain = answer.is_counted and (answer.head.is_number or answer.head.kind == QuestionKind.DAY)
    value: Value = answer.value if is_plain else answer.text
    return value


def foot_of(totals: list[Total]) -> list[list[Value]]:
    sums: list[Value] = [total.text if total.amount is None else total.amount for total in totals]
    return [["Jumlah", "", None, "", *sums], ["", "", None, "", *(total.note for total in totals)]]
