from __future__ import annotations

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


class SheetForm(forms.Form):
    upload = PaperField(label="Lembar DIM (.xlsx)", allowed=frozenset({"xlsx"}))


class SendForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput())
