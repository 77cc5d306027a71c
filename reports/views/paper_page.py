"""One paper of one office: the obligation that an address names, and what its page shows."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from meetings.models import Invitation
from participants.gate import Actor, ActorRequest
from participants.models import Role
from rakor.files.models import Upload
from rakor.lib import clock
from reports import actions
from reports.decision_forms import ExemptForm, ExtendForm, HandBackForm, NilForm
from reports.models import DraftFile, Obligation, Petition, Requirement, ReturnNote, Submission
from reports.paper_forms import FORMS, DivisionReportForm, PaperForm, PhotosForm, new_key, shown_answer
from reports.petition_forms import AskForm, DeclineForm, GrantForm, ReopenForm

DECIDERS = [Role.SECRETARIAT, Role.LEADERSHIP]


def cell_at(actor: Actor, invitation: Invitation, requirement_pk: int, bidang: str) -> Obligation:
    """The obligation that the address names, without its row; 404 where this office owes no such paper, or it is not
    for these eyes.
    """
    found = Requirement.objects.opened_to(actor).filter(rakor=invitation.rakor)
    requirement = get_object_or_404(found, pk=requirement_pk)
    requirement.rakor = invitation.rakor
    code = "" if bidang == "-" else bidang
    known = {column.bidang for column in requirement.columns()}
    if code not in known or not requirement.is_owed_by(invitation.institution):
        raise Http404
    return Obligation(requirement=requirement, invitation=invitation, bidang=code)


def obligation_at(actor: Actor, invitation: Invitation, requirement_pk: int, bidang: str) -> Obligation:
    """With its row, where there is one. Raises what `cell_at` raises."""
    return obligation_now(cell_at(actor, invitation, requirement_pk, bidang))


def obligation_now(obligation: Obligation) -> Obligation:
    """As its row stands by now, perhaps after somebody else was quicker."""
    return actions.obligation_of(
        requirement=obligation.requirement, invitation=obligation.invitation, bidang=obligation.bidang
    )


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
        "return_notes": notes_on(latest),
        "may_fill": may_fill,
        "may_record": obligation.recordable_by(actor),
        "may_judge": bool(latest and latest.state == "sent" and latest.judgeable_by(actor)),
        "may_decide": actor.role in DECIDERS and rakor.is_hosted_by(actor) and not (latest and latest.accepted_at),
        "extend_form": ExtendForm(rakor=rakor),
        "exempt_form": ExemptForm(),
        "due_at": due_at,
        "left": due_at - now,
        "is_overdue": now > due_at,
    }
    context |= petition_side(obligation, actor, latest)
    if obligation.is_own(actor):
        context |= own_side(obligation, actor)
    if may_fill and obligation.requirement.kind in FORMS:
        form = form_for(obligation, initial={**obligation.draft, "key": new_key()})
        form.show_notes({note.place: note.text for note in notes_on(latest)})
        context["form"] = form
        context["draft_files"] = draft_files(obligation)
        if obligation.requirement.takes_photos:
            context["photos_form"] = PhotosForm(requirement=obligation.requirement)
        context["unfinished"] = Upload.objects.visible_to(actor).unfinished(now).filter(about=obligation.words)
    return context | more


def petition_side(obligation: Obligation, actor: Actor, latest: Submission | None) -> dict[str, Any]:
    """What was asked and answered, and what this actor may ask or answer now."""
    rakor = obligation.invitation.rakor
    asked = list(Petition.objects.visible_to(actor).filter(obligation=obligation)) if obligation.pk else []
    answerable = next((row for row in asked if actor.role in DECIDERS and row.answerable_by(actor)), None)
    is_open = any(row.answered_at is None for row in asked)
    is_over = rakor.closed_at or rakor.cancelled_at or obligation.exempted_at or obligation.requirement.withdrawn_at
    context: dict[str, Any] = {"petitions": asked, "answerable": answerable}
    if answerable:
        context["grant_form"] = GrantForm(rakor=rakor, is_reopening=answerable.is_reopening)
        context["decline_form"] = DeclineForm()
    if obligation.is_own(actor) and not is_over and not is_open:
        context["ask_form"] = AskForm(rakor=rakor)
    if latest and latest.accepted_at and actor.role in DECIDERS and latest.reopenable_by(actor):
        context["reopen_form"] = ReopenForm(rakor=rakor)
    return context


def notes_on(latest: Submission | None) -> list[ReturnNote]:
    """What the reviewer of the newest version wants put right, place by place."""
    return list(latest.return_notes.all()) if latest and latest.returned_at else []


def own_side(obligation: Obligation, actor: Actor) -> dict[str, Any]:
    """What stays within the office: what lies before its head, what the head said of it."""
    context: dict[str, Any] = {
        "is_own": True,
        "send_word": send_word(obligation, actor),
        "nil_form": NilForm(initial={"key": new_key()}) if obligation.requirement.may_be_nil else None,
    }
    if obligation.proposed_at:
        context |= {
            "may_approve": obligation.approvable_by(actor),
            "hand_back_form": HandBackForm(),
            "proposed_typed": typed_of(obligation.proposed_content),
            "proposed_files": draft_files(obligation),
        }
    return context


def send_word(obligation: Obligation, actor: Actor) -> str:
    if not obligation.needs_approval:
        return "Kirim"
    return "Setujui dan kirim" if actor.role == Role.OFFICE_LEADERSHIP else "Ajukan ke pimpinan"


def form_for(obligation: Obligation, *args: Any, **kwargs: Any) -> PaperForm:
    """Raises Http404 for the kinds that have pages of their own."""
    form_class = FORMS.get(obligation.requirement.kind)
    if form_class is None:
        raise Http404
    return form_class(*args, requirement=obligation.requirement, has_waiting=obligation.has_draft_files, **kwargs)


def draft_files(obligation: Obligation) -> list[DraftFile]:
    return list(obligation.draft_files.select_related("stored")) if obligation.pk else []


def typed_of(content: dict[str, Any]) -> list[tuple[str, str]]:
    """The fields of the form with what was written in them."""
    answers = content.get("answers", [])
    fields = DivisionReportForm.base_fields
    typed = [(str(fields[name].label), text) for name, text in content.items() if name in fields and text]
    return typed + [(answer["label"], shown_answer(answer)) for answer in answers]
