"""Arahan: what a rakor inherits, what it tells the levels below, and until when they meet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings import directing
from meetings.directing_forms import ChildrenDueForm, DirectionForm, ParentForm
from meetings.models import Direction, Rakor, Reference
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.lib import clock


@allow("rakor.parent", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("GET", "POST"))
def rakor_parent(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = ParentForm(request.POST or None, rakor=rakor, parents=directing.possible_parents(rakor))
    if request.method == "POST" and form.is_valid():
        try:
            directing.set_parent(rakor=rakor, parent=form.chosen, by=request.actor, now=clock.now())
            messages.success(request, "Rakor induk tersimpan." if form.chosen else "Rakor ini tanpa induk.")
            return redirect("direction_list", pk=rakor.pk)
        except directing.OwnAncestor:
            sentence = "Rakor itu sendiri turunan dari rakor ini, jadi tidak dapat menjadi induknya. Pilih yang lain."
            form.add_error("parent", sentence)
    return render(request, "meetings/rakor_parent.html", {"rakor": rakor, "form": form})


@allow("direction.list", model=Rakor)
def direction_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    return render(request, "meetings/direction_list.html", listed(request, rakor))


def listed(request: ActorRequest, rakor: Rakor, **forms: object) -> dict[str, object]:
    """Inherited rows are read live from where they stand, so that the parent's later words count at once."""
    return {
        "rakor": rakor,
        "inherited": rakor.parent.directions.all() if rakor.parent else [],
        "references": Reference.objects.visible_to(request.actor).filter(rakor=rakor).prefetch_related("directions"),
        "own": rakor.directions.all(),
        "may_edit": rakor.editable_by(request.actor),
        "direction_form": DirectionForm(),
        "due_form": ChildrenDueForm(initial={"due_on": rakor.children_due_on}),
    } | forms


@allow("direction.add", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def direction_add(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = DirectionForm(request.POST)
    if not form.is_valid():
        return render(request, "meetings/direction_list.html", listed(request, rakor, direction_form=form), status=422)
    directing.add_direction(rakor=rakor, text=form.cleaned_data["text"], by=request.actor, now=clock.now())
    messages.success(request, "Arahan ditambahkan.")
    return redirect("direction_list", pk=rakor.pk)


@allow("children.due_set", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def children_due_set(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = ChildrenDueForm(request.POST)
    if not form.is_valid():
        return render(request, "meetings/direction_list.html", listed(request, rakor, due_form=form), status=422)
    due_on = form.cleaned_data["due_on"]
    directing.set_children_due(rakor=rakor, due_on=due_on, by=request.actor, now=clock.now())
    messages.success(request, "Batas rakor turunan tersimpan." if due_on else "Rakor turunan tanpa batas hari.")
    return redirect("direction_list", pk=rakor.pk)


@allow("direction.raise", to=[Role.SECRETARIAT], model=Direction, may=Direction.editable_by, methods=("POST",))
def direction_raise(request: ActorRequest, direction: Direction) -> HttpResponse:
    directing.move_direction(direction=direction, places=-1, by=request.actor, now=clock.now())
    return redirect("direction_list", pk=direction.rakor_id)


@allow("direction.lower", to=[Role.SECRETARIAT], model=Direction, may=Direction.editable_by, methods=("POST",))
def direction_lower(request: ActorRequest, direction: Direction) -> HttpResponse:
    directing.move_direction(direction=direction, places=1, by=request.actor, now=clock.now())
    return redirect("direction_list", pk=direction.rakor_id)


@allow("direction.remove", to=[Role.SECRETARIAT], model=Direction, may=Direction.editable_by, methods=("POST",))
def direction_remove(request: ActorRequest, direction: Direction) -> HttpResponse:
    directing.remove_direction(direction=direction, by=request.actor, now=clock.now())
    messages.success(request, "Arahan dihapus.")
    return redirect("direction_list", pk=direction.rakor_id)
