"""The thread of one paper; the paper's page loads it, so that a message never touches what is being typed there."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings.models import Invitation
from participants.gate import WITH_LINK, Actor, ActorRequest, allow
from participants.models.accounts import ASKED_ROLES, HOST_ROLES
from rakor.lib import clock
from reports.comment_forms import CommentForm
from reports.commenting import comment
from reports.models import Comment, Obligation
from reports.paper_forms import new_key
from reports.views.paper_page import address_of, obligation_at

WRITERS = HOST_ROLES | ASKED_ROLES


def open_thread(invitation: Invitation, actor: Actor) -> bool:
    rakor = invitation.rakor
    takes_part = rakor.is_hosted_by(actor) or invitation.is_of(actor)
    return takes_part and actor.role in WRITERS and not (rakor.closed_at or rakor.cancelled_at)


@allow("comment.list", to=WITH_LINK, model=Invitation)
def comment_list(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    return render(request, template_for(request), thread(request, obligation))


@allow("comment.add", to=WRITERS, model=Invitation, may=open_thread, methods=("POST",))
def comment_add(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation, form = obligation_at(request.actor, invitation, requirement_pk, bidang), CommentForm(request.POST)
    if not form.is_valid():
        return render(request, template_for(request), thread(request, obligation, comment_form=form), status=422)
    written = comment(
        obligation=obligation,
        text=form.cleaned_data["text"],
        key=form.cleaned_data["key"],
        by=request.actor,
        now=clock.now(),
    )
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "reports/_comments.html", thread(request, written.obligation))
    return redirect("comment_list", **address_of(obligation))


def template_for(request: ActorRequest) -> str:
    return "reports/_comments.html" if request.htmx else "reports/comment_list.html"  # type: ignore[attr-defined]


def thread(request: ActorRequest, obligation: Obligation, **more: Any) -> dict[str, Any]:
    """The oldest first; a form for who may answer."""
    invitation, actor = obligation.invitation, request.actor
    comments = list(Comment.objects.visible_to(actor).filter(obligation=obligation)) if obligation.pk else []
    context: dict[str, Any] = {
        "rakor": invitation.rakor,
        "invitation": invitation,
        "obligation": obligation,
        "column": obligation.column,
        "comments": comments,
    }
    if open_thread(invitation, actor):
        context["comment_form"] = CommentForm(initial={"key": new_key()})
    return context | more
