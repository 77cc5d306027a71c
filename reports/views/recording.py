"""The host's secretariat sends a paper for an office that brought it by another way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import render

from meetings.models import Invitation
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.files.actions import written
from rakor.lib import clock
from rakor.lib.received import received_at
from reports import recording
from reports.decision_forms import NilForm
from reports.models import Obligation
from reports.paper_forms import new_key
from reports.record_forms import NilViaForm, ViaForm, record_form_for
from reports.views.paper_page import obligation_at
from reports.views.papers import receipt
from reports.views.refusals import CLOSED, REFUSALS, Typed, not_sent, told

RECORD = "reports/paper_record.html"


def page(obligation: Obligation, **more: Any) -> dict[str, Any]:
    """Forms that start empty: the office's draft is nobody else's."""
    form = record_form_for(obligation)
    context = {
        "rakor": obligation.invitation.rakor,
        "invitation": obligation.invitation,
        "obligation": obligation,
        "column": obligation.column,
        "latest": obligation.latest() if obligation.pk else None,
        "via_form": ViaForm(),
        "form": form and form(initial={"key": new_key()}),
    }
    if obligation.requirement.may_be_nil:
        context |= {"nil_via_form": NilViaForm(), "nil_form": NilForm(initial={"key": new_key()})}
    return context | more


@allow("paper.record", to=[Role.SECRETARIAT], model=Invitation, may=Invitation.editable_by, methods=("GET", "POST"))
def paper_record(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """In one go: nothing is kept of what was typed and not sent."""
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    is_open, fresh = obligation.recordable_by(request.actor), record_form_for(obligation)
    if request.method != "POST":
        return render(request, RECORD, page(obligation)) if is_open else told(request, obligation, CLOSED)
    if fresh is None:
        raise Http404
    form, via = fresh(request.POST, request.FILES), ViaForm(request.POST)
    if not is_open:
        return told(request, obligation, CLOSED, form.labelled())
    if not (via.is_valid() & form.is_valid()):
        return render(request, RECORD, page(obligation, form=form, via_form=via), status=422)
    what = {"content": form.content(), "uploads": form.uploads, "key": form.cleaned_data["key"]}
    return record(request, obligation, via, typed=form.labelled(), **what)


@allow("paper.record", to=[Role.SECRETARIAT], model=Invitation, may=Invitation.editable_by, methods=("POST",))
def paper_record_nil(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    if not obligation.requirement.may_be_nil:
        raise Http404
    form, via = NilForm(request.POST), NilViaForm(request.POST)
    if not (via.is_valid() & form.is_valid()):
        context = page(obligation, nil_form=form, nil_via_form=via)
        return render(request, RECORD, context, status=422)
    content = {"nihil": form.cleaned_data["because"]}
    typed = [("Keterangan nihil", form.cleaned_data["because"])]
    return record(request, obligation, via, typed=typed, content=content, key=form.cleaned_data["key"], is_nil=True)


def record(
    request: ActorRequest,
    obligation: Obligation,
    via: ViaForm,
    *,
    typed: Typed = (),
    uploads: Sequence[UploadedFile] = (),
    **what: Any,
) -> HttpResponse:
    """`what` is that of record_paper; `typed` is shown once more where it is refused."""
    what |= {"received_via": via.cleaned_data["received_via"], "began_at": received_at(request)}
    try:
        with written(uploads) as files:
            version = recording.record_paper(
                obligation=obligation, uploads=files, by=request.actor, now=clock.now(), **what
            )
    except tuple(REFUSALS) as refused:
        return not_sent(request, obligation, refused, typed)
    return receipt(request, obligation, version)
