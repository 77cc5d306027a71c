"""What an office asks for, and what its host answers; papers that the host opens again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings.models import Invitation
from participants.gate import ActorRequest, allow
from participants.models.accounts import ASKED_ROLES
from rakor.lib import clock
from reports import actions, petitions
from reports.models import Petition, Submission
from reports.petition_forms import AskForm, DeclineForm, GrantForm, ReopenForm
from reports.views.paper_page import DECIDERS, address_of, obligation_at, page
from reports.views.papers import own
from reports.views.refusals import REFUSALS

ANSWERS: dict[str, Any] = {"to": DECIDERS, "model": Petition, "may": Petition.answerable_by, "methods": ("POST",)}
SENTENCES: dict[type[Exception], str] = REFUSALS | {
    actions.AlreadyAccepted: "Berkas ini sudah diterima; tenggatnya tidak diubah lagi.",
    petitions.AlreadyAsked: "Satu permohonan masih menunggu jawaban penyelenggara.",
    petitions.AlreadyAnswered: "Permohonan ini sudah dijawab orang lain. Jawabannya ditampilkan di bawah.",
    petitions.NotAccepted: "Berkas ini tidak sedang diterima, jadi tidak perlu dibuka kembali.",
    petitions.NoTimeNamed: "Isi hari dan pukul yang diminta.",
}


@allow("petition.ask", to=ASKED_ROLES, model=Invitation, may=own, methods=("POST",))
def petition_ask(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    form = AskForm(request.POST, rakor=invitation.rakor)
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, ask_form=form), status=422)
    try:
        because = form.cleaned_data["because"]
        petitions.ask(obligation=obligation, because=because, until=form.until, by=request.actor, now=clock.now())
        messages.success(request, "Permohonan tersampaikan kepada penyelenggara.")
    except petitions.NoTimeNamed as missing:
        form.add_error("until_on", SENTENCES[type(missing)])
        return render(request, "reports/paper_show.html", page(request, obligation, ask_form=form), status=422)
    except tuple(SENTENCES) as refused:
        messages.error(request, SENTENCES[type(refused)])
    return redirect("paper_show", **address_of(obligation))


@allow("petition.grant", **ANSWERS)
def petition_grant(request: ActorRequest, petition: Petition) -> HttpResponse:
    obligation = petition.obligation
    form = GrantForm(request.POST, rakor=obligation.invitation.rakor, is_reopening=petition.is_reopening)
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, grant_form=form), status=422)
    try:
        word = form.cleaned_data["because"]
        petitions.grant(petition=petition, until=form.until, word=word, by=request.actor, now=clock.now())
        messages.success(request, f"{petition.words} dikabulkan.")
    except tuple(SENTENCES) as refused:
        messages.error(request, SENTENCES[type(refused)])
    return redirect("paper_show", **address_of(obligation))


@allow("petition.decline", **ANSWERS)
def petition_decline(request: ActorRequest, petition: Petition) -> HttpResponse:
    obligation, form = petition.obligation, DeclineForm(request.POST)
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, decline_form=form), status=422)
    try:
        petitions.decline(petition=petition, word=form.cleaned_data["word"], by=request.actor, now=clock.now())
        messages.success(request, f"{petition.words} tidak dikabulkan; alasannya disampaikan.")
    except petitions.AlreadyAnswered as refused:
        messages.error(request, SENTENCES[type(refused)])
    return redirect("paper_show", **address_of(obligation))


@allow("submission.reopen", to=DECIDERS, model=Submission, may=Submission.reopenable_by, methods=("POST",))
def submission_reopen(request: ActorRequest, submission: Submission) -> HttpResponse:
    obligation = submission.obligation
    form = ReopenForm(request.POST, rakor=obligation.invitation.rakor)
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, reopen_form=form), status=422)
    try:
        because = form.cleaned_data["because"]
        petitions.reopen(
            version=submission, because=because, correct_until=form.until, by=request.actor, now=clock.now()
        )
        messages.success(request, f"Dibuka kembali: {submission}.")
    except petitions.NotAccepted as refused:
        messages.error(request, SENTENCES[type(refused)])
    return redirect("paper_show", **address_of(obligation))
