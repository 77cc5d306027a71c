"""The office's own card: letterhead, people, accounts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from participants import actions
from participants.forms import AdmitForm, InstitutionForm, NewInstitutionForm, PositionForm
from participants.gate import Actor, ActorRequest, allow
from participants.models import Institution, Position, Right, Role, User
from rakor.lib import clock

KEEPS_THE_CARD = [Role.ADMIN, Role.SECRETARIAT, Role.OPERATOR, Role.PARTNER]


@allow("institution.list")
def institution_list(request: ActorRequest) -> HttpResponse:
    rows = Institution.objects.visible_to(request.actor).order_by("pk")
    if request.actor.role != Role.ADMIN and request.actor.institution:
        return redirect("institution_show", pk=request.actor.institution.pk)
    return render(request, "participants/institution_list.html", {"rows": rows})


@allow("institution.add", to=[Role.ADMIN], methods=("GET", "POST"))
def institution_add(request: ActorRequest) -> HttpResponse:
    form = NewInstitutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_institution(institution=form.save(commit=False), by=request.actor, now=clock.now())
        messages.success(request, f"{made} tercatat. Berikutnya: tambah orang pertama, lalu beri akun.")
        return redirect("institution_show", pk=made.pk)
    return render(request, "participants/form.html", {"form": form, "heading": "Tambah instansi"})


@allow("institution.show", model=Institution)
def institution_show(request: ActorRequest, institution: Institution) -> HttpResponse:
    today = clock.now().date()
    positions = Position.objects.at(institution, on=today).order_by("pk")
    with_account = User.objects.filter(person__in=positions.values("person"))
    context = {
        "institution": institution,
        "positions": positions,
        "with_account": set(with_account.values_list("person_id", flat=True)),
        "rights": Right.objects.valid_on(today)
        .of_accounts()
        .filter(institution=institution)
        .select_related("user__person"),
        "may_edit": request.actor.role in KEEPS_THE_CARD,
    }
    return render(request, "participants/institution_show.html", context)


@allow("institution.change", to=KEEPS_THE_CARD, model=Institution, methods=("GET", "POST"))
def institution_change(request: ActorRequest, institution: Institution) -> HttpResponse:
    form = InstitutionForm(request.POST or None, instance=institution)
    if request.method == "POST" and form.is_valid():
        actions.change_institution(institution=form.save(commit=False), by=request.actor, now=clock.now())
        messages.success(request, "Data kantor tersimpan.")
        return redirect("institution_show", pk=institution.pk)
    return render(request, "participants/form.html", {"form": form, "heading": "Kop surat dan data kantor"})


@allow("position.add", to=KEEPS_THE_CARD, model=Institution, methods=("GET", "POST"))
def position_add(request: ActorRequest, institution: Institution) -> HttpResponse:
    form = PositionForm(request.POST or None, institution=institution)
    if request.method == "POST" and form.is_valid():
        position = form.save(commit=False)
        actions.add_position(position=position, person=form.person(), by=request.actor, now=clock.now())
        messages.success(request, f"{form.cleaned_data['name']} masuk daftar orang kantor.")
        return redirect("institution_show", pk=institution.pk)
    return render(request, "participants/form.html", {"form": form, "heading": "Tambah orang"})


@allow("position.end", to=KEEPS_THE_CARD, model=Position, methods=("POST",))
def position_end(request: ActorRequest, position: Position) -> HttpResponse:
    now = clock.now()
    actions.end_position(position=position, on=now.date(), by=request.actor, now=now)
    messages.success(request, f"{position.person} tidak lagi menjabat {position}.")
    return redirect("institution_show", pk=position.institution.pk)


def has_no_account(position: Position, actor: Actor) -> bool:
    return not hasattr(position.person, "user")


@allow("right.give", to=KEEPS_THE_CARD, model=Position, may=has_no_account, methods=("GET", "POST"))
def right_give(request: ActorRequest, position: Position) -> HttpResponse:
    form = AdmitForm(request.POST or None, institution=position.institution, given_by=request.actor.role)
    if request.method == "POST" and form.is_valid():
        values, now = form.cleaned_data, clock.now()
        right = Right(institution=position.institution, role=values["role"], valid_from=now.date())
        actions.admit(
            person=position.person,
            username=values["username"],
            password=values["password"],
            right=right,
            by=request.actor,
            now=now,
        )
        messages.success(request, f"Akun {values['username']} siap dipakai. Minta pemiliknya mengganti kata sandi.")
        return redirect("institution_show", pk=position.institution.pk)
    return render(request, "participants/form.html", {"form": form, "heading": f"Akun untuk {position.person}"})
