"""More time, or a paper opened again: what is asked and what is answered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from meetings.models import Rakor
from rakor.lib import dates
from rakor.lib.inputs import day_field, hour_field


class UntilForm(forms.Form):
    """A reason, and a moment that may stay open: day and hour together or neither."""

    until_on = day_field("Sampai hari", required=False)
    until_hour = hour_field("Pukul", required=False)
    because = forms.CharField(label="Alasan", max_length=300, error_messages={"required": "Tulis alasannya."})

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rakor = rakor
        self.fields["until_hour"].label = f"Pukul ({rakor.zone})"

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors and bool(values.get("until_on")) != bool(values.get("until_hour")):
            self.add_error("until_hour", "Isi hari dan pukul, atau kosongkan keduanya.")
        return values

    @property
    def until(self) -> datetime | None:
        values = self.cleaned_data
        if not values["until_on"]:
            return None
        return dates.at(values["until_on"], values["until_hour"], self.rakor.timezone)


class AskForm(UntilForm):
    prefix = "minta"


class ReopenForm(UntilForm):
    prefix = "buka"


class GrantForm(UntilForm):
    prefix = "kabul"

    def __init__(self, *args: Any, is_reopening: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"].required = False
        self.fields["because"].label = "Pesan kepada kantor"
        for name in ("until_on", "until_hour"):
            self.fields[name].required = not is_reopening


class DeclineForm(forms.Form):
    prefix = "tolak"
    word = forms.CharField(
        label="Alasan tidak dikabulkan", max_length=300, error_messages={"required": "Tulis alasannya."}
    )
