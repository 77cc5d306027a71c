"""What the host's people say of a paper: sent back, extended, released."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from meetings.models import Rakor
from rakor.lib import dates
from rakor.lib.inputs import day_field, hour_field


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
