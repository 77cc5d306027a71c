"""Who comes for an invited office, by its own people, by its access sheet or by the host on its behalf."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from meetings import actions, naming
from meetings.models import AssignmentLetter, Delegate, Invitation
from meetings.naming_forms import AssignmentForm, DelegateChangeForm, DelegateForm, EarlierForm, SwapForm
from meetings.views.invitations import MAY_ANSWER
from participants.gate import WITH_LINK, ActorRequest, allow
from rakor.files.serving import attachment
from rakor.lib import clock, dates

EDIT = ("GET", "POST")


def closed_sentence(invitation: Invitation) -> str:
    rakor = invitation.rakor
    assert rakor.naming_due_at
    passed = dates.plain_moment(rakor.naming_due_at, rakor.timezone)
    return (
        f"Batas penyebutan nama lewat pada {passed}. Nama yang ada masih dapat diganti dengan alasan; "
        f"untuk menambah atau mengeluarkan orang, hubungi sekretariat {rakor.organiser}."
    )


def full_sentence(taken: actions.SeatsTaken) -> str:
    return f"Kursi untuk {taken} sudah penuh. Hubungi sekretariat bila perlu tambahan."


@allow("delegate.add", to=MAY_ANSWER, model=Invitation, may=Invitation.answerable_by, methods=("POST",))
def delegate_add(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    form = DelegateForm(request.POST, invitation=invitation)
    if form.is_valid():
        try:
            delegate = actions.name_delegate(
                delegate=form.save(commit=False), kelas=form.cleaned_data["kelas"], by=request.actor, now=clock.now()
            )
            messages.success(request, f"{delegate} masuk daftar delegasi.")
            return redirect("invitation_show", pk=invitation.pk)
        except actions.SeatsTaken as taken:
            form.add_error("rank", full_sentence(taken))
        except actions.NamingClosed:
            form.add_error(None, closed_sentence(invitation))
    context = {"rakor": invitation.rakor, "invitation": invitation, "form": form, "heading": "Tambah delegasi"}
    return render(request, "meetings/invitation_form.html", context, status=422)


@allow("delegate.again", to=MAY_ANSWER, model=Invitation, may=Invitation.answerable_by, methods=("POST",))
def delegate_again(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    """Those whom the office named before, in one click."""
    form = EarlierForm(request.POST, earlier=naming.earlier_delegates(invitation))
    if not form.is_valid():
        messages.error(request, "Pilih sedikitnya satu orang yang pernah disebut.")
        return redirect("invitation_show", pk=invitation.pk)
    try:
        named, left = naming.name_again(
            invitation=invitation, earlier=form.cleaned_data["delegates"], by=request.actor, now=clock.now()
        )
        messages.success(request, f"{len(named)} orang masuk daftar delegasi.")
        for row in left:
            messages.error(request, f"{row.name} belum masuk: kursi untuk {row.get_rank_display()} sudah penuh.")
    except actions.NamingClosed:
        messages.error(request, closed_sentence(invitation))
    return redirect("invitation_show", pk=invitation.pk)


@allow("delegate.change", to=MAY_ANSWER, model=Delegate, may=Delegate.editable_by, methods=EDIT)
def delegate_change(request: ActorRequest, delegate: Delegate) -> HttpResponse:
    form = DelegateChangeForm(request.POST or None, instance=delegate)
    if request.method == "POST" and form.is_valid():
        naming.change_delegate(delegate=form.save(commit=False), by=request.actor, now=clock.now())
        messages.success(request, f"Data {delegate} tersimpan.")
        return redirect("invitation_show", pk=delegate.invitation.pk)
    context = {"rakor": delegate.invitation.rakor, "delegate": delegate, "form": form}
    return render(request, "meetings/delegate_change.html", context)


@allow("delegate.swap", to=MAY_ANSWER, model=Delegate, may=Delegate.editable_by, methods=EDIT)
def delegate_swap(request: ActorRequest, delegate: Delegate) -> HttpResponse:
    invitation, now = delegate.invitation, clock.now()
    needs_reason = invitation.rakor.is_naming_closed(now)
    form = SwapForm(request.POST or None, delegate=delegate, needs_reason=needs_reason)
    if request.method == "POST" and form.is_valid():
        left, because = delegate.name, form.cleaned_data["because"]
        try:
            taken_by = form.save(commit=False)
            naming.swap_delegate(delegate=delegate, taken_by=taken_by, because=because, by=request.actor, now=now)
            messages.success(request, f"{left} digantikan {delegate}; kelas dan cara hadir ikut pindah.")
            return redirect("invitation_show", pk=invitation.pk)
        except actions.SeatsTaken as taken:
            form.add_error("rank", full_sentence(taken))
    context = {"rakor": invitation.rakor, "delegate": delegate, "form": form}
    return render(request, "meetings/delegate_swap.html", context)


@allow("delegate.remove", to=MAY_ANSWER, model=Delegate, may=Delegate.editable_by, methods=("POST",))
def delegate_remove(request: ActorRequest, delegate: Delegate) -> HttpResponse:
    invitation = delegate.invitation
    try:
        actions.remove_delegate(delegate=delegate, by=request.actor, now=clock.now())
        messages.success(request, f"{delegate.name} dikeluarkan dari daftar delegasi.")
    except actions.NamingClosed:
        messages.error(request, closed_sentence(invitation))
    return redirect("invitation_show", pk=invitation.pk)


@allow("assignment.add", to=MAY_ANSWER, model=Invitation, may=Invitation.answerable_by, methods=("POST",))
def assignment_add(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    form = AssignmentForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["upload"]
        letter = naming.add_assignment(invitation=invitation, upload=upload, by=request.actor, now=clock.now())
        messages.success(request, f"Surat tugas tersimpan: {letter}.")
        return redirect("invitation_show", pk=invitation.pk)
    context = {"rakor": invitation.rakor, "invitation": invitation, "form": form, "heading": "Surat tugas"}
    return render(request, "meetings/invitation_form.html", context, status=422)


@allow("assignment.file", to=WITH_LINK, model=AssignmentLetter)
def assignment_file(request: ActorRequest, letter: AssignmentLetter) -> HttpResponseBase:
    return attachment(request, letter.file)
