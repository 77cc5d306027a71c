from __future__ import annotations

from datetime import datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from meetings.models import Rakor
from participants.models import Institution
from rakor.lib import dates
from rakor.lib.inputs import day_field, groups
from reports.models import Requirement
from secretariat.copying import Take
from secretariat.planned import Planned, is_shared, last_day_needed, sessions_to_copy
from secretariat.shifting import fault_of


def choice(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False, initial=True)


class CopyForm(forms.ModelForm):
    starts_on = day_field("Hari pertama")
    ends_on = day_field("Hari terakhir")
    kelas = choice("Kelas, ruang, dan aturan penempatan")
    agenda = choice("Acara dengan pokok bahasan; sesi kelas ikut bila kelasnya ikut")
    requirements = choice("Permintaan berkas; tenggat bergeser bersama hari pertama")
    invitations = choice("Daftar undangan; belum ada yang dikirim")
    quotas = choice("Kuota kursi")

    class Meta:
        model = Rakor
        fields = ["title", "starts_on", "ends_on", "timezone", "mode", "city", "venue_name", "venue_address"]
        help_texts = {"timezone": "Jam acara dan tenggat tetap, dibaca dalam zona ini."}
        error_messages = {"title": {"required": "Nama rakor wajib diisi."}}

    def __init__(self, *args: Any, source: Rakor, office: Institution, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.source, self.now = source, now
        self.sessions = sessions_to_copy(source, office)
        found = {
            "kelas": source.kelas.exists(),
            "agenda": bool(self.sessions),
            "requirements": Requirement.objects.filter(rakor=source).exists(),
            "invitations": not is_shared(source, office) and source.invitations.exists(),
            "quotas": source.quotas.exists(),
        }
        for name in (name for name, is_there in found.items() if not is_there):
            del self.fields[name]

    @property
    def helper(self) -> FormHelper:
        return groups(
            self,
            ("Rakor baru", "title", "starts_on", "ends_on", "timezone"),
            ("Tempat", "mode", "city", "venue_name", "venue_address"),
            ("Yang ikut disalin", *Take.__dataclass_fields__),
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        starts_on, ends_on, tz = values.get("starts_on"), values.get("ends_on"), values.get("timezone")
        fault = fault_of(starts_on, today=dates.local(self.now, tz).date()) if starts_on and tz else ""
        if fault:
            self.add_error("starts_on", fault)
        elif starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Hari terakhir mendahului hari pertama. Periksa kedua tanggal.")
        elif starts_on and ends_on:
            self.check_length(values)
        return values

    def check_length(self, values: dict[str, Any]) -> None:
        needed = last_day_needed(self.source, self.taken_sessions(values), values["starts_on"])
        if needed > values["ends_on"]:
            days = (needed - values["starts_on"]).days + 1
            sentence = f"Acara yang disalin memerlukan {days} hari, sampai {dates.plain_date(needed)}."
            self.add_error("ends_on", f"{sentence} Perpanjang rakor, atau lepaskan pilihan acara.")

    def taken_sessions(self, values: dict[str, Any]) -> list[Planned]:
        if not values.get("agenda"):
            return []
        return [row for row in self.sessions if values.get("kelas") or row.session.kelas_id is None]

    def take(self) -> Take:
        return Take(**{name: bool(self.cleaned_data.get(name)) for name in Take.__dataclass_fields__})
