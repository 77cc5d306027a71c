"""What the host's secretariat fills in for an office: how the paper came, and the paper itself, from nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from rakor.lib.spreadsheets import UnreadableSheet
from reports.dim.forms import SheetForm
from reports.dim.sheets import RefusedSheet, read_rows
from reports.models import Obligation
from reports.paper_forms import FORMS


class ViaForm(forms.Form):
    received_via = forms.CharField(
        label="Diterima melalui",
        max_length=200,
        help_text="Misalnya: WhatsApp Kasubbag Umum 14/9 pukul 10.20, atau diantar di atas kertas.",
        error_messages={"required": "Tulis bagaimana berkas ini sampai kepada sekretariat."},
    )


class NilViaForm(ViaForm):
    """Beside the other one on its page."""

    prefix = "nihil"


class DimSheetForm(SheetForm):
    """The whole DIM from its sheet."""

    key = forms.UUIDField(widget=forms.HiddenInput())
    uploads = ()  # the sheet is read, not kept

    def __init__(self, *args: Any, obligation: Obligation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.obligation = obligation
        self.rows: list[dict[str, str]] = []

    def clean_upload(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["upload"]
        try:
            self.rows = read_rows(upload, self.obligation)
        except RefusedSheet as refused:
            raise forms.ValidationError(refused.sentences) from refused
        except UnreadableSheet as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable
        return upload

    def content(self) -> dict[str, Any]:
        return {"rows": self.rows}

    def labelled(self) -> list[tuple[str, str]]:
        """Nothing is typed beside the sheet."""
        return []


def record_form_for(obligation: Obligation) -> Callable[..., Any] | None:
    """None for the kinds with a page of their own. No file of the office's draft counts."""
    requirement = obligation.requirement
    if requirement.is_dim:
        return lambda *args, **options: DimSheetForm(*args, obligation=obligation, **options)
    form = FORMS.get(requirement.kind)
    return form and (lambda *args, **options: form(*args, requirement=requirement, **options))
