"""Kehadiran: who is there and who is missing, live; what stands of each person, and its correction by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from agendas import attendance, personal_code
from agendas.access import sees_the_hall
from agendas.attendance_access import (
    keeps_attendance,
    keeps_attendance_of,
    reads_code,
    reads_codes,
    sees_attendance,
    shows_code,
)
from agendas.forms.attendance import GuestForm, NoteForm
from agendas.joining import FROM_AFAR
from agendas.models import Session, SessionKind
from agendas.quorum import quorum_in, quorum_of
from agendas.roll import counts_by_session, roll_of
from meetings.models import Delegate, Rakor
from participants.gate import ActorRequest, allow
from rakor.lib import clock

EDIT = ("GET", "POST")


@allow("attendance.list", model=Rakor, may=sees_the_hall)
def attendance_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """Every session but meals and prayers."""
    seen = Session.objects.visible_to(request.actor).filter(rakor=rakor)
    sessions = list(seen.exclude(kind=SessionKind.BREAK))
    context = {
        "rakor": rakor,
        "rows": [(row, counts, quorum_in(row, counts)) for row, counts in counts_by_session(rakor, sessions)],
        "may_keep": keeps_attendance_of(rakor, request.actor),
    }
    return render(request, "agendas/attendance_list.html", context)


@allow("code.list", model=Rakor, may=reads_codes)
def code_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The codes that delegates say at the desk: all of them for who keeps it, its own for an office."""
    named, is_own = Delegate.objects.filter(invitation__rakor=rakor), not keeps_attendance_of(rakor, request.actor)
    if is_own:
        named = named.filter(invitation__institution=request.actor.institution)
    rows = named.select_related("invitation").order_by("invitation__order", "pk")
    context = {"rakor": rakor, "rows": [(row, personal_code.code_of(row)) for row in rows], "is_own": is_own}
    return render(request, "agendas/code_list.html", context)


@allow("code.show", model=Delegate, may=reads_code)
def code_show(request: ActorRequest, delegate: Delegate) -> HttpResponse:
    """Large, to be held against the desk's camera."""
    code = personal_code.code_of(delegate)
    context = {"rakor": delegate.invitation.rakor, "delegate": delegate, "code": code}
    return render(request, "agendas/code_show.html", context)


@allow("attendance.show", model=Session, may=sees_attendance)
def attendance_show(request: ActorRequest, session: Session) -> HttpResponse:
    """Asked for again every 15 seconds; then only the part that changes is answered."""
    roll = roll_of(session)
    context = {"rakor": session.rakor, "session": session, "roll": roll, "counts": roll.counts}
    if quorum := quorum_of(session, roll):
        context |= {"quorum": quorum, "quorum_words": quorum.words(session.rakor.timezone)}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "agendas/_attendance.html", context)
    context |= {
        "may_keep": keeps_attendance(session, request.actor),
        "is_from_afar": (session.mode or session.rakor.mode) in FROM_AFAR,
        "may_show_code": shows_code(session, request.actor),
    }
    return render(request, "agendas/attendance_show.html", context)


@allow("attendance.roll", model=Session, may=sees_attendance)
def attendance_roll(request: ActorRequest, session: Session) -> HttpResponse:
    """Every person by name, grouped by office."""
    context = {
        "rakor": session.rakor,
        "session": session,
        "roll": roll_of(session),
        "may_keep": keeps_attendance(session, request.actor),
        "may_open_letters": session.rakor.is_hosted_by(request.actor),
    }
    return render(request, "agendas/attendance_roll.html", context)


@allow("attendance.note", model=Session, may=keeps_attendance, methods=EDIT)
def attendance_note(request: ActorRequest, session: Session, person_pk: int) -> HttpResponse:
    now = clock.now()
    line = roll_of(session).line_of(person_pk)
    if line is None:
        raise Http404
    form = NoteForm(request.POST or None, request.FILES or None, session=session, now=now, line=line)
    if request.method == "POST" and form.is_valid():
        attendance.note(session=session, known=line.known, noted=form.noted(), by=request.actor, now=now)
        messages.success(request, f"Kehadiran {line.known.name} tersimpan.")
        return redirect("attendance_roll", pk=session.pk)
    context = {"rakor": session.rakor, "session": session, "line": line, "form": form}
    return render(request, "agendas/attendance_note.html", context)


@allow("guest.add", model=Session, may=keeps_attendance, methods=EDIT)
def guest_add(request: ActorRequest, session: Session) -> HttpResponse:
    now = clock.now()
    form = GuestForm(request.POST or None, session=session, now=now)
    if request.method == "POST" and form.is_valid():
        who = {name: form.cleaned_data[name] for name in ("name", "title", "institution_name")}
        attendance.add_guest(session=session, **who, noted=form.noted(), by=request.actor, now=now)
        messages.success(request, f"Tamu {who['name']} tercatat hadir.")
        return redirect("attendance_roll", pk=session.pk)
    return render(request, "agendas/guest_add.html", {"rakor": session.rakor, "session": session, "form": form})
