from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas.models import Session
from meetings.models import Rakor
from minutes import actions
from minutes.forms import CorrectionForm, ReturnForm
from minutes.models import Minutes, NoteBlock, Outcome
from minutes.models.notes import readable_by
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.lib import clock

DONE_ALREADY = "Langkah ini sudah dilakukan orang lain. Keadaan terakhir ditampilkan di bawah."


def count_of(model: type[NoteBlock] | type[Outcome]) -> Coalesce:
    """How many blocks of this kind a session has."""
    counted = model.objects.filter(session=OuterRef("pk")).order_by().values("session").values(n=Count("pk"))
    return Coalesce(Subquery(counted), 0)


def page(request: ActorRequest, rakor: Rakor, **more: Any) -> dict[str, Any]:
    sessions = (
        Session.objects.filter(rakor=rakor)
        .select_related("kelas", "note_taker", "rakor__organiser")
        .annotate(blocks=count_of(NoteBlock), results=count_of(Outcome))
    )
    versions = list(Minutes.objects.visible_to(request.actor).filter(rakor=rakor))
    newest = versions[0] if versions else None
    is_secretariat = rakor.editable_by(request.actor)
    readable = [session for session in sessions if readable_by(session, request.actor)]
    context = {
        "rakor": rakor,
        "sessions": readable,
        "has_outcomes": any(session.results for session in readable),
        "versions": versions,
        "newest": newest,
        "may_propose": is_secretariat and (newest is None or newest.state in ("draf", "dikembalikan")),
        "may_correct": is_secretariat and bool(newest and newest.approved_at),
        "may_approve": bool(newest and newest.approvable_by(request.actor)),
        "return_form": ReturnForm(),
        "correction_form": CorrectionForm(),
    }
    return context | more


@allow("minutes.list", model=Rakor)
def minutes_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    return render(request, "minutes/minutes_list.html", page(request, rakor))


@allow("minutes.propose", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def minutes_propose(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    try:
        actions.propose(rakor=rakor, by=request.actor, now=clock.now())
        messages.success(request, "Notula diajukan kepada pimpinan; catatan kelas ditutup selama telaah.")
    except actions.NothingToApprove:
        messages.error(request, "Belum ada kesimpulan di kelas mana pun. Tulis dahulu sedikitnya satu butir.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("minutes_list", pk=rakor.pk)


@allow("minutes.show", model=Minutes)
def minutes_show(request: ActorRequest, minutes: Minutes) -> HttpResponse:
    """One version as it was approved, or as it stands while the chair reads it."""
    content = minutes.content or actions.content_of(minutes.rakor, now=clock.now())
    context = page(request, minutes.rakor, minutes=minutes, content=content)
    return render(request, "minutes/minutes_show.html", context)


@allow("minutes.return", to=[Role.LEADERSHIP], model=Minutes, may=Minutes.approvable_by, methods=("POST",))
def minutes_return(request: ActorRequest, minutes: Minutes) -> HttpResponse:
    form = ReturnForm(request.POST)
    if not form.is_valid():
        context = page(request, minutes.rakor, return_form=form)
        return render(request, "minutes/minutes_list.html", context, status=422)
    try:
        actions.send_back(minutes=minutes, text=form.cleaned_data["note"], by=request.actor, now=clock.now())
        messages.success(request, "Notula dikembalikan dengan catatan; catatan kelas terbuka lagi.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("minutes_list", pk=minutes.rakor.pk)


@allow("minutes.correct", to=[Role.SECRETARIAT], model=Minutes, may=Minutes.is_of_secretariat, methods=("POST",))
def minutes_correct(request: ActorRequest, minutes: Minutes) -> HttpResponse:
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        context = page(request, minutes.rakor, correction_form=form)
        return render(request, "minutes/minutes_list.html", context, status=422)
    try:
        because = form.cleaned_data["because"]
        actions.open_correction(minutes=minutes, because=because, by=request.actor, now=clock.now())
        messages.success(request, "Ralat dibuka; versi yang disetujui tetap tersimpan.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("minutes_list", pk=minutes.rakor.pk)
