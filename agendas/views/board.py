"""The secretariat's working copy of the agenda: the board, and what is done on it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agendas import actions, moves, shifts
from agendas.access import sees_the_day
from agendas.board import load
from agendas.clashes import accept_clash, reopen_clash
from agendas.conflicts import find
from agendas.forms.moves import AcceptForm, MoveForm, ShiftForm, place_of
from agendas.models import Edition, Session
from agendas.releases import unreleased
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from participants.models import Role
from participants.models.accounts import HOST_ROLES
from rakor.lib import clock, dates
from rakor.lib.inputs import retype

EDIT = ("GET", "POST")
READERS = [*HOST_ROLES, Role.OBSERVER]


@allow("board.show", to=READERS, model=Rakor, may=Rakor.is_hosted_by)
def board_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    by = "ruang" if request.GET.get("kolom") == "ruang" else "kelas"
    days, edition = rakor.days(), Edition.objects.newest_of(rakor).defer("html", "changes").first()
    chosen = next((day for day in days if day.isoformat() == request.GET.get("hari")), None)
    board = load(rakor, by=by, days=[chosen] if chosen else days)
    context = {
        "rakor": rakor,
        "board": board,
        "edition": edition,
        "unreleased": len(unreleased(board.scene.sessions, edition, tz=rakor.timezone)),
        "days": days,
        "chosen": chosen,
        "here": request.get_full_path(),
        "may_edit": rakor.editable_by(request.actor),
        "may_run_day": sees_the_day(rakor, request.actor),
    }
    template = "agendas/_board.html" if request.htmx else "agendas/board_show.html"  # type: ignore[attr-defined]
    return render(request, template, context)


def board_of(rakor: Rakor, session: Session | None = None) -> str:
    return reverse("board_show", args=[rakor.pk]) + (f"#sesi-{session.pk}" if session else "")


@allow("session.move", to=[Role.SECRETARIAT], model=Session, may=Session.editable_by, methods=EDIT)
def session_move(request: ActorRequest, session: Session) -> HttpResponse:
    """A drag or a key gets a notice, the page with the form goes back to the board."""
    form = MoveForm(request.POST or None, session=session, initial=place_of(session))
    if request.method != "POST":
        return move_page(request, session, form)
    if not form.is_valid():
        return refused(
            request, session, form, " ".join(str(error) for row in form.errors.values() for error in row), 422
        )
    try:
        seen = form.cleaned_data["version"]
        moves.move_session(session=session, to=form.place(), seen_version=seen, by=request.actor, now=clock.now())
    except (actions.Clash, moves.ColumnGone) as clash:
        return refused(request, session, form, str(clash) or "Kolom itu sudah dihapus. Muat ulang papan acara.", 409)
    except actions.StaleSession:
        return stale(request, session, form)
    return moved(request, session, f"“{session}” sekarang {when(session)}.")


def when(session: Session) -> str:
    day = dates.short_date(dates.local(session.starts_at, session.rakor.timezone).date())
    return f"{day} {session.span()}"


def moved(request: HttpRequest, session: Session, text: str) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        messages.success(request, text)
        return redirect(board_of(session.rakor, session))
    response = render(request, "agendas/_moved.html", {"text": text, "rakor": session.rakor})
    response["HX-Trigger"] = "board-changed"
    return response


def refused(request: HttpRequest, session: Session, form: MoveForm, why: str, status: int) -> HttpResponse:
    if not request.htmx:  # type: ignore[attr-defined]
        if status == 409:  # noqa: PLR2004
            form.add_error(None, why)
        return move_page(request, session, form, status=status)
    stored = Session.objects.visible_to(request.actor).filter(pk=session.pk).first()  # type: ignore[attr-defined]
    context = {"session": stored or session, "where": when(stored or session), "why": why}
    return render(request, "agendas/_move_refused.html", context, status=status)


def stale(request: HttpRequest, session: Session, form: MoveForm) -> HttpResponse:
    """Both places: what is stored now and what was meant; sending again moves it from the stored one."""
    stored = Session.objects.visible_to(request.actor).filter(pk=session.pk).first()  # type: ignore[attr-defined]
    if stored is None:
        return refused(request, session, form, "Sesi ini sudah dihapus orang lain.", 409)
    retype(form, version=stored.version)
    context = {"session": stored, "where": when(stored), "meant": when(session), "form": form, "rakor": stored.rakor}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "agendas/_move_stale.html", context, status=409)
    form.add_error(None, f"Sesi ini sudah diubah orang lain. Tersimpan sekarang: {when(stored)}.")
    return move_page(request, stored, form, status=409)


def move_page(request: HttpRequest, session: Session, form: MoveForm, status: int = 200) -> HttpResponse:
    form.offer_columns()
    context = {"rakor": session.rakor, "session": session, "form": form}
    return render(request, "agendas/session_move.html", context, status=status)


@allow("agenda.undo", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def agenda_undo(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    try:
        sessions = moves.undo_last(rakor=rakor, by=request.actor, now=clock.now())
    except (moves.NothingToUndo, actions.Clash) as refusal:
        messages.error(request, str(refusal))
        return redirect(board_of(rakor))
    named = f"“{sessions[0]}” kembali ke {when(sessions[0])}" if len(sessions) == 1 else f"{len(sessions)} sesi kembali"
    messages.success(request, f"Langkah terakhir diurungkan: {named}.")
    return redirect(board_of(rakor, sessions[0]))


@allow("agenda.shift", to=[Role.SECRETARIAT], model=Session, may=Session.editable_by, methods=EDIT)
def agenda_shift(request: ActorRequest, session: Session) -> HttpResponse:
    """First what it would do, then the doing; both from what is stored."""
    day = shifts.day_of(session)
    form = ShiftForm(request.POST or request.GET or None)
    context = {"rakor": session.rakor, "session": session, "form": form, "steps": []}
    status = 200
    if form.is_valid():
        minutes = form.cleaned_data["minutes"]
        try:
            if request.method == "POST":
                seen = form.cleaned_data["seen"]
                count = shifts.shift(start=session, minutes=minutes, seen=seen, by=request.actor, now=clock.now())
                messages.success(request, f"{count} sesi digeser {minutes:+} menit.")
                return redirect(board_of(session.rakor, session))
            context["steps"] = shifts.propose(day, session, minutes)
        except actions.StaleSession:
            form.add_error(None, "Acara hari ini sudah diubah orang lain. Periksa lagi hasilnya di bawah.")
            context["steps"] = shifts.propose(day, session, minutes)
            status = 409
        except (shifts.NoRoom, actions.Clash) as refusal:
            form.add_error("minutes", str(refusal))
            status = 409
    context |= {"seen": shifts.seen_of(day), "minutes": form.cleaned_data.get("minutes") if form.is_bound else None}
    return render(request, "agendas/agenda_shift.html", context, status=status)


@allow("clash.accept", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def clash_accept(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = AcceptForm(request.POST)
    if form.is_valid():
        known = [conflict for conflict in find(load(rakor, by="kelas", days=[]).scene) if not conflict.is_hard]
        chosen = next((conflict for conflict in known if conflict.key == form.cleaned_data["key"]), None)
        if chosen:
            note = form.cleaned_data["note"]
            accept_clash(rakor=rakor, conflict=chosen, note=note, by=request.actor, now=clock.now())
            messages.success(request, f"Diterima dengan catatan: {chosen.text}.")
        else:
            messages.success(request, "Keadaan itu sudah tidak ada lagi.")
    else:
        messages.error(request, "Tulis mengapa keadaan ini diterima, lalu tekan lagi.")
    return redirect(board_of(rakor) + "#perlu-dilihat")


@allow("clash.reopen", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def clash_reopen(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    reopen_clash(rakor=rakor, key=request.POST.get("key", ""), by=request.actor, now=clock.now())
    messages.success(request, "Keadaan itu tampil lagi dalam daftar.")
    return redirect(board_of(rakor) + "#perlu-dilihat")
