from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings import actions
from meetings.forms import AnswerForm, DelegateForm, InviteForm, QuotaForm
from meetings.models import Delegate, Invitation, Kelas, Rakor
from participants.gate import ActorRequest, allow
from participants.models import Institution, InstitutionKind, Role
from participants.models.accounts import INVITED_ROLES
from rakor.lib import clock

MAY_ANSWER = [*INVITED_ROLES, Role.SECRETARIAT]


def offices_below(rakor: Rakor) -> list[Institution]:
    """Whom "semua" means: the KPU kab/kota of a province, the KPU provinsi of KPU RI, nobody below a kab/kota."""
    organiser, day = rakor.organiser, rakor.starts_on
    if organiser.kind == InstitutionKind.KPU_RI:
        return list(Institution.objects.valid_on(day).filter(kind=InstitutionKind.KPU_PROVINSI).order_by("letter_code"))
    if organiser.region and organiser.region.kind == "provinsi":
        return list(Institution.objects.kpu_kabkota_of(organiser.region, on=day))
    return []


@allow("invitation.list", model=Rakor)
def invitation_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    rows = Invitation.objects.visible_to(request.actor).filter(rakor=rakor).annotate(delegate_count=Count("delegates"))
    quotas = list(rakor.quotas.all())
    context = {
        "rakor": rakor,
        "rows": rows,
        "quotas": quotas,
        "seats": sum(quota.seats for quota in quotas),
        "may_edit": rakor.editable_by(request.actor),
        "may_invite": rakor.runnable_by(request.actor),
    }
    return render(request, "meetings/invitation_list.html", context)


@allow("invitation.add", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.runnable_by, methods=("GET", "POST"))
def invitation_add(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = InviteForm(request.POST or None, rakor=rakor, below=offices_below(rakor), initial={"all_below": True})
    if request.method == "POST" and form.is_valid():
        fresh = actions.invite(rakor=rakor, institutions=form.chosen(), by=request.actor, now=clock.now())
        messages.success(request, f"{len(fresh)} instansi ditambahkan ke daftar undangan.")
        return redirect("invitation_list", pk=rakor.pk)
    return render(request, "meetings/invitation_add.html", {"rakor": rakor, "form": form})


@allow("invitation.withdraw", to=[Role.SECRETARIAT], model=Invitation, methods=("POST",))
def invitation_withdraw(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    try:
        actions.withdraw_invitation(invitation=invitation, by=request.actor, now=clock.now())
        messages.success(request, f"{invitation} dikeluarkan dari daftar undangan.")
    except actions.AlreadySent:
        messages.error(request, "Undangan ini sudah terkirim dan tidak dapat dikeluarkan dari daftar.")
    return redirect("invitation_list", pk=invitation.rakor.pk)


@allow("quota.change", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("GET", "POST"))
def quota_change(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = QuotaForm(request.POST or None, quotas=list(rakor.quotas.all()))
    if request.method == "POST" and form.is_valid():
        actions.set_quotas(rakor=rakor, seats=form.seats(), by=request.actor, now=clock.now())
        messages.success(request, "Kuota kursi tersimpan.")
        return redirect("invitation_list", pk=rakor.pk)
    return render(request, "meetings/quota_change.html", {"rakor": rakor, "form": form})


@allow("invitation.show", model=Invitation)
def invitation_show(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    named = Delegate.objects.visible_to(request.actor).filter(invitation=invitation)
    delegates = list(named.prefetch_related("seats__kelas"))
    seated = {seat.kelas_id for delegate in delegates for seat in delegate.seats.all()}
    context = {
        "rakor": invitation.rakor,
        "invitation": invitation,
        "delegates": delegates,
        "empty_kelas": [kelas for kelas in Kelas.objects.filter(rakor=invitation.rakor) if kelas.pk not in seated],
        "may_answer": invitation.answerable_by(request.actor),
        "answer_form": AnswerForm(instance=invitation),
        "delegate_form": DelegateForm(invitation=invitation),
    }
    return render(request, "meetings/invitation_show.html", context)


@allow("invitation.answer", to=MAY_ANSWER, model=Invitation, may=Invitation.answerable_by, methods=("POST",))
def invitation_answer(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    form = AnswerForm(request.POST, instance=invitation)
    if not form.is_valid():
        context = {"rakor": invitation.rakor, "invitation": invitation, "form": form, "heading": "Jawaban undangan"}
        return render(request, "meetings/invitation_form.html", context, status=422)
    values = form.cleaned_data
    actions.answer_invitation(
        invitation=invitation, answer=values["answer"], reason=values["reason"], by=request.actor, now=clock.now()
    )
    messages.success(request, "Jawaban tersimpan.")
    return redirect("invitation_show", pk=invitation.pk)


@allow("delegate.add", to=MAY_ANSWER, model=Invitation, may=Invitation.answerable_by, methods=("POST",))
def delegate_add(request: ActorRequest, invitation: Invitation) -> HttpResponse:
    form = DelegateForm(request.POST, invitation=invitation)
    if form.is_valid():
        try:
            delegate = actions.name_delegate(
                delegate=form.save(commit=False), kelas=form.cleaned_data["kelas"], by=request.actor, now=clock.now()
            )
            messages.success(request, f"{delegate} masuk daftar delegasi.")
            return redirect("invitation_show", pk=invitation.pk)
        except actions.SeatsTaken as taken:
            form.add_error("rank", f"Kursi untuk {taken} sudah penuh. Hubungi sekretariat bila perlu tambahan.")
    context = {"rakor": invitation.rakor, "invitation": invitation, "form": form, "heading": "Tambah delegasi"}
    return render(request, "meetings/invitation_form.html", context, status=422)


@allow("delegate.remove", to=MAY_ANSWER, model=Delegate, may=Delegate.editable_by, methods=("POST",))
def delegate_remove(request: ActorRequest, delegate: Delegate) -> HttpResponse:
    invitation = delegate.invitation
    actions.remove_delegate(delegate=delegate, by=request.actor, now=clock.now())
    messages.success(request, f"{delegate.name} dikeluarkan dari daftar delegasi.")
    return redirect("invitation_show", pk=invitation.pk)
