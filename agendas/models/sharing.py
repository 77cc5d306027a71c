"""What belongs to a session beside its topics: turns of the offices in a sharing session, and materials."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from agendas.models.sessions import Session
from meetings.models import Invitation
from participants.models import User
from rakor.files.models import StoredFile

if TYPE_CHECKING:
    from participants.gate import Actor


class SlotQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(session__in=Session.objects.visible_to(actor)).select_related("session__rakor__organiser")


class Slot(models.Model):
    """The turn of one invited office in a sharing session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="slots")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["session", "invitation"], name="slot_once_an_office")]

    def __str__(self) -> str:
        return str(self.invitation)


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(session__in=Session.objects.visible_to(actor)).select_related(
            "session__rakor__organiser", "file"
        )


class Material(models.Model):
    """A file that a speaker shows or hands out."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="materials")
    title = models.CharField("judul", max_length=150)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
