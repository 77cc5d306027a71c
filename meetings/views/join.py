from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from meetings.joining import FIELDS, JoinForm, joined, set_join
from meetings.models import Rakor
from participants.gate import ActorRequest, allow
from participants.models import Role
from rakor.lib import clock


@allow("rakor.join", to=[Role.SECRETARIAT], model=Rakor, may=Rakor.editable_by, methods=("GET", "POST"))
def rakor_join(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    initial = {name: getattr(rakor, name) for name in FIELDS}
    form = JoinForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        set_join(rakor=rakor, values=joined(form), by=request.actor, now=clock.now())
        messages.success(request, "Tautan rapat tersimpan. Yang diundang melihatnya 15 menit sebelum sesi mulai.")
        return redirect("session_joins", pk=rakor.pk)
    return render(request, "meetings/rakor_join.html", {"rakor": rakor, "form": form})
