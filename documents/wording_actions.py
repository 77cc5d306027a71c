"""An office's own models of letters; those of the program are copied, never changed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from documents.models import Wording
from participants.gate import Actor
from rakor.audit.actions import record


class StaleWording(Exception):
    """Somebody else saved this model in the meantime."""


@transaction.atomic
def write_wording(*, wording: Wording, by: Actor, now: datetime) -> None:
    """A model of the office's own, from an empty sheet."""
    wording.save()
    record(by=by, verb="wording.written", target=wording, now=now)


@transaction.atomic
def put_away(*, wording: Wording, by: Actor, now: datetime) -> None:
    """No letter starts from it any more; the letters that did keep their text. A second call changes nothing."""
    if Wording.objects.filter(pk=wording.pk, put_away_at=None).update(put_away_at=now, put_away_by=by.user):
        record(by=by, verb="wording.put_away", target=wording, now=now)


@transaction.atomic
def take_back(*, wording: Wording, by: Actor, now: datetime) -> None:
    kept = Wording.objects.filter(pk=wording.pk).exclude(put_away_at=None)
    if kept.update(put_away_at=None, put_away_by=None):
        record(by=by, verb="wording.taken_back", target=wording, now=now)


@transaction.atomic
def copy_wording(*, wording: Wording, by: Actor, now: datetime) -> Wording:
    """The office's copy of that name; the one that is there already when it is asked for again."""
    values = {"subject": wording.subject, "body": wording.body}
    own, is_new = Wording.objects.get_or_create(institution=by.institution, name=wording.name, defaults=values)
    if is_new:
        record(by=by, verb="wording.copied", target=own, now=now)
    return own


@transaction.atomic
def change_wording(*, wording: Wording, seen_version: int, by: Actor, now: datetime) -> None:
    """Raises StaleWording when the row is no longer the one that was seen."""
    if not Wording.objects.filter(pk=wording.pk, version=seen_version).update(version=F("version") + 1):
        raise StaleWording
    wording.version = seen_version + 1
    wording.save()
    record(by=by, verb="wording.changed", target=wording, now=now)
