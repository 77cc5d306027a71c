"""The participants of an online session from the meeting program's file; nothing is noted that nobody confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas.attendance import Span, take_listed
from agendas.attendance_access import keeps_attendance
from agendas.forms.attendance import TickForm
from agendas.listed_hours import Reader
from agendas.matching import Listed, Proposal, UnreadableList, match, read_names
from agendas.models import Session
from agendas.roll import roll_of
from meetings.models import Delegate
from participants.gate import ActorRequest, allow
from rakor.lib import clock

SALT = "agendas.import"


class ParticipantsForm(forms.Form):
    upload = forms.FileField(
        label="Berkas CSV dari program rapat",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        error_messages={"required": "Pilih berkas CSV.", "empty": "Berkas kosong. Pilih berkas yang berisi."},
    )

    def clean_upload(self) -> list[Listed]:
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


# The file is not kept: what it said of the hours goes to the page and comes back under the program's own seal.
def sealed(session: Session, proposals: list[Proposal]) -> str:
    spans = {
        row.pk: [at.isoformat() if at else None for at in (proposal.hours.in_at, proposal.hours.out_at)]
        for proposal in proposals
        for row in proposal.delegates
    }
    return signing.dumps(spans, salt=f"{SALT}.{session.pk}", compress=True)


def unsealed(session: Session, text: str) -> dict[int, Span]:
    """Raises BadSignature for what this program did not write for this session."""
    spans = signing.loads(text, salt=f"{SALT}.{session.pk}")
    read = {pk: [datetime.fromisoformat(at) if at else None for at in span] for pk, span in spans.items()}
    return {int(pk): (in_at, out_at) for pk, (in_at, out_at) in read.items()}


class ProposalForm(TickForm):
    hours = forms.CharField(
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "Usulan ini berubah. Pilih lagi berkasnya."},
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session

    def clean_hours(self) -> dict[int, Span]:
        text = self.cleaned_data["hours"]
        try:
            return unsealed(self.session, text) if text else {}
        except signing.BadSignature as bad:
            raise forms.ValidationError(self.fields["hours"].error_messages["invalid"]) from bad


@allow("attendance.import", model=Session, may=keeps_attendance, methods=("GET", "POST"))
def attendance_import(request: ActorRequest, session: Session) -> HttpResponse:
    """First the file, answered with proposals; then the ticked ones. The file itself is not kept."""
    waiting, now = waiting_of(session), clock.now()
    context: dict[str, Any] = {"rakor": session.rakor, "session": session, "form": ParticipantsForm()}
    if "delegates" in request.POST:
        ticked = ProposalForm(request.POST, session=session, waiting=[row.pk for row in waiting])
        if ticked.is_valid():
            chosen, spans = list(ticked.cleaned_data["delegates"]), ticked.cleaned_data["hours"]
            take_listed(session=session, delegates=chosen, spans=spans, by=request.actor, now=now)
            messages.success(request, f"{len(chosen)} orang tercatat hadir daring.")
            return redirect("attendance_roll", pk=session.pk)
        context["why"] = next(iter(ticked.errors.values()))[0]
    elif request.method == "POST":
        context["form"] = form = ParticipantsForm(request.POST, request.FILES)
        if form.is_valid():
            context |= proposed(session, form.cleaned_data["upload"], waiting, now)
    status = 422 if context.get("why") or context["form"].errors else 200
    return render(request, "agendas/attendance_import.html", context, status=status)


def proposed(session: Session, names: list[Listed], waiting: list[Delegate], now: datetime) -> dict[str, Any]:
    proposals, unmatched = match(names, waiting, Reader(session, now=now))
    return {"proposals": proposals, "unmatched": unmatched, "hours": sealed(session, proposals)}
