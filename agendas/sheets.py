"""The signed attendance list comes back as a scan: attached and taken away; the file itself is kept."""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agendas.models import Session, SignedSheet
from agendas.timeline import day_of
from meetings.models import Rakor
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.files.actions import store_upload


@transaction.atomic
def attach(*, session: Session, is_of_day: bool, upload: UploadedFile, by: Actor, now: datetime) -> SignedSheet:
    stored = store_upload(upload=upload, now=now, by_id=by.user_id)
    day = day_of(session, session.rakor)
    sheet = SignedSheet.objects.create(
        rakor=session.rakor,
        day=day,
        session=None if is_of_day else session,
        file=stored,
        added_at=now,
        added_by=by.user,
    )
    log("sheet.attached", sheet, session.rakor, day, by=by, now=now)
    return sheet


@transaction.atomic
def detach(*, sheet: SignedSheet, by: Actor, now: datetime) -> None:
    """What was ticked from it stays ticked."""
    log("sheet.detached", sheet, sheet.rakor, sheet.day, by=by, now=now)
    sheet.delete()


def log(verb: str, sheet: SignedSheet, rakor: Rakor, day: date, *, by: Actor, now: datetime) -> None:
    session = sheet.session.title if sheet.session else None
    details = {"session": session, "day": day.isoformat(), "sha256": sheet.file.sha256}
    record(by=by, verb=verb, target=sheet, now=now, rakor_id=rakor.pk, details=details)
