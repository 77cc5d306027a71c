"""One paper of one office: filled in, sent, shown, judged."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from meetings.models import Invitation
from participants.gate import Actor, ActorRequest, allow
from participants.models import Role
from participants.models.accounts import INVITED_ROLES
from rakor.files.serving import attachment
from rakor.lib import clock, dates
from reports import actions
from reports.forms import DivisionReportForm, ExemptForm, ExtendForm, FileForm, PaperForm, ReturnForm, new_key
from reports.models import Obligation, Requirement, RequirementKind, Submission

CLOSED = "Berkas ini sudah diterima atau dibebaskan dan tidak dapat diganti lagi."
ACCEPTED_ALREADY = "Berkas ini sudah diterima; tenggatnya tidak diubah lagi."
REVIEWERS = [Role.SECRETARIAT, Role.COMMISSIONER]
DECIDERS = [Role.SECRETARIAT, Role.LEADERSHIP]
FORMS: dict[str, type[PaperForm]] = {
    RequirementKind.DIVISION_REPORT: DivisionReportForm,
    RequirementKind.FILE: FileForm,
}


def obligation_at(invitation: Invitation, requirement_pk: int, bidang: str) -> Obligation:
    """The obligation that the address names; 404 where this office owes no such paper."""
    requirement = get_object_or_404(Requirement.objects.filter(rakor=invitation.rakor), pk=requirement_pk)
    requirement.rakor = invitation.rakor
    code = "" if bidang == "-" else bidang
    known = {column.bidang for column in requirement.columns()}
    if code not in known or not requirement.is_owed_by(invitation.institution):
        raise Http404
    return actions.obligation_of(requirement=requirement, invitation=invitation, bidang=code)


def address_of(obligation: Obligation) -> dict[str, Any]:
    return {
        "pk": obligation.invitation.pk,
        "requirement_pk": obligation.requirement.pk,
        "bidang": obligation.column.path_bidang,
    }


def page(request: ActorRequest, obligation: Obligation, **more: Any) -> dict[str, Any]:
    """What the paper's page shows; a draft only to the office itself."""
    actor, invitation = request.actor, obligation.invitation
    rakor = invitation.rakor
    versions = (
        list(Submission.objects.visible_to(actor).filter(obligation=obligation).order_by("-number"))
        if obligation.pk
        else []
    )
    latest = versions[0] if versions else None
    may_fill = obligation.fillable_by(actor)
    due_at, now = actions.deadline_for(obligation, latest), clock.now()
    context = {
        "rakor": rakor,
        "invitation": invitation,
        "obligation": obligation,
        "column": obligation.column,
        "versions": versions,
        "latest": latest,
        "may_fill": may_fill,
        "may_judge": bool(latest and latest.state == "sent" and latest.judgeable_by(actor)),
        "may_decide": actor.role in DECIDERS and rakor.is_hosted_by(actor) and not (latest and latest.accepted_at),
        "return_form": ReturnForm(rakor=rakor),
        "extend_form": ExtendForm(rakor=rakor),
        "exempt_form": ExemptForm(),
        "due_at": due_at,
        "left": due_at - now,
        "is_overdue": now > due_at,
    }
    form_class = FORMS.get(obligation.requirement.kind)
    if may_fill and form_class:
        context["form"] = form_class(initial={**obligation.draft, "key": new_key()})
    return context | more


@allow("paper.show", model=Invitation)
def paper_show(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(invitation, requirement_pk, bidang)
    return render(request, "reports/paper_show.html", page(request, obligation))


def own(invitation: Invitation, actor: Actor) -> bool:
    rakor = invitation.rakor
    return actor.institution == invitation.institution and not (rakor.closed_at or rakor.cancelled_at)


@allow("paper.save", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def paper_save(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """Keeps what stands in the fields, complete or not; asked by the page while someone types."""
    obligation = obligation_at(invitation, requirement_pk, bidang)
    form_class = FORMS.get(obligation.requirement.kind)
    if form_class is None:
        raise Http404
    now = clock.now()
    if not obligation.fillable_by(request.actor):
        return not_saved(request, obligation)
    actions.save_draft(obligation=obligation, draft=form_class(request.POST).typed(), now=now)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(f"Draf tersimpan {dates.clock_time(now, invitation.rakor.timezone)}")
    messages.success(request, "Draf tersimpan. Hanya kantor ini yang dapat melihatnya.")
    return redirect("paper_show", **address_of(obligation))


def not_saved(request: ActorRequest, obligation: Obligation) -> HttpResponse:
    """Accepted or released while somebody still typed."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(f"Tidak tersimpan. {CLOSED}", status=409)
    messages.error(request, CLOSED)
    return redirect("paper_show", **address_of(obligation))


@allow("paper.send", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def paper_send(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(invitation, requirement_pk, bidang)
    form_class = FORMS.get(obligation.requirement.kind)
    if form_class is None:
        raise Http404
    form = form_class(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, form=form), status=422)
    return send_and_answer(
        request, obligation, form.content(), form.cleaned_data.get("upload"), form.cleaned_data["key"]
    )


def send_and_answer(
    request: ActorRequest, obligation: Obligation, content: dict[str, Any], upload: Any, key: Any, is_nil: bool = False
) -> HttpResponse:
    """Sends and leads to the receipt; says in words why it could not be sent."""
    try:
        version = actions.send_paper(
            obligation=obligation,
            content=content,
            upload=upload,
            key=key,
            is_nil=is_nil,
            by=request.actor,
            now=clock.now(),
        )
    except actions.AlreadyAccepted:
        messages.error(request, "Versi terakhir sudah diterima; berkas ini tidak dapat diganti lagi.")
        return redirect("paper_show", **address_of(obligation))
    except actions.Exempted:
        messages.error(request, "Kantor ini dibebaskan dari berkas ini.")
        return redirect("paper_show", **address_of(obligation))
    if version.is_late:
        messages.warning(request, "Tenggat sudah lewat; pengumpulan dicatat terlambat.")
    return redirect("submission_show", pk=version.pk)


@allow("submission.show", model=Submission)
def submission_show(request: ActorRequest, submission: Submission) -> HttpResponse:
    """One version with its receipt: time, zone, size and sha256."""
    obligation = submission.obligation
    context = {
        "rakor": obligation.invitation.rakor,
        "obligation": obligation,
        "submission": submission,
        "may_judge": submission.state == "sent" and submission.judgeable_by(request.actor),
        "return_form": ReturnForm(rakor=obligation.invitation.rakor),
        "typed": [
            (DivisionReportForm.base_fields[name].label, text)
            for name, text in submission.content.items()
            if name in DivisionReportForm.base_fields and text
        ],
    }
    return render(request, "reports/submission_show.html", context)


@allow("submission.file", model=Submission)
def submission_file(request: ActorRequest, submission: Submission) -> HttpResponseBase:
    if submission.file is None:
        raise Http404
    return attachment(submission.file)


@allow("submission.accept", to=REVIEWERS, model=Submission, may=Submission.judgeable_by, methods=("POST",))
def submission_accept(request: ActorRequest, submission: Submission) -> HttpResponse:
    try:
        actions.accept(version=submission, by=request.actor, now=clock.now())
        messages.success(request, f"Diterima: {submission}.")
    except actions.AlreadyJudged:
        messages.error(
            request,
            "Versi ini sudah diperiksa orang lain atau diganti versi baru. Keadaan terakhir ditampilkan di bawah.",
        )
    return redirect("paper_show", **address_of(submission.obligation))


@allow("submission.return", to=REVIEWERS, model=Submission, may=Submission.judgeable_by, methods=("POST",))
def submission_return(request: ActorRequest, submission: Submission) -> HttpResponse:
    obligation = submission.obligation
    form = ReturnForm(request.POST, rakor=obligation.invitation.rakor)
    if not form.is_valid():
        context = page(request, obligation, return_form=form)
        return render(request, "reports/paper_show.html", context, status=422)
    try:
        actions.send_back(
            version=submission,
            note=form.cleaned_data["note"],
            correct_until=form.correct_until,
            by=request.actor,
            now=clock.now(),
        )
        messages.success(request, f"Dikembalikan dengan catatan: {submission}.")
    except actions.AlreadyJudged:
        messages.error(
            request,
            "Versi ini sudah diperiksa orang lain atau diganti versi baru. Keadaan terakhir ditampilkan di bawah.",
        )
    return redirect("paper_show", **address_of(obligation))


def hosted(invitation: Invitation, actor: Actor) -> bool:
    return invitation.rakor.is_hosted_by(actor) and not invitation.rakor.closed_at


@allow("obligation.extend", to=DECIDERS, model=Invitation, may=hosted, methods=("POST",))
def obligation_extend(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(invitation, requirement_pk, bidang)
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
    obligation = obligation_at(invitation, requirement_pk, bidang)
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
