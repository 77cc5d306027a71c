from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings.models import Rakor
from participants.gate import Actor, ActorRequest, allow
from participants.models import Role
from rakor.lib import clock
from secretariat import inheriting
from secretariat.copying import copy_rakor
from secretariat.copying_forms import CopyForm
from secretariat.planned import is_shared


@allow("rakor.copy", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.copyable_by, methods=("GET", "POST"))
def rakor_copy(request: ActorRequest, source: Rakor) -> HttpResponse:
    office, now = request.actor.institution, clock.now()
    assert office
    own = {"title": source.title, "mode": source.mode, "timezone": office.timezone, "city": office.seat}
    form = CopyForm(request.POST or None, initial=own, source=source, office=office, now=now)
    if request.method == "POST" and form.is_valid():
        made = copy_rakor(source=source, rakor=form.save(commit=False), take=form.take(), by=request.actor, now=now)
        messages.success(request, "Rakor tersalin sebagai draf. Periksa acara dan tenggatnya, lalu buka.")
        return redirect("rakor_show", pk=made.pk)
    until = source.children_due_on if is_shared(source, office) else None
    context = {"source": source, "form": form, "is_shared": is_shared(source, office), "until": until}
    return render(request, "secretariat/rakor_copy.html", context)


@allow("rakor.template_mark", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def rakor_mark_template(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    if inheriting.mark_template(rakor=rakor, by=request.actor, now=clock.now()):
        messages.success(request, "Disimpan sebagai templat. Rakor baru dapat disalin darinya.")
    else:
        sentence = (
            "Hanya draf tanpa undangan yang dapat menjadi templat. Salin rakor ini, lalu jadikan salinannya templat."
        )
        messages.error(request, sentence)
    return redirect("rakor_show", pk=rakor.pk)


@allow("rakor.template_unmark", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("POST",))
def rakor_unmark_template(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    inheriting.unmark_template(rakor=rakor, by=request.actor, now=clock.now())
    messages.success(request, "Bukan templat lagi; rakor ini kembali menjadi draf.")
    return redirect("rakor_show", pk=rakor.pk)


def may_inherit(rakor: Rakor, actor: Actor) -> bool:
    return rakor.editable_by(actor) and rakor.parent is not None


@allow("requirement.inherit", to=[Role.SECRETARIAT], model=Rakor, may=may_inherit, methods=("POST",))
def requirement_inherit(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    made = inheriting.inherit_requirements(rakor=rakor, by=request.actor, now=clock.now())
    if made:
        messages.success(request, f"{len(made)} permintaan berkas diambil dari induk. Periksa tenggatnya.")
    else:
        messages.success(request, "Semua permintaan berkas dari induk sudah ada.")
    return redirect("matrix_show", pk=rakor.pk)
