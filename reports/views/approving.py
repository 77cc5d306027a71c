"""Within the office: its head sends what was laid before them, or hands it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings.models import Invitation
from participants.gate import ActorRequest, allow
from participants.models import Role
from participants.models.accounts import ASKED_ROLES
from rakor.lib import clock
from reports import approving, sending
from reports.decision_forms import HandBackForm
from reports.views.paper_page import address_of, obligation_at, page
from reports.views.papers import own, receipt
from reports.views.refusals import REFUSALS, not_sent

HEAD = [Role.OFFICE_LEADERSHIP]
DECIDED = "Berkas ini sudah diputuskan atau ditarik kembali. Keadaan terakhir ditampilkan di bawah."


@allow("paper.approve", to=HEAD, model=Invitation, may=own, methods=("POST",))
def paper_approve(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    try:
        version = sending.approve(obligation=obligation, by=request.actor, now=clock.now())
    except approving.NotProposed:
        messages.error(request, DECIDED)
        return redirect("paper_show", **address_of(obligation))
    except tuple(REFUSALS) as refused:
        return not_sent(request, obligation, refused)
    return receipt(request, obligation, version)


@allow("paper.hand_back", to=HEAD, model=Invitation, may=own, methods=("POST",))
def paper_hand_back(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    form = HandBackForm(request.POST)
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, hand_back_form=form), status=422)
    try:
        note = form.cleaned_data["note"]
        approving.hand_back(obligation=obligation, note=note, by=request.actor, now=clock.now())
        messages.success(request, "Dikembalikan ke operator dengan catatan.")
    except approving.NotProposed:
        messages.error(request, DECIDED)
    return redirect("paper_show", **address_of(obligation))


@allow("paper.take_back", to=ASKED_ROLES, model=Invitation, may=own, methods=("POST",))
def paper_take_back(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    try:
        approving.take_back(obligation=obligation, by=request.actor, now=clock.now())
        messages.success(request, "Ditarik kembali. Draf dapat diubah lagi.")
    except approving.NotProposed:
        messages.error(request, DECIDED)
    return redirect("paper_show", **address_of(obligation))
