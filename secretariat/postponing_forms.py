from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from rakor.lib import dates
from rakor.lib.inputs import day_field, hour_field
from reports.models import Requirement
from secretariat.postponing import Proposal
from secretariat.shifting import fault_of

FARTHEST = timedelta(days=365)  # of a deadline from the first day; beyond it the year is a slip


class ReasonForm(forms.Form):
    because = forms.CharField(label="Alasan", max_length=300, error_messages={"required": "Tulis alasannya."})


class FirstDayForm(forms.Form):
    starts_on = day_field("Hari pertama yang baru")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_starts_on(self) -> date:
        day: date = self.cleaned_data["starts_on"]
        fault = fault_of(day, today=self.today)
        if fault:
            raise forms.ValidationError(fault)
        return day


class DeadlinesForm(forms.Form):
    """The proposed deadlines, a day and an hour each, in the zone of the rakor."""

    starts_on = forms.DateField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["starts_on"] = proposal.starts_on
        self.rakor = proposal.rakor
        self.requirements = [row for row, _ in proposal.requirements]
        for row, due_at in proposal.requirements:
            local = dates.local(due_at, self.rakor.timezone)
            self.fields[f"day_{row.pk}"] = day_field("Tenggat, hari", initial=local.date())
            self.fields[f"hour_{row.pk}"] = hour_field("Tenggat, pukul", initial=local.time())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for row in self.requirements:
            day, first = values.get(f"day_{row.pk}"), values.get("starts_on")
            if day and first and abs(day - first) > FARTHEST:
                self.add_error(f"day_{row.pk}", "Lebih dari setahun dari hari pertama. Periksa tahunnya.")
        return values

    def rows(self) -> list[tuple[Requirement, forms.BoundField, forms.BoundField]]:
        return [(row, self[f"day_{row.pk}"], self[f"hour_{row.pk}"]) for row in self.requirements]

    def due(self) -> dict[int, datetime]:
        values, tz = self.cleaned_data, self.rakor.timezone
        return {row.pk: dates.at(values[f"day_{row.pk}"], values[f"hour_{row.pk}"], tz) for row in self.requirements}
