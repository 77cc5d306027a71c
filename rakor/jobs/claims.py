"""A claim is the right to work on one job row until the lease ends; every write of the worker proves it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from .models import MAX_ATTEMPTS, Job, JobQuerySet

PAUSES = {1: timedelta(seconds=2), 2: timedelta(seconds=10)}  # after the first and the second failed try
NO_LEASE = {"lease_token": None, "lease_until": None}
THREE_TIMES = "Pekerjaan ini gagal tiga kali: {}"
DIED = "proses yang mengerjakannya berhenti sebelum selesai."


class LeaseLost(Exception):
    """The lease ran out and the job went to someone else, or was failed: whatever was made must not be kept."""


class JobRefused(Exception):
    """Trying again would not help; `words` tell a person why, in Indonesian."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Claim:
    job_id: int
    token: UUID
    task: str
    key: str
    payload: dict[str, Any]
    created_by_id: int | None
    attempt: int
    lease_seconds: int

    def _mine(self) -> JobQuerySet:
        return Job.objects.open().filter(pk=self.job_id, lease_token=self.token)

    def is_open(self) -> bool:
        return self._mine().exists()

    def renew(self, now: datetime) -> bool:
        """Keep the job for another lease; False when it is no longer mine."""
        return bool(self._mine().update(lease_until=now + timedelta(seconds=self.lease_seconds)))

    def report(self, done: int, total: int) -> None:
        """Show progress. Raises LeaseLost."""
        if not self._mine().update(done=done, total=total):
            raise LeaseLost(self)

    @contextmanager
    def finishing(self, *, now: datetime) -> Iterator[Job]:
        """One transaction that marks the job finished and holds the rows of its result, so that both exist once.

        The caller writes them inside and may set `result` on the job. Raises LeaseLost before anything is written.
        """
        with transaction.atomic(durable=True):
            if not self._mine().update(finished_at=now, error="", **NO_LEASE):
                raise LeaseLost(self)
            job = Job.objects.get(pk=self.job_id)
            yield job
            job.save(update_fields=["result"])

    def fail(self, words: str, *, now: datetime) -> None:
        """End the job without another try. Raises LeaseLost."""
        if not self._mine().update(failed_at=now, error=words, **NO_LEASE):
            raise LeaseLost(self)

    def give_back(self, words: str, *, now: datetime) -> None:
        """This try failed, and `words` say why: let another follow after a pause, or none after the third."""
        if self.attempt >= MAX_ATTEMPTS:
            self.fail(THREE_TIMES.format(words), now=now)
        else:
            self._mine().update(error=words, due_at=now + PAUSES[self.attempt], **NO_LEASE)
