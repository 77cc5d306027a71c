"""A soft conflict that the secretariat lives with, and its return to the list."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agendas.conflicts import Conflict
from agendas.models import AcceptedClash
from meetings.models import Rakor
from participants.gate import Actor
from rakor.audit.actions import record


@transaction.atomic
def accept_clash(*, rakor: Rakor, conflict: Conflict, note: str, by: Actor, now: datetime) -> AcceptedClash:
    """A second acceptance replaces the note."""
    accepted, _ = AcceptedClash.objects.update_or_create(
        rakor=rakor, key=conflict.key, defaults={"note": note, "accepted_at": now, "accepted_by": by.user}
    )
    details = {"conflict": conflict.text, "note": note}
    record(by=by, verb="clash.accepted", target=accepted, now=now, rakor_id=rakor.pk, details=details)
    return accepted


@transaction.atomic
def reopen_clash(*, rakor: Rakor, key: str, by: Actor, now: datetime) -> None:
    """A key that was not accepted changes nothing."""
    for accepted in AcceptedClash.objects.filter(rakor=rakor, key=key):
        record(by=by, verb="clash.reopened", target=accepted, now=now, rakor_id=rakor.pk, details={"key": key})
        accepted.delete()
