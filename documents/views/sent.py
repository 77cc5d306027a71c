"""The letters of a rakor as those who were invited received them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from documents.models import Letter, LetterCopy
from meetings.models import Rakor
from participants.gate import WITH_LINK, ActorRequest, allow


@allow("letter.sent", to=WITH_LINK, model=Rakor)
def letter_sent_list(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    letters = Letter.objects.visible_to(request.actor).filter(rakor=rakor, sent_at__isnull=False, cancelled_at=None)
    own = {} if rakor.is_hosted_by(request.actor) else own_papers(request, rakor)
    rows = [(letter, own.get(letter.pk)) for letter in letters]
    return render(request, "documents/letter_sent_list.html", {"rakor": rakor, "rows": rows})


def own_papers(request: ActorRequest, rakor: Rakor) -> dict[int, LetterCopy]:
    """By letter, where each institution has a paper of its own."""
    return {copy.letter_id: copy for copy in LetterCopy.objects.visible_to(request.actor).filter(letter__rakor=rakor)}
