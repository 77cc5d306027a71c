"""What all offices wrote for one paper beside each other, under one division or for the whole office.

A question is known by its key. An answer to an earlier wording of another kind or unit is shown, never added up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from meetings.models import Invitation, Rakor
from rakor.lib.dates import brief_date
from rakor.lib.money import thousands
from reports.models import (
    NUMBERS,
    CellState,
    Column,
    QuestionKind,
    Requirement,
    RequirementKind,
    Submission,
    SubmissionFile,
)
from reports.newest import Newest, columns_of, newest, read
from reports.paper_forms import TYPED_FIELDS, DivisionReportForm, shown_answer

COUNTED = (QuestionKind.YES_NO, QuestionKind.CHOICE)
YES_NO = ("Ya", "Tidak")


@dataclass(frozen=True)
class Head:
    """One question, or one field of a division's report."""

    key: str
    label: str
    kind: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    is_asked: bool = True  # today; an earlier version may hold answers to more

    @property
    def text(self) -> str:
        unit = "Rp" if self.kind == QuestionKind.RUPIAH else self.unit
        return f"{self.label} ({unit})" if unit else self.label

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    @property
    def is_long(self) -> bool:
        return self.kind == QuestionKind.LONG_TEXT


@dataclass(frozen=True)
class Answer:
    """What one office wrote under one head; blank where it wrote nothing."""

    head: Head
    value: Any = None
    text: str = ""
    fits: bool = True  # the question was then of this kind and unit

    @property
    def is_counted(self) -> bool:
        return self.fits and self.value not in (None, "")


@dataclass(frozen=True)
class Row:
    """One office; without a version it has not sent yet."""

    newest: Newest
    version: Submission | None
    answers: list[Answer]
    files: list[SubmissionFile]

    @property
    def invitation(self) -> Invitation:
        return self.newest.invitation

    @property
    def state(self) -> CellState:
        return self.newest.cell.state

    @property
    def is_typed(self) -> bool:
        return any(answer.text for answer in self.answers)

    @property
    def nil_note(self) -> str:
        """ "Nihil.", with what the office added to it; empty where it is none."""
        if not (self.version and self.version.is_nil):
            return ""
        return f"Nihil. {self.version.content.get('nihil', '')}".strip()


@dataclass(frozen=True)
class Total:
    """Of one head: a sum, or how often each word was chosen; blank for texts and days."""

    head: Head
    count: int  # offices that are in it
    amount: int | None = None
    tally: tuple[tuple[str, int], ...] = ()
    left_out: int = 0  # answers to an earlier wording

    @property
    def lines(self) -> list[str]:
        if self.amount is not None:
            return [thousands(self.amount)]
        return [f"{word} {count}" for word, count in self.tally]

    @property
    def text(self) -> str:
        return ", ".join(self.lines)

    @property
    def note(self) -> str:
        """dari 11 kantor"""
        if not self.text and not self.left_out:
            return ""
        left = f"; {self.left_out} jawaban lama tidak ikut" if self.left_out else ""
        return f"dari {self.count} kantor{left}"


@dataclass(frozen=True)
class Recap:
    rakor: Rakor
    column: Column
    heads: list[Head]
    rows: list[Row]
    moment: datetime

    @property
    def requirement(self) -> Requirement:
        return self.column.requirement

    @property
    def sent(self) -> int:
        return sum(row.version is not None for row in self.rows)

    @property
    def has_files(self) -> bool:
        return any(row.files for row in self.rows)

    @property
    def has_totals(self) -> bool:
        return any(head.is_number or head.kind in COUNTED for head in self.heads)

    def totals(self) -> list[Total]:
        return [total(head, (row.answers[place] for row in self.rows)) for place, head in enumerate(self.heads)]


def build(*, rakor: Rakor, column: Column, moment: datetime) -> Recap:
    """As it was known at that moment; the same number of queries whatever the number of offices."""
    rows = newest(Invitation.objects.filter(rakor=rakor).select_related("institution"), [column], moment)
    versions = read(rows)
    found = {row.invitation.pk: versions[row.version.pk] for row in rows if row.version}
    heads = heads_of(column.requirement, found.values())
    return Recap(rakor, column, heads, [row_of(row, found.get(row.invitation.pk), heads) for row in rows], moment)


def recapped_columns(rakor: Rakor, requirement_pk: int, moment: datetime) -> list[Column]:
    """None for what is not asked for, and for the kinds that have no recap here."""
    columns = columns_of(rakor, requirement_pk, moment)
    return columns if columns and columns[0].requirement.is_recapped else []


def shares(rakor: Rakor, columns: list[Column], moment: datetime) -> dict[str, str]:
    """ "11/13" by division: offices that sent, out of those that are asked."""
    rows = newest(Invitation.objects.filter(rakor=rakor).select_related("institution"), columns, moment)
    asked = Counter(row.column.bidang for row in rows)
    sent = Counter(row.column.bidang for row in rows if row.version)
    return {column.bidang: f"{sent[column.bidang]}/{asked[column.bidang]}" for column in columns}


def heads_of(requirement: Requirement, versions: Iterable[Submission]) -> list[Head]:
    """What is asked today in its order, then what only earlier versions answered."""
    if requirement.kind == RequirementKind.DIVISION_REPORT:
        fields = DivisionReportForm.base_fields
        return [Head(name, str(fields[name].label), QuestionKind.LONG_TEXT) for name in TYPED_FIELDS]
    heads = {row["key"]: head_of(row) for row in requirement.questions}
    for version in versions:
        for answer in version.content.get("answers", []):
            heads.setdefault(answer["key"], head_of(answer, is_asked=False))
    return list(heads.values())


def head_of(question: Mapping[str, Any], *, is_asked: bool = True) -> Head:
    is_yes_no = question["kind"] == QuestionKind.YES_NO
    choices = YES_NO if is_yes_no else tuple(question.get("choices", ()))
    return Head(question["key"], question["label"], question["kind"], question["unit"], choices, is_asked)


def row_of(row: Newest, version: Submission | None, heads: list[Head]) -> Row:
    if version is None:
        return Row(row, None, [Answer(head) for head in heads], [])
    given = {answer["key"]: answer for answer in version.content.get("answers", [])}
    answers = [
        answer_to(head, given[head.key]) if head.key in given else typed_in(head, version.content) for head in heads
    ]
    return Row(row, version, answers, list(version.files.all()))


def typed_in(head: Head, content: Mapping[str, Any]) -> Answer:
    """A field of a division's report stands in the content by its name."""
    text = content.get(head.key, "") if head.key in TYPED_FIELDS else ""
    return Answer(head, text, text)


def answer_to(head: Head, given: dict[str, Any]) -> Answer:
    value, fits = given["value"], (given["kind"], given["unit"]) == (head.kind, head.unit)
    if value in (None, ""):
        return Answer(head)
    if fits and head.is_number:
        return Answer(head, value, thousands(value))
    if fits and head.kind == QuestionKind.DAY:
        day = date.fromisoformat(value)
        return Answer(head, day, brief_date(day))
    return Answer(head, value, shown_answer(given), fits)


def total(head: Head, answers: Iterable[Answer]) -> Total:
    """Only what was given; of nothing there is no sum, not even 0."""
    written = [answer for answer in answers if answer.value not in (None, "")]
    values = [answer.value for answer in written if answer.fits]
    left = len(written) - len(values)
    if head.is_number:
        return Total(head, len(values), sum(values) if values else None, left_out=left)
    if head.kind in COUNTED:
        found = Counter(values)
        words = list(dict.fromkeys([*head.choices, *found]))
        return Total(
            head, len(values), tally=tuple((word, found[word]) for word in words) if values else (), left_out=left
        )
    return Total(head, len(values))
