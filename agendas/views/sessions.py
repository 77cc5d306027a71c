from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas import actions
from agendas.forms.sessions import KelasForm, SessionForm, initial_of
from agendas.models import Session
from meetings.forms import RakorForm
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.lib import clock
from rakor.lib.inputs import retype

EDIT = ("GET", "POST")


@allow("rakor.change", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=EDIT)
def rakor_change(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = RakorForm(request.POST or None, instance=rakor)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_rakor(rakor=form.save(commit=False), by=request.actor, now=clock.now())
            messages.success(request, "Perubahan tersimpan.")
            return redirect("rakor_show", pk=rakor.pk)
        except actions.SessionsOutside as outside:
            form.add_error("ends_on", f"Pindahkan dulu sesi di luar hari yang baru: {outside}.")
    return render(request, "meetings/rakor_form.html", {"form": form, "rakor_pk": rakor.pk})


@allow("session.add", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=EDIT)
def session_add(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = SessionForm(request.POST or None, rakor=rakor, initial=wanted(request))
    if request.method == "POST" and form.is_valid():
        try:
            session = actions.add_session(rakor=rakor, plan=form.plan(), by=request.actor, now=clock.now())
            messages.success(request, f"Sesi “{session}” ditambahkan.")
            return redirect("board_show", pk=rakor.pk)
        except actions.Clash as clash:
            form.add_error(None, str(clash))
    return render(request, "agendas/session_form.html", {"rakor": rakor, "form": form, "heading": "Tambah sesi"})


def wanted(request: ActorRequest) -> dict[str, str]:
    """Where on the board the new session was asked for."""
    return {name: request.GET[name] for name in ("day", "starts") if name in request.GET}


@allow("kelas.add", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=EDIT)
def kelas_add(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = KelasForm(request.POST or None, rakor=rakor)
    if request.method == "POST" and form.is_valid():
        try:
            session = actions.add_kelas(
                rakor=rakor,
                code=form.cleaned_data["code"],
                name=form.name,
                division=form.cleaned_data["division"],
                plan=form.plan(),
                by=request.actor,
                now=clock.now(),
            )
            messages.success(request, f"{session} ditambahkan.")
            return redirect("board_show", pk=rakor.pk)
        except actions.Clash as clash:
            form.add_error(None, str(clash))
    return render(request, "agendas/session_form.html", {"rakor": rakor, "form": form, "heading": "Tambah kelas"})


@allow("session.change", to=[Role.SECRETARIAT], model=Session, may=Session.editable_by, methods=EDIT)
def session_change(request: ActorRequest, session: Session) -> HttpResponse:
    rakor = session.rakor
    form = SessionForm(request.POST or None, rakor=rakor, initial=initial_of(session))
    context = {"rakor": rakor, "form": form, "session": session, "heading": "Ubah sesi"}
    status = 200
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        try:
            actions.change_session(
                session=session, plan=form.plan(), seen_version=seen, by=request.actor, now=clock.now()
            )
            messages.success(request, "Perubahan sesi tersimpan.")
            return redirect("board_show", pk=rakor.pk)
        except actions.Clash as clash:
            form.add_error(None, str(clash))
        except actions.StaleSession:
            stored = Session.objects.with_people().get(pk=session.pk)
            retype(form, version=stored.version)
            context |= {"stored": stored}
            status = 409
    return render(request, "agendas/session_form.html", context, status=status)


@allow("session.remove", to=[Role.SECRETARIAT], model=Session, may=Session.editable_by, methods=("POST",))
def session_remove(request: ActorRequest, session: Session) -> HttpResponse:
    rakor = session.rakor
    try:
        actions.remove_session(session=session, by=request.actor, now=clock.now())
        messages.success(request, f"Sesi “{session}” dihapus.")
    except actions.HasAttendance:
        messages.error(request, f"Kehadiran pada “{session}” sudah dicatat, jadi sesi ini tidak dapat dihapus.")
    return redirect("board_show", pk=rakor.pk)
