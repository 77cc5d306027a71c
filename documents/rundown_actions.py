"""Orders a susunan acara, or the script of MC and operator, on paper."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agendas.models import Session
from documents.models import PrintedKind
from meetings.models import Rakor
from participants.gate import Actor
from rakor.jobs.actions import enqueue
from rakor.jobs.models import Job

RENDER_RUNDOWN = "documents.render_rundown"
KINDS = (PrintedKind.RUNDOWN, PrintedKind.SCRIPT)
RECENT = 20


class NothingPlanned(Exception):
    """The agenda has no session to print."""


@transaction.atomic
def order(*, rakor: Rakor, kind: str, sheet: str, by: Actor, now: datetime) -> Job:
    """A print shows the agenda of its moment: asked again while one waits it is the same, later a new one.

    Raises NothingPlanned.
    """
    if not Session.objects.filter(rakor=rakor).exists():
        raise NothingPlanned
    return enqueue(
        task=RENDER_RUNDOWN,
        key=f"rundown:{rakor.pk}:{kind}:{sheet}",
        payload={"rakor": rakor.pk, "kind": kind, "sheet": sheet, "by": by.name, "position": by.position},
        by_id=by.user_id,
        now=now,
        queue="papers",
        total=1,
    )


def unfinished(rakor: Rakor) -> list[Job]:
    """The last order of each paper and sheet that has not come out: it waits, runs or failed."""
    newest: dict[str, Job] = {}
    for job in Job.objects.filter(task=RENDER_RUNDOWN, key__startswith=f"rundown:{rakor.pk}:").order_by("-id")[:RECENT]:
        newest.setdefault(job.key, job)
    return [job for job in newest.values() if not job.finished_at]
