"""What was released of the agenda: the page of the invited, and how one edition became the next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas import releases
from agendas.differences import difference
from agendas.models import Edition, Session
from meetings.models import Rakor
from participants.gate import WITH_LINK, ActorRequest, allow
from participants.models import Role
from participants.models.accounts import ASKED_ROLES
from rakor.lib import clock, dates


@allow("agenda.show", to=WITH_LINK, model=Rakor)
def agenda_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """The latest edition as it was laid out once, so that a full hall may ask for it at the same time."""
    if rakor.is_hosted_by(request.actor):
        return redirect("board_show", pk=rakor.pk)
    edition = Edition.objects.newest_of(rakor).only("number", "released_at", "timezone", "html").first()
    office = request.actor.institution
    gap = dates.zone_gap(edition.timezone, office.timezone) if edition and office else ""
    is_stale = bool(edition and rakor.rescheduled_at and edition.released_at < rakor.rescheduled_at)
    context = {
        "rakor": rakor,
        "edition": edition,
        "is_stale": is_stale,
        "zone_gap": gap,
        "may_join": request.actor.role in ASKED_ROLES,
    }
    return render(request, "agendas/agenda_show.html", context)


@allow("edition.list", model=Rakor)
def edition_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    editions = Edition.objects.filter(rakor=rakor).select_related("released_by__person").defer("content", "html")
    context = {"rakor": rakor, "editions": editions, "may_edit": rakor.editable_by(request.actor)}
    return render(request, "agendas/edition_list.html", context)


@allow("edition.show", model=Edition)
def edition_show(request: ActorRequest, edition: Edition) -> HttpResponse:
    is_latest = not Edition.objects.filter(rakor=edition.rakor, number__gt=edition.number).exists()
    context = {"rakor": edition.rakor, "edition": edition, "is_latest": is_latest}
    return render(request, "agendas/edition_show.html", context)


@allow("edition.release", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("GET", "POST"))
def edition_release(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """Shows what would be told and asks; then releases exactly that."""
    status = 200
    if request.method == "POST" and "seen" in request.POST:
        try:
            edition = releases.release(rakor=rakor, by=request.actor, now=clock.now(), seen=request.POST["seen"])
            messages.success(request, f"{edition} terbit.")
            return redirect("edition_show", pk=edition.pk)
        except releases.NothingChanged:
            status = 409
        except releases.ChangedMeanwhile:
            messages.error(request, "Acara berubah lagi sesudah dibaca. Periksa perubahan di bawah, lalu terbitkan.")
            status = 409
    last = Edition.objects.newest_of(rakor).first()
    content = releases.content_of(Session.objects.filter(rakor=rakor).with_people())
    changes = difference(last.content if last else [], content, tz=rakor.timezone)
    context = {"rakor": rakor, "last": last, "changes": changes, "seen": releases.fingerprint(content)}
    return render(request, "agendas/edition_release.html", context, status=status)
