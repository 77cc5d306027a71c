"""What a host asks for, and the sets it keeps for the next time."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from meetings.models import Rakor
from participants.gate import WITH_LINK, ActorRequest, allow
from participants.models import Role
from rakor.files.serving import attachment
from rakor.lib import clock
from reports import asking
from reports.actions import Withdrawn
from reports.models import Requirement, RequirementSet
from reports.requirement_forms import AskSetForm, KeepSetForm, RequirementForm, WithdrawForm, question_rows

EDIT = ("GET", "POST")
EDITORS: dict[str, Any] = {"to": [Role.SECRETARIAT], "model": Requirement, "may": Requirement.editable_by}
WITHDRAWN = "Permintaan ini sudah dicabut; perubahannya tidak tersimpan."
HOSTS: dict[str, Any] = {"to": [Role.SECRETARIAT], "model": Rakor, "may": Rakor.editable_by}


@allow("requirement.list", model=Rakor)
def requirement_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """What is asked for, with deadlines, formats and contacts; the host changes it here."""
    return render(request, "reports/requirement_list.html", listed(request, rakor))


def listed(request: ActorRequest, rakor: Rakor, **more: Any) -> dict[str, Any]:
    found = Requirement.objects.visible_to(request.actor).filter(rakor=rakor)
    sets = RequirementSet.objects.filter(institution=rakor.organiser)
    return {
        "rakor": rakor,
        "requirements": found.prefetch_related("deadline_moves"),
        "may_edit": rakor.editable_by(request.actor),
        "has_sets": sets.exists(),
        "sets": sets,
        "keep_form": KeepSetForm(),
        "ask_form": AskSetForm(rakor=rakor),
    } | more


@allow("requirement.add", **HOSTS, methods=EDIT)
def requirement_add(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = RequirementForm(request.POST or None, request.FILES or None, rakor=rakor)
    if request.method == "POST" and form.is_valid():
        requirement = form.save(commit=False)
        asking.add_requirement(
            requirement=requirement, template=form.cleaned_data["template_file"], by=request.actor, now=clock.now()
        )
        said = f"{requirement} diminta dari {requirement.kinds_text}, tenggat {requirement.due_text}."
        messages.success(request, said)
        if requirement.asks_questions:
            return redirect("question_edit", pk=requirement.pk)
        return redirect("requirement_list", pk=rakor.pk)
    context = {"rakor": rakor, "form": form, "heading": "Minta berkas"}
    return render(request, "reports/requirement_form.html", context)


@allow("requirement.change", **EDITORS, methods=EDIT)
def requirement_change(request: ActorRequest, requirement: Requirement) -> HttpResponse:
    rakor = requirement.rakor
    form = RequirementForm(request.POST or None, request.FILES or None, instance=requirement, rakor=rakor)
    if request.method == "POST" and form.is_valid():
        try:
            asking.change_requirement(
                requirement=form.save(commit=False),
                template=form.cleaned_data["template_file"],
                by=request.actor,
                now=clock.now(),
            )
        except Withdrawn:
            form.add_error(None, WITHDRAWN)
        else:
            messages.success(request, f"Tersimpan. Tenggat {requirement.due_text}.")
            return redirect("requirement_list", pk=rakor.pk)
    context = {"rakor": rakor, "form": form, "heading": "Ubah permintaan berkas", "requirement": requirement}
    return render(request, "reports/requirement_form.html", context, status=422 if form.errors else 200)


@allow("requirement.change", **EDITORS, methods=EDIT)
def question_edit(request: ActorRequest, requirement: Requirement) -> HttpResponse:
    """The fields of a form that the host writes itself."""
    if not requirement.asks_questions:
        raise Http404
    rows = question_rows(requirement, request.POST or None)
    if request.method == "POST" and rows.is_valid():
        requirement.questions = rows.questions()
        try:
            asking.change_requirement(requirement=requirement, by=request.actor, now=clock.now())
        except Withdrawn:
            messages.error(request, WITHDRAWN)
            return redirect("requirement_list", pk=requirement.rakor.pk)
        messages.success(request, f"{len(requirement.questions)} isian tersimpan.")
        if "more" in request.POST:
            return redirect("question_edit", pk=requirement.pk)
        return redirect("requirement_list", pk=requirement.rakor.pk)
    context = {"rakor": requirement.rakor, "requirement": requirement, "rows": rows}
    return render(request, "reports/question_edit.html", context, status=422 if request.method == "POST" else 200)


@allow("requirement.withdraw", **EDITORS, methods=EDIT)
def requirement_withdraw(request: ActorRequest, requirement: Requirement) -> HttpResponse:
    """Removes what no office has seen yet; anything else is withdrawn with a reason."""
    form, rakor = WithdrawForm(request.POST or None), requirement.rakor
    if request.method == "POST" and form.is_valid():
        because = form.cleaned_data["because"]
        asking.withdraw_requirement(requirement=requirement, because=because, by=request.actor, now=clock.now())
        messages.success(request, f"{requirement} dicabut. Yang sudah dikirim tetap dapat dibaca.")
        return redirect("requirement_list", pk=rakor.pk)
    context = {"rakor": rakor, "requirement": requirement, "form": form}
    context |= {"sent": asking.versions_of(requirement), "is_seen": asking.is_seen(requirement)}
    return render(request, "reports/requirement_withdraw.html", context, status=422 if form.is_bound else 200)


@allow("requirement.remove", **EDITORS, methods=("POST",))
def requirement_remove(request: ActorRequest, requirement: Requirement) -> HttpResponse:
    try:
        asking.remove_requirement(requirement=requirement, by=request.actor, now=clock.now())
        messages.success(request, f"Permintaan {requirement} dihapus.")
    except asking.SeenByOffices:
        messages.error(request, f"{requirement} sudah dapat dibaca kantor dan tidak dihapus. Cabut dengan alasan.")
        return redirect("requirement_withdraw", pk=requirement.pk)
    return redirect("requirement_list", pk=requirement.rakor.pk)


@allow("requirement.template", to=WITH_LINK, model=Requirement)
def requirement_template(request: ActorRequest, requirement: Requirement) -> HttpResponseBase:
    if requirement.template is None:
        raise Http404
    return attachment(request, requirement.template)


# --- sets


@allow("requirement_set.keep", **HOSTS, methods=("POST",))
def set_keep(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = KeepSetForm(request.POST)
    if form.is_valid():
        try:
            kept = asking.keep_set(rakor=rakor, name=form.cleaned_data["name"], by=request.actor, now=clock.now())
            messages.success(request, f"Set “{kept}” disimpan dan dapat dipakai pada rakor berikutnya.")
            return redirect("requirement_list", pk=rakor.pk)
        except asking.NameTaken:
            form.add_error("name", "Nama ini sudah dipakai set lain. Tulis nama lain.")
    return render(request, "reports/requirement_list.html", listed(request, rakor, keep_form=form), status=422)


@allow("requirement_set.ask", **HOSTS, methods=("POST",))
def set_ask(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    form = AskSetForm(request.POST, rakor=rakor)
    if not form.is_valid():
        return render(request, "reports/requirement_list.html", listed(request, rakor, ask_form=form), status=422)
    asked = asking.ask_set(rakor=rakor, kept=form.cleaned_data["kept"], by=request.actor, now=clock.now())
    messages.success(request, f"{len(asked)} berkas diminta. Periksa tenggatnya di bawah.")
    return redirect("requirement_list", pk=rakor.pk)


@allow("requirement_set.drop", **HOSTS, methods=("POST",))
def set_drop(request: ActorRequest, rakor: Rakor, set_pk: int) -> HttpResponse:
    kept = get_object_or_404(RequirementSet, institution=rakor.organiser, pk=set_pk)
    asking.drop_set(kept=kept, by=request.actor, now=clock.now())
    messages.success(request, f"Set “{kept}” dihapus; rakor yang memakainya tidak berubah.")
    return redirect("requirement_list", pk=rakor.pk)
