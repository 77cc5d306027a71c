"""A container is called ill only when work waits and nobody does it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from rakor.jobs.models import Job
from scripts.backlog import is_published, is_worked_on

NOW = datetime(2020, 9, 15, 1, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def job(key: str, *, due_minutes_ago: float, queue: str = "papers", is_held: bool = False, is_out: bool = False) -> Job:
    lease = {"lease_token": uuid.uuid4(), "lease_until": NOW + timedelta(seconds=30), "attempts": 1} if is_held else {}
    return Job.objects.create(
        task="render",
        key=key,
        queue=queue,
        created_at=NOW,
        due_at=NOW - timedelta(minutes=due_minutes_ago),
        published_until=NOW + timedelta(seconds=30) if is_out else None,
        **lease,
    )


def test_queue_is_worked_on_when_nothing_waits_for_long() -> None:
    job("one", due_minutes_ago=4)
    job("elsewhere", due_minutes_ago=60, queue="mail")

    assert is_worked_on(["papers"], NOW)


def test_queue_that_waits_while_nobody_works_is_ill() -> None:
    job("one", due_minutes_ago=6)

    assert not is_worked_on(["papers"], NOW)


def test_long_queue_of_a_busy_worker_is_not_ill() -> None:
    job("one", due_minutes_ago=60)
    job("two", due_minutes_ago=60, is_held=True)

    assert is_worked_on(["papers"], NOW)


def test_dispatcher_is_ill_when_due_work_is_not_published() -> None:
    job("out", due_minutes_ago=60, is_out=True)
    job("fresh", due_minutes_ago=0.5)
    assert is_published(NOW)

    job("forgotten", due_minutes_ago=2)

    assert not is_published(NOW)
