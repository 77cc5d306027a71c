from __future__ import annotations

from typing import Any

from django import forms

from rakor.files.fields import PaperField
from reports.dim.models import DimEntry

FIELDS = ("bidang", "stage", "problem", "cause", "impact", "efforts", "proposal", "parties", "level")
HEADS = (
    "Divisi",
    "Tahapan",
    "Uraian masalah",
    "Penyebab",
    "Dampak",
    "Upaya yang sudah dilakukan",
    "Usulan penyelesaian",
    "Pihak terkait",
    "Tingkat",
)


REGULATION_FIELDS = ("article", "wording", "problem", "proposal", "reason")
REGULATION_HEADS = ("Pasal atau ayat", "Rumusan dalam rancangan", "Masalah", "Usulan rumusan", "Alasan")


class DimRowForm(forms.ModelForm):
    """One row, typed in the page or read from the sheet: the same rules for both."""

    class Meta:
        model = DimEntry
        fields = FIELDS
        widgets = {
            name: forms.Textarea(attrs={"rows": 2}) for name in ("problem", "cause", "impact", "efforts", "proposal")
        }
        error_messages = {
            "problem": {"required": "Uraian masalah wajib diisi."},
            "level": {"required": "Pilih tingkat: rendah, sedang, atau tinggi."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].required = True


class RegulationRowForm(forms.ModelForm):
    """A row on a draft regulation: what it says, what is wrong with it, how it should read."""

    class Meta:
        model = DimEntry
        fields = REGULATION_FIELDS
        labels = {"proposal": "Usulan rumusan"}
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in REGULATION_FIELDS[1:]}
        error_messages = {
            "article": {"required": "Tulis pasal atau ayatnya, misalnya Pasal 12 ayat (3)."},
            "problem": {"required": "Uraian masalah wajib diisi."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["article"].required = True


class SheetForm(forms.Form):
    upload = PaperField(label="Lembar DIM (.xlsx)", allowed=frozenset({"xlsx"}))


class SendForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput())
