from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from documents.models import Letter, LetterCopy, Wording
from documents.models.letters import Sheet
from documents.wordings import refusal_of
from meetings.models import Rakor
from participants.models import Position, Rank
from rakor.files.fields import PaperField
from rakor.files.kinds import SCANS
from rakor.lib.inputs import groups, offer
from rakor.lib.wording import unknown_fields


class LetterForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput())

    class Meta:
        model = Letter
        fields = ["subject", "nature", "addressee", "body", "carbon_copies"]
        fields += ["filing_code", "kind_code", "sheet", "signer", "is_per_institution", "version"]
        widgets = {
            "addressee": forms.Textarea(attrs={"rows": 3}),
            "body": forms.Textarea(attrs={"rows": 14}),
            "carbon_copies": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "is_per_institution": "Satu nomor; setiap instansi yang diundang menerima naskah dengan alamatnya sendiri.",
            "body": "Baris kosong memisahkan paragraf. [acara] dan [bahan] diisi program: hari, pukul, tempat; "
            "berkas yang diminta dengan tenggatnya.",
        }

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.rakor = rakor
        heads = Position.objects.at(rakor.organiser, on=rakor.starts_on).filter(rank__in=[Rank.KETUA, Rank.SEKRETARIS])
        offer(self.fields["signer"], heads.order_by("pk"), lambda row: f"{row}, {row.person}")

    @property
    def helper(self) -> FormHelper:
        return groups(
            self,
            ("Kepala surat", "subject", "nature", "addressee", "signer", "is_per_institution"),
            ("Isi", "body", "carbon_copies"),
            ("Penomoran dan kertas", "filing_code", "kind_code", "sheet"),
        )

    def clean_body(self) -> str:
        body = str(self.cleaned_data["body"])
        unknown = unknown_fields(body, [])
        if unknown:
            raise forms.ValidationError(f"Isian {{{unknown[0]}}} belum diganti dengan kata-kata.")
        return body


class WordingForm(forms.ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput(), initial=1)

    class Meta:
        model = Wording
        fields = ["name", "subject", "body", "version"]
        widgets = {"body": forms.Textarea(attrs={"rows": 18})}

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        same = Wording.objects.filter(institution=self.instance.institution, name__iexact=name)
        if same.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Kantor ini sudah mempunyai model dengan nama itu.")
        return name

    def clean_body(self) -> str:
        body = str(self.cleaned_data["body"])
        refusal = refusal_of(body)
        if refusal:
            raise forms.ValidationError(refusal)
        return body


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Catatan",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Tulis apa yang perlu diperbaiki."},
    )


class CancelForm(forms.Form):
    because = forms.CharField(label="Alasan", max_length=300, error_messages={"required": "Tulis alasannya."})


class SignedForm(forms.Form):
    upload = PaperField(label="Pindaian surat bertanda tangan (PDF)", allowed=SCANS)


class SheetForm(forms.Form):
    sheet = forms.ChoiceField(label="Kertas", choices=Sheet)


class SignedPaperForm(forms.Form):
    upload = PaperField(label="Pindaian bertanda tangan (PDF)", allowed=SCANS)


class PileForm(forms.Form):
    """The papers that one scan holds, by their places in the list; at first all that are not signed yet."""

    upload = PaperField(label="Pindaian setumpuk naskah (PDF)", allowed=SCANS)
    first = forms.IntegerField(label="Dari naskah nomor", min_value=1)
    last = forms.IntegerField(label="Sampai naskah nomor", min_value=1)

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = list(LetterCopy.objects.filter(letter=letter).values_list("order", flat=True))
        unsigned = letter.copies.unsigned().values_list("order", flat=True)
        waiting = list(unsigned) or self.places
        self.fields["first"].initial, self.fields["last"].initial = min(waiting, default=1), max(waiting, default=1)
        self.fields[
            "upload"
        ].help_text = (
            "Urut seperti daftar, tanpa halaman kosong. Program memotongnya menurut jumlah halaman yang dicetak."
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = values.get("first"), values.get("last")
        if first and last and first not in self.places:
            self.add_error("first", f"Naskah nomor {first} tidak ada.")
        elif first and last and (last < first or last not in self.places):
            self.add_error("last", f"Tulis nomor antara {first} dan {max(self.places)}.")
        return values

    def refuse_pages(self, found: int, wanted: int) -> None:
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        self.add_error(
            "upload",
            f"Berkas berisi {found} halaman, sedangkan naskah {first} sampai {last} dicetak {wanted} halaman. "
            "Periksa halaman yang terlewat, dobel, atau kosong, lalu pindai lagi; tidak ada yang disimpan.",
        )
