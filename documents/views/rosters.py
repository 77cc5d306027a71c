"""Lists that are signed, cards that are worn, signs that stand on the table; the lists of travellers and rooms."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas.access import is_host, sees_the_day
from documents import roster_actions, roster_sheets
from documents.models import PrintedDocument
from documents.roster_forms import RosterForm
from documents.rosters import Occasion, participants_of, totals_of
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from rakor.files.kinds import KINDS
from rakor.lib import clock


@allow("roster.list", model=Rakor, may=sees_the_day)
def roster_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The prints and those under way; htmx asks for the list alone until they are done."""
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "documents/_roster_prints.html", prints(request, rakor))
    return render(request, "documents/roster_list.html", page(request, rakor, RosterForm(rakor=rakor)))


def prints(request: ActorRequest, rakor: Rakor) -> dict[str, object]:
    made = PrintedDocument.objects.visible_to(request.actor).filter(rakor=rakor, kind__in=roster_actions.KINDS)
    return {"rakor": rakor, "prints": made, "jobs": roster_actions.unfinished(rakor)}


def page(request: ActorRequest, rakor: Rakor, form: RosterForm) -> dict[str, object]:
    everybody = Occasion(rakor, rakor.starts_on)
    return prints(request, rakor) | {
        "form": form,
        "totals": totals_of(everybody, participants_of(everybody)),
        "may_travel": is_host(rakor, request.actor),
    }


@allow("roster.print", model=Rakor, may=sees_the_day, methods=("POST",))
def roster_print(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = RosterForm(request.POST, rakor=rakor)
    if not form.is_valid():
        return render(request, "documents/roster_list.html", page(request, rakor, form), status=422)
    kind, sheet = form.cleaned_data["kind"], form.cleaned_data["sheet"]
    roster_actions.order(wanted=form.wanted, kind=kind, sheet=sheet, by=request.actor, now=clock.now())
    messages.success(request, "Naskah sedang disiapkan.")
    return redirect("roster_list", pk=rakor.pk)


@allow("roster.sheet", model=Rakor, may=sees_the_day)
def roster_sheet(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """A button beside the one that prints: what is chosen there, but the paper."""
    form = RosterForm(request.GET.dict() | {"kind": "hadir", "sheet": "a4"}, rakor=rakor)
    if not form.is_valid():
        return render(request, "documents/roster_list.html", page(request, rakor, form), status=422)
    return excel(roster_sheets.attendance(form.wanted, clock.now()), f"daftar-hadir-rakor-{rakor.pk}.xlsx")


@allow("travel.print", model=Rakor, may=is_host, methods=("POST",))
def travel_print(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    wanted = roster_actions.everybody(rakor)
    now = clock.now()
    roster_actions.order(wanted=wanted, kind=roster_actions.TRAVEL, sheet="a4", by=request.actor, now=now)
    messages.success(request, "Daftar pelaku perjalanan sedang disiapkan.")
    return redirect("roster_list", pk=rakor.pk)


@allow("travel.sheet", model=Rakor, may=is_host)
def travel_sheet(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    return excel(roster_sheets.travellers(rakor, clock.now()), f"pelaku-perjalanan-rakor-{rakor.pk}.xlsx")


@allow("rooming.sheet", model=Rakor, may=is_host)
def rooming_sheet(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    return excel(roster_sheets.rooms(rakor, clock.now()), f"daftar-kamar-rakor-{rakor.pk}.xlsx")


def excel(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=KINDS["xlsx"].content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
