"""Orders a recap on paper: of one division, or of all of them in one file."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meetings.models import Rakor
from participants.gate import Actor
from rakor.jobs.actions import enqueue
from rakor.jobs.models import Job
from reports.models import Column

RENDER_RECAP = "documents.render_recap"
RECENT = 20


@transaction.atomic
def order(*, rakor: Rakor, columns: list[Column], moment: datetime, sheet: str, by: Actor, now: datetime) -> Job:
    """A print shows one moment, however late the worker comes to it; asked again while one waits it is the same.

    The columns are divisions of one paper.
    """
    requirement, bidangs = columns[0].requirement, [column.bidang for column in columns]
    about = {"rakor": rakor.pk, "requirement": requirement.pk, "bidangs": bidangs, "moment": moment.isoformat()}
    return enqueue(
        task=RENDER_RECAP,
        key=f"recap:{rakor.pk}:{requirement.pk}:{'-'.join(bidangs)}:{moment.isoformat()}:{sheet}",
        payload={**about, "sheet": sheet, "by": by.name, "position": by.position},
        by_id=by.user_id,
        now=now,
        queue="papers",
        total=1,
    )


def unfinished(rakor: Rakor) -> list[Job]:
    """The last order of each recap that has not come out: it waits, runs or failed."""
    newest: dict[str, Job] = {}
    for job in Job.objects.filter(task=RENDER_RECAP, key__startswith=f"recap:{rakor.pk}:").order_by("-id")[:RECENT]:
        newest.setdefault(job.key, job)
    return [job for job in newest.values() if not job.finished_at]
