"""What an office fills in and sends."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.html import format_html

from rakor.files.fields import PapersField
from rakor.files.kinds import PICTURES, words_of
from rakor.lib.dates import long_date
from rakor.lib.inputs import day_field
from rakor.lib.money import RupiahField, rupiah, thousands
from reports.models import QuestionKind, Requirement, RequirementKind

MOST_PHOTOS = 10
GROUPED = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
TYPED_FIELDS = ("activities", "target", "realised", "obstacles", "solutions", "plans")


def new_key() -> str:
    return str(uuid4())


def files_field(requirement: Requirement, label: str) -> PapersField:
    allowed = requirement.allowed_extensions
    number = f"Paling banyak {requirement.most_files} berkas. " if requirement.most_files > 1 else ""
    return PapersField(
        label=label,
        allowed=allowed,
        limit=requirement.size_limit,
        most=requirement.most_files,
        required=False,
        help_text=f"{number}{words_of(allowed)}; paling besar {requirement.size_limit // 1024 // 1024} MB.",
    )


class PaperForm(forms.Form):
    """What every kind of paper can say of itself. `has_waiting` tells whether the draft holds files already; how many
    may go along is judged where they are kept.
    """

    key = forms.UUIDField(widget=forms.HiddenInput())
    files_label = "Berkas"

    def __init__(
        self, *args: Any, requirement: Requirement, has_waiting: Callable[[], bool] = bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.requirement, self.has_waiting = requirement, has_waiting
        if requirement.takes_files:
            self.fields["uploads"] = files_field(requirement, self.files_label)

    def show_notes(self, notes: dict[str, str]) -> None:
        """What the reviewer wants put right, beside the field that it is about."""
        for name in self.fields.keys() & notes.keys():
            field = self.fields[name]
            field.help_text = format_html("<b>Catatan pemeriksa:</b> {} {}", notes[name], field.help_text)

    @property
    def has_files(self) -> bool:
        return bool(self.uploads) or self.has_waiting()

    @property
    def uploads(self) -> list[Any]:
        return self.cleaned_data.get("uploads") or []

    def content(self) -> dict[str, Any]:
        return {}

    def typed(self) -> dict[str, str]:
        """What stands in the fields, complete or not, to be kept as a draft."""
        return {}

    def labelled(self, draft: dict[str, Any] | None = None) -> list[tuple[str, str]]:
        """The texts of a draft, without one what stands in the fields, each under its field's label."""
        texts = self.typed() if draft is None else draft
        return [(str(self.fields[name].label), str(text)) for name, text in texts.items() if name in self.fields]


class PhotosForm(forms.Form):
    """Photographs of one paper, in the order of its pages."""

    def __init__(self, *args: Any, requirement: Requirement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"] = PapersField(
            label="Foto halaman, menurut urutannya",
            allowed=PICTURES,
            limit=settings.UPLOAD_LIMIT,
            most=MOST_PHOTOS,
            help_text=f"Paling banyak {MOST_PHOTOS} foto JPEG atau PNG; menjadi satu PDF A4 di draf.",
        )
        self.fields["photos"].widget.attrs["accept"] = "image/jpeg,image/png"  # a phone offers its camera


class DivisionReportForm(PaperForm):
    """A division's report, typed in parts or sent as a file, or both."""

    activities = forms.CharField(
        label="Kegiatan yang dilaksanakan", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    target = forms.CharField(label="Target", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    realised = forms.CharField(label="Realisasi", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    obstacles = forms.CharField(label="Kendala", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    solutions = forms.CharField(label="Solusi", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    plans = forms.CharField(label="Rencana berikutnya", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    files_label = "Berkas laporan atau data dukung"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not values.get("activities") and not self.has_files:
            raise forms.ValidationError("Isi kegiatan yang dilaksanakan atau pilih berkas laporan.")
        return values

    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in TYPED_FIELDS}

    def typed(self) -> dict[str, str]:
        return {name: str(self.data.get(name, "")) for name in TYPED_FIELDS}


class FileForm(PaperForm):
    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not self.has_files:
            self.add_error("uploads", "Pilih berkas yang akan dikirim.")
        return values


class AnswersForm(PaperForm):
    """The questions that the host wrote, each as a field; what is sent says the question with its answer."""

    files_label = "Data dukung"

    def __init__(self, *args: Any, requirement: Requirement, **kwargs: Any) -> None:
        super().__init__(*args, requirement=requirement, **kwargs)
        for question in requirement.questions:
            self.fields[question["key"]] = question_field(question)
        if "uploads" in self.fields:
            self.fields["uploads"] = self.fields.pop("uploads")  # stands last

    def content(self) -> dict[str, Any]:
        return {"answers": [self.answer(question) for question in self.requirement.questions]}

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        """What is unknown stays empty, never 0."""
        value = self.cleaned_data.get(question["key"])
        shown = value.isoformat() if isinstance(value, date) else value
        return {name: question[name] for name in ("key", "label", "kind", "unit")} | {"value": shown}

    def typed(self) -> dict[str, str]:
        return {question["key"]: str(self.data.get(question["key"], "")) for question in self.requirement.questions}


class WholeNumberField(forms.IntegerField):
    """1250, or 1.250 with its dots in place; anything that may mean something else is refused."""

    default_error_messages = {"invalid": "Tulis bilangan bulat, misalnya 1250 atau 1.250."}

    def to_python(self, value: Any) -> int | None:
        text = str("" if value is None else value).strip()
        if "." in text and not GROUPED.fullmatch(text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text.replace(".", ""))


def number_field(**options: Any) -> WholeNumberField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return WholeNumberField(min_value=0, max_value=10**15, widget=widget, **options)


def choices_of(question: dict[str, Any]) -> list[tuple[str, str]]:
    return [("", "Pilih"), *((word, word) for word in question["choices"])]


QUESTION_FIELDS: dict[str, Callable[..., forms.Field]] = {
    QuestionKind.TEXT: lambda **options: forms.CharField(max_length=300, **options),
    QuestionKind.LONG_TEXT: lambda **options: forms.CharField(
        max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), **options
    ),
    QuestionKind.NUMBER: number_field,
    QuestionKind.RUPIAH: RupiahField,
}


def question_field(question: dict[str, Any]) -> forms.Field:
    unit = f" ({question['unit']})" if question["unit"] else ""
    label, required = f"{question['label']}{unit}", question["is_required"]
    messages = {"required": "Kolom ini wajib diisi."}
    if question["kind"] == QuestionKind.DAY:
        return day_field(label, required=required, error_messages=messages)
    if question["kind"] == QuestionKind.YES_NO:
        question = question | {"choices": ["Ya", "Tidak"]}
    if question["kind"] in (QuestionKind.YES_NO, QuestionKind.CHOICE):
        return forms.ChoiceField(label=label, required=required, error_messages=messages, choices=choices_of(question))
    return QUESTION_FIELDS[question["kind"]](label=label, required=required, error_messages=messages)


def shown_answer(answer: dict[str, Any]) -> str:
    """As it is read on a page: 1.250 TPS, Rp1.234.567,00, Kamis, 17 September 2020; unknown is a dash."""
    value, kind = answer["value"], answer["kind"]
    if value in (None, ""):
        return "-"
    if kind == QuestionKind.DAY:
        return long_date(date.fromisoformat(value))
    if kind == QuestionKind.RUPIAH:
        return rupiah(value)
    if kind == QuestionKind.NUMBER:
        return f"{thousands(value)} {answer['unit']}".strip()
    return str(value)


FORMS: dict[str, type[PaperForm]] = {
    RequirementKind.DIVISION_REPORT: DivisionReportForm,
    RequirementKind.FIGURES: AnswersForm,
    RequirementKind.FORM: AnswersForm,
    RequirementKind.FILE: FileForm,
}
