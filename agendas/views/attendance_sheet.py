"""The signed attendance list on paper: its scan beside the attendance, and the names that are ticked from it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from agendas import sheets
from agendas.attendance import take_names
from agendas.attendance_access import keeps_attendance, keeps_sheet, sees_attendance, sees_sheet
from agendas.forms.attendance import SheetForm, TickForm
from agendas.models import How, Session, SignedSheet
from agendas.roll import Line, roll_of
from agendas.timeline import day_of
from participants.gate import ActorRequest, allow
from rakor.files.serving import attachment
from rakor.lib import clock


def page(request: ActorRequest, session: Session, **more: Any) -> dict[str, Any]:
    """`waiting` are the offices with those delegates who are not there yet."""
    day = day_of(session, session.rakor)
    offices = [(office, [line for line in office.lines if is_waiting(line)]) for office in roll_of(session).offices]
    context = {
        "rakor": session.rakor,
        "session": session,
        "sheets": SignedSheet.objects.visible_to(request.actor).about(session, day),
        "waiting": [(office, lines) for office, lines in offices if lines],
        "may_keep": keeps_attendance(session, request.actor),
        "form": SheetForm(session=session),
    }
    return context | more


def is_waiting(line: Line) -> bool:
    return line.known.delegate is not None and not (line.attendance and line.attendance.is_there)


@allow("sheet.list", model=Session, may=sees_attendance)
def sheet_list(request: ActorRequest, session: Session) -> HttpResponse:
    return render(request, "agendas/sheet_list.html", page(request, session))


@allow("sheet.add", model=Session, may=keeps_attendance, methods=("POST",))
def sheet_add(request: ActorRequest, session: Session) -> HttpResponse:
    form = SheetForm(request.POST, request.FILES, session=session)
    if not form.is_valid():
        return render(request, "agendas/sheet_list.html", page(request, session, form=form), status=422)
    values = form.cleaned_data
    is_of_day = values["about"] == SheetForm.WHOLE_DAY
    sheet = sheets.attach(
        session=session, is_of_day=is_of_day, upload=values["upload"], by=request.actor, now=clock.now()
    )
    messages.success(request, f"Lembar {sheet} terlampir.")
    return redirect("sheet_list", pk=session.pk)


@allow("sheet.tick", model=Session, may=keeps_attendance, methods=("POST",))
def sheet_tick(request: ActorRequest, session: Session) -> HttpResponse:
    """Without a sheet there is nothing to tick from."""
    context = page(request, session)
    waiting = [line.known.delegate.pk for _, lines in context["waiting"] for line in lines]
    form = TickForm(request.POST, waiting=waiting)
    if not context["sheets"]:
        context["why"] = "Lampirkan dahulu pindaian lembarnya, lalu centang nama dari lembar itu."
    elif not form.is_valid():
        context["why"] = form.errors["delegates"][0]
    else:
        signed = list(form.cleaned_data["delegates"])
        take_names(session=session, delegates=signed, by=request.actor, now=clock.now(), how=How.SHEET)
        messages.success(request, f"{len(signed)} orang tercatat hadir dari lembar.")
        return redirect("sheet_list", pk=session.pk)
    return render(request, "agendas/sheet_list.html", context, status=422)


@allow("sheet.file", model=SignedSheet, may=sees_sheet)
def sheet_file(request: ActorRequest, sheet: SignedSheet) -> HttpResponseBase:
    return attachment(request, sheet.file)


@allow("sheet.remove", model=SignedSheet, may=keeps_sheet, methods=("POST",))
def sheet_remove(request: ActorRequest, sheet: SignedSheet) -> HttpResponse:
    name, held = str(sheet), sheet.session
    sheets.detach(sheet=sheet, by=request.actor, now=clock.now())
    messages.success(request, f"Lembar {name} tidak lagi terlampir.")
    return redirect("sheet_list", pk=held.pk) if held else redirect("attendance_list", pk=sheet.rakor.pk)
