from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas import sharing
from agendas.models import Session, Slot
from participants.gate import Actor, ActorRequest, allow
from participants.models import Role
from rakor.lib import clock


class PromptsForm(forms.Form):
    prompts = forms.CharField(
        label="Pertanyaan untuk tiap kantor",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Satu baris satu pertanyaan. Kosong berarti: Pengalaman, Kendala, Usulan.",
        error_messages={"max_length": "Pertanyaan terlalu panjang (maks. 1.000 huruf)."},
    )


def page(request: ActorRequest, session: Session, **more: Any) -> dict[str, Any]:
    slots = list(session.slots.select_related("invitation"))  # type: ignore[attr-defined]
    prompts = sharing.prompts_of(session)
    context = {
        "rakor": session.rakor,
        "session": session,
        "turns": sharing.turns_of(session, slots),
        "minutes": sharing.minutes_each(session, len(slots)),
        "too_many": sharing.too_many(session, len(slots)),
        "prompts": prompts,
        "may_edit": session.editable_by(request.actor),
        "form": PromptsForm(initial={"prompts": "\n".join(prompts)}),
    }
    return context | more


@allow("slot.list", model=Session)
def slot_list(request: ActorRequest, session: Session) -> HttpResponse:
    return render(request, "agendas/slot_list.html", page(request, session))


@allow("slot.fill", to=[Role.SECRETARIAT], model=Session, may=Session.editable_by, methods=("POST",))
def slot_fill(request: ActorRequest, session: Session) -> HttpResponse:
    count = sharing.fill(session=session, by=request.actor, now=clock.now())
    messages.success(request, f"{count} kantor mendapat giliran." if count else "Semua yang diundang sudah ada.")
    return redirect("slot_list", pk=session.pk)


def of_editable_session(slot: Slot, actor: Actor) -> bool:
    return slot.session.editable_by(actor)


@allow("slot.move", to=[Role.SECRETARIAT], model=Slot, may=of_editable_session, methods=("POST",))
def slot_move(request: ActorRequest, slot: Slot) -> HttpResponse:
    """`ke` is "naik" or "turun"."""
    sharing.move(slot=slot, up=request.POST.get("ke") != "turun", by=request.actor, now=clock.now())
    return redirect("slot_list", pk=slot.session.pk)


@allow("slot.remove", to=[Role.SECRETARIAT], model=Slot, may=of_editable_session, methods=("POST",))
def slot_remove(request: ActorRequest, slot: Slot) -> HttpResponse:
    sharing.remove(slot=slot, by=request.actor, now=clock.now())
    messages.success(request, f"{slot} dikeluarkan dari giliran.")
    return redirect("slot_list", pk=slot.session.pk)


@allow("prompts.change", to=[Role.SECRETARIAT], model=Session, may=Session.editable_by, methods=("POST",))
def prompts_change(request: ActorRequest, session: Session) -> HttpResponse:
    form = PromptsForm(request.POST)
    if not form.is_valid():
        return render(request, "agendas/slot_list.html", page(request, session, form=form), status=422)
    sharing.set_prompts(session=session, text=form.cleaned_data["prompts"], by=request.actor, now=clock.now())
    messages.success(request, "Pertanyaan tersimpan.")
    return redirect("slot_list", pk=session.pk)
