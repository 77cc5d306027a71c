"""How the matrix is asked for: of which moment, and which offices and columns of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms

from meetings.models import Invitation, Rakor
from rakor.lib.inputs import MomentField
from reports.matrix import Cell, Matrix, Row
from reports.models import CellState, Column
from reports.provinces import province_code, provinces_of

LATE = "late"
STATES = [(state.value, state.label) for state in CellState] + [(LATE, "Terlambat")]


class SightForm(forms.Form):
    """What it cannot read is said beside its field; the page then shows the present and everything."""

    kantor = forms.CharField(
        label="Kantor",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Cari kantor", "class": "form-control"}),
    )
    per = MomentField(label="Keadaan per", required=False)
    keadaan = forms.ChoiceField(choices=STATES, required=False, widget=forms.HiddenInput)
    berkas = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)

    def __init__(self, *args: Any, rakor: Rakor, offices: list[Invitation], now: datetime, **kwargs: Any) -> None:
        """`offices` are those that the reader may see; their provinces are known where they were asked for `coded`."""
        super().__init__(*args, **kwargs)
        self.now, self.all_offices = now, offices
        self.provinces = provinces_of(offices, on=rakor.starts_on)
        if self.provinces:  # an office that follows the host's address sees its own row all the same
            choices = [("", "Semua"), *self.provinces.items()]
            select = forms.Select(attrs={"class": "form-select"})
            self.fields["provinsi"] = forms.ChoiceField(
                label="Provinsi", choices=choices, required=False, widget=select
            )
        moment = self.fields["per"]
        moment.widget.attrs["class"] = "form-control"
        moment.label, moment.tz = f"Keadaan per ({rakor.zone})", rakor.timezone  # type: ignore[attr-defined]

    def clean_per(self) -> datetime | None:
        per: datetime | None = self.cleaned_data["per"]
        if per and per > self.now:
            raise forms.ValidationError("Saat itu belum tiba. Pilih saat yang sudah lewat, atau kosongkan.")
        return per

    @property
    def moment(self) -> datetime:
        return self.cleaned_data.get("per") or self.now

    @property
    def is_past(self) -> bool:
        return bool(self.cleaned_data.get("per"))

    @property
    def spans_provinces(self) -> bool:
        return len(self.provinces) > 1

    @property
    def province(self) -> str:
        """The name of the one that is looked at."""
        return self.provinces.get(self.cleaned_data.get("provinsi", ""), "")

    def offices(self) -> list[Invitation]:
        code = self.cleaned_data.get("provinsi")
        return [office for office in self.all_offices if not code or province_code(office) == code]

    @property
    def state(self) -> str:
        return self.cleaned_data.get("keadaan", "")

    def columns(self, columns: list[Column]) -> list[Column]:
        """Those of the paper or the division that is named; all of them when nobody knows the name."""
        name = self.cleaned_data.get("berkas")
        return [column for column in columns if name in (column.name, str(column.requirement.pk))] or columns

    def rows(self, matrix: Matrix) -> list[Row]:
        words = self.cleaned_data.get("kantor", "").casefold().split()
        found = [row for row in matrix.rows if all(w in row.invitation.institution_name.casefold() for w in words)]
        return [row for row in found if not self.state or any(cell and self.shows(cell) for cell in row.cells)]

    def shows(self, cell: Cell) -> bool:
        return cell.is_late if self.state == LATE else cell.state == self.state
