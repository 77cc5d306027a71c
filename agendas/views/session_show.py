"""The page of one session for everybody who may see the rakor, with its materials."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from agendas import materials
from agendas.access import runnable_by, sees_the_hall
from agendas.attendance_access import ticks
from agendas.differences import Row, ends, starts
from agendas.models import Material, Session
from agendas.releases import released_content, row_of
from meetings.models import Mode
from participants.gate import Actor, ActorRequest, allow
from rakor.files.fields import PaperField
from rakor.files.serving import attachment
from rakor.lib import clock


class MaterialForm(forms.Form):
    title = forms.CharField(label="Judul", max_length=150, error_messages={"required": "Tulis judul materi."})
    upload = PaperField(label="Berkas (PDF, Word, Excel, atau gambar)")


def row_for(session: Session, actor: Actor) -> Row:
    """The session as it stands for those who run it, as it was released for everybody else; 404 before that."""
    if sees_the_hall(session.rakor, actor):
        return row_of(session)
    row = next((row for row in released_content(session.rakor) if row["id"] == session.pk), None)
    if row is None:
        raise Http404
    return row


def page(request: ActorRequest, session: Session, **more: Any) -> dict[str, Any]:
    row = row_for(session, request.actor)
    context = {
        "rakor": session.rakor,
        "session": session,
        "viewer_zone": request.actor.institution.timezone if request.actor.institution else None,
        "row": row,
        "starts_at": starts(row),
        "ends_at": ends(row),
        "appearances": session.appearances.all(),  # type: ignore[attr-defined]
        "turn_count": session.slots.count(),  # type: ignore[attr-defined]
        "materials": Material.objects.visible_to(request.actor).filter(session=session),
        "mode": Mode(row["mode"] or session.rakor.mode).label,
        "may_run": runnable_by(session, request.actor),
        "may_edit": session.editable_by(request.actor),
        "may_tick": ticks(session, request.actor),
        "form": MaterialForm(),
    }
    return context | more


@allow("session.show", model=Session)
def session_show(request: ActorRequest, session: Session) -> HttpResponse:
    return render(request, "agendas/session_show.html", page(request, session))


@allow("material.add", model=Session, may=runnable_by, methods=("POST",))
def material_add(request: ActorRequest, session: Session) -> HttpResponse:
    form = MaterialForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "agendas/session_show.html", page(request, session, form=form), status=422)
    values = form.cleaned_data
    material = materials.add(
        session=session, title=values["title"], upload=values["upload"], by=request.actor, now=clock.now()
    )
    messages.success(request, f"Materi “{material}” tersimpan.")
    return redirect("session_show", pk=session.pk)


@allow("material.file", model=Material)
def material_file(request: ActorRequest, material: Material) -> HttpResponseBase:
    return attachment(request, material.file)


def of_runnable_session(material: Material, actor: Actor) -> bool:
    return runnable_by(material.session, actor)


@allow("material.remove", model=Material, may=of_runnable_session, methods=("POST",))
def material_remove(request: ActorRequest, material: Material) -> HttpResponse:
    materials.remove(material=material, by=request.actor, now=clock.now())
    messages.success(request, f"Materi “{material}” tidak lagi dibagikan.")
    return redirect("session_show", pk=material.session.pk)
