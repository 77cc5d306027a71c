"""The participants of an online session from the meeting program's file; nothing is noted that nobody confirmed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas.attendance import take_names
from agendas.attendance_access import keeps_attendance
from agendas.forms.attendance import TickForm
from agendas.matching import UnreadableList, match, read_names
from agendas.models import Session
from agendas.roll import roll_of
from meetings.models import Delegate
from participants.gate import ActorRequest, allow
from rakor.lib import clock


class ParticipantsForm(forms.Form):
    upload = forms.FileField(
        label="Berkas CSV dari program rapat",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={"required": "Pilih berkas CSV.", "empty": "Berkas kosong. Pilih berkas yang berisi."},
    )

    def clean_upload(self) -> list[str]:
        upload: UploadedFile = self.cleaned_data["upload"]
        try:
            return read_names(upload.read())
        except UnreadableList as unreadable:
            raise forms.ValidationError(str(unreadable)) from unreadable


def waiting_of(session: Session) -> list[Delegate]:
    """Delegates of this session who are not there yet."""
    lines = [line for office in roll_of(session).offices for line in office.lines]
    return [
        row.known.delegate for row in lines if row.known.delegate and not (row.attendance and row.attendance.is_there)
    ]


@allow("attendance.import", model=Session, may=keeps_attendance, methods=("GET", "POST"))
def attendance_import(request: ActorRequest, session: Session) -> HttpResponse:
    """First the file, answered with proposals; then the ticked ones. The file itself is not kept."""
    waiting = waiting_of(session)
    context: dict[str, Any] = {"rakor": session.rakor, "session": session, "form": ParticipantsForm()}
    if "delegates" in request.POST:
        ticked = TickForm(request.POST, waiting=[row.pk for row in waiting])
        if ticked.is_valid():
            chosen = list(ticked.cleaned_data["delegates"])
            take_names(session=session, delegates=chosen, by=request.actor, now=clock.now())
            messages.success(request, f"{len(chosen)} orang tercatat hadir daring.")
            return redirect("attendance_roll", pk=session.pk)
        context["why"] = ticked.errors["delegates"][0]
    elif request.method == "POST":
        context["form"] = form = ParticipantsForm(request.POST, request.FILES)
        if form.is_valid():
            context["proposals"], context["unmatched"] = match(form.cleaned_data["upload"], waiting)
    status = 422 if context.get("why") or context["form"].errors else 200
    return render(request, "agendas/attendance_import.html", context, status=status)
