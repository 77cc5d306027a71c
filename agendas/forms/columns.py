from __future__ import annotations

from typing import Any

from django import forms

from meetings.models import Kelas, Room
from participants.models import Division
from rakor.lib.inputs import offer


class KelasChangeForm(forms.ModelForm):
    class Meta:
        model = Kelas
        fields = ["code", "name", "division", "room"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rakor = self.instance.rakor
        offer(self.fields["division"], Division.objects.of(rakor.organiser, on=rakor.starts_on))
        offer(self.fields["room"], Room.objects.filter(rakor=rakor))

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().upper()
        others = Kelas.objects.filter(rakor=self.instance.rakor, code=code).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(f"Kelas {code} sudah ada. Pilih huruf lain.")
        return code


class RoomForm(forms.ModelForm):
    class Meta:
        model = Room
        fields = ["name", "capacity"]
        labels = {"name": "Nama ruang", "capacity": "Kapasitas (orang)"}
        help_texts = {"capacity": "Kosongkan bila belum diketahui."}
        error_messages = {"name": {"required": "Nama ruang wajib diisi."}}

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if Room.objects.filter(rakor=self.instance.rakor, name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(f"Ruang {name} sudah ada.")
        return name

    def clean_capacity(self) -> int | None:
        capacity: int | None = self.cleaned_data["capacity"]
        if capacity == 0:
            raise forms.ValidationError("Kapasitas sedikitnya 1 orang; kosongkan bila belum diketahui.")
        return capacity
