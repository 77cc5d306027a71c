from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from meetings.models import Invitation, Rakor
from participants.gate import Actor, ActorRequest, allow
from participants.models import Role
from participants.models.accounts import INVITED_ROLES
from rakor.files.kinds import KINDS
from rakor.lib import clock
from rakor.lib.spreadsheets import UnreadableSheet
from reports import sending
from reports.actions import Closed, DraftMoved, deadline_for
from reports.dim import actions
from reports.dim.forms import SendForm, SheetForm
from reports.dim.layouts import LAYOUTS, layout_of
from reports.dim.models import DimEntry
from reports.dim.sheets import RefusedSheet, read_rows, write_template
from reports.models import Obligation
from reports.paper_forms import new_key
from reports.views.paper_page import address_of, notes_on, obligation_at, obligation_now, send_word
from reports.views.papers import own, receipt, seen_version
from reports.views.refusals import MOVED, not_saved, not_sent


def dim_at(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> Obligation:
    obligation = obligation_at(request.actor, invitation, requirement_pk, bidang)
    if obligation.requirement.kind not in LAYOUTS:
        raise Http404
    return obligation


def page(request: ActorRequest, obligation: Obligation, **more: Any) -> dict[str, Any]:
    rows, layout = actions.draft_rows(obligation), layout_of(obligation)
    latest = obligation.latest() if obligation.pk else None
    notes = notes_on(latest)
    beside = {note.place: note.text for note in notes}
    context = {
        "return_notes": notes,
        "due_at": deadline_for(obligation, latest),
        "rakor": obligation.requirement.rakor,
        "invitation": obligation.invitation,
        "obligation": obligation,
        "heads": layout.heads,
        "rows": [
            (number, layout.labelled(row), beside.get(f"rows-{number}", "")) for number, row in enumerate(rows, start=1)
        ],
        "address": address_of(obligation),
        "row_form": layout.form(),
        "sheet_form": SheetForm(),
        "send_form": SendForm(initial={"key": new_key()}),
        "mistakes": [],
        "send_word": send_word(obligation, request.actor),
        "may_fill": obligation.fillable_by(request.actor),
    }
    return context | more


def reader(request: ActorRequest) -> dict[str, Any]:
    return {"by": request.actor, "seen": seen_version(request)}


@allow("dim.edit", to=INVITED_ROLES, model=Invitation, may=own)
def dim_edit(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = dim_at(request, invitation, requirement_pk, bidang)
    number = int(request.GET.get("baris", "0")) if request.GET.get("baris", "0").isdecimal() else 0
    rows = actions.draft_rows(obligation)
    more: dict[str, Any] = {}
    if 0 < number <= len(rows):
        more = {"row_form": layout_of(obligation).form(initial=rows[number - 1]), "number": number}
    return render(request, "dim/dim_edit.html", page(request, obligation, **more))


@allow("dim.save", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def dim_row_save(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = dim_at(request, invitation, requirement_pk, bidang)
    number = request.POST.get("number", "")
    place = int(number) if number.isdecimal() else None
    layout = layout_of(obligation)
    form = layout.form(request.POST)
    if not form.is_valid():
        context = page(request, obligation, row_form=form, number=place)
        return render(request, "dim/dim_edit.html", context, status=422)
    row = {name: form.cleaned_data[name] for name in layout.fields}
    if not obligation.fillable_by(request.actor):
        return not_saved(request, obligation)
    try:
        actions.keep_row(obligation=obligation, row=row, number=place, now=clock.now(), **reader(request))
    except DraftMoved:
        context = page(request, obligation_now(obligation), row_form=form, number=place, moved=MOVED)
        return render(request, "dim/dim_edit.html", context, status=409)
    except Closed as closed:
        return not_sent(request, obligation, closed)
    messages.success(request, "Baris tersimpan dalam draf.")
    return redirect("dim_edit", **address_of(obligation))


@allow("dim.remove", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def dim_row_remove(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = dim_at(request, invitation, requirement_pk, bidang)
    number = request.POST.get("number", "")
    if number.isdecimal() and obligation.fillable_by(request.actor):
        try:
            actions.drop_row(obligation=obligation, number=int(number), now=clock.now(), **reader(request))
        except DraftMoved:
            context = page(request, obligation_now(obligation), moved=MOVED)
            return render(request, "dim/dim_edit.html", context, status=409)
        except Closed as closed:
            return not_sent(request, obligation, closed)
    return redirect("dim_edit", **address_of(obligation))


@allow("dim.import", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def dim_import(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """Takes over a whole sheet or nothing; every mistake is told with its row and column."""
    obligation = dim_at(request, invitation, requirement_pk, bidang)
    if not obligation.fillable_by(request.actor):
        return not_saved(request, obligation)
    form, mistakes = SheetForm(request.POST, request.FILES), []
    if form.is_valid():
        try:
            rows = read_rows(form.cleaned_data["upload"], obligation)
            actions.replace_rows(obligation=obligation, rows=rows, now=clock.now(), **reader(request))
            messages.success(request, f"{len(rows)} baris diambil dari lembar dan tersimpan sebagai draf.")
            return redirect("dim_edit", **address_of(obligation))
        except Closed as closed:
            return not_sent(request, obligation, closed)
        except DraftMoved:
            mistakes = [f"{MOVED} Baris yang tersimpan tampak di bawah; unggah lagi untuk menggantinya."]
        except RefusedSheet as refused:
            mistakes = refused.sentences
        except UnreadableSheet as unreadable:
            mistakes = [str(unreadable)]
    context = page(request, obligation_now(obligation), sheet_form=form, mistakes=mistakes)
    return render(request, "dim/dim_edit.html", context, status=422)


def fills_a_sheet(invitation: Invitation, actor: Actor) -> bool:
    return own(invitation, actor) or invitation.editable_by(actor)


@allow("dim.template", to=[*INVITED_ROLES, Role.SECRETARIAT], model=Invitation, may=fills_a_sheet)
def dim_template(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    """With the rows of the draft for the office itself, empty for the host that fills it in for the office."""
    obligation = dim_at(request, invitation, requirement_pk, bidang)
    sheet = BytesIO()
    write_template(sheet, obligation, actions.draft_rows(obligation) if obligation.is_own(request.actor) else [])
    response = HttpResponse(sheet.getvalue(), content_type=KINDS["xlsx"].content_type)
    response["Content-Disposition"] = f'attachment; filename="dim-{invitation.pk}.xlsx"'
    return response


@allow("dim.send", to=INVITED_ROLES, model=Invitation, may=own, methods=("POST",))
def dim_send(request: ActorRequest, invitation: Invitation, requirement_pk: int, bidang: str) -> HttpResponse:
    obligation = dim_at(request, invitation, requirement_pk, bidang)
    form = SendForm(request.POST)
    if not form.is_valid():
        return redirect("dim_edit", **address_of(obligation))
    is_nil = request.POST.get("nihil") == "ya"
    key = form.cleaned_data["key"]
    try:
        content = actions.content_of(obligation, is_nil=is_nil)
        version = sending.hand_in(
            obligation=obligation, content=content, key=key, by=request.actor, now=clock.now(), is_nil=is_nil
        )
    except actions.NothingTyped:
        messages.error(request, "Belum ada baris. Tulis sedikitnya satu masalah, atau nyatakan nihil.")
        return redirect("dim_edit", **address_of(obligation))
    except Closed as closed:
        return not_sent(request, obligation, closed)
    return receipt(request, obligation, version)


@allow("dim.list", model=Rakor)
def dim_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """All problems sent so far, by division, and the remarks on draft regulations; an office reads its own."""
    found = DimEntry.objects.visible_to(request.actor).current().filter(submission__obligation__invitation__rakor=rakor)
    found = found.order_by("bidang", "submission__obligation__invitation__order", "number")
    context = {"rakor": rakor, "entries": found.on_work(), "remarks": found.on_regulations()}
    return render(request, "dim/dim_list.html", context)
