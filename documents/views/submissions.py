"""The print of one sent version, and its signed scan; a part of the page of that version."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from documents import submission_actions
from documents.forms import SheetForm, SignedPaperForm
from documents.models import PrintedDocument, SignedSubmission
from participants.gate import Actor, ActorRequest, allow
from rakor.files.serving import attachment
from rakor.lib import clock
from reports.models import Submission


def signs(version: Submission, actor: Actor) -> bool:
    """The office that sent it, or the host's secretariat with the scan in hand."""
    invitation = version.obligation.invitation
    return invitation.is_of(actor) or invitation.rakor.editable_by(actor)


def page(request: ActorRequest, version: Submission) -> dict[str, object]:
    return {
        "submission": version,
        "rakor": version.obligation.invitation.rakor,
        "prints": PrintedDocument.objects.filter(submission=version).select_related("file"),
        "signed": SignedSubmission.objects.visible_to(request.actor).filter(submission=version),
        "jobs": submission_actions.unfinished(version),
        "sheet_form": SheetForm(),
        "signed_form": SignedPaperForm(),
        "may_sign": signs(version, request.actor),
    }


@allow("submission.prints", model=Submission)
def submission_prints(request: ActorRequest, submission: Submission) -> HttpResponse:
    """Asked by the page of the version, and again until a print is done."""
    whole = not request.htmx  # type: ignore[attr-defined]
    template = "documents/submission_prints.html" if whole else "documents/_submission_prints.html"
    return render(request, template, page(request, submission))


@allow("submission.print", model=Submission, methods=("POST",))
def submission_print(request: ActorRequest, submission: Submission) -> HttpResponse:
    form = SheetForm(request.POST)
    sheet = form.cleaned_data["sheet"] if form.is_valid() else "a4"
    submission_actions.order(version=submission, sheet=sheet, by=request.actor, now=clock.now())
    messages.success(request, "Naskah sedang disiapkan.")
    return redirect("submission_prints", pk=submission.pk)


@allow("submission.sign", model=Submission, may=signs, methods=("POST",))
def submission_sign(request: ActorRequest, submission: Submission) -> HttpResponse:
    form = SignedPaperForm(request.POST, request.FILES)
    if not form.is_valid():
        context = page(request, submission) | {"signed_form": form}
        return render(request, "documents/submission_prints.html", context, status=422)
    upload = form.cleaned_data["upload"]
    submission_actions.sign(version=submission, upload=upload, by=request.actor, now=clock.now())
    messages.success(request, "Pindaian bertanda tangan tersimpan di samping versi ini.")
    return redirect("submission_prints", pk=submission.pk)


@allow("submission.signed_file", model=SignedSubmission)
def signed_submission_file(request: ActorRequest, signed: SignedSubmission) -> HttpResponseBase:
    return attachment(signed.file)
