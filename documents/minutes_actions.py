"""Minutes on paper: approved and printed, signed by hand and handed back, circulated."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from documents.models import SignedMinutes
from minutes import actions as minutes_actions
from minutes.models import Minutes
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.files.actions import store_upload
from rakor.jobs.actions import enqueue

RENDER_MINUTES = "documents.render_minutes"


class AlreadySigned(Exception):
    """This version has its signed scan; a change makes a correction."""


class NotApproved(Exception):
    """Only approved minutes are signed."""


def key_of(minutes: Minutes) -> str:
    return f"minutes:{minutes.pk}"


@transaction.atomic
def approve(*, minutes: Minutes, sheet: str, by: Actor, now: datetime) -> None:
    """Freezes the text and orders its print. Raises minutes.actions.AlreadyDone."""
    approved = minutes_actions.approve(minutes=minutes, by=by, now=now)
    enqueue(
        task=RENDER_MINUTES,
        key=key_of(approved),
        payload={"minutes": approved.pk, "by": by.name, "position": by.position, "sheet": sheet},
        by_id=by.user_id,
        now=now,
        queue="papers",
        total=1,
    )


@transaction.atomic
def sign(*, minutes: Minutes, upload: UploadedFile, by: Actor, now: datetime) -> SignedMinutes:
    """Keeps the signed scan, which locks this version, and circulates it. Raises NotApproved or AlreadySigned."""
    if not minutes.approved_at:
        raise NotApproved
    stored = store_upload(upload=upload, now=now, by_id=by.user_id)
    try:
        with transaction.atomic():
            signed = SignedMinutes.objects.create(minutes=minutes, file=stored, signed_at=now, signed_by=by.user)
    except IntegrityError as taken:
        raise AlreadySigned from taken
    minutes_actions.circulate(minutes=minutes, by=by, now=now)
    details = {"sha256": stored.sha256}
    record(by=by, verb="minutes.signed", target=minutes, now=now, rakor_id=minutes.rakor.pk, details=details)
    return signed
