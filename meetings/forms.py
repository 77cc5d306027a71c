from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from meetings.models import Answer, Invitation, Quota, Rakor, Stage
from participants.models import Rank
from rakor.lib.inputs import day_field, groups, hour_field, offer


class RakorForm(forms.ModelForm):
    starts_on = day_field("Hari pertama")
    ends_on = day_field("Hari terakhir")
    start_time = hour_field("Mulai pukul", required=False, help_text="Boleh dikosongkan bila belum pasti.")

    class Meta:
        model = Rakor
        fields = [
            "title", "kind", "stage", "starts_on", "ends_on", "start_time", "timezone", "mode",
            "venue_name", "venue_address", "city", "dress_code", "contact", "purpose",
        ]  # fmt: skip
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "timezone": "Zona waktu tempat rakor; semua tenggat dibaca dalam zona ini.",
            "purpose": "Satu kalimat untuk surat, misalnya: persiapan Pemilihan Gubernur Tahun 2020.",
            "contact": "Nama dan telepon yang dicantumkan dalam surat undangan.",
        }
        error_messages = {"title": {"required": "Nama rakor wajib diisi."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = Stage.objects.select_related("election").order_by("-election__voting_on", "starts_on")
        offer(self.fields["stage"], stages, lambda row: f"{row.election}: {row}")

    @property
    def helper(self) -> FormHelper:
        return groups(
            self,
            ("Rakor", "title", "kind", "stage"),
            ("Waktu", "starts_on", "ends_on", "start_time", "timezone"),
            ("Tempat", "mode", "city", "venue_name", "venue_address"),
            ("Untuk surat undangan", "contact", "dress_code", "purpose"),
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Hari terakhir mendahului hari pertama. Periksa kedua tanggal.")
        return values


class QuotaForm(forms.Form):
    """Seats by rank; a blank field gives no seat."""

    def __init__(self, *args: Any, quotas: list[Quota], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = {quota.rank: quota.seats for quota in quotas}
        for rank in Rank:
            self.fields[rank.value] = forms.IntegerField(
                label=rank.label, min_value=0, max_value=99, required=False, initial=seats.get(rank)
            )

    def seats(self) -> dict[Rank, int]:
        return {rank: self.cleaned_data[rank.value] or 0 for rank in Rank}


class AnswerForm(forms.ModelForm):
    answer = forms.ChoiceField(label="Jawaban", choices=Answer.choices, widget=forms.RadioSelect)

    class Meta:
        model = Invitation
        fields = ["answer", "reason"]
        help_texts = {"reason": "Wajib diisi bila diwakili atau tidak hadir."}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("answer") in (Answer.REPRESENTED, Answer.ABSENT) and not values.get("reason"):
            self.add_error("reason", "Tulis alasannya, misalnya: Ketua bertugas di luar daerah.")
        return values
