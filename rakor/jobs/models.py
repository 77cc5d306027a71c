from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

MAX_ATTEMPTS = 3
OPEN = Q(finished_at__isnull=True, failed_at__isnull=True)


class JobQuerySet(models.QuerySet["Job"]):
    def open(self) -> Self:
        return self.filter(OPEN)

    def failed(self) -> Self:
        return self.filter(failed_at__isnull=False)

    def for_key(self, task: str, key: str) -> Self:
        """Every run of this task for this key, the newest first."""
        return self.filter(task=task, key=key).order_by("-id")

    def unleased(self, now: datetime) -> Self:
        return self.open().filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now))

    def claimable(self, now: datetime) -> Self:
        return self.unleased(now).filter(attempts__lt=MAX_ATTEMPTS)

    def exhausted(self, now: datetime) -> Self:
        return self.unleased(now).filter(attempts__gte=MAX_ATTEMPTS)

    def due(self, now: datetime) -> Self:
        """Those whose id belongs into the broker now and is not there yet, the longest waiting first."""
        unpublished = Q(published_until__isnull=True) | Q(published_until__lte=now)
        return self.claimable(now).filter(unpublished, due_at__lte=now).order_by("due_at", "id")

    def in_broker(self, now: datetime) -> Self:
        """Those published and not yet claimed, as far as anyone knows."""
        return self.open().filter(published_until__gt=now)


class Job(models.Model):
    """Work to be done outside a request. This row is the truth; the broker only carries its id."""

    task = models.CharField(max_length=80)
    key = models.CharField(max_length=120)
    queue = models.CharField(max_length=20, default="general")
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField(null=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    published_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=OPEN,
                name="jobs_open_by_due",
            ),
            models.Index(fields=["task", "key"], name="jobs_task_key"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "key"],
                condition=OPEN,
                name="jobs_one_open",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(failed_at__isnull=True), name="jobs_finished_or_failed"
            ),
            models.CheckConstraint(condition=Q(failed_at__isnull=True) | ~Q(error=""), name="jobs_failed_in_words"),
            models.CheckConstraint(
                condition=Q(lease_token__isnull=True, lease_until__isnull=True)
                | Q(
                    lease_token__isnull=False,
                    lease_until__isnull=False,
                    finished_at__isnull=True,
                    failed_at__isnull=True,
                ),
                name="jobs_lease_whole",
            ),
            models.CheckConstraint(condition=Q(attempts__lte=MAX_ATTEMPTS), name="jobs_attempts_limited"),
            models.CheckConstraint(condition=Q(total=0) | Q(done__lte=F("total")), name="jobs_done_within_total"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.key}"

    @property
    def is_open(self) -> bool:
        return self.finished_at is None and self.failed_at is None

    @property
    def state(self) -> str:
        """The word a person sees."""
        if self.finished_at:
            return "selesai"
        if self.failed_at:
            return "gagal"
        return "dikerjakan" if self.lease_token else "menunggu"

    @property
    def percent(self) -> int | None:
        """Progress in whole percent; None while the size of the work is unknown."""
        return self.done * 100 // self.total if self.total else None
