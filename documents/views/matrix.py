"""The matrix of a moment on paper."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from documents import matrix_actions
from documents.models import PrintedDocument, PrintedKind
from meetings.models import Invitation, Rakor
from participants.gate import ActorRequest, allow
from participants.models.accounts import HOST_ROLES
from rakor.lib import clock
from rakor.lib.inputs import MomentField
from reports.provinces import provinces_of

SHEETS = [("a4", "A4"), ("f4", "F4 (215 x 330 mm)")]


class MatrixPrintForm(forms.Form):
    per = MomentField(label="Keadaan per", required=False, help_text="Kosong: sekarang.")
    sheet = forms.ChoiceField(label="Kertas", choices=SHEETS, widget=forms.RadioSelect, initial="a4")

    def __init__(self, *args: Any, rakor: Rakor, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        moment = self.fields["per"]
        moment.label, moment.tz = f"Keadaan per ({rakor.zone})", rakor.timezone  # type: ignore[attr-defined]
        if rakor.organiser.is_national:
            offices = Invitation.objects.filter(rakor=rakor).coded(on=rakor.starts_on)
            choices = [("", "Semua"), *provinces_of(offices, on=rakor.starts_on).items()]
            self.fields["provinsi"] = forms.ChoiceField(label="Provinsi", choices=choices, required=False)

    def clean_per(self) -> datetime:
        per: datetime = self.cleaned_data["per"] or self.now
        if per > self.now:
            raise forms.ValidationError("Saat itu belum tiba. Pilih saat yang sudah lewat, atau kosongkan.")
        return per


@allow("matrix.printed", model=Rakor, may=Rakor.is_hosted_by)
def matrix_printed(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The prints and those under way; htmx asks for the list alone until they are done."""
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "documents/_matrix_prints.html", prints(request, rakor))
    asked = {name: request.GET.get(name, "") for name in ("per", "provinsi")}
    form = MatrixPrintForm(rakor=rakor, now=clock.now(), initial=asked | {"sheet": "a4"})
    return render(request, "documents/matrix_printed.html", prints(request, rakor) | {"form": form})


def prints(request: ActorRequest, rakor: Rakor) -> dict[str, Any]:
    made = PrintedDocument.objects.visible_to(request.actor).filter(rakor=rakor, kind=PrintedKind.MATRIX)
    return {"rakor": rakor, "prints": made, "jobs": matrix_actions.unfinished(rakor)}


@allow("matrix.print", to=HOST_ROLES, model=Rakor, may=Rakor.is_hosted_by, methods=("POST",))
def matrix_print(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    now = clock.now()
    form = MatrixPrintForm(request.POST, rakor=rakor, now=now)
    if not form.is_valid():
        return render(request, "documents/matrix_printed.html", prints(request, rakor) | {"form": form}, status=422)
    asked = form.cleaned_data
    matrix_actions.order(
        rakor=rakor,
        moment=asked["per"],
        sheet=asked["sheet"],
        province=asked.get("provinsi", ""),
        by=request.actor,
        now=now,
    )
    messages.success(request, "Naskah sedang disiapkan.")
    return redirect("matrix_printed", pk=rakor.pk)
