"""Cakupan kelas: offices against kelas, who sits where, and the rules that place people."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from meetings import seating
from meetings.models import Delegate, Kelas, Rakor, SeatRule
from meetings.seating_forms import SeatForm, SeatRuleForm
from participants.gate import Actor, ActorRequest, allow
from participants.models import Role
from participants.models.accounts import HOST_ROLES
from rakor.lib import clock


def is_hosts(delegate: Delegate, actor: Actor) -> bool:
    return delegate.invitation.rakor.editable_by(actor)


@allow("coverage.show", to=[*HOST_ROLES, Role.OBSERVER], model=Rakor, may=Rakor.is_hosted_by)
def coverage_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    kelas_list = list(Kelas.objects.filter(rakor=rakor))
    rows = seating.coverage(rakor, kelas_list)
    context = {
        "rakor": rakor,
        "kelas_list": kelas_list,
        "rows": rows,
        "covered": [(row, sum(bool(office.cells[n].seats) for office in rows)) for n, row in enumerate(kelas_list)],
        "gaps": sum(row.empty for row in rows),
        "unseated": sum(len(row.unseated) for row in rows),
        "may_edit": rakor.editable_by(request.actor),
    }
    return render(request, "meetings/coverage_show.html", context)


@allow("seats.place", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def seats_place(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    count = seating.place_by_rules(rakor=rakor, by=request.actor, now=clock.now())
    messages.success(request, f"{count} delegasi ditempatkan menurut aturan; yang sudah ditempatkan tidak berubah.")
    return redirect("coverage_show", pk=rakor.pk)


@allow("seat.change", to=[Role.SECRETARIAT], model=Delegate, may=is_hosts, methods=("GET", "POST"))
def seat_change(request: ActorRequest, delegate: Delegate) -> HttpResponse:
    rakor = delegate.invitation.rakor
    form = SeatForm(request.POST or None, delegate=delegate)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        kelas, because = list(values["kelas"]), values["because"]
        seating.place_by_hand(delegate=delegate, kelas=kelas, because=because, by=request.actor, now=clock.now())
        messages.success(request, f"{delegate}: penempatan tersimpan.")
        return redirect("coverage_show", pk=rakor.pk)
    return render(request, "meetings/seat_change.html", {"rakor": rakor, "delegate": delegate, "form": form})


@allow("seat_rule.list", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("GET", "POST"))
def seat_rule_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = SeatRuleForm(request.POST or None, rakor=rakor)
    if request.method == "POST" and form.is_valid():
        seating.add_rule(rule=form.save(commit=False), by=request.actor, now=clock.now())
        messages.success(request, "Aturan tersimpan.")
        return redirect("seat_rule_list", pk=rakor.pk)
    return rules_page(request, rakor, form)


def rules_page(request: HttpRequest, rakor: Rakor, form: SeatRuleForm) -> HttpResponse:
    context = {"rakor": rakor, "rules": seating.rules_of(rakor), "form": form}
    return render(request, "meetings/seat_rule_list.html", context, status=422 if form.is_bound else 200)


@allow("seat_rule.usual", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def seat_rule_usual(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    count = seating.add_usual_rules(rakor=rakor, by=request.actor, now=clock.now())
    messages.success(request, f"{count} aturan menurut divisi kelas.")
    return redirect("seat_rule_list", pk=rakor.pk)


@allow("seat_rule.remove", to=[Role.SECRETARIAT], model=SeatRule, may=SeatRule.editable_by, methods=("POST",))
def seat_rule_remove(request: ActorRequest, rule: SeatRule) -> HttpResponse:
    rakor = rule.kelas.rakor
    seating.remove_rule(rule=rule, by=request.actor, now=clock.now())
    messages.success(request, "Aturan dihapus.")
    return redirect("seat_rule_list", pk=rakor.pk)
