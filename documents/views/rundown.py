"""The rundown on paper: susunan acara for everybody, the script for MC and operator."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas.access import sees_the_day
from agendas.models import Edition
from documents import rundown_actions
from documents.models import PrintedDocument, PrintedKind
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from rakor.lib import clock


class PrintForm(forms.Form):
    kind = forms.ChoiceField(
        label="Naskah", choices=[(kind.value, kind.label) for kind in rundown_actions.KINDS], widget=forms.RadioSelect
    )
    sheet = forms.ChoiceField(
        label="Kertas", choices=[("a4", "A4"), ("f4", "F4 (215 x 330 mm)")], widget=forms.RadioSelect
    )


@allow("rundown.show", model=Rakor)
def rundown_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The prints and those under way; htmx asks for the list alone until they are done."""
    prints = PrintedDocument.objects.visible_to(request.actor).filter(rakor=rakor, kind__in=rundown_actions.KINDS)
    may_print = sees_the_day(rakor, request.actor)
    context = {
        "rakor": rakor,
        "prints": prints.select_related("edition"),
        "jobs": rundown_actions.unfinished(rakor) if may_print else [],
        "may_print": may_print,
        "edition": Edition.objects.visible_to(request.actor).filter(rakor=rakor).order_by("-number").first(),
        "form": PrintForm(initial={"kind": PrintedKind.RUNDOWN.value, "sheet": "a4"}),
    }
    template = "documents/_rundown_prints.html" if request.htmx else "documents/rundown_show.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@allow("rundown.print", model=Rakor, may=sees_the_day, methods=("POST",))
def rundown_print(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = PrintForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Pilih naskah dan kertas yang akan dicetak.")
        return redirect("rundown_show", pk=rakor.pk)
    kind, sheet = form.cleaned_data["kind"], form.cleaned_data["sheet"]
    try:
        rundown_actions.order(rakor=rakor, kind=kind, sheet=sheet, by=request.actor, now=clock.now())
        messages.success(request, "Naskah sedang disiapkan.")
    except rundown_actions.NothingPlanned:
        messages.error(request, "Acara belum disusun, jadi belum ada yang dapat dicetak.")
    return redirect("rundown_show", pk=rakor.pk)
