from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from meetings.models import Invitation, Rakor
from participants.gate import ActorRequest, allow
from participants.models import Role
from participants.models.accounts import INVITED_ROLES
from rakor.lib import clock
from reports import sending
from reports.actions import Closed, DraftMoved, deadline_for, refuse_moved, save_draft
from reports.hibah.forms import LINES_MAX, STAGES_MAX, KeyForm, LineForm, PartForm, StageForm, month_before
from reports.hibah.paper import HibahPaper, line_checks, stage_checks
from reports.hibah.recap import recaps
from reports.models import Obligation, RequirementKind
from reports.paper_forms import new_key
from reports.record_forms import ViaForm
from reports.views.deadlines import moved_words
from reports.views.paper_page import address_of, notes_on, obligation_at, obligation_now, send_word
from reports.views.papers import own, receipt, seen_version
from reports.views.recording import record
from reports.views.refusals import CLOSED, MOVED, not_saved, told

TABLES = {"stages": STAGES_MAX, "lines": LINES_MAX}


def hibah_at(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> Obligation:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    if obligation.requirement.kind != RequirementKind.HIBAH:
        raise Http404
    return obligation


def paper_of(obligation: Obligation, typed: dict[str, Any] | QueryDict, *, is_final: bool = False) -> HibahPaper:
    period = obligation.requirement.period
    assert period  # held by the constraint hibah_has_its_month
    return HibahPaper(typed, period=period, is_final=is_final)


def page(request: ActorRequest, obligation: Obligation, paper: HibahPaper, **more: Any) -> dict[str, Any]:
    versions = list(obligation.submissions.order_by("-number")) if obligation.pk else []
    latest, now = next(iter(versions), None), clock.now()
    due_at = deadline_for(obligation, latest)
    context = {
        "rakor": obligation.requirement.rakor,
        "invitation": obligation.invitation,
        "obligation": obligation,
        "address": address_of(obligation),
        "save_url": reverse("hibah_save", kwargs=address_of(obligation)),
        "versions": versions,
        "latest": latest,
        "return_notes": notes_on(latest),
        "due_at": due_at,
        "left": due_at - now,
        "is_overdue": now > due_at,
        "month_before": month_before(paper.period),
        "key": new_key(),
        "send_word": send_word(obligation, request.actor),
        "may_fill": obligation.fillable_by(request.actor),
    }
    return context | sentences(paper) | more


def sentences(paper: HibahPaper) -> dict[str, Any]:
    """The paper with what stands beside each row, for the page and for what an autosave renews."""
    return {
        "paper": paper,
        "problems": paper.problems(),
        "stages": [(form, stage_checks(form, paper.ceiling)) for form in paper.stages.forms],
        "lines": [(form, line_checks(form)) for form in paper.lines.forms],
        "sums": {place: [check] if check else [] for place, check in paper.sum_checks().items()},
    }


@allow("hibah.edit", to=INVITED_ROLES, model=Invitation, may=own)
def hibah_edit(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = hibah_at(request, invitation, requirement_pk, bidang)
    if not obligation.fillable_by(request.actor) and not obligation.proposed_at:
        return redirect("paper_show", **address_of(obligation))
    return render(request, "hibah/hibah_edit.html", page(request, obligation, paper_of(obligation, obligation.draft)))


@allow("hibah.save", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def hibah_save(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """Keeps what stands in the fields, readable or not; asked by the page while someone types, or for another row."""
    obligation, now = hibah_at(request, invitation, requirement_pk, bidang), clock.now()
    paper, more = paper_of(obligation, request.POST), request.POST.get("more", "")
    if not obligation.fillable_by(request.actor):
        return refused(request, obligation, paper)
    try:
        obligation = save_draft(
            obligation=obligation, draft=paper.typed(more=more), now=now, by=request.actor, seen=seen_version(request)
        )
    except DraftMoved:
        return moved(request, obligation, paper)
    except Closed:
        return refused(request, obligation, paper)
    if request.htmx:  # type: ignore[attr-defined]
        tz = obligation.requirement.rakor.timezone
        context = {"rakor": obligation.requirement.rakor, "obligation": obligation, "saved_at": now, **sentences(paper)}
        context["deadline_moved"] = moved_words(request, deadline_for(obligation, obligation.latest()), tz)
        return render(request, "hibah/_hibah_saved.html", context)
    if more in TABLES:
        place = min(len(getattr(paper, more).forms), TABLES[more] - 1)
        return redirect(f"{reverse('hibah_edit', kwargs=address_of(obligation))}#{more}-{place}")
    messages.success(request, "Draf tersimpan. Hanya kantor ini yang dapat melihatnya.")
    return redirect("hibah_edit", **address_of(obligation))


@allow("hibah.send", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def hibah_send(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation, now = hibah_at(request, invitation, requirement_pk, bidang), clock.now()
    paper, form = paper_of(obligation, request.POST, is_final=True), KeyForm(request.POST)
    try:
        refuse_moved(obligation, by=request.actor, seen=seen_version(request))
    except DraftMoved:
        return moved(request, obligation, paper)
    if paper.problems() or not form.is_valid():
        if obligation.fillable_by(request.actor):
            obligation = save_draft(obligation=obligation, draft=paper.typed(), now=now)
        return render(request, "hibah/hibah_edit.html", page(request, obligation, paper), status=422)
    key = form.cleaned_data["key"]
    try:
        version = sending.hand_in(obligation=obligation, content=paper.content(), key=key, by=request.actor, now=now)
    except Closed:
        return refused(request, obligation, paper)
    return receipt(request, obligation, version)


@allow("hibah.record", to=[Role.SECRETARIAT], model=Invitation, may=Invitation.editable_by, methods=("GET", "POST"))
def hibah_record(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """For an office that brought it by another way: from nothing, in one go; another row may be asked for before."""
    obligation = hibah_at(request, invitation, requirement_pk, bidang)
    if not obligation.recordable_by(request.actor):
        return told(request, obligation, CLOSED)
    if request.method != "POST" or request.POST.get("more") in TABLES:
        return unsent(request, obligation)
    paper, form, via = paper_of(obligation, request.POST, is_final=True), KeyForm(request.POST), ViaForm(request.POST)
    if not (via.is_valid() & form.is_valid()) or paper.problems():
        context = page(request, obligation, paper, **recorded(obligation, via))
        return render(request, "hibah/hibah_record.html", context, status=422)
    return record(request, obligation, via, content=paper.content(), key=form.cleaned_data["key"])


def unsent(request: ActorRequest, obligation: Obligation) -> HttpResponse:
    """An empty form, or what was typed with one row more."""
    typed = paper_of(obligation, request.POST).typed(more=request.POST.get("more", "")) if request.POST else {}
    via = ViaForm(initial={"received_via": request.POST.get("received_via", "")})
    context = page(request, obligation, paper_of(obligation, typed), **recorded(obligation, via))
    return render(request, "hibah/hibah_record.html", context)


def recorded(obligation: Obligation, via: ViaForm) -> dict[str, Any]:
    return {"via_form": via, "save_url": reverse("hibah_record", kwargs=address_of(obligation))}


def label_of(form: PartForm, label: Any) -> str:
    """With the row that it stands in, where it stands in one."""
    return f"Baris {form.number}, {label}" if isinstance(form, StageForm | LineForm) else str(label)


def moved(request: ActorRequest, obligation: Obligation, paper: HibahPaper) -> HttpResponse:
    """What was typed in the fields, and above them what a colleague saved; saving again takes the fields."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponse(f"Belum tersimpan. {MOVED} Tekan Simpan draf untuk melihat keduanya.", status=409)
    obligation, mine = obligation_now(obligation), paper.typed()
    stored = paper_of(obligation, obligation.draft)
    labels = {bound.html_name: label_of(form, bound.label) for form in stored.parts() for bound in form}
    theirs = [
        (labels[name], text) for name, text in obligation.draft.items() if name in labels and text != mine.get(name)
    ]
    context = page(request, obligation, paper, theirs=theirs, moved=MOVED)
    return render(request, "hibah/hibah_edit.html", context, status=409)


def refused(request: ActorRequest, obligation: Obligation, paper: HibahPaper) -> HttpResponse:
    """Accepted or released in the meantime: what was typed is shown once more, so that it can be copied."""
    if request.htmx:  # type: ignore[attr-defined]
        return not_saved(request, obligation)
    return render(request, "hibah/hibah_edit.html", page(request, obligation, paper, refusal=CLOSED), status=409)


@allow("hibah.list", model=Rakor)
def hibah_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The grants of all offices beside each other; an office reads its own."""
    context = {
        "rakor": rakor,
        "recaps": recaps(rakor=rakor, actor=request.actor),
        "may_edit": rakor.editable_by(request.actor),
        "is_office": request.actor.role in INVITED_ROLES,
    }
    return render(request, "hibah/hibah_list.html", context)
