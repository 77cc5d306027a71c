from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import forms

from meetings.models import Rakor
from rakor.files.fields import PaperField
from rakor.lib import dates
from rakor.lib.inputs import day_field, hour_field
from reports.models import Requirement, RequirementKind

DEFAULT_NAMES: dict[str, str] = {
    RequirementKind.DIVISION_REPORT: "Laporan kegiatan divisi",
    RequirementKind.DIM: "Daftar Inventarisasi Masalah (DIM)",
    RequirementKind.HIBAH: "Realisasi hibah",
}


class RequirementForm(forms.ModelForm):
    due_on = day_field("Tenggat, hari")
    due_hour = hour_field("Tenggat, pukul")
    month = forms.CharField(
        label="Bulan laporan",
        required=False,
        widget=forms.TextInput(attrs={"type": "month"}),
        help_text="Untuk realisasi hibah, misalnya Agustus 2020.",
    )

    class Meta:
        model = Requirement
        fields = ["kind", "name"]
        help_texts = {"name": "Kosongkan untuk nama yang biasa."}

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.rakor = rakor
        self.fields["name"].required = False
        self.fields["due_hour"].label = f"Tenggat, pukul ({rakor.zone})"
        if self.instance.pk:
            local = dates.local(self.instance.due_at, rakor.timezone)
            self.initial["due_on"], self.initial["due_hour"] = local.date(), local.time()
            self.initial["month"] = f"{self.instance.period:%Y-%m}" if self.instance.period else ""

    def clean_month(self) -> date | None:
        text = str(self.cleaned_data["month"])
        try:
            return date.fromisoformat(f"{text}-01") if text else None
        except ValueError as unclear:
            raise forms.ValidationError("Tulis bulan sebagai tahun dan bulan, misalnya 2020-08.") from unclear

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        kind, month = values.get("kind"), values.get("month")
        if kind == RequirementKind.HIBAH and not month and "month" not in self.errors:
            self.add_error("month", "Pilih bulan yang dilaporkan.")
        values["name"] = values.get("name") or DEFAULT_NAMES.get(kind or "", "")
        if not values["name"]:
            self.add_error("name", "Tulis nama berkas yang diminta.")
        self.instance.period = month
        if values.get("due_on") and values.get("due_hour"):
            self.instance.due_at = dates.at(values["due_on"], values["due_hour"], self.instance.rakor.timezone)
        return values


class PaperForm(forms.Form):
    """What every kind of paper can say of itself."""

    def content(self) -> dict[str, str]:
        return {}

    def typed(self) -> dict[str, str]:
        return {}


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
    upload = PaperField(
        label="Berkas laporan", required=False, help_text="PDF, Word, Excel, atau foto; paling besar 10 MB."
    )
    key = forms.UUIDField(widget=forms.HiddenInput())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and not values.get("activities") and not values.get("upload"):
            raise forms.ValidationError("Isi kegiatan yang dilaksanakan atau pilih berkas laporan.")
        return values

    def content(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TYPED_FIELDS}

    def typed(self) -> dict[str, str]:
        """What stands in the fields, complete or not, to be kept as a draft."""
        return {name: str(self.data.get(name, "")) for name in TYPED_FIELDS}


TYPED_FIELDS = ("activities", "target", "realised", "obstacles", "solutions", "plans")


class FileForm(PaperForm):
    upload = PaperField(label="Berkas", help_text="PDF, Word, Excel, atau foto; paling besar 10 MB.")
    key = forms.UUIDField(widget=forms.HiddenInput())


def new_key() -> str:
    return str(uuid4())


class ReturnForm(forms.Form):
    note = forms.CharField(
        label="Catatan perbaikan",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis apa yang perlu diperbaiki."},
    )
    correct_on = day_field("Batas perbaikan, hari", required=False)
    correct_hour = hour_field("Batas perbaikan, pukul", required=False)

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rakor = rakor
        self.fields["correct_hour"].label = f"Batas perbaikan, pukul ({rakor.zone})"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if bool(values.get("correct_on")) != bool(values.get("correct_hour")):
            self.add_error("correct_hour", "Isi hari dan pukul, atau kosongkan keduanya.")
        return values

    @property
    def correct_until(self) -> datetime | None:
        values = self.cleaned_data
        if not values["correct_on"]:
            return None
        return dates.at(values["correct_on"], values["correct_hour"], self.rakor.timezone)


class ExtendForm(forms.Form):
    until_on = day_field("Sampai hari")
    until_hour = hour_field("Pukul")
    because = forms.CharField(label="Alasan", max_length=300, error_messages={"required": "Tulis alasannya."})

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rakor = rakor
        self.fields["until_hour"].label = f"Pukul ({rakor.zone})"

    @property
    def until(self) -> datetime:
        return dates.at(self.cleaned_data["until_on"], self.cleaned_data["until_hour"], self.rakor.timezone)


class ExemptForm(forms.Form):
    because = forms.CharField(label="Alasan", max_length=300, error_messages={"required": "Tulis alasannya."})
