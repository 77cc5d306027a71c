"""The private calendar address of one's own account, and what a calendar program finds there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from participants.gate import Actor, ActorRequest, allow, allow_anyone
from rakor.lib import clock
from secretariat import events, feeds
from secretariat.models import Feed
from secretariat.months import home_zone

GONE = "Alamat kalender ini sudah dicabut atau tidak dikenal."
KEEP_NOWHERE = {"Cache-Control": "private, no-store"}


@allow("feed.show")
def feed_show(request: ActorRequest) -> HttpResponse:
    return render(request, "secretariat/feed_show.html", context_of(request.actor))


@allow("feed.create", methods=("POST",))
def feed_create(request: ActorRequest) -> HttpResponse:
    """The only answer that ever holds the address."""
    address = feeds.create_feed(by=request.actor, now=clock.now())
    return render(request, "secretariat/feed_show.html", context_of(request.actor) | {"address": address})


def context_of(actor: Actor) -> dict[str, object]:
    return {"feed": Feed.objects.visible_to(actor).live().first(), "zone": home_zone(actor)}


@allow("feed.revoke", methods=("POST",))
def feed_revoke(request: ActorRequest) -> HttpResponse:
    feeds.revoke_feed(by=request.actor, now=clock.now())
    messages.success(request, "Alamat kalender dicabut. Aplikasi kalender yang memakainya tidak lagi diperbarui.")
    return redirect("feed_show")


@allow_anyone("feed.calendar")
def feed_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """For a calendar program that cannot log in: whoever has the address reads it, until it is revoked."""
    feed = feeds.feed_of(token)
    if feed is None:
        return HttpResponse(GONE, status=404, content_type="text/plain; charset=utf-8", headers=KEEP_NOWHERE)
    content = events.calendar_of_person(feed.user.person, now=clock.now())
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=KEEP_NOWHERE)
