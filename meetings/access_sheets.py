"""Access sheets: made, shown once, entered with a code, taken back."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256
from hmac import compare_digest

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from meetings.models import AccessLink, Invitation
from participants.gate import Actor
from participants.models import Person, Right, Role, User
from participants.throttle import count_guess, forget_guesses, refuse_after_many
from rakor.audit.actions import record
from rakor.lib import dates
from rakor.lib.qr import QrPath, qr_path

TOKEN_BYTES = 32
DAYS_AFTER = 7  # a sheet ends this long after the rakor's last day
HOLDER = "Pemegang lembar akses"


class UnknownAddress(Exception):
    pass


class Revoked(Exception):
    pass


class Expired(Exception):
    pass


class WrongCode(Exception):
    pass


@dataclass(frozen=True)
class Sheet:
    """What is handed to the institution. It exists only here: the database keeps hashes."""

    link: AccessLink
    address: str
    code: str

    @property
    def picture(self) -> QrPath:
        return qr_path(self.address)


@transaction.atomic
def make_sheet(*, invitation: Invitation, by: Actor, now: datetime) -> Sheet:
    """The sheet before it ends at once."""
    Invitation.objects.select_for_update().get(pk=invitation.pk)  # two clicks at once leave one sheet
    for old in AccessLink.objects.filter(invitation=invitation, revoked_at=None):
        revoke(link=old, by=by, now=now)
    token, code = secrets.token_urlsafe(TOKEN_BYTES), f"{secrets.randbelow(10**6):06}"
    link = AccessLink.objects.create(
        invitation=invitation,
        user=make_user(invitation),
        token_sha256=hashed(token),
        code_sha256=hashed(token + code),
        created_at=now,
        created_by=by.user,
        expires_at=end_of_access(invitation, now),
    )
    record(by=by, verb="access.made", target=link, now=now, rakor_id=invitation.rakor.pk)
    return Sheet(link, settings.SITE_URL + reverse("access_enter", args=[token]), code)


def make_user(invitation: Invitation) -> User:
    """Its right has no end of its own: the session ends with the sheet, and a revoked sheet takes the user with it."""
    office = invitation.institution
    person = Person.objects.create(name=HOLDER, is_demo=office.is_demo)
    user = User.objects.create_user(f"akses-{secrets.token_hex(12)}", None, person=person)
    Right.objects.create(user=user, institution=office, role=Role.LINK)
    return user


def end_of_access(invitation: Invitation, now: datetime) -> datetime:
    """The end of a day in the rakor's zone."""
    rakor = invitation.rakor
    last = max(rakor.ends_on, rakor.today(now)) + timedelta(days=DAYS_AFTER)
    return dates.at(last, time(23, 59), rakor.timezone)


@transaction.atomic
def revoke(*, link: AccessLink, by: Actor, now: datetime) -> None:
    """Whoever is inside by this sheet is out with the next click. A second call changes nothing."""
    if AccessLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now, revoked_by=by.user):
        User.objects.filter(pk=link.user_id).update(is_active=False)
        record(by=by, verb="access.revoked", target=link, now=now, rakor_id=link.invitation.rakor.pk)


def find_link(*, token: str, now: datetime) -> AccessLink:
    """Raises UnknownAddress, Revoked or Expired."""
    rows = AccessLink.objects.select_related("invitation__rakor__organiser", "invitation__institution", "user__person")
    link = rows.filter(token_sha256=hashed(token)).first()
    if link is None:
        raise UnknownAddress
    if link.revoked_at:
        raise Revoked
    if link.expires_at <= now:
        raise Expired
    return link


@transaction.atomic
def enter(*, link: AccessLink, token: str, code: str, now: datetime) -> User:
    """Raises TooManyGuesses before it looks at the code, WrongCode after."""
    guessed = link.user.username
    refuse_after_many(guessed)
    if not compare_digest(link.code_sha256, hashed(token + code)):
        count_guess(guessed)
        raise WrongCode
    forget_guesses(guessed)
    AccessLink.objects.filter(pk=link.pk).update(last_used_at=now)
    holder = Actor(link.user, Right.objects.get(user=link.user))
    record(by=holder, verb="access.used", target=link, now=now, rakor_id=link.invitation.rakor.pk)
    return link.user


def hashed(text: str) -> str:
    return sha256(text.encode(errors="replace")).hexdigest()
