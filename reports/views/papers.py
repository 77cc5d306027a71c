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
from rakor.files.models import Upload
from rakor.files.serving import attachment
from rakor.lib import clock, dates
from rakor.lib.received import received_at
from reports import actions
from reports.decision_forms import ExemptForm, ExtendForm, ReturnForm
from reports.models import DraftFile, Obligation, Requirement, Submission
from reports.paper_forms import FORMS, DivisionReportForm, PaperForm, PhotosForm, new_key, shown_answer

CLOSED = "Berkas ini sudah diterima, dibebaskan, atau tidak diminta lagi, dan tidak dapat diganti."
ACCEPTED_ALREADY = "Berkas ini sudah diterima; tenggatnya tidak diubah lagi."
REVIEWERS = [Role.SECRETARIAT, Role.COMMISSIONER]
DECIDERS = [Role.SECRETARIAT, Role.LEADERSHIP]
WITHDRAWN = "Berkas ini tidak diminta lagi oleh penyelenggara; yang sudah diketik tetap tersimpan sebagai draf."


def obligation_at(invitation: Invitation, requirement_pk: int, bidang: str) -> Obligation:
    """The obligation that the address names; 404 where this office owes no such paper."""
    found = Requirement.objects.filter(rakor=invitation.rakor).select_related("template")
    requirement = get_object_or_404(found, pk=requirement_pk)
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
    if may_fill and obligation.requirement.kind in FORMS:
        context["form"] = form_for(obligation, initial={**obligation.draft, "key": new_key()})
        context["draft_files"] = draft_files(obligation)
        if obligation.requirement.takes_photos:
            context["photos_form"] = PhotosForm(requirement=obligation.requirement)
        context["unfinished"] = Upload.objects.visible_to(actor).unfinished(now).filter(about=obligation.words)
    return context | more


def form_for(obligation: Obligation, *args: Any, **kwargs: Any) -> PaperForm:
    """Raises Http404 for the kinds that have pages of their own."""
    form_class = FORMS.get(obligation.requirement.kind)
    if form_class is None:
        raise Http404
    waiting = len(draft_files(obligation))
    return form_class(*args, requirement=obligation.requirement, waiting=waiting, **kwargs)


def draft_files(obligation: Obligation) -> list[DraftFile]:
    return list(obligation.draft_files.select_related("stored")) if obligation.pk else []


@allow("paper.show", model=Invitation)
def paper_show(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(invitation, requirement_pk, bidang)
    return render(request, "reports/paper_show.html", page(request, obligation))


def own(invitation: Invitation, actor: Actor) -> bool:
    rakor = invitation.rakor
    return actor.institution == invitation.institution and not (rakor.closed_at or rakor.cancelled_at)


@allow("paper.save", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def paper_save(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """Keeps what stands in the fields, complete or not, and the files; asked by the page while someone types."""
    obligation, now = obligation_at(invitation, requirement_pk, bidang), clock.now()
    form = form_for(obligation, request.POST, request.FILES)
    if not obligation.fillable_by(request.actor):
        return not_saved(request, obligation)
    obligation = actions.save_draft(obligation=obligation, draft=form.typed(), now=now)
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(f"Draf tersimpan {dates.clock_time(now, invitation.rakor.timezone)}")
    form.is_valid()
    if "uploads" in form.errors or "__all__" in form.errors and form.uploads:
        return render(request, "reports/paper_show.html", page(request, obligation, form=form), status=422)
    actions.attach_to_draft(
        obligation=obligation, uploads=form.uploads, began_at=received_at(request), by=request.actor, now=now
    )
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
    form = form_for(obligation, request.POST, request.FILES)
    if not form.is_valid():
        if sent := obligation.sent_with(form.cleaned_data.get("key")):
            return receipt(request, sent)
        return render(request, "reports/paper_show.html", page(request, obligation, form=form), status=422)
    try:
        version = actions.send_paper(
            obligation=obligation,
            content=form.content(),
            uploads=form.uploads,
            key=form.cleaned_data["key"],
            began_at=received_at(request),
            by=request.actor,
            now=clock.now(),
        )
    except tuple(REFUSALS) as refused:
        return not_sent(request, obligation, refused)
    return receipt(request, version)


REFUSALS: dict[type[Exception], str] = {
    actions.AlreadyAccepted: "Versi terakhir sudah diterima; berkas ini tidak dapat diganti lagi.",
    actions.Exempted: "Kantor ini dibebaskan dari berkas ini.",
    actions.Withdrawn: WITHDRAWN,
    actions.TooManyFiles: "Berkas di draf dan yang dikirim terlalu banyak. Hapus dahulu yang tidak perlu.",
}


def not_sent(request: ActorRequest, obligation: Obligation, refused: Exception) -> HttpResponse:
    messages.error(request, REFUSALS[type(refused)])
    return redirect("paper_show", **address_of(obligation))


def receipt(request: ActorRequest, version: Submission) -> HttpResponse:
    if version.is_late:
        messages.warning(request, "Tenggat sudah lewat; pengumpulan dicatat terlambat.")
    return redirect("submission_show", pk=version.pk)


def draft_file_at(obligation: Obligation, order: int) -> DraftFile:
    return get_object_or_404(DraftFile.objects.select_related("stored"), obligation=obligation.pk, order=order)


@allow("paper.save", to=INVITED_ROLES, model=Invitation, may=own)
def draft_file(
    request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str, order: int
) -> HttpResponseBase:
    """A file of the office's own draft."""
    return attachment(request, draft_file_at(obligation_at(invitation, requirement_pk, bidang), order).stored)


@allow("paper.save", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def draft_file_drop(
    request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str, order: int
) -> HttpResponse:
    obligation = obligation_at(invitation, requirement_pk, bidang)
    dropped = draft_file_at(obligation, order)
    actions.drop_draft_file(obligation=obligation, order=order)
    messages.success(request, f"{dropped} dihapus dari draf.")
    return redirect("paper_show", **address_of(obligation))


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
        "files": submission.files.select_related("stored"),
        "typed": typed_of(submission),
    }
    return render(request, "reports/submission_show.html", context)


def typed_of(submission: Submission) -> list[tuple[str, str]]:
    """The fields of the form with what was written in them."""
    answers = submission.content.get("answers", [])
    fields = DivisionReportForm.base_fields
    typed = [(str(fields[name].label), text) for name, text in submission.content.items() if name in fields and text]
    return typed + [(answer["label"], shown_answer(answer)) for answer in answers]


@allow("submission.file", model=Submission)
def submission_file(request: ActorRequest, submission: Submission, order: int) -> HttpResponseBase:
    return attachment(request, get_object_or_404(submission.files.select_related("stored"), order=order).stored)


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
