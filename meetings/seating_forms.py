from __future__ import annotations

from typing import Any

from django import forms

from meetings.models import Delegate, Kelas, Rakor, SeatRule
from meetings.seating import fields_of, kelas_for, rules_of
from rakor.lib.inputs import offer


class SeatForm(forms.Form):
    """Where one delegate sits. Against the rules, or in two kelas, it needs a reason."""

    kelas = forms.ModelMultipleChoiceField(
        Kelas.objects.none(), label="Kelas", required=False, widget=forms.CheckboxSelectMultiple
    )
    because = forms.CharField(label="Alasan", max_length=200, required=False)

    def __init__(self, *args: Any, delegate: Delegate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delegate = delegate
        rakor = delegate.invitation.rakor
        bidang = fields_of(rakor).get((delegate.invitation.institution_id, delegate.person_id), "")
        self.usual = kelas_for(delegate, bidang, rules_of(rakor))
        offer(self.fields["kelas"], Kelas.objects.filter(rakor=rakor), lambda row: f"{row}: {row.name}")
        seats = list(delegate.seats.all())
        self.initial = {"kelas": [seat.kelas_id for seat in seats], "because": seats[0].because if seats else ""}
        self.fields["because"].help_text = f"Wajib bila berbeda dari aturan: {self.usual or 'belum ada aturan'}."

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen = list(values.get("kelas") or [])
        if len(chosen) > 1 and not values.get("because"):
            self.add_error("because", "Tulis mengapa satu orang duduk di lebih dari satu kelas.")
        elif self.usual and chosen != [self.usual] and not values.get("because"):
            self.add_error("because", f"Menurut aturan tempatnya {self.usual}. Tulis mengapa berbeda.")
        return values


class SeatRuleForm(forms.ModelForm):
    class Meta:
        model = SeatRule
        fields = ["rank", "bidang", "kelas"]
        labels = {"rank": "Jenjang", "bidang": "Bidang divisi", "kelas": "Duduk di"}

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["kelas"], Kelas.objects.filter(rakor=rakor), lambda row: f"{row}: {row.name}")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("rank") and not values.get("bidang"):
            self.add_error("rank", "Pilih jenjang, bidang, atau keduanya.")
        return values

    def validate_unique(self) -> None:
        """The same rule again is no mistake: it stays one."""
