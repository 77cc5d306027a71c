"""The signed scan of a paper that an office sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from participants.models import User
from rakor.files.models import StoredFile
from reports.models import Submission

if TYPE_CHECKING:
    from participants.gate import Actor


class SignedSubmissionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the version."""
        return self.filter(submission__in=Submission.objects.visible_to(actor).values("pk")).select_related("file")


class SignedSubmission(models.Model):
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    signed_by_name = models.CharField(max_length=120)

    objects = SignedSubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.submission}, bertanda tangan"
