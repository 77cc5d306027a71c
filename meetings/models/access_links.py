"""How an institution without account comes in: an address and a code on a sheet of its own, for one invitation."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from meetings.models.invitations import Invitation
from participants.models import User
from participants.models.accounts import Role
from rakor.lib.constraints import both_or_neither

if TYPE_CHECKING:
    from participants.gate import Actor


class AccessLinkQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The host's secretariat alone."""
        if actor.role != Role.SECRETARIAT:
            return self.none()
        mine = self.filter(invitation__rakor__organiser=actor.institution)
        return mine.select_related("invitation__rakor__organiser", "invitation__institution", "user__person")

    def live(self, now: datetime) -> Self:
        return self.filter(revoked_at=None, expires_at__gt=now)


class AccessLink(models.Model):
    """It acts through a user of its own, without password and with one right, so that every row can say by whom.

    Of the address and the code only hashes are kept; the code's is salted with the token, which is kept nowhere.
    """

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="access_links")
    user = models.OneToOneField(User, models.PROTECT, related_name="+")
    token_sha256 = models.CharField(max_length=64, unique=True)
    code_sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    last_used_at = models.DateTimeField(null=True)

    objects = AccessLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            both_or_neither("access_link", "revoked"),
            models.UniqueConstraint(
                fields=["invitation"], condition=models.Q(revoked_at=None), name="access_link_one_for_an_invitation"
            ),
        ]

    def __str__(self) -> str:
        return f"Lembar akses {self.invitation}"

    def revocable_by(self, actor: Actor) -> bool:
        """Even after the rakor has ended: a lost sheet is lost."""
        return self.revoked_at is None
