from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas.access import joins
from agendas.attendance_access import invitation_of, is_under_way
from agendas.joining import doors_of, set_session_join
from agendas.models import Session
from meetings.joining import FIELDS, JoinForm, joined
from meetings.models import Mode, Rakor
from participants.gate import WITH_LINK, ActorRequest, allow
from participants.models import Role
from rakor.lib import clock


class SessionJoinForm(JoinForm):
    mode = forms.ChoiceField(label="Cara", required=False, choices=[("", "Sama dengan rakor"), *Mode.choices])
    field_order = ["mode", *FIELDS]


@allow("session.join", to=[Role.SECRETARIAT], model=Session, may=Session.editable_by, methods=("GET", "POST"))
def session_join(request: ActorRequest, session: Session) -> HttpResponse:
    """What is empty here is taken from the rakor."""
    initial = {name: getattr(session, name) for name in ("mode", *FIELDS)}
    form = SessionJoinForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        values = joined(form) | {"mode": form.cleaned_data["mode"]}
        set_session_join(session=session, values=values, by=request.actor, now=clock.now())
        messages.success(request, f"Cara dan tautan “{session}” tersimpan.")
        return redirect("session_joins", pk=session.rakor.pk)
    return render(request, "agendas/session_join.html", {"rakor": session.rakor, "session": session, "form": form})


@allow("session.joins", to=WITH_LINK, model=Rakor, may=joins)
def session_joins(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The only page that ever holds the link; a part for htmx, a page of its own without."""
    sessions = Session.objects.visible_to(request.actor).filter(rakor=rakor)
    office = request.actor.institution
    context = {
        "rakor": rakor,
        "doors": doors_of(rakor, list(sessions), now=clock.now()),
        "viewer_zone": office.timezone if office else None,
        "may_edit": rakor.editable_by(request.actor),
        "may_tick": is_under_way(rakor) and invitation_of(rakor, request.actor) is not None,
    }
    template = "agendas/_session_joins.html" if request.htmx else "agendas/session_joins.html"  # type: ignore[attr-defined]
    return render(request, template, context)
