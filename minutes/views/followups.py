from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings.models import Rakor
from minutes import actions
from minutes.forms import ReportForm, ReturnForm
from minutes.models import FollowUp
from participants.gate import ActorRequest, allow
from participants.models.accounts import HOST_ROLES, INVITED_ROLES
from rakor.lib import clock

DONE_ALREADY = "Langkah ini sudah dilakukan orang lain. Keadaan terakhir ditampilkan di bawah."


@allow("followup.list", model=Rakor)
def followup_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    rows = FollowUp.objects.visible_to(request.actor).filter(outcome__session__rakor=rakor)
    today = rakor.today(clock.now())
    context = {"rakor": rakor, "rows": [(row, row.is_overdue(today)) for row in rows]}
    return render(request, "minutes/followup_list.html", context)


@allow("followup.show", model=FollowUp)
def followup_show(request: ActorRequest, follow_up: FollowUp) -> HttpResponse:
    return render(request, "minutes/followup_show.html", followup_page(request, follow_up))


def followup_page(request: ActorRequest, follow_up: FollowUp, **more: object) -> dict[str, object]:
    context = {
        "rakor": follow_up.outcome.session.rakor,
        "follow_up": follow_up,
        "state": follow_up.state,
        "may_report": follow_up.reportable_by(request.actor),
        "may_verify": follow_up.verifiable_by(request.actor),
        "report_form": ReportForm(initial={"text": follow_up.report}),
        "return_form": ReturnForm(),
    }
    return context | more


@allow("followup.report", to=INVITED_ROLES, model=FollowUp, may=FollowUp.reportable_by, methods=("POST",))
def followup_report(request: ActorRequest, follow_up: FollowUp) -> HttpResponse:
    form = ReportForm(request.POST)
    if not form.is_valid():
        context = followup_page(request, follow_up, report_form=form)
        return render(request, "minutes/followup_show.html", context, status=422)
    try:
        text = form.cleaned_data["text"]
        actions.report_follow_up(follow_up=follow_up, text=text, by=request.actor, now=clock.now())
        messages.success(request, "Laporan terkirim dan menunggu verifikasi.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("followup_show", pk=follow_up.pk)


@allow("followup.verify", to=HOST_ROLES, model=FollowUp, may=FollowUp.verifiable_by, methods=("POST",))
def followup_verify(request: ActorRequest, follow_up: FollowUp) -> HttpResponse:
    try:
        actions.verify_follow_up(follow_up=follow_up, by=request.actor, now=clock.now())
        messages.success(request, "Tindak lanjut diverifikasi.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("followup_show", pk=follow_up.pk)


@allow("followup.return", to=HOST_ROLES, model=FollowUp, may=FollowUp.verifiable_by, methods=("POST",))
def followup_return(request: ActorRequest, follow_up: FollowUp) -> HttpResponse:
    form = ReturnForm(request.POST)
    if not form.is_valid():
        context = followup_page(request, follow_up, return_form=form)
        return render(request, "minutes/followup_show.html", context, status=422)
    try:
        text = form.cleaned_data["note"]
        actions.return_follow_up(follow_up=follow_up, text=text, by=request.actor, now=clock.now())
        messages.success(request, "Dikembalikan dengan catatan.")
    except actions.AlreadyDone:
        messages.error(request, DONE_ALREADY)
    return redirect("followup_show", pk=follow_up.pk)
