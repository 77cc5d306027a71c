"""Questions and answers about one paper, between its office and its host."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from participants.gate import Actor
from rakor.audit.actions import record
from reports.actions import locked
from reports.models import Comment, Obligation


@transaction.atomic
def comment(*, obligation: Obligation, text: str, key: UUID, by: Actor, now: datetime) -> Comment:
    """Both sides read it from now on. The same key again gives back what it wrote."""
    row = locked(obligation)
    again = row.comments.filter(key=key).first()
    if again:
        return again
    written = Comment.objects.create(
        obligation=row,
        key=key,
        text=text,
        is_by_host=row.invitation.rakor.is_hosted_by(by),
        written_at=now,
        written_by=by.user,
        written_by_name=by.name,
        written_for=by.institution_name,
    )
    record(by=by, verb="comment.written", target=written, now=now, rakor_id=row.invitation.rakor.pk)
    return written
