"""Files that wait in an office's draft: read again, dropped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect

from meetings.models import Invitation
from participants.gate import ActorRequest, allow
from participants.models.accounts import ASKED_ROLES
from rakor.files.serving import attachment
from reports import actions
from reports.models import DraftFile, Obligation
from reports.views.paper_page import address_of, obligation_at
from reports.views.papers import own
from reports.views.refusals import not_sent


def draft_file_at(obligation: Obligation, order: int) -> DraftFile:
    return get_object_or_404(DraftFile.objects.select_related("stored"), obligation=obligation.pk, order=order)


@allow("paper.save", to=ASKED_ROLES, model=Invitation, may=own)
def draft_file(
    request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str, order: int
) -> HttpResponseBase:
    """A file of the office's own draft."""
    return attachment(
        request, draft_file_at(obligation_at(request.actor, invitation, requirement_pk, bidang), order).stored
    )


@allow("paper.save", to=ASKED_ROLES, model=Invitation, may=own, methods=("POST",))
def draft_file_drop(
    request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str, order: int
) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    dropped = draft_file_at(obligation, order)
    try:
        actions.drop_draft_file(obligation=obligation, order=order)
    except actions.Proposed as refused:
        return not_sent(request, obligation, refused)
    messages.success(request, f"{dropped} dihapus dari draf.")
    return redirect("paper_show", **address_of(obligation))
