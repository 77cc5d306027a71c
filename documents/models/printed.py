"""Printed documents: a state of a letter or of minutes as PDF. A state has one print; it is never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from documents.models.letters import Letter
from meetings.models import Rakor
from rakor.files.models import StoredFile

if TYPE_CHECKING:
    from participants.gate import Actor


class PrintedKind(models.TextChoices):
    LETTER = "surat", "Surat"
    MINUTES = "notula", "Notula"


class PrintedDocumentQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The host reads every print; an invited office the prints of letters sent to it."""
        hosted = Q(rakor__in=Rakor.objects.visible_to(actor), rakor__organiser=actor.institution)
        sent = Q(letter__in=Letter.objects.visible_to(actor).filter(sent_at__isnull=False))
        return self.filter(hosted | sent).select_related("rakor__organiser", "file")


class PrintedDocument(models.Model):
    rakor = models.ForeignKey(Rakor, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PrintedKind)
    letter = models.OneToOneField(Letter, models.PROTECT, null=True, related_name="printed")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    code = models.CharField(max_length=9, unique=True)  # "4H2C-71QD", printed for verification
    made_at = models.DateTimeField()

    objects = PrintedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="surat", letter__isnull=False) | ~Q(kind="surat"), name="printed_letter_has_its_letter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"
