"""How to come in from afar: link, meeting id and passcode, typed once by the secretariat."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from meetings.models import Rakor
from participants.gate import Actor
from rakor.audit.actions import record

ASK_HTTPS = "Tulis tautan lengkap yang dimulai dengan https://, misalnya https://rapat.contoh.id/j/12345."
FIELDS = ("join_url", "meeting_id", "passcode")
is_address = URLValidator(schemes=["https"])


class JoinForm(forms.Form):
    join_url = forms.CharField(
        label="Tautan rapat daring",
        max_length=200,
        required=False,
        error_messages={"max_length": "Tautan terlalu panjang (maks. 200 huruf)."},
    )
    meeting_id = forms.CharField(label="ID rapat", max_length=60, required=False)
    passcode = forms.CharField(label="Kode sandi", max_length=60, required=False)

    def clean_join_url(self) -> str:
        """Only https, and no name before an @ that makes one host look like another."""
        link = str(self.cleaned_data["join_url"])
        if not link:
            return ""
        try:
            is_address(link)
        except ValidationError as refused:
            raise forms.ValidationError(ASK_HTTPS) from refused
        if "@" in urlsplit(link).netloc:
            raise forms.ValidationError(ASK_HTTPS)
        return link


def joined(form: forms.Form) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in FIELDS}


@transaction.atomic
def set_join(*, rakor: Rakor, values: dict[str, Any], by: Actor, now: datetime) -> None:
    """The ledger says that they were set, never what they are."""
    Rakor.objects.filter(pk=rakor.pk).update(**values)
    details = {"has_link": bool(values["join_url"])}
    record(by=by, verb="rakor.join_set", target=rakor, now=now, rakor_id=rakor.pk, details=details)
