"""The office's models of letters."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from documents import wording_actions
from documents.forms import WordingForm
from documents.models import Wording
from documents.wordings import BLOCKS, GAPS
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.lib import clock
from rakor.lib.inputs import retype

EDIT = ("GET", "POST")


@allow("wording.list", to=[Role.SECRETARIAT])
def wording_list(request: ActorRequest) -> HttpResponse:
    wordings = Wording.objects.visible_to(request.actor).order_by("name", "institution")
    own = [row for row in wordings if not row.is_shipped()]
    copied = {row.name for row in own}
    shipped = [(row, row.name in copied) for row in wordings if row.is_shipped()]
    return render(request, "documents/wording_list.html", {"own": own, "shipped": shipped})


@allow("wording.copy", to=[Role.SECRETARIAT], model=Wording, may=Wording.copyable_by, methods=("POST",))
def wording_copy(request: ActorRequest, wording: Wording) -> HttpResponse:
    own = wording_actions.copy_wording(wording=wording, by=request.actor, now=clock.now())
    messages.success(request, "Salinan milik kantor ini dapat diubah di bawah.")
    return redirect("wording_change", pk=own.pk)


@allow("wording.change", to=[Role.SECRETARIAT], model=Wording, may=Wording.editable_by, methods=EDIT)
def wording_change(request: ActorRequest, wording: Wording) -> HttpResponse:
    form = WordingForm(request.POST or None, instance=wording)
    context: dict[str, Any] = {"form": form, "wording": wording, "gaps": GAPS, "blocks": BLOCKS}
    status = 200
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"]
        try:
            saved = form.save(commit=False)
            wording_actions.change_wording(wording=saved, seen_version=seen, by=request.actor, now=clock.now())
            messages.success(request, "Model surat tersimpan.")
            return redirect("wording_list")
        except wording_actions.StaleWording:
            context["stored"] = Wording.objects.get(pk=wording.pk)
            retype(form, version=context["stored"].version)
            status = 409
    return render(request, "documents/wording_change.html", context, status=status)
