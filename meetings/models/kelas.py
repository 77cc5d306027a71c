"""Rooms and kelas: the breakout classes that meet in parallel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from meetings.models.rakor import Rakor
from participants.models import Division

if TYPE_CHECKING:
    from participants.gate import Actor


class Room(models.Model):
    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="rooms")
    name = models.CharField("nama ruang", max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["rakor", "name"], name="room_named_once")]

    def __str__(self) -> str:
        return self.name


class KelasQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(rakor__in=Rakor.objects.visible_to(actor)).select_related("rakor__organiser")


class Kelas(models.Model):
    """A kelas belongs to one division of the organiser, or to none (that of the secretaries)."""

    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="kelas")
    code = models.CharField("huruf", max_length=2)
    name = models.CharField("bidang bahasan", max_length=120)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="divisi"
    )
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="ruang")

    objects = KelasQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "kelas"
        constraints = [models.UniqueConstraint(fields=["rakor", "code"], name="kelas_lettered_once")]

    def __str__(self) -> str:
        return f"Kelas {self.code}"

    def editable_by(self, actor: Actor) -> bool:
        return self.rakor.editable_by(actor)
