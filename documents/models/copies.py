"""One letter, one number, a paper for each institution: the addressees as they were when the letter was numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from documents.models.letters import Letter
from meetings.models import Invitation
from participants.models import User
from rakor.files.models import StoredFile
from rakor.lib.constraints import both_or_neither

if TYPE_CHECKING:
    from participants.gate import Actor


class LetterCopyQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The host's own; an invited office reads the one addressed to it, once it is sent."""
        hosted = Q(letter__in=Letter.objects.visible_to(actor), letter__rakor__organiser=actor.institution)
        addressed = Q(letter__sent_at__isnull=False, invitation__in=Invitation.objects.visible_to(actor))
        return self.filter(hosted | addressed).select_related("letter__rakor__organiser", "signed_file")

    def unsigned(self) -> Self:
        return self.filter(signed_at=None)

    def unprinted(self) -> Self:
        return self.filter(printed=None)


class LetterCopy(models.Model):
    letter = models.ForeignKey(Letter, models.PROTECT, related_name="copies")
    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="+")
    order = models.PositiveIntegerField()
    addressee = models.TextField()  # lines
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    objects = LetterCopyQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name_plural = "letter copies"
        constraints = [
            models.UniqueConstraint(fields=["letter", "invitation"], name="copy_once_an_institution"),
            models.UniqueConstraint(fields=["letter", "order"], name="copy_order_once"),
            both_or_neither("copy", "signed"),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(signed_file__isnull=False), name="copy_signed_with_its_file"
            ),
        ]

    def __str__(self) -> str:
        return self.addressee.partition("\n")[0]

    def signable_by(self, actor: Actor) -> bool:
        return self.letter.copies_signable_by(actor)
