from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from documents import minutes_actions
from documents.forms import SignedForm
from documents.models import PrintedDocument, SignedMinutes
from minutes.actions import AlreadyDone
from minutes.models import Minutes
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.files.serving import attachment
from rakor.jobs.models import Job
from rakor.lib import clock


@allow("minutes.approve", to=[Role.LEADERSHIP], model=Minutes, may=Minutes.approvable_by, methods=("POST",))
def minutes_approve(request: ActorRequest, minutes: Minutes) -> HttpResponse:
    sheet = "f4" if request.POST.get("kertas") == "f4" else "a4"
    try:
        minutes_actions.approve(minutes=minutes, sheet=sheet, by=request.actor, now=clock.now())
        messages.success(request, "Notula disetujui dan dibekukan. Naskah cetak sedang disiapkan.")
    except AlreadyDone:
        messages.error(request, "Notula ini sudah disetujui orang lain.")
    return redirect("minutes_show", pk=minutes.pk)


def part(request: ActorRequest, minutes: Minutes, **more: Any) -> dict[str, Any]:
    signed = SignedMinutes.objects.filter(minutes=minutes).select_related("file").first()
    return {
        "minutes": minutes,
        "printed": PrintedDocument.objects.select_related("file").filter(minutes=minutes).first(),
        "job": Job.objects.for_key(minutes_actions.RENDER_MINUTES, minutes_actions.key_of(minutes)).first(),
        "signed": signed,
        "may_sign": minutes.is_of_secretariat(request.actor) and bool(minutes.approved_at) and signed is None,
        "signed_form": SignedForm(),
    } | more


@allow("minutes.print", model=Minutes)
def minutes_print(request: ActorRequest, minutes: Minutes) -> HttpResponse:
    """The print of one version, its progress, and the signed scan: a part of the minutes' page."""
    return render(request, "documents/minutes_print.html", part(request, minutes))


@allow("minutes.sign", to=[Role.SECRETARIAT], model=Minutes, may=Minutes.is_of_secretariat, methods=("POST",))
def minutes_sign(request: ActorRequest, minutes: Minutes) -> HttpResponse:
    form = SignedForm(request.POST, request.FILES)
    if not form.is_valid():
        context = part(request, minutes, signed_form=form)
        return render(request, "documents/minutes_print.html", context, status=422)
    try:
        upload = form.cleaned_data["upload"]
        minutes_actions.sign(minutes=minutes, upload=upload, by=request.actor, now=clock.now())
        messages.success(request, "Notula bertanda tangan tersimpan, terkunci, dan diedarkan.")
    except minutes_actions.AlreadySigned:
        messages.error(
            request, "Versi ini sudah terkunci oleh pindaian bertanda tangan. Perubahan dibuat sebagai ralat."
        )
    except minutes_actions.NotApproved:
        messages.error(request, "Notula belum disetujui pimpinan.")
    return redirect("minutes_show", pk=minutes.pk)


@allow("minutes.file", model=SignedMinutes)
def minutes_file(request: ActorRequest, signed: SignedMinutes) -> HttpResponseBase:
    return attachment(request, signed.file)
