from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agendas.models import Edition
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.lib import clock
from secretariat import postponing
from secretariat.postponing_forms import DeadlinesForm, FirstDayForm, ReasonForm

EDIT = ("GET", "POST")


@allow("rakor.postpone", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.postponable_by, methods=EDIT)
def rakor_postpone(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        postponing.postpone(rakor=rakor, because=because, by=request.actor, now=clock.now())
        messages.success(request, "Rakor ditunda. Kantor yang diundang diberi tahu lewat surel.")
        return redirect("rakor_show", pk=rakor.pk)
    return render(request, "secretariat/rakor_postpone.html", {"rakor": rakor, "form": form})


@allow("rakor.cancel", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.runnable_by, methods=EDIT)
def rakor_cancel(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        postponing.cancel(rakor=rakor, because=form.cleaned_data["because"], by=request.actor, now=clock.now())
        messages.success(request, "Rakor dibatalkan.")
        return redirect("rakor_show", pk=rakor.pk)
    return render(request, "secretariat/rakor_cancel.html", {"rakor": rakor, "form": form})


@allow("rakor.reschedule", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.reschedulable_by, methods=EDIT)
def rakor_reschedule(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """First the new day (GET), then what it brings, with deadlines that can be changed before all is saved."""
    now = clock.now()
    first = FirstDayForm(request.POST or request.GET or None, today=rakor.today(now))
    context: dict[str, object] = {"rakor": rakor, "first": first}
    if first.is_valid():
        proposal = postponing.propose(rakor, first.cleaned_data["starts_on"])
        form = DeadlinesForm(request.POST or None, proposal=proposal)
        if request.method == "POST" and form.is_valid():
            return save(request, rakor, form)
        context |= {"proposal": proposal, "form": form}
    return render(request, "secretariat/rakor_reschedule.html", context)


def save(request: ActorRequest, rakor: Rakor, form: DeadlinesForm) -> HttpResponse:
    starts_on, now = form.cleaned_data["starts_on"], clock.now()
    try:
        postponing.reschedule(rakor=rakor, starts_on=starts_on, due=form.due(), by=request.actor, now=now)
        messages.success(
            request, f"Jadwal baru tersimpan: {rakor.days_text}. Kantor yang diundang diminta menjawab lagi."
        )
        if Edition.objects.filter(rakor=rakor).exists():  # what was released still names the old days
            messages.warning(request, "Terbitkan edisi baru acara: yang dibaca undangan masih menyebut hari yang lama.")
    except postponing.NotPostponed:
        messages.error(
            request, "Rakor ini tidak lagi ditunda; orang lain sudah menetapkan jadwal baru atau membatalkannya."
        )
    return redirect("rakor_show", pk=rakor.pk)
