"""The surat tugas of an invited office: its mandate for those whom it named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from meetings.models.invitations import Invitation
from participants.models import User
from rakor.files.models import StoredFile

if TYPE_CHECKING:
    from participants.gate import Actor


class AssignmentLetterQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(invitation__in=Invitation.objects.visible_to(actor)).select_related("file")


class AssignmentLetter(models.Model):
    """One upload; a later one stands beside it and replaces nothing."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="assignment_letters")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AssignmentLetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file.name
