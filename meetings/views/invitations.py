from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings import actions, naming
from meetings.forms import AnswerForm, QuotaForm
from meetings.models import AssignmentLetter, Delegate, Invitation, Kelas, Rakor
from meetings.naming_forms import AssignmentForm, DelegateForm, EarlierForm
from participants.gate import WITH_LINK, Actor, ActorRequest, allow
from participants.models import Rank, Role
from participants.models.accounts import INVITED_ROLES
from rakor.lib import clock

MAY_ANSWER = [*INVITED_ROLES, Role.SECRETARIAT, Role.LINK]


@allow("invitation.withdraw", to=[Role.SECRETARIAT], model=Invitation, methods=("POST",))
def invitation_withdraw(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    try:
        actions.withdraw_invitation(invitation=invitation, by=request.actor, now=clock.now())
        messages.success(request, f"{invitation} dikeluarkan dari daftar undangan.")
    except actions.AlreadySent:
        messages.error(request, "Undangan ini sudah terkirim dan tidak dapat dikeluarkan dari daftar.")
    return redirect("invitation_list", pk=invitation.rakor.pk)


@allow("quota.change", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("GET", "POST"))
def quota_change(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = QuotaForm(request.POST or None, quotas=list(rakor.quotas.all()))
    if request.method == "POST" and form.is_valid():
        actions.set_quotas(rakor=rakor, seats=form.seats(), by=request.actor, now=clock.now())
        messages.success(request, "Kuota kursi tersimpan.")
        return redirect("invitation_list", pk=rakor.pk)
    return render(request, "meetings/quota_change.html", {"rakor": rakor, "form": form})


@allow("invitation.show", to=WITH_LINK, model=Invitation)
def invitation_show(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    named = Delegate.objects.visible_to(request.actor).filter(invitation=invitation)
    delegates = list(named.prefetch_related("seats__kelas"))
    seated = {seat.kelas_id for delegate in delegates for seat in delegate.seats.all()}
    actor, rakor = request.actor, invitation.rakor
    context: dict[str, Any] = {
        "rakor": rakor,
        "invitation": invitation,
        "delegates": delegates,
        "empty_kelas": [kelas for kelas in Kelas.objects.filter(rakor=rakor) if kelas.pk not in seated],
        "seats": [f"{Rank(rank).label} {n}" for rank, n in invitation.seats(rakor.quotas.all()).items()],
        "assignment_letters": AssignmentLetter.objects.filter(invitation=invitation).select_related("file"),
        "shows_contacts": invitation.shows_contacts_to(actor),
        "may_edit": invitation.editable_by(actor),
        "has_account": actor.role != Role.LINK,
    }
    if invitation.answerable_by(actor):
        context |= steps_of(invitation, actor)
    return render(request, "meetings/invitation_show.html", context)


def steps_of(invitation: Invitation, actor: Actor) -> dict[str, Any]:
    """The forms that stand open; after the naming deadline an office adds nobody."""
    is_closed = actions.is_closed_to(invitation, actor, clock.now())
    earlier = [] if is_closed else naming.earlier_delegates(invitation)
    return {
        "may_answer": True,
        "may_name": not is_closed,
        "answer_form": AnswerForm(instance=invitation),
        "delegate_form": DelegateForm(invitation=invitation),
        "earlier_form": EarlierForm(earlier=earlier) if earlier else None,
        "assignment_form": AssignmentForm(),
    }


@allow("invitation.answer", to=MAY_ANSWER, model=Invitation, may=Invitation.answerable_by, methods=("POST",))
def invitation_answer(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    form = AnswerForm(request.POST, instance=invitation)
    if not form.is_valid():
        context = {"rakor": invitation.rakor, "invitation": invitation, "form": form, "heading": "Jawaban undangan"}
        return render(request, "meetings/invitation_form.html", context, status=422)
    values = form.cleaned_data
    actions.answer_invitation(
        invitation=invitation, answer=values["answer"], reason=values["reason"], by=request.actor, now=clock.now()
    )
    messages.success(request, "Jawaban tersimpan.")
    return redirect("invitation_show", pk=invitation.pk)
