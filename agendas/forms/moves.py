from __future__ import annotations

import re
from typing import Any

from django import forms

from agendas.models import Session
from agendas.moves import Place
from meetings.models import Kelas
from rakor.lib import dates
from rakor.lib.inputs import hour_field

COLUMN = re.compile(r"(kelas|ruang):(\d*)")


class MoveForm(forms.Form):
    """Where a card goes, dragged, by key or typed. An open end stays open when the end is left empty."""

    day = forms.ChoiceField(label="Hari")
    starts = hour_field("Mulai")
    ends = hour_field("Selesai", required=False, help_text="Kosongkan untuk “s.d. selesai”.")
    column = forms.CharField(label="Kelas", required=False, widget=forms.Select)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        rakor = session.rakor
        days = self.fields["day"]
        assert isinstance(days, forms.ChoiceField)
        days.choices = [(day.isoformat(), dates.long_date(day)) for day in rakor.days()]
        days.error_messages["invalid_choice"] = f"Sesi harus pada hari rakor: {rakor.days_text}."
        for name in ("starts", "ends"):
            self.fields[name].label = f"{self.fields[name].label} ({rakor.zone})"

    def offer_columns(self) -> None:
        """For the page; a drag names its column without asking for all of them."""
        kelas = Kelas.objects.filter(rakor=self.session.rakor)
        choices = [("kelas:", "Semua peserta"), *((f"kelas:{row.pk}", f"{row}: {row.name}") for row in kelas)]
        self.fields["column"].widget.choices = choices  # type: ignore[attr-defined]

    def clean_column(self) -> tuple[str, int | None]:
        typed = self.cleaned_data["column"]
        named = COLUMN.fullmatch(typed)
        if typed and not named:
            raise forms.ValidationError("Kolom itu tidak dikenal. Muat ulang papan acara.")
        return (named[1], int(named[2]) if named[2] else None) if named else ("", None)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        starts, ends = values.get("starts"), values.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", "Jam selesai harus sesudah jam mulai, pada hari yang sama.")
        return values

    def place(self) -> Place:
        values = self.cleaned_data
        day, tz = dates.date.fromisoformat(values["day"]), self.session.rakor.timezone
        ends = dates.at(day, values["ends"], tz) if values["ends"] else None
        return Place(dates.at(day, values["starts"], tz), ends, *values["column"])


def place_of(session: Session) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    starts, tz = dates.local(session.starts_at, session.rakor.timezone), session.rakor.timezone
    return {
        "day": starts.date().isoformat(),
        "starts": starts.time(),
        "ends": dates.local(session.ends_at, tz).time() if session.ends_at else None,
        "column": f"kelas:{session.kelas_id or ''}",
        "version": session.version,
    }


class ShiftForm(forms.Form):
    """Positive minutes are later, negative ones earlier."""

    minutes = forms.IntegerField(
        label="Geser (menit)",
        min_value=-600,
        max_value=600,
        help_text="40 untuk lebih lambat, -15 untuk lebih awal.",
        error_messages={
            "required": "Tulis banyaknya menit, misalnya 40.",
            "invalid": "Tulis angka bulat, misalnya 40.",
        },
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_minutes(self) -> int:
        minutes = int(self.cleaned_data["minutes"])
        if minutes == 0:
            raise forms.ValidationError("Tulis banyaknya menit, misalnya 40.")
        return minutes


class AcceptForm(forms.Form):
    key = forms.CharField(max_length=120, widget=forms.HiddenInput)
    note = forms.CharField(
        label="Catatan", max_length=300, error_messages={"required": "Tulis mengapa keadaan ini diterima."}
    )
