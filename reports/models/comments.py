"""What an office and its host write to each other about one paper, sent or not yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from meetings.models import Invitation
from participants.models import User
from reports.models.obligations import Obligation
from reports.models.requirements import opened_to

if TYPE_CHECKING:
    from participants.gate import Actor


class CommentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever reads the paper: its office and the host's people."""
        opened = opened_to(actor, "obligation__requirement__")
        return self.filter(opened, obligation__invitation__in=Invitation.objects.visible_to(actor))


class Comment(models.Model):
    """Never changed or taken back: the other side may have read it in a mail."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="comments")
    key = models.UUIDField()  # the form's own key: a second click writes nothing
    text = models.TextField("pesan", max_length=2000)
    is_by_host = models.BooleanField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_by_name = models.CharField(max_length=120)
    written_for = models.CharField(max_length=200)  # the institution, as it was called

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "key"], name="comment_written_once"),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.written_by_name}: {self.text[:60]}"
