"""A paper of an office on paper: printed with its signature block, signed by hand, scanned back."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from documents.models import SignedSubmission
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.files.actions import store_upload
from rakor.jobs.actions import enqueue
from rakor.jobs.models import Job
from reports.models import Submission

RENDER_SUBMISSION = "documents.render_submission"


def key_of(version: Submission) -> str:
    return f"submission:{version.pk}:"


@transaction.atomic
def order(*, version: Submission, sheet: str, by: Actor, now: datetime) -> Job:
    """Asked again while one waits it is the same."""
    return enqueue(
        task=RENDER_SUBMISSION,
        key=f"{key_of(version)}{sheet}",
        payload={
            "submission": version.pk,
            "by": by.name,
            "position": by.position,
            "office": by.institution_name,
            "sheet": sheet,
        },
        by_id=by.user_id,
        now=now,
        queue="papers",
        total=1,
    )


def unfinished(version: Submission) -> list[Job]:
    newest: dict[str, Job] = {}
    for job in Job.objects.filter(task=RENDER_SUBMISSION, key__startswith=key_of(version)).order_by("-id"):
        newest.setdefault(job.key, job)
    return [job for job in newest.values() if not job.finished_at]


@transaction.atomic
def sign(*, version: Submission, upload: UploadedFile, by: Actor, now: datetime) -> SignedSubmission:
    """Beside those attached before; the version itself does not change."""
    stored = store_upload(upload=upload, now=now, by_id=by.user_id)
    signed = SignedSubmission.objects.create(
        submission=version, file=stored, signed_at=now, signed_by=by.user, signed_by_name=by.name
    )
    rakor_id, details = version.obligation.invitation.rakor.pk, {"sha256": stored.sha256}
    record(by=by, verb="paper.signed", target=version, now=now, rakor_id=rakor_id, details=details)
    return signed
