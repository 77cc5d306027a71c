"""A sent version: read, compared with the one before, accepted or returned, one after the other."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from meetings.models import Rakor
from participants.gate import WITH_LINK, ActorRequest, allow
from participants.models import Role
from rakor.files.serving import attachment
from rakor.lib import clock
from reports import actions, comparing, reviewing
from reports.decision_forms import ReturnForm
from reports.models import Submission
from reports.places import places_of
from reports.views.paper_page import address_of, typed_of

REVIEWERS = [Role.SECRETARIAT, Role.COMMISSIONER]
JUDGED = "Versi ini sudah diperiksa orang lain atau diganti versi baru. Keadaan terakhir ditampilkan di bawah."


@allow("submission.show", to=WITH_LINK, model=Submission)
def submission_show(request: ActorRequest, submission: Submission) -> HttpResponse:
    """One version with its receipt: time, zone, size and sha256."""
    return render(request, "reports/submission_show.html", page(request, submission))


def page(request: ActorRequest, submission: Submission, **more: Any) -> dict[str, Any]:
    obligation = submission.obligation
    rakor = obligation.invitation.rakor
    may_judge = submission.state == "sent" and submission.judgeable_by(request.actor)
    context = {
        "rakor": rakor,
        "obligation": obligation,
        "submission": submission,
        "may_judge": may_judge,
        "return_form": ReturnForm(rakor=rakor, places=places_of(submission)) if may_judge else None,
        "return_notes": submission.return_notes.all(),
        "files": submission.files.select_related("stored"),
        "typed": typed_of(submission.content),
        "is_queued": "antrean" in request.GET or "antrean" in request.POST,
    }
    return context | more


@allow("submission.file", to=WITH_LINK, model=Submission)
def submission_file(request: ActorRequest, submission: Submission, order: int) -> HttpResponseBase:
    return attachment(request, get_object_or_404(submission.files.select_related("stored"), order=order).stored)


@allow("submission.compare", to=WITH_LINK, model=Submission)
def submission_compare(request: ActorRequest, submission: Submission) -> HttpResponse:
    """This version beside the one before it."""
    obligation = submission.obligation
    before = obligation.submissions.filter(number=submission.number - 1).first()
    if before is None:
        raise Http404
    pairs = comparing.compare(before, submission)
    context = {
        "rakor": obligation.invitation.rakor,
        "obligation": obligation,
        "submission": submission,
        "before": before,
        "pairs": pairs,
        "changed": sum(pair.is_changed for pair in pairs),
    }
    return render(request, "reports/submission_compare.html", context)


@allow("submission.accept", to=REVIEWERS, model=Submission, may=Submission.judgeable_by, methods=("POST",))
def submission_accept(request: ActorRequest, submission: Submission) -> HttpResponse:
    try:
        actions.accept(version=submission, by=request.actor, now=clock.now())
        messages.success(request, f"Diterima: {submission}.")
    except actions.AlreadyJudged:
        messages.error(request, JUDGED)
    return onward(request, submission)


@allow("submission.return", to=REVIEWERS, model=Submission, may=Submission.judgeable_by, methods=("POST",))
def submission_return(request: ActorRequest, submission: Submission) -> HttpResponse:
    places = places_of(submission)
    form = ReturnForm(request.POST, rakor=submission.obligation.invitation.rakor, places=places)
    if not form.is_valid():
        context = page(request, submission, return_form=form)
        return render(request, "reports/submission_show.html", context, status=422)
    try:
        actions.send_back(
            version=submission,
            note=form.whole_note,
            notes=[(place.name, place.label, text) for place, text in form.notes()],
            correct_until=form.correct_until,
            by=request.actor,
            now=clock.now(),
        )
        messages.success(request, f"Dikembalikan dengan catatan: {submission}.")
    except actions.AlreadyJudged:
        messages.error(request, JUDGED)
    return onward(request, submission)


def onward(request: ActorRequest, submission: Submission) -> HttpResponse:
    """To the next in the queue, for who came from there."""
    if "antrean" in request.POST:
        return redirect("submission_next", pk=submission.pk)
    return redirect("paper_show", **address_of(submission.obligation))


@allow("review.list", to=REVIEWERS, model=Rakor, may=Rakor.is_hosted_by)
def review_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    waiting = reviewing.waiting_for(request.actor, rakor=rakor, on=clock.now().date())
    return render(request, "reports/review_list.html", {"rakor": rakor, "waiting": list(waiting)})


@allow("submission.next", to=REVIEWERS, model=Submission)
def submission_next(request: ActorRequest, submission: Submission) -> HttpResponse:
    """The one that waits for this reviewer after this one; without any, the empty queue says so."""
    rakor = submission.obligation.invitation.rakor
    following = reviewing.next_after(request.actor, submission, on=clock.now().date())
    if following is None:
        return redirect("review_list", pk=rakor.pk)
    response = redirect("submission_show", pk=following.pk)
    response["Location"] += "?antrean"
    return response
