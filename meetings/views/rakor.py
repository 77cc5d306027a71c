from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings import actions
from meetings.forms import RakorForm
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.lib import clock

SOURCES = 12  # templates and the newest rakor, offered to be copied


@allow("rakor.list")
def rakor_list(request: ActorRequest) -> HttpResponse:
    visible = Rakor.objects.visible_to(request.actor).select_related("organiser")
    now = clock.now()
    rows = [(rakor, rakor.state(now)) for rakor in visible.without_templates()]
    return render(request, "meetings/rakor_list.html", {"rows": rows, "templates": visible.templates()})


@allow("rakor.add", to=[Role.SECRETARIAT], methods=("GET", "POST"))
def rakor_add(request: ActorRequest) -> HttpResponse:
    office = request.actor.institution
    assert office
    initial = {"timezone": office.timezone, "city": office.seat}
    form = RakorForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        rakor = actions.create_rakor(rakor=form.save(commit=False), by=request.actor, now=clock.now())
        messages.success(request, "Rakor tersimpan sebagai draf. Berikutnya: susun acara dan kelas.")
        return redirect("rakor_show", pk=rakor.pk)
    shared = Rakor.objects.visible_to(request.actor).shared_with(office).select_related("organiser")
    sources = shared.order_by("-is_template", "-starts_on", "-pk")[:SOURCES]
    return render(request, "meetings/rakor_form.html", {"form": form, "sources": sources})


@allow("rakor.open", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.runnable_by, methods=("POST",))
def rakor_open(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    actions.open_rakor(rakor=rakor, by=request.actor, now=clock.now())
    messages.success(request, "Rakor dibuka.")
    return redirect("rakor_show", pk=rakor.pk)
