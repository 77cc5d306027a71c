from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import escape

from meetings.models import Direction, Rakor, Reference
from rakor.files.fields import PaperField
from rakor.lib.dates import plain_date
from rakor.lib.inputs import day_field, groups

LENGTH = 500  # of one arahan, as its column


class ParentForm(forms.Form):
    parent = forms.TypedChoiceField(label="Rakor induk", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, rakor: Rakor, parents: list[Rakor], **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"parent": rakor.parent_id})
        super().__init__(*args, **kwargs)
        self.offered = {parent.pk: parent for parent in [*parents, *([rakor.parent] if rakor.parent else [])]}
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)
        rows = [(pk, f"{row} ({row.organiser}, {plain_date(row.starts_on)})") for pk, row in self.offered.items()]
        field.choices = [("", "(tanpa induk)"), *rows]

    @property
    def chosen(self) -> Rakor | None:
        pk = self.cleaned_data["parent"]
        return self.offered[pk] if pk else None


class ChildrenDueForm(forms.Form):
    due_on = day_field("Rakor turunan paling lambat", required=False)


class DirectionForm(forms.ModelForm):
    class Meta:
        model = Direction
        fields = ["text"]
        labels = {"text": "Arahan baru"}
        error_messages = {"text": {"required": "Tulis arahannya."}}


class ReferenceForm(forms.ModelForm):
    """The paper of a parent meeting that does not use this program, and what it asks for."""

    dated_on = day_field("Tanggal surat", required=False)
    hold_until = day_field("Rakor turunan paling lambat", required=False)
    upload = PaperField(label="Berkas", required=False)
    lines = forms.CharField(
        label="Arahan",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Satu baris satu arahan.",
    )

    class Meta:
        model = Reference
        fields = ["issuer", "title", "number", "dated_on", "hold_until"]
        labels = {"number": "Nomor surat"}
        help_texts = {"issuer": "Lembaga yang mengeluarkan, misalnya: Kementerian Dalam Negeri."}
        error_messages = {
            "issuer": {"required": "Tulis lembaga penerbitnya."},
            "title": {"required": "Tulis perihalnya."},
        }

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.rakor = rakor
        if self.instance.pk:
            self.initial["lines"] = "\n".join(row.text for row in self.instance.directions.all())
        if self.instance.file:
            kept = escape(self.instance.file)  # crispy-forms takes a help text for HTML
            self.fields["upload"].help_text = f"Tersimpan: {kept}. Pilih berkas lain untuk menggantinya."

    @property
    def helper(self) -> Any:
        return groups(
            self,
            ("Surat", "issuer", "title", "number", "dated_on", "upload"),
            ("Yang diminta", "hold_until", "lines"),
        )

    def clean_lines(self) -> list[str]:
        lines = [line.strip() for line in str(self.cleaned_data["lines"]).splitlines()]
        lines = [line for line in lines if line]
        long = [place for place, line in enumerate(lines, start=1) if len(line) > LENGTH]
        if long:
            raise forms.ValidationError(f"Arahan ke-{long[0]} lebih panjang dari {LENGTH} huruf. Bagi menjadi dua.")
        return lines
