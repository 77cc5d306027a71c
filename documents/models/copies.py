"""One letter, one number, a paper for each institution: the addressees as they were when the letter was numbered."""

from __future__ import annotations

from typing import Self

from django.db import models

from documents.models.letters import Letter
from meetings.models import Invitation


class LetterCopyQuerySet(models.QuerySet):
    def unprinted(self) -> Self:
        return self.filter(printed=None)


class LetterCopy(models.Model):
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="copies")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    addressee = models.TextField()  # lines

    objects = LetterCopyQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "letter copies"
        constraints = [
            models.UniqueConstraint(fields=["letter", "invitation"], name="copy_once_an_institution"),
            models.UniqueConstraint(fields=["letter", "order"], name="copy_order_once"),
        ]

    def __str__(self) -> str:
        return self.addressee.partition("\n")[0]
