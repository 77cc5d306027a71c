"""The letters of a rakor as those who were invited received them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from documents.models import Letter
from meetings.models import Rakor
from participants.gate import WITH_LINK, ActorRequest, allow


@allow("letter.sent", to=WITH_LINK, model=Rakor)
def letter_sent_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    letters = Letter.objects.visible_to(request.actor).filter(rakor=rakor, sent_at__isnull=False, cancelled_at=None)
    return render(request, "documents/letter_sent_list.html", {"rakor": rakor, "letters": letters})
