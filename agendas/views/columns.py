"""Kelas and rooms of a rakor: the columns of its board."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from agendas import columns
from agendas.forms.columns import KelasChangeForm, RoomForm
from agendas.views.board import READERS
from meetings.models import Kelas, Rakor, Room
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.lib import clock

EDIT = ("GET", "POST")


@allow("column.list", to=READERS, model=Rakor, may=Rakor.is_hosted_by)
def column_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    return page(request, rakor, RoomForm(instance=Room(rakor=rakor)))


def page(request: HttpRequest, rakor: Rakor, form: RoomForm, status: int = 200) -> HttpResponse:
    context = {
        "rakor": rakor,
        "kelas_list": Kelas.objects.filter(rakor=rakor).select_related("division", "room"),
        "rooms": Room.objects.filter(rakor=rakor),
        "form": form,
        "may_edit": rakor.editable_by(request.actor),  # type: ignore[attr-defined]
    }
    return render(request, "agendas/column_list.html", context, status=status)


@allow("room.add", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def room_add(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = RoomForm(request.POST, instance=Room(rakor=rakor))
    if not form.is_valid():
        return page(request, rakor, form, status=422)
    columns.save_room(room=form.save(commit=False), by=request.actor, now=clock.now())
    messages.success(request, f"Ruang {form.instance} ditambahkan.")
    return redirect("column_list", pk=rakor.pk)


@allow("room.change", to=[Role.SECRETARIAT], model=Room, may=Room.editable_by, methods=EDIT)
def room_change(request: ActorRequest, room: Room) -> HttpResponse:
    form = RoomForm(request.POST or None, instance=room)
    if request.method == "POST" and form.is_valid():
        columns.save_room(room=form.save(commit=False), by=request.actor, now=clock.now())
        messages.success(request, f"Ruang {room} tersimpan.")
        return redirect("column_list", pk=room.rakor.pk)
    return render(request, "agendas/column_form.html", {"rakor": room.rakor, "form": form, "heading": "Ubah ruang"})


@allow("room.remove", to=[Role.SECRETARIAT], model=Room, may=Room.editable_by, methods=("POST",))
def room_remove(request: ActorRequest, room: Room) -> HttpResponse:
    try:
        columns.remove_room(room=room, by=request.actor, now=clock.now())
        messages.success(request, f"Ruang {room} dihapus.")
    except columns.StillUsed as used:
        messages.error(request, f"Ruang {room} masih dipakai {used}. Pindahkan dulu ke ruang lain.")
    return redirect("column_list", pk=room.rakor.pk)


@allow("kelas.change", to=[Role.SECRETARIAT], model=Kelas, may=Kelas.editable_by, methods=EDIT)
def kelas_change(request: ActorRequest, kelas: Kelas) -> HttpResponse:
    form = KelasChangeForm(request.POST or None, instance=kelas)
    if request.method == "POST" and form.is_valid():
        columns.save_kelas(kelas=form.save(commit=False), by=request.actor, now=clock.now())
        messages.success(request, f"{kelas} tersimpan.")
        return redirect("column_list", pk=kelas.rakor.pk)
    return render(request, "agendas/column_form.html", {"rakor": kelas.rakor, "form": form, "heading": "Ubah kelas"})


@allow("kelas.remove", to=[Role.SECRETARIAT], model=Kelas, may=Kelas.editable_by, methods=("POST",))
def kelas_remove(request: ActorRequest, kelas: Kelas) -> HttpResponse:
    try:
        columns.remove_kelas(kelas=kelas, by=request.actor, now=clock.now())
        messages.success(request, f"{kelas} dihapus.")
    except columns.StillUsed as used:
        messages.error(request, f"{kelas} masih mempunyai sesi: {used}. Pindahkan atau hapus dulu sesinya.")
    return redirect("column_list", pk=kelas.rakor.pk)
