"""The private address of a calendar: made, shown once, taken back."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from participants.gate import Actor
from participants.models import User
from rakor.audit.actions import record
from secretariat.models import Feed

TOKEN_BYTES = 32


@transaction.atomic
def create_feed(*, by: Actor, now: datetime) -> str:
    """The new address, which cannot be had a second time; the one before it ends."""
    revoke_feed(by=by, now=now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed = Feed.objects.create(user=by.user, token_sha256=hashed(token), created_at=now)
    record(by=by, verb="feed.created", target=feed, now=now)
    return settings.SITE_URL + reverse("feed_calendar", args=[token])


@transaction.atomic
def revoke_feed(*, by: Actor, now: datetime) -> None:
    """A second call finds nothing to take back."""
    User.objects.select_for_update().get(pk=by.user.pk)  # two clicks at once leave one address
    for feed in Feed.objects.visible_to(by).live():
        Feed.objects.filter(pk=feed.pk).update(revoked_at=now, revoked_by=by.user)
        record(by=by, verb="feed.revoked", target=feed, now=now)


def feed_of(token: str) -> Feed | None:
    """None as well when it was revoked or its user may no longer enter."""
    return Feed.objects.live().filter(token_sha256=hashed(token)).select_related("user__person").first()


def hashed(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
