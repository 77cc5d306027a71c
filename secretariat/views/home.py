from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agendas.differences import starts
from agendas.models import Session
from agendas.releases import released_content
from documents.models import Letter
from meetings.models import Delegate, Invitation, Rakor
from minutes.models import FollowUp, Minutes, Outcome
from participants.gate import Actor, ActorRequest, allow, allow_anyone
from participants.models import Role
from participants.models.accounts import INVITED_ROLES
from rakor.lib import clock
from reports import matrix
from reports.models import CellState, Petition, Requirement, Submission
from secretariat.office import desks_of


@allow_anyone("health.show")
def health_show(request: HttpRequest) -> HttpResponse:
    """200 when the web server answers and its database too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("sehat", content_type="text/plain")


@allow("home")
def home(request: ActorRequest) -> HttpResponse:
    """An invited office sees what it owes; a host its rakor and what waits for it."""
    actor, now = request.actor, clock.now()
    rakor_list = Rakor.objects.visible_to(actor).without_templates().select_related("organiser")[:10]
    context = {
        "rows": [(rakor, rakor.state(now)) for rakor in rakor_list],
        "desks": desks_of(actor, now=now) if actor.role in INVITED_ROLES else [],
        "waiting": waiting_for(actor),
    }
    return render(request, "secretariat/home.html", context)


def waiting_for(actor: Actor) -> dict[str, object]:
    """What only this role can move on."""
    hosted = Rakor.objects.visible_to(actor).hosted_by(actor.institution)
    if actor.role == Role.LEADERSHIP:
        letters = [
            letter
            for letter in Letter.objects.visible_to(actor).filter(approved_at=None)
            if letter.approvable_by(actor)
        ]
        minutes = [
            row for row in Minutes.objects.visible_to(actor).filter(approved_at=None) if row.approvable_by(actor)
        ]
        return {"letters": letters, "minutes": minutes, "petitions": petitions_to(actor)}
    if actor.role in (Role.SECRETARIAT, Role.COMMISSIONER):
        papers = Submission.objects.visible_to(actor).waiting().filter(obligation__invitation__rakor__in=hosted)
        first = list(papers.order_by("sent_at")[:10])
        queues = dict.fromkeys(paper.obligation.invitation.rakor for paper in first)
        waiting = {"papers": first, "paper_count": papers.count(), "queues": list(queues)}
        return waiting | {"petitions": petitions_to(actor)}
    return {"sessions": Session.objects.filter(note_taker=actor.person).select_related("rakor")}


def petitions_to(actor: Actor) -> list[Petition]:
    """Of the offices, for those of the host who may answer them."""
    if actor.role not in (Role.SECRETARIAT, Role.LEADERSHIP):
        return []
    waiting = Petition.objects.visible_to(actor).open()
    return list(waiting.filter(obligation__invitation__rakor__organiser=actor.institution).order_by("asked_at")[:10])


@allow("rakor.show", model=Rakor)
def rakor_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    invitations = Invitation.objects.visible_to(request.actor).asked().filter(rakor=rakor)
    counts = invitations.aggregate(all=Count("pk"), sent=Count("sent_at"), answered=Count("answered_at"))
    seats = sum(rakor.quotas.values_list("seats", flat=True)) * counts["all"]  # type: ignore[attr-defined]
    is_host = rakor.is_hosted_by(request.actor)
    seen = matrix.build(rakor=rakor, invitations=invitations, now=clock.now(), with_drafts=not is_host)
    cells = [cell for cell in seen.cells() if cell.state != CellState.EXEMPT]
    awaited = [(row.invitation, [cell for cell in row.cells if cell and cell.waits_for_office]) for row in seen.rows]
    follow_ups = FollowUp.objects.visible_to(request.actor).filter(outcome__session__rakor=rakor)
    delegate_count = Delegate.objects.filter(invitation__in=invitations).count()
    context = {
        "rakor": rakor,
        "counts": counts,
        "unsent": counts["all"] - counts["sent"],
        "unanswered": counts["sent"] - counts["answered"],
        "seats": seats,
        "delegate_count": delegate_count,
        "unnamed": max(seats - delegate_count, 0),
        "session_count": Session.objects.filter(rakor=rakor).count() if is_host else len(released_content(rakor)),
        "paper_count": len(cells),
        "papers_sent": sum(not cell.waits_for_office for cell in cells),
        "overdue": sum(cell.is_overdue for cell in cells),
        "returned": sum(cell.state == CellState.RETURNED for cell in cells),
        "awaited": [(invitation, owed) for invitation, owed in awaited if owed],
        "outcome_count": Outcome.objects.filter(session__rakor=rakor).count() if is_host else None,
        "follow_up_count": follow_ups.count(),
        "follow_ups_open": follow_ups.open().count(),
        "may_edit": rakor.editable_by(request.actor),
        "is_host": is_host,
        "hold_until": rakor.hold_until(),
        "may": steps_of(rakor, request.actor),
    }
    return render(request, "secretariat/rakor_show.html", context)


def steps_of(rakor: Rakor, actor: Actor) -> dict[str, bool]:
    """Which of the rarer steps stand open to this actor now."""
    return {
        "open": rakor.runnable_by(actor) and not rakor.opened_at,
        "copy": rakor.copyable_by(actor),
        "mark_template": rakor.runnable_by(actor) and not rakor.opened_at,
        "unmark_template": rakor.editable_by(actor) and rakor.is_template,
        "inherit": rakor.editable_by(actor) and rakor.parent is not None,
        "postpone": rakor.postponable_by(actor),
        "reschedule": rakor.reschedulable_by(actor),
        "cancel": rakor.runnable_by(actor),
    }


@allow("rakor.next", model=Rakor)
def rakor_next(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """What comes next in this rakor, for the corner of every page."""
    now = clock.now()
    title, starts_at = next_session(rakor, request.actor, now=now) or ("", None)
    deadline = Requirement.objects.filter(rakor=rakor, due_at__gt=now).asked().order_by("due_at").first()
    if deadline and starts_at and starts_at < deadline.due_at:
        deadline = None
    context = {"rakor": rakor, "title": title, "starts_at": starts_at, "deadline": deadline}
    return render(request, "secretariat/_rakor_next.html", context | {"left": deadline and deadline.due_at - now})


def next_session(rakor: Rakor, actor: Actor, *, now: datetime) -> tuple[str, datetime] | None:
    """The host's own plan; for everybody else what was released of it."""
    if rakor.is_hosted_by(actor):
        ahead = Session.objects.filter(rakor=rakor, starts_at__gt=now).order_by("starts_at")
        return ahead.values_list("title", "starts_at").first()
    rows = [(row["title"], starts(row)) for row in released_content(rakor) if starts(row) > now]
    return min(rows, key=lambda row: row[1], default=None)
