from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import F

from rakor.audit.transactions import require_transaction

from .claims import DIED, NO_LEASE, PAUSES, THREE_TIMES, Claim
from .models import Job

IN_BROKER = 100  # ids of one queue in the broker at a time: a slow queue is not filled with repetitions

Send = Callable[[Job], None]


def enqueue(
    *,
    task: str,
    key: str,
    payload: dict[str, Any],
    now: datetime,
    by_id: int | None = None,
    queue: str = "general",
    due_at: datetime | None = None,
    total: int = 0,
) -> Job:
    """Ask for work, in the caller's transaction; give back the open row when the same task and key already wait.

    The open row may be running already, so a key names the thing to be made with its version.
    Raises OutsideTransaction.
    """
    require_transaction()
    job, _ = Job.objects.open().get_or_create(
        task=task,
        key=key,
        defaults={
            "queue": queue,
            "payload": payload,
            "created_at": now,
            "created_by_id": by_id,
            "due_at": due_at or now,
            "total": total,
        },
    )
    return job


def claim(*, job_id: int, now: datetime, lease_seconds: int) -> Claim | None:
    """Take the job for one lease; None when it is finished, failed, in living hands or out of tries."""
    token = uuid4()
    taken = (
        Job.objects.claimable(now)
        .filter(pk=job_id)
        .update(
            attempts=F("attempts") + 1,
            lease_token=token,
            lease_until=now + timedelta(seconds=lease_seconds),
            published_until=None,
            done=0,
        )
    )
    if not taken:
        return None
    job = Job.objects.get(pk=job_id)
    return Claim(job_id, token, job.task, job.key, job.payload, job.created_by_id, job.attempts, lease_seconds)


def publish_due(*, now: datetime, send: Send) -> int:
    """Hand the id of every due job to `send`, once per lease whoever else publishes; give back how many.

    When `send` raises, the rest becomes due again and the exception passes on.
    """
    queues = Job.objects.due(now).order_by().values_list("queue", flat=True).distinct()
    return sum(_publish_queue(queue, now, send) for queue in list(queues))


def _publish_queue(queue: str, now: datetime, send: Send) -> int:
    jobs = _reserve(queue, now)
    sent = 0
    try:
        for job in jobs:
            send(job)
            sent += 1
    finally:
        unsent = [job.pk for job in jobs[sent:]]
        if unsent:
            Job.objects.open().filter(pk__in=unsent).update(published_until=None)
    return sent


def _reserve(queue: str, now: datetime) -> list[Job]:
    until = now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
    with transaction.atomic():
        room = max(0, IN_BROKER - Job.objects.in_broker(now).filter(queue=queue).count())
        due = list(Job.objects.due(now).filter(queue=queue)[:room])
        return [job for job in due if Job.objects.due(now).filter(pk=job.pk).order_by().update(published_until=until)]


def fail_exhausted(*, now: datetime) -> int:
    """Fail, in words, every job whose third try ended without a word from its worker; give back how many."""
    failed = 0
    for job in Job.objects.exhausted(now):
        words = THREE_TIMES.format(job.error or DIED)
        failed += Job.objects.exhausted(now).filter(pk=job.pk).update(failed_at=now, error=words, **NO_LEASE)
    return failed


def release(*, job_id: int, words: str, now: datetime) -> bool:
    """The process that worked on the job is gone: end its lease, so that the next try need not wait for it."""
    pause = PAUSES[1]
    held = Job.objects.open().filter(pk=job_id, lease_token__isnull=False)
    return bool(held.update(error=words, due_at=now + pause, **NO_LEASE))
