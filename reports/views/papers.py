"""One paper of one office: shown, filled in, sent, declared nil."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from meetings.models import Invitation, Rakor
from participants.gate import WITH_LINK, Actor, ActorRequest, allow
from participants.models import Role
from participants.models.accounts import ASKED_ROLES
from rakor.files.actions import written
from rakor.lib import clock
from rakor.lib.received import received_at
from reports import actions, matrix, sending
from reports.decision_forms import NilForm
from reports.models import Obligation, Submission
from reports.moments import columns_at
from reports.paper_forms import PaperForm
from reports.views.deadlines import moved_words
from reports.views.paper_page import address_of, cell_at, form_for, obligation_at, obligation_now, page
from reports.views.refusals import MOVED, REFUSALS, not_saved, not_sent


@allow("paper.show", to=WITH_LINK, model=Invitation)
def paper_show(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    return render(request, "reports/paper_show.html", page(request, obligation))


@allow("paper.list", to=[Role.LINK], model=Rakor)
def paper_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """What an institution without account owes and may open by its access sheet; accounts have the matrix."""
    invitation, now = get_object_or_404(Invitation.objects.visible_to(request.actor), rakor=rakor), clock.now()
    columns = [column for column in columns_at(rakor, now) if not column.requirement.is_kpu_paper]
    owed = matrix.build(rakor=rakor, invitations=[invitation], now=now, with_drafts=True, columns=columns)
    context = {"rakor": rakor, "invitation": invitation, "cells": owed.cells()}
    template = "reports/_paper_list.html" if request.htmx else "reports/paper_list.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def own(invitation: Invitation, actor: Actor) -> bool:
    """By account or by the access sheet of this very invitation."""
    rakor = invitation.rakor
    return invitation.is_of(actor) and not (rakor.closed_at or rakor.cancelled_at)


@allow("paper.save", to=ASKED_ROLES, model=Invitation, may=own, methods=("POST",))
def paper_save(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """Keeps what stands in the fields, complete or not, and the files; asked by the page while someone types."""
    obligation, now = obligation_at(request.actor, invitation, requirement_pk, bidang), clock.now()
    form = form_for(obligation, request.POST, request.FILES)
    if not obligation.fillable_by(request.actor):
        return not_saved(request, obligation, form.labelled())
    try:
        seen = seen_version(request)
        obligation = actions.save_draft(obligation=obligation, draft=form.typed(), now=now, by=request.actor, seen=seen)
    except actions.DraftMoved:
        return both_texts(request, obligation, form)
    except actions.Proposed:
        return not_saved(request, obligation, form.labelled())
    if request.htmx:  # type: ignore[attr-defined]
        due_at = actions.deadline_for(obligation, obligation.latest())
        context = {"saved_at": now, "rakor": invitation.rakor, "obligation": obligation}
        context["deadline_moved"] = moved_words(request, due_at, invitation.rakor.timezone)
        return render(request, "reports/_draft_saved.html", context)
    form.is_valid()
    if "uploads" in form.errors:
        return render(request, "reports/paper_show.html", page(request, obligation, form=form), status=422)
    try:
        with written(form.uploads) as files:
            actions.attach_to_draft(
                obligation=obligation, uploads=files, began_at=received_at(request), by=request.actor, now=now
            )
    except actions.TooManyFiles:
        return too_many_files(request, obligation, form)
    messages.success(request, "Draf tersimpan. Hanya kantor ini yang dapat melihatnya.")
    return redirect("paper_show", **address_of(obligation))


def seen_version(request: ActorRequest) -> int | None:
    """Of the draft that stood on the page; None where the page does not say."""
    seen = request.POST.get("draft_version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else None


def both_texts(request: ActorRequest, obligation: Obligation, form: PaperForm) -> HttpResponse:
    """What was typed in the fields, and the colleague's text above them; saving again takes what is in the fields."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(f"Belum tersimpan. {MOVED} Tekan Simpan draf untuk melihat keduanya.", status=409)
    obligation = obligation_now(obligation)
    theirs = [(label, text) for label, text in form.labelled(obligation.draft) if (label, text) not in form.labelled()]
    context = page(request, obligation, form=form, theirs=theirs, moved=MOVED)
    return render(request, "reports/paper_show.html", context, status=409)


@allow("paper.send", to=ASKED_ROLES, model=Invitation, may=own, methods=("POST",))
def paper_send(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """The row is read under its lock alone."""
    obligation = cell_at(request.actor, invitation, requirement_pk, bidang)
    form = form_for(obligation, request.POST, request.FILES)
    if not form.is_valid():
        return not_complete(request, obligation_now(obligation), form)
    try:
        version = sending.hand_in(
            obligation=obligation,
            content=form.content(),
            uploads=form.uploads,
            key=form.cleaned_data["key"],
            began_at=received_at(request),
            by=request.actor,
            now=clock.now(),
            seen=seen_version(request),
        )
    except actions.DraftMoved:
        return both_texts(request, obligation, form)
    except actions.TooManyFiles:
        return too_many_files(request, obligation, form)
    except tuple(REFUSALS) as refused:
        return not_sent(request, obligation, refused, form.labelled())
    return receipt(request, obligation, version)


def not_complete(request: ActorRequest, obligation: Obligation, form: PaperForm) -> HttpResponse:
    """The receipt, where this form was sent already and only the answer got lost."""
    if sent := obligation.sent_with(form.cleaned_data.get("key")):
        return receipt(request, obligation, sent)
    return render(request, "reports/paper_show.html", page(request, obligation, form=form), status=422)


def too_many_files(request: ActorRequest, obligation: Obligation, form: PaperForm) -> HttpResponse:
    form.add_error(None, REFUSALS[actions.TooManyFiles])
    context = page(request, obligation_now(obligation), form=form)
    return render(request, "reports/paper_show.html", context, status=422)


@allow("paper.nil", to=ASKED_ROLES, model=Invitation, may=own, methods=("POST",))
def paper_nil(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """A statement that counts: there is nothing to report, and why."""
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    form = NilForm(request.POST)
    if not obligation.requirement.may_be_nil:
        raise Http404
    if not form.is_valid():
        return render(request, "reports/paper_show.html", page(request, obligation, nil_form=form), status=422)
    try:
        version = sending.hand_in(
            obligation=obligation,
            content={"nihil": form.cleaned_data["because"]},
            key=form.cleaned_data["key"],
            by=request.actor,
            now=clock.now(),
            is_nil=True,
        )
    except tuple(REFUSALS) as refused:
        typed = [("Keterangan nihil", form.cleaned_data["because"])]
        return not_sent(request, obligation, refused, typed)
    return receipt(request, obligation, version)


def receipt(request: ActorRequest, obligation: Obligation, version: Submission | None) -> HttpResponse:
    """Of what went out; without a version it lies before the office's head."""
    if version is None:
        messages.success(request, "Diajukan ke pimpinan. Penyelenggara menerimanya setelah pimpinan menyetujui.")
        return redirect("paper_show", **address_of(obligation))
    moved = moved_words(request, version.due_at, obligation.invitation.rakor.timezone)
    if moved:
        messages.warning(request, moved)
    if version.is_late:
        messages.warning(request, "Tenggat sudah lewat; pengumpulan dicatat terlambat.")
    return redirect("submission_show", pk=version.pk)
