from __future__ import annotations

from datetime import date
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from documents import numbering
from documents.models import Letter, NumberSeries, NumberSource
from rakor.lib.dates import plain_date
from rakor.lib.inputs import day_field, groups, offer
from rakor.lib.letter_numbers import FIELDS

PATTERN_HELP = f"Kosong: pola kantor. Isian yang dikenal: {' '.join(f'{{{name}}}' for name in FIELDS)}."


class NumberForm(forms.Form):
    """The series, where the office has several, and the number, where it comes from a book."""

    series = forms.ModelChoiceField(NumberSeries.objects.none(), label="Seri nomor", required=False, empty_label=None)
    typed = forms.CharField(label="Nomor dari buku agenda atau SRIKANDI", max_length=80, required=False)
    dated_on = day_field("Tanggal surat", required=False)

    def __init__(self, *args: Any, letter: Letter, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["dated_on"].initial = day
        self.fields["dated_on"].help_text = "Seperti dalam buku agenda. Kosong: hari ini."
        found = numbering.existing_series(letter, day)
        offer(self.fields["series"], found, lambda series: f"{series.name} ({series.get_source_display().lower()})")
        self.known = list(found)
        self.fields["series"].initial = next((row for row in self.known if row.name == numbering.SERIES), None)
        if len(self.known) < 2:
            del self.fields["series"]
        if not any(series.is_typed for series in self.known):
            del self.fields["typed"], self.fields["dated_on"]

    def clean_dated_on(self) -> date:
        day = self.cleaned_data["dated_on"] or self.day
        if day > self.day:
            raise forms.ValidationError(f"Tanggal surat paling akhir hari ini, {plain_date(self.day)}.")
        if day.year != self.day.year:
            raise forms.ValidationError(f"Seri nomor ini untuk tahun {self.day.year}; tanggal suratnya juga.")
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["series"] = values.get("series") or next(iter(self.known), None)
        if values["series"] and values["series"].is_typed and not values.get("typed"):
            self.add_error("typed", "Tulis nomor yang sudah dicatat di buku agenda atau SRIKANDI.")
        return values

    @property
    def answer(self) -> dict[str, Any]:
        values, series = self.cleaned_data, self.cleaned_data["series"]
        if not series or not series.is_typed:
            return {"series": series}
        return {"series": series, "typed": values["typed"], "dated_on": values["dated_on"]}

    def refuse(self, refused: Exception) -> None:
        """Says at the field why no number was given."""
        if isinstance(refused, numbering.NumberTaken):
            taken = refused.letter
            words = f"Nomor ini sudah dipakai: {taken.number}, surat “{taken.subject}”."
        else:
            words = "Blok nomor sudah habis. Pesan blok baru di buku agenda, lalu catat di halaman seri nomor."
        self.add_error("typed" if "typed" in self.fields else None, words)


class SeriesForm(forms.ModelForm):
    starts_at = forms.IntegerField(label="Nomor berikutnya", min_value=1, max_value=999_999, required=False)

    class Meta:
        model = NumberSeries
        fields = ["name", "year", "source", "pattern", "block_from", "block_to"]
        help_texts = {
            "name": "Misalnya keluar, KPU, atau Sekretariat. Seri “keluar” dipakai bila tidak ada pilihan lain.",
            "pattern": PATTERN_HELP,
            "block_from": "Hanya untuk blok yang sudah dipesan di buku agenda.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].widget.attrs |= {"min": 2000, "max": 2100}
        if self.instance.pk:
            del self.fields["name"], self.fields["year"]
            self.smallest = numbering.next_number(self.instance)
            self.fields["starts_at"].initial = self.smallest
            self.fields["starts_at"].help_text = f"Paling kecil {self.smallest}; nomor sebelumnya sudah dipakai."
        else:
            self.fields["starts_at"].help_text = "Kosong: 1, atau nomor pertama blok."

    @property
    def helper(self) -> FormHelper:
        return groups(
            self,
            ("Seri", "name", "year", "source", "pattern"),
            ("Nomor", "starts_at", "block_from", "block_to"),
        )

    def clean_year(self) -> int:
        year = int(self.cleaned_data["year"])
        if not 2000 <= year <= 2100:
            raise forms.ValidationError("Tulis tahun empat angka, misalnya 2020.")
        return year

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("source") != NumberSource.BLOCK:
            return values | {"block_from": None, "block_to": None}
        first, last = values.get("block_from"), values.get("block_to")
        if not first or not last or last < first:
            self.add_error("block_to", "Tulis nomor pertama dan nomor terakhir blok, misalnya 401 dan 450.")
            return values
        starts_at = values.get("starts_at")
        if starts_at and not first <= starts_at <= last:
            values["starts_at"] = None if starts_at == getattr(self, "smallest", None) else starts_at
            if values["starts_at"]:
                self.add_error("starts_at", f"Nomor berikutnya harus berada di dalam blok {first} sampai {last}.")
        if last < getattr(self, "smallest", 1):
            self.add_error("block_to", f"Blok ini sudah terlewati; nomor berikutnya paling kecil {self.smallest}.")
        return values

    def validate_unique(self) -> None:
        """Of the office's own series; the constraint alone would answer with an error page."""
        name, year = self.cleaned_data.get("name"), self.cleaned_data.get("year")
        same = NumberSeries.objects.filter(institution=self.instance.institution)
        if name and year and same.filter(name__iexact=name, year=year).exists():
            self.add_error("name", f"Seri {name} untuk tahun {year} sudah ada; ubah yang ada.")

    def validate_constraints(self) -> None:
        """What the constraint of the block holds is said by `clean`, at its field."""
