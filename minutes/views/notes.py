"""The notes of one session, written block by block."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas.models import Session, Topic
from minutes import actions
from minutes.forms import FollowUpForm, NoteForm, OutcomeForm
from minutes.models import FollowUp, NoteBlock, Outcome
from minutes.models.notes import readable_by, writable_by
from participants.gate import ActorRequest, allow
from rakor.lib import clock
from rakor.lib.inputs import retype

EDIT = ("GET", "POST")


def page(request: ActorRequest, session: Session, **more: Any) -> dict[str, Any]:
    context = {
        "rakor": session.rakor,
        "session": session,
        "speakers": session.speakers.all(),  # type: ignore[attr-defined]
        "topics": session.topics.all(),  # type: ignore[attr-defined]
        "parts": parts_of(session),
        "outcomes": Outcome.objects.filter(session=session)
        .select_related("session__kelas")
        .prefetch_related("follow_ups__assignee"),
        "may_write": writable_by(session, request.actor),
        "note_form": NoteForm(session=session, prefix="catatan"),
        "outcome_form": OutcomeForm(prefix="hasil"),
        "follow_up_form": FollowUpForm(rakor=session.rakor, prefix="tl"),
    }
    return context | more


def parts_of(session: Session) -> list[tuple[Topic | None, list[NoteBlock]]]:
    """Blocks under their topics, in the order of the agenda; what belongs to no topic stands first."""
    blocks = list(NoteBlock.objects.filter(session=session))
    topics: list[Topic | None] = [None, *session.topics.all()]  # type: ignore[attr-defined]
    parts = [(topic, [b for b in blocks if b.topic_id == (topic.pk if topic else None)]) for topic in topics]
    return [(topic, rows) for topic, rows in parts if topic or rows]


@allow("notes.show", model=Session, may=readable_by)
def notes_show(request: ActorRequest, session: Session) -> HttpResponse:
    """?butir=<pk> opens the form of a follow-up under that outcome."""
    asked = request.GET.get("butir", "")
    return render(
        request, "minutes/notes_show.html", page(request, session, open_outcome=int(asked) if asked.isdigit() else None)
    )


@allow("note.add", model=Session, may=writable_by, methods=("POST",))
def note_add(request: ActorRequest, session: Session) -> HttpResponse:
    form = NoteForm(request.POST, session=session, prefix="catatan")
    if not form.is_valid():
        return render(request, "minutes/notes_show.html", page(request, session, note_form=form), status=422)
    block = form.save(commit=False)
    block.session = session
    actions.add_block(block=block, by=request.actor, now=clock.now())
    return redirect("notes_show", pk=session.pk)


@allow("outcome.add", model=Session, may=writable_by, methods=("POST",))
def outcome_add(request: ActorRequest, session: Session) -> HttpResponse:
    form = OutcomeForm(request.POST, prefix="hasil")
    if not form.is_valid():
        return render(request, "minutes/notes_show.html", page(request, session, outcome_form=form), status=422)
    outcome = form.save(commit=False)
    outcome.session = session
    actions.add_block(block=outcome, by=request.actor, now=clock.now())
    return redirect("notes_show", pk=session.pk)


@allow("followup.add", model=Outcome, may=Outcome.writable_by, methods=("POST",))
def followup_add(request: ActorRequest, outcome: Outcome) -> HttpResponse:
    session = outcome.session
    form = FollowUpForm(request.POST, rakor=session.rakor, prefix="tl")
    if not form.is_valid():
        context = page(request, session, follow_up_form=form, open_outcome=outcome.pk)
        return render(request, "minutes/notes_show.html", context, status=422)
    follow_up: FollowUp = form.save(commit=False)
    follow_up.outcome = outcome
    actions.add_follow_up(follow_up=follow_up, by=request.actor, now=clock.now())
    messages.success(request, f"{follow_up.word} untuk {follow_up.assignee} tercatat.")
    return redirect("notes_show", pk=session.pk)


def change(request: ActorRequest, block: NoteBlock | Outcome, form: Any, heading: str) -> HttpResponse:
    session, status = block.session, 200
    context: dict[str, Any] = {"rakor": session.rakor, "session": session, "form": form, "heading": heading}
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["version"] or 0
        try:
            actions.change_block(block=form.save(commit=False), seen_version=seen, by=request.actor, now=clock.now())
            return redirect("notes_show", pk=session.pk)
        except actions.StaleBlock:
            stored = type(block)._default_manager.get(pk=block.pk)
            retype(form, version=stored.version)
            context["stored"], status = stored, 409
    return render(request, "minutes/block_form.html", context, status=status)


@allow("note.change", model=NoteBlock, may=NoteBlock.writable_by, methods=EDIT)
def note_change(request: ActorRequest, block: NoteBlock) -> HttpResponse:
    initial = {"version": block.version}
    form = NoteForm(request.POST or None, session=block.session, instance=block, initial=initial)
    return change(request, block, form, "Ubah catatan")


@allow("outcome.change", model=Outcome, may=Outcome.writable_by, methods=EDIT)
def outcome_change(request: ActorRequest, outcome: Outcome) -> HttpResponse:
    form = OutcomeForm(request.POST or None, instance=outcome, initial={"version": outcome.version})
    return change(request, outcome, form, f"Ubah butir {outcome.number}")


@allow("note.remove", model=NoteBlock, may=NoteBlock.writable_by, methods=("POST",))
def note_remove(request: ActorRequest, block: NoteBlock) -> HttpResponse:
    actions.remove_block(block=block, by=request.actor, now=clock.now())
    return redirect("notes_show", pk=block.session.pk)


@allow("outcome.remove", model=Outcome, may=Outcome.writable_by, methods=("POST",))
def outcome_remove(request: ActorRequest, outcome: Outcome) -> HttpResponse:
    if outcome.follow_ups.exists():  # type: ignore[attr-defined]
        raise PermissionDenied("Butir ini sudah punya tindak lanjut dan tidak dapat dihapus; ubah kalimatnya.")
    actions.remove_block(block=outcome, by=request.actor, now=clock.now())
    return redirect("notes_show", pk=outcome.session.pk)
