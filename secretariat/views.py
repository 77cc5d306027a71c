from __future__ import annotations

from django.db import connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agendas.models import Session
from meetings.models import Delegate, Invitation, Rakor
from participants.gate import ActorRequest, allow, allow_anyone
from rakor.lib import clock


@allow_anyone("health.show")
def health_show(request: HttpRequest) -> HttpResponse:
    """200 when the web server answers and its database too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("sehat", content_type="text/plain")


@allow("home")
def home(request: ActorRequest) -> HttpResponse:
    rakor = list(Rakor.objects.visible_to(request.actor).select_related("organiser")[:10])
    return render(request, "secretariat/home.html", {"rakor_list": rakor})


@allow("rakor.show", model=Rakor)
def rakor_show(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    invitations = Invitation.objects.visible_to(request.actor).filter(rakor=rakor)
    counts = invitations.aggregate(all=Count("pk"), sent=Count("sent_at"), answered=Count("answered_at"))
    context = {
        "rakor": rakor,
        "counts": counts,
        "delegate_count": Delegate.objects.filter(invitation__in=invitations).count(),
        "session_count": Session.objects.filter(rakor=rakor).count(),
        "may_edit": rakor.editable_by(request.actor),
    }
    return render(request, "secretariat/rakor_show.html", context)


@allow("rakor.next", model=Rakor)
def rakor_next(request: ActorRequest, rakor: Rakor) -> HttpResponse:
    """What comes next in this rakor, for the corner of every page."""
    session = Session.objects.filter(rakor=rakor, starts_at__gt=clock.now()).order_by("starts_at").first()
    return render(request, "secretariat/_rakor_next.html", {"rakor": rakor, "session": session})
