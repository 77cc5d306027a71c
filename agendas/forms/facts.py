"""The facts of one session, corrected by hand: two moments and who appeared."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from agendas.facts import Fact, mark_of, planned_appearances
from agendas.models import Appearance, Session
from rakor.lib import dates
from rakor.lib.inputs import MomentField

AROUND = timedelta(days=1)  # a fact may lie this far outside the days of the rakor
BLANK_ROWS = 2


class FactForm(forms.Form):
    started = MomentField(label="Mulai", required=False)
    ended = MomentField(label="Selesai", required=False)
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)

    def __init__(self, data: Any = None, *, session: Session, now: datetime) -> None:
        initial = {"started": session.started_at, "ended": session.ended_at, "seen": mark_of(session)}
        super().__init__(data, initial=initial)
        self.rakor, self.now = session.rakor, now
        for name in ("started", "ended"):
            field = self.fields[name]
            assert isinstance(field, MomentField)
            field.tz = self.rakor.timezone
            field.label = f"{field.label} ({self.rakor.zone})"

    def clean_started(self) -> datetime | None:
        return self.of_the_days(self.cleaned_data["started"])

    def clean_ended(self) -> datetime | None:
        return self.of_the_days(self.cleaned_data["ended"])

    def of_the_days(self, moment: datetime | None) -> datetime | None:
        if moment is None:
            return None
        day = dates.local(moment, self.rakor.timezone).date()
        if not self.rakor.starts_on - AROUND <= day <= self.rakor.ends_on + AROUND:
            raise forms.ValidationError(f"Tanggal ini di luar hari rakor: {self.rakor.days_text}.")
        if moment > self.now:
            raise forms.ValidationError("Jam ini belum terjadi; yang dicatat adalah kenyataan.")
        return moment

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        started, ended = values.get("started"), values.get("ended")
        if ended and not started and "started" not in self.errors:
            self.add_error("started", "Isi jam mulai; sesi yang selesai pernah dimulai.")
        if started and ended and ended < started:
            self.add_error("ended", "Jam selesai mendahului jam mulai. Periksa keduanya.")
        return values


class AppearanceForm(forms.ModelForm):
    """A row without a name is left out."""

    class Meta:
        model = Appearance
        fields = ["part", "name", "title", "stands_in", "stands_in_for"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "title", "part"):
            self.fields[name].required = False

    @property
    def is_blank(self) -> bool:
        return not self.cleaned_data.get("name")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        name, title = values.get("name"), values.get("title")
        stands_in, stands_in_for = values.get("stands_in"), values.get("stands_in_for")
        if not name:
            if title or stands_in_for:
                self.add_error("name", "Tulis nama, atau kosongkan seluruh baris.")
            return values
        if not title and "title" not in self.errors:
            self.add_error("title", "Tulis jabatannya.")
        if not values.get("part") and "part" not in self.errors:
            self.add_error("part", "Pilih perannya.")
        if stands_in and not stands_in_for:
            self.add_error("stands_in_for", "Tulis siapa yang diwakili.")
        if stands_in_for and not stands_in and "stands_in" not in self.errors:
            self.add_error("stands_in", "Pilih Plh., Plt., atau a.n.")
        return values

    def validate_unique(self) -> None:
        """Asked of all rows together by their set."""


class AppearanceSet(BaseFormSet):
    def clean(self) -> None:
        seen = set()
        for form in self.forms:
            values = getattr(form, "cleaned_data", {})
            key = (values.get("part"), values.get("name"))
            if values.get("name") and key in seen:
                form.add_error("name", "Nama ini sudah ada dengan peran yang sama.")
            seen.add(key)

    def rows(self) -> list[Appearance]:
        return [form.instance for form in self.forms if not form.is_blank]


AppearanceRows = formset_factory(AppearanceForm, formset=AppearanceSet, extra=BLANK_ROWS, max_num=40)


def rows_form(session: Session, data: Any = None) -> AppearanceSet:
    """Filled with who appeared; before anybody is noted, with whom the plan names."""
    noted = list(session.appearances.values("part", "name", "title", "stands_in", "stands_in_for"))  # type: ignore[attr-defined]
    rows = AppearanceRows(data, initial=noted or planned_appearances(session), prefix="hadir")
    assert isinstance(rows, AppearanceSet)
    return rows


def fact_of(form: FactForm, rows: AppearanceSet) -> Fact:
    return Fact(form.cleaned_data["started"], form.cleaned_data["ended"], rows.rows())
