"""What the host decides for one office about one paper: more time, released, owed again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings.models import Invitation
from participants.gate import Actor, ActorRequest, allow
from rakor.lib import clock, dates
from reports import actions
from reports.decision_forms import ExemptForm, ExtendForm
from reports.views.paper_page import DECIDERS, address_of, obligation_at, page

ACCEPTED_ALREADY = "Berkas ini sudah diterima; tenggatnya tidak diubah lagi."


def hosted(invitation: Invitation, actor: Actor) -> bool:
    return invitation.rakor.is_hosted_by(actor) and not invitation.rakor.closed_at


@allow("obligation.extend", to=DECIDERS, model=Invitation, may=hosted, methods=("POST",))
def obligation_extend(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    form = ExtendForm(request.POST, rakor=invitation.rakor)
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, extend_form=form), status=422)
    because = form.cleaned_data["because"]
    try:
        actions.extend(obligation=obligation, until=form.until, because=because, by=request.actor, now=clock.now())
        messages.success(request, f"Diperpanjang sampai {dates.moment(form.until, invitation.rakor.timezone)}.")
    except actions.AlreadyAccepted:
        messages.error(request, ACCEPTED_ALREADY)
    return redirect("paper_show", **address_of(obligation))


@allow("obligation.exempt", to=DECIDERS, model=Invitation, may=hosted, methods=("POST",))
def obligation_exempt(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    form = ExemptForm(request.POST)
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, exempt_form=form), status=422)
    because = form.cleaned_data["because"]
    try:
        actions.exempt(obligation=obligation, because=because, by=request.actor, now=clock.now())
        messages.success(request, f"{invitation} dibebaskan dari berkas ini.")
    except actions.AlreadyAccepted:
        messages.error(request, ACCEPTED_ALREADY)
    return redirect("paper_show", **address_of(obligation))


@allow("obligation.owe", to=DECIDERS, model=Invitation, may=hosted, methods=("POST",))
def obligation_owe(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """Takes an exemption back."""
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    if actions.owe_again(obligation=obligation, by=request.actor, now=clock.now()):
        messages.success(request, f"Pembebasan dicabut; {invitation} mengirim berkas ini lagi.")
    else:
        messages.error(request, "Kantor ini tidak sedang dibebaskan dari berkas ini.")
    return redirect("paper_show", **address_of(obligation))
