"""Jobs for the tests of jobs, and a way to run due ones without a worker."""

from datetime import UTC, datetime
from typing import Any

from celery import current_app
from django.db import transaction

from rakor.jobs import actions
from rakor.jobs.claims import Claim
from rakor.jobs.models import Job

NOW = datetime(2020, 9, 17, 2, 0, tzinfo=UTC)


def ask(task: str = "example.note", key: str = "1", now: datetime = NOW, **more: Any) -> Job:
    with transaction.atomic():
        return actions.enqueue(task=task, key=key, payload=more.pop("payload", {}), now=now, **more)


def take(job: Job, now: datetime = NOW) -> Claim:
    claim = actions.claim(job_id=job.pk, now=now, lease_seconds=60)
    assert claim is not None
    return claim


def run_due_jobs(*, now: datetime) -> int:
    """Run here what a dispatcher would publish now; give back how many jobs that were."""
    current_app.loader.import_default_modules()
    return actions.publish_due(now=now, send=lambda job: current_app.tasks[job.task].run(job.pk))
