"""Arahan: what a rakor, or a paper from outside, tells the levels below; read there by reference, never copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from meetings.models.rakor import Rakor
from rakor.files.models import StoredFile

if TYPE_CHECKING:
    from participants.gate import Actor


class ReferenceQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(rakor__in=Rakor.objects.visible_to(actor)).select_related("rakor__organiser", "file")


class Reference(models.Model):
    """Acuan: the paper of a parent meeting that does not use this program."""

    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="references")
    issuer = models.CharField("penerbit", max_length=150)
    title = models.CharField("perihal", max_length=200)
    number = models.CharField("nomor", max_length=80, blank=True)
    dated_on = models.DateField("tanggal", null=True, blank=True)
    hold_until = models.DateField("rakor turunan paling lambat", null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.issuer}: {self.title}"

    def editable_by(self, actor: Actor) -> bool:
        return self.rakor.editable_by(actor)


class DirectionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """As rows to be changed: those of a rakor itself. Those of a paper are changed with the paper."""
        return self.filter(rakor__in=Rakor.objects.visible_to(actor)).select_related("rakor__organiser")


class Direction(models.Model):
    """One arahan, of a rakor itself or of a paper it refers to."""

    rakor = models.ForeignKey(Rakor, models.CASCADE, null=True, blank=True, related_name="directions")
    reference = models.ForeignKey(Reference, models.CASCADE, null=True, blank=True, related_name="directions")
    order = models.PositiveSmallIntegerField()
    text = models.CharField("arahan", max_length=500)

    objects = DirectionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rakor__isnull=False, reference__isnull=True)
                | Q(rakor__isnull=True, reference__isnull=False),
                name="direction_of_a_rakor_or_of_a_reference",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def editable_by(self, actor: Actor) -> bool:
        return self.rakor is not None and self.rakor.editable_by(actor)
