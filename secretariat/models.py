"""Private addresses under which a person's calendar program reads the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from participants.models import User
from rakor.lib.constraints import both_or_neither

if TYPE_CHECKING:
    from participants.gate import Actor


class FeedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """A feed belongs to one account, whatever right it acts under."""
        return self.filter(user=actor.user)

    def live(self) -> Self:
        return self.filter(revoked_at=None, user__is_active=True)


class Feed(models.Model):
    """The address holds a secret of which only the sha256 is kept."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            both_or_neither("feed", "revoked"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(revoked_at=None), name="feed_one_live_for_a_user"
            ),
        ]

    def __str__(self) -> str:
        return f"Kalender {self.user}"
