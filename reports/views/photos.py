"""Photographs of a signed paper become one PDF in the draft."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings.models import Invitation
from participants.gate import ActorRequest, allow
from participants.models.accounts import ASKED_ROLES
from rakor.lib import clock
from rakor.lib.photos import UnreadablePhoto, join_photos
from rakor.lib.received import received_at
from reports import actions
from reports.paper_forms import PhotosForm
from reports.views.paper_page import address_of, obligation_at, page
from reports.views.papers import own
from reports.views.refusals import REFUSALS, not_sent


@allow("paper.save", to=ASKED_ROLES, model=Invitation, may=own, methods=("POST",))
def photo_join(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    form = PhotosForm(request.POST, request.FILES, requirement=obligation.requirement)
    try:
        content = join_photos(form.cleaned_data["photos"]) if form.is_valid() else b""
    except UnreadablePhoto as unreadable:
        form.add_error("photos", str(unreadable))
    if form.errors:
        return render(request, "reports/paper_show.html", page(request, obligation, photos_form=form), status=422)
    try:
        actions.attach_photos(
            obligation=obligation, content=content, began_at=received_at(request), by=request.actor, now=clock.now()
        )
    except tuple(REFUSALS) as refused:
        return not_sent(request, obligation, refused)
    messages.success(request, f"{len(form.cleaned_data['photos'])} foto menjadi satu PDF di draf. Periksa, lalu kirim.")
    return redirect("paper_show", **address_of(obligation))
