"""What a speaker shows or hands out: added and taken away; the file itself is kept."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agendas.models import Material, Session
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.files.actions import store_upload


@transaction.atomic
def add(*, session: Session, title: str, upload: UploadedFile, by: Actor, now: datetime) -> Material:
    stored = store_upload(upload=upload, now=now, by_id=by.user_id)
    material = Material.objects.create(session=session, title=title, file=stored, added_at=now, added_by=by.user)
    details = {"session": session.title, "sha256": stored.sha256}
    record(by=by, verb="material.added", target=material, now=now, rakor_id=session.rakor.pk, details=details)
    return material


@transaction.atomic
def remove(*, material: Material, by: Actor, now: datetime) -> None:
    """No longer handed out; its file stays, as everything that was acknowledged."""
    details = {"session": material.session.title, "sha256": material.file.sha256}
    rakor_id = material.session.rakor.pk
    record(by=by, verb="material.removed", target=material, now=now, rakor_id=rakor_id, details=details)
    material.delete()
