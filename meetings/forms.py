from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from meetings.models import Answer, Delegate, Invitation, Kelas, Quota, Rakor, Stage
from participants.models import Institution, Position, Rank
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


class InviteForm(forms.Form):
    """One choice invites every office below the host; single institutions are chosen beside it."""

    all_below = forms.BooleanField(required=False)
    institutions = forms.ModelMultipleChoiceField(
        Institution.objects.none(),
        label="Instansi lain",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Tahan Ctrl untuk memilih lebih dari satu.",
    )

    def __init__(self, *args: Any, rakor: Rakor, below: list[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.below = below
        kind = "KPU provinsi" if rakor.organiser.region is None else "KPU kabupaten/kota"
        self.fields["all_below"].label = f"Semua {kind} {rakor.organiser.covers} ({len(below)} kantor)"
        if not below:
            del self.fields["all_below"]
        taken = rakor.invitations.values("institution")
        others = (
            Institution.objects.valid_on(rakor.starts_on)
            .exclude(pk__in=[office.pk for office in below])
            .exclude(pk=rakor.organiser.pk)
            .exclude(pk__in=taken)
            .order_by("kind", "name")
        )
        offer(self.fields["institutions"], others)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("all_below") and not values.get("institutions"):
            raise forms.ValidationError("Pilih sedikitnya satu instansi yang diundang.")
        return values

    def chosen(self) -> list[Institution]:
        below = self.below if self.cleaned_data.get("all_below") else []
        return [*below, *self.cleaned_data["institutions"]]


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


class DelegateForm(forms.ModelForm):
    position = forms.ModelChoiceField(
        Position.objects.none(),
        label="Dari daftar orang kantor",
        required=False,
        empty_label="(tulis sendiri di bawah)",
    )
    kelas = forms.ModelChoiceField(Kelas.objects.none(), label="Kelas", required=False)

    class Meta:
        model = Delegate
        fields = ["position", "name", "title", "rank", "mode"]
        labels = {"name": "Nama dengan gelar", "title": "Jabatan", "rank": "Jenjang"}

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.invitation = invitation
        rakor = invitation.rakor
        taken = invitation.delegates.values("person")
        own = Position.objects.at(invitation.institution, on=rakor.starts_on)
        own = own.exclude(person__in=taken).order_by("pk")
        offer(self.fields["position"], own, lambda row: f"{row.person}, {row}")
        offer(self.fields["kelas"], Kelas.objects.filter(rakor=rakor), lambda row: f"Kelas {row.code}: {row.name}")
        for name in ("name", "title", "rank"):
            self.fields[name].required = False
        if rakor.mode != "hybrid":
            self.fields["mode"].widget = forms.HiddenInput()
            self.fields["mode"].initial = rakor.mode

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        held: Position | None = values.get("position")
        if held:
            values |= {"name": held.person.name, "title": str(held), "rank": held.rank}
            self.instance.person = held.person
        for name, sentence in (
            ("name", "Pilih orang dari daftar atau tulis namanya."),
            ("title", "Tulis jabatannya."),
            ("rank", "Pilih jenjangnya."),
        ):
            if not values.get(name):
                self.add_error(name, sentence)
        return values
