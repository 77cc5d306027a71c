"""Where the office's letter numbers come from, and the book of what was numbered."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from documents import numbering
from documents.models import Letter, NumberSeries
from documents.number_forms import SeriesForm
from participants.gate import ActorRequest, allow
from participants.models import Role
from participants.models.accounts import HOST_ROLES
from rakor.files.kinds import KINDS
from rakor.lib import clock
from rakor.lib.spreadsheets import Column, write_sheet

EDIT = ("GET", "POST")
PAGE = 100
READERS = (*sorted(HOST_ROLES), Role.OBSERVER)


@allow("series.list", to=[Role.SECRETARIAT])
def series_list(request: ActorRequest) -> HttpResponse:
    found = NumberSeries.objects.visible_to(request.actor).select_related("institution")
    return render(request, "documents/series_list.html", {"series": found, "institution": request.actor.institution})


@allow("series.add", to=[Role.SECRETARIAT], methods=EDIT)
def series_add(request: ActorRequest) -> HttpResponse:
    series = NumberSeries(institution=request.actor.institution, year=clock.now().year)
    return edit(request, series, "Seri baru")


@allow("series.change", to=[Role.SECRETARIAT], model=NumberSeries, may=NumberSeries.editable_by, methods=EDIT)
def series_change(request: ActorRequest, series: NumberSeries) -> HttpResponse:
    return edit(request, series, f"Seri {series.name} {series.year}")


def edit(request: ActorRequest, series: NumberSeries, heading: str) -> HttpResponse:
    form = SeriesForm(request.POST or None, instance=series)
    if request.method == "POST" and form.is_valid():
        starts_at = form.cleaned_data["starts_at"]
        try:
            saved = form.save(commit=False)
            numbering.save_series(series=saved, starts_at=starts_at, by=request.actor, now=clock.now())
            messages.success(request, f"Seri tersimpan; nomor berikutnya {saved.last + 1}.")
            return redirect("series_list")
        except numbering.BelowTheLastGiven as refused:
            form.add_error("starts_at", f"Nomor berikutnya paling kecil {refused.smallest}; sebelumnya sudah dipakai.")
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "documents/series_change.html", {"form": form, "heading": heading}, status=status)


@allow("letter.register", to=READERS)
def letter_register(request: ActorRequest) -> HttpResponse:
    numbered, year = register_of(request)
    context: dict[str, Any] = {
        "year": year,
        "years": [day.year for day in register(request).dates("dated_on", "year", order="DESC")],
        "page": Paginator(numbered, PAGE).get_page(request.GET.get("halaman")),
        "institution": request.actor.institution,
        "may_set": request.actor.role == Role.SECRETARIAT,
    }
    return render(request, "documents/letter_register.html", context)


@allow("letter.register_sheet", to=READERS)
def letter_register_sheet(request: ActorRequest) -> HttpResponse:
    numbered, year = register_of(request)
    sheet = BytesIO()
    note = f"Register surat {request.actor.institution_name} tahun {year}"
    write_sheet(sheet, COLUMNS, (line(letter) for letter in numbered), note=note, name="Register surat", frozen=1)
    response = HttpResponse(sheet.getvalue(), content_type=KINDS["xlsx"].content_type)
    response["Content-Disposition"] = f'attachment; filename="register-surat-{year}.xlsx"'
    return response


def register(request: ActorRequest) -> QuerySet[Letter]:
    """Every letter of the office that was given a number, whatever became of it."""
    mine = Letter.objects.visible_to(request.actor).exclude(numbered_at=None)
    return mine.filter(rakor__organiser=request.actor.institution)


def register_of(request: ActorRequest) -> tuple[QuerySet[Letter], int]:
    """The letters of the year asked for, else of this one, in the order of the book."""
    typed = request.GET.get("tahun", "")
    year = int(typed) if re.fullmatch("20[0-9]{2}", typed) else clock.now().year
    numbered = register(request).filter(dated_on__year=year).select_related("series")
    return numbered.order_by("series__name", "sequence", "numbered_at"), year


COLUMNS = [
    *(Column("Seri", 12), Column("Nomor urut", 10), Column("Nomor", 32), Column("Tanggal", 12), Column("Tujuan", 40)),
    *(Column("Hal", 40), Column("Rakor", 40), Column("Keadaan", 16), Column("Alasan batal", 30)),
]


def line(letter: Letter) -> tuple[Any, ...]:
    assert letter.series
    addressee = ", ".join(letter.addressee.splitlines())
    head = (letter.series.name, letter.sequence, letter.number, letter.dated_on, addressee)
    return (*head, letter.subject, letter.rakor.title, str(letter.state.label), letter.cancelled_because)
