"""A recap on paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from documents import recap_actions
from documents.models import PrintedDocument, PrintedKind
from documents.views.matrix import SHEETS
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from participants.models.accounts import HOST_ROLES
from rakor.lib import clock
from reports.models import Column
from reports.recaps import recapped_columns

EVERY = "semua"


class RecapPrintForm(forms.Form):
    divisi = forms.ChoiceField(label="Divisi", widget=forms.RadioSelect)
    sheet = forms.ChoiceField(label="Kertas", choices=SHEETS, widget=forms.RadioSelect, initial="a4")

    def __init__(self, *args: Any, columns: list[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns
        if len(columns) == 1:
            del self.fields["divisi"]
            return
        choices = [(column.bidang, column.sub) for column in columns]
        self.fields["divisi"].choices = [*choices, (EVERY, "Semua divisi dalam satu berkas")]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[Column]:
        wanted = self.cleaned_data.get("divisi", EVERY)
        return [column for column in self.columns if wanted in (EVERY, column.bidang)]


def columns_at(rakor: Rakor, requirement_pk: int) -> list[Column]:
    columns = recapped_columns(rakor, requirement_pk, clock.now())
    if not columns:
        raise Http404
    return columns


@allow("recap.printed", model=Rakor, may=Rakor.is_hosted_by)
def recap_printed(request: ActorRequest, rakor: Rakor, requirement_pk: int) -> HttpResponse:
    """The prints and those under way; htmx asks for the list alone until they are done."""
    columns = columns_at(rakor, requirement_pk)
    context = prints(request, rakor, columns)
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "documents/_recap_prints.html", context)
    initial = {"divisi": request.GET.get("divisi", ""), "sheet": "a4"}
    form = RecapPrintForm(columns=columns, initial=initial)
    return render(request, "documents/recap_printed.html", context | {"form": form})


def prints(request: ActorRequest, rakor: Rakor, columns: list[Column]) -> dict[str, Any]:
    made = PrintedDocument.objects.visible_to(request.actor).filter(rakor=rakor, kind=PrintedKind.RECAP)
    requirement = columns[0].requirement
    return {"rakor": rakor, "requirement": requirement, "prints": made, "jobs": recap_actions.unfinished(rakor)}


@allow("recap.print", to=HOST_ROLES, model=Rakor, may=Rakor.is_hosted_by, methods=("POST",))
def recap_print(request: ActorRequest, rakor: Rakor, requirement_pk: int) -> HttpResponse:
    now, columns = clock.now(), columns_at(rakor, requirement_pk)
    form = RecapPrintForm(request.POST, columns=columns)
    if not form.is_valid():
        context = prints(request, rakor, columns) | {"form": form}
        return render(request, "documents/recap_printed.html", context, status=422)
    sheet = form.cleaned_data["sheet"]
    recap_actions.order(rakor=rakor, columns=form.chosen, moment=now, sheet=sheet, by=request.actor, now=now)
    messages.success(request, "Naskah sedang disiapkan.")
    return redirect("recap_printed", pk=rakor.pk, requirement_pk=requirement_pk)
