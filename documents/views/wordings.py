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
    context = {
        "own": [row for row in own if row.put_away_at is None],
        "away": [row for row in own if row.put_away_at],
        "shipped": shipped,
    }
    return render(request, "documents/wording_list.html", context)


@allow("wording.add", to=[Role.SECRETARIAT], methods=EDIT)
def wording_add(request: ActorRequest) -> HttpResponse:
    wording = Wording(institution=request.actor.institution)
    form = WordingForm(request.POST or None, instance=wording)
    if request.method == "POST" and form.is_valid():
        wording_actions.write_wording(wording=form.save(commit=False), by=request.actor, now=clock.now())
        messages.success(request, "Model surat tersimpan.")
        return redirect("wording_list")
    context = {"form": form, "heading": "Model baru", "gaps": GAPS, "blocks": BLOCKS}
    return render(request, "documents/wording_change.html", context, status=422 if form.errors else 200)


@allow("wording.copy", to=[Role.SECRETARIAT], model=Wording, may=Wording.copyable_by, methods=("POST",))
def wording_copy(request: ActorRequest, wording: Wording) -> HttpResponse:
    own = wording_actions.copy_wording(wording=wording, by=request.actor, now=clock.now())
    messages.success(request, "Salinan milik kantor ini dapat diubah di bawah.")
    return redirect("wording_change", pk=own.pk)


@allow("wording.change", to=[Role.SECRETARIAT], model=Wording, may=Wording.editable_by, methods=EDIT)
def wording_change(request: ActorRequest, wording: Wording) -> HttpResponse:
    form = WordingForm(request.POST or None, instance=wording)
    context: dict[str, Any] = {"form": form, "heading": "Ubah model surat", "gaps": GAPS, "blocks": BLOCKS}
    status = 422 if form.errors else 200
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


@allow("wording.put_away", to=[Role.SECRETARIAT], model=Wording, may=Wording.editable_by, methods=("POST",))
def wording_put_away(request: ActorRequest, wording: Wording) -> HttpResponse:
    wording_actions.put_away(wording=wording, by=request.actor, now=clock.now())
    messages.success(request, f"Model “{wording}” disimpan; tidak lagi ditawarkan saat surat ditulis.")
    return redirect("wording_list")


@allow("wording.take_back", to=[Role.SECRETARIAT], model=Wording, may=Wording.editable_by, methods=("POST",))
def wording_take_back(request: ActorRequest, wording: Wording) -> HttpResponse:
    wording_actions.take_back(wording=wording, by=request.actor, now=clock.now())
    messages.success(request, f"Model “{wording}” ditawarkan lagi.")
    return redirect("wording_list")
