"""Acuan: papers of meetings above that do not use this program."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from meetings import directing
from meetings.directing_forms import ReferenceForm
from meetings.models import Rakor, Reference
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.files.serving import attachment
from rakor.lib import clock

EDIT = ("GET", "POST")


@allow("reference.add", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=EDIT)
def reference_add(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    return edit(request, Reference(rakor=rakor), "Tambah acuan")


@allow("reference.change", to=[Role.SECRETARIAT], model=Reference, may=Reference.editable_by, methods=EDIT)
def reference_change(request: ActorRequest, reference: Reference) -> HttpResponse:
    return edit(request, reference, "Ubah acuan")


def edit(request: ActorRequest, reference: Reference, heading: str) -> HttpResponse:
    rakor = reference.rakor
    form = ReferenceForm(request.POST or None, request.FILES or None, instance=reference, rakor=rakor)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        directing.save_reference(
            reference=form.save(commit=False),
            lines=values["lines"],
            upload=values["upload"],
            by=request.actor,
            now=clock.now(),
        )
        messages.success(request, "Acuan tersimpan.")
        return redirect("direction_list", pk=rakor.pk)
    context = {"rakor": rakor, "form": form, "heading": heading}
    return render(request, "meetings/reference_form.html", context)


@allow("reference.remove", to=[Role.SECRETARIAT], model=Reference, may=Reference.editable_by, methods=("POST",))
def reference_remove(request: ActorRequest, reference: Reference) -> HttpResponse:
    rakor_pk = reference.rakor.pk
    directing.remove_reference(reference=reference, by=request.actor, now=clock.now())
    messages.success(request, "Acuan dihapus.")
    return redirect("direction_list", pk=rakor_pk)


@allow("reference.file", model=Reference)
def reference_file(request: ActorRequest, reference: Reference) -> HttpResponseBase:
    if reference.file is None:
        raise Http404
    return attachment(request, reference.file)
