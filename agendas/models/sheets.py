"""The attendance list on paper, signed in the hall and scanned back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from agendas.models.sessions import Session
from meetings.models import Rakor
from participants.models import User
from rakor.files.models import StoredFile

if TYPE_CHECKING:
    from participants.gate import Actor


class SignedSheetQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        seen = Session.objects.visible_to(actor)
        of_day = Q(session=None, rakor__in=Rakor.objects.visible_to(actor))
        return self.filter(Q(session__in=seen) | of_day).select_related("rakor__organiser", "session", "file")

    def about(self, session: Session, day: date) -> Self:
        """Its own, and those of the whole day."""
        return self.filter(Q(session=session) | Q(session=None, rakor=session.rakor, day=day)).select_related("file")


class SignedSheet(models.Model):
    """One scan of one list; a later one stands beside it and replaces nothing."""

    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="+")
    day = models.DateField()
    session = models.ForeignKey(Session, models.CASCADE, null=True, related_name="+")  # none: of the whole day
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = SignedSheetQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file.name
