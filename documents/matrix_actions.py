"""Orders the matrix of a moment on paper."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meetings.models import Rakor
from participants.gate import Actor
from rakor.jobs.actions import enqueue
from rakor.jobs.models import Job

RENDER_MATRIX = "documents.render_matrix"
RECENT = 20


@transaction.atomic
def order(*, rakor: Rakor, moment: datetime, sheet: str, province: str = "", by: Actor, now: datetime) -> Job:
    """A print shows one moment, however late the worker comes to it; asked again while one waits it is the same.

    `province` is the code of one; without it all offices are printed.
    """
    about = {"rakor": rakor.pk, "moment": moment.isoformat(), "sheet": sheet, "province": province}
    return enqueue(
        task=RENDER_MATRIX,
        key=f"matrix:{rakor.pk}:{moment.isoformat()}:{sheet}:{province}",
        payload={**about, "by": by.name, "position": by.position},
        by_id=by.user_id,
        now=now,
        queue="papers",
        total=1,
    )


def unfinished(rakor: Rakor) -> list[Job]:
    """The last order of each moment and sheet that has not come out: it waits, runs or failed."""
    newest: dict[str, Job] = {}
    for job in Job.objects.filter(task=RENDER_MATRIX, key__startswith=f"matrix:{rakor.pk}:").order_by("-id")[:RECENT]:
        newest.setdefault(job.key, job)
    return [job for job in newest.values() if not job.finished_at]
