"""A paper that an office brought on paper or by a messenger: the host's secretariat sends it in the office's place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from participants.gate import Actor
from rakor.files.actions import Incoming, store_upload
from reports import actions, sending
from reports.models import Obligation, Submission


@transaction.atomic
def record_paper(
    *,
    obligation: Obligation,
    content: dict[str, Any],
    received_via: str,
    key: UUID,
    by: Actor,
    now: datetime,
    uploads: Sequence[Incoming] = (),
    began_at: datetime | None = None,
    is_nil: bool = False,
) -> Submission:
    """The next version. The office's draft with its files, and what lies before its head, stay as they are.

    `received_via` says in words how it came; when it came is the moment of recording. The same key again gives back
    the version it made. Raises TooManyFiles and what refuse_settled raises.
    """
    row = actions.locked(obligation)
    latest = row.latest_or_sent_with(key)
    if latest and latest.key == key:
        return latest
    actions.refuse_settled(row, latest)
    if len(uploads) > row.requirement.most_files:
        raise actions.TooManyFiles
    files = [store_upload(upload=upload, now=now, by_id=by.user_id) for upload in uploads]
    how = {"key": key, "is_nil": is_nil, "began_at": began_at if began_at and files else now}
    version = actions.keep_version(
        row,
        latest,
        verb="paper.recorded",
        content=content,
        files=files,
        by=by,
        now=now,
        received_via=received_via,
        **how,
    )
    sending.keep_rows(version)
    return version
