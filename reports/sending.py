"""A paper of any kind leaves the office: at once, or through its head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from participants.gate import Actor
from participants.models import Role
from rakor.files.actions import written
from reports import actions, approving
from reports.dim.actions import keep_entries
from reports.hibah.actions import keep_figures
from reports.models import Obligation, RequirementKind, Submission

KEPT_APART: dict[str, Callable[[Submission], None]] = {  # what a version of this kind keeps in rows of its own
    RequirementKind.DIM: keep_entries,
    RequirementKind.DIM_DRAFT: keep_entries,
    RequirementKind.HIBAH: keep_figures,
}


@transaction.atomic
def send(*, obligation: Obligation, content: dict[str, Any], **how: Any) -> Submission:
    """The next version with the rows of its kind; `how` and what is raised are those of send_paper."""
    version = actions.send_paper(obligation=obligation, content=content, **how)
    keep_rows(version)
    return version


def keep_rows(version: Submission) -> None:
    keep = KEPT_APART.get(version.obligation.requirement.kind)
    if keep:
        keep(version)


def hand_in(
    *,
    obligation: Obligation,
    content: dict[str, Any],
    key: UUID,
    by: Actor,
    now: datetime,
    uploads: Sequence[UploadedFile] = (),
    **what: Any,
) -> Submission | None:
    """Sends it, or lays it before the office's head where the host asks for that: then None.

    The head who fills in a paper approves it by sending. Raises what send_paper raises.
    """
    with written(uploads) as files:
        if obligation.needs_approval and by.role != Role.OFFICE_LEADERSHIP:
            approving.propose(obligation=obligation, content=content, by=by, now=now, uploads=files, **what)
            return None
        what |= {"is_approved": obligation.needs_approval, "uploads": files}
        return send(obligation=obligation, content=content, key=key, by=by, now=now, **what)


@transaction.atomic
def approve(*, obligation: Obligation, by: Actor, now: datetime) -> Submission:
    """What was laid before the head goes out as it lay there. Raises NotProposed and what send_paper raises."""
    row = approving.proposed(obligation)
    content, is_nil = row.proposed_content, row.proposed_nil
    approving.wake(row)
    return send(obligation=row, content=content, key=uuid4(), by=by, now=now, is_nil=is_nil, is_approved=True)
