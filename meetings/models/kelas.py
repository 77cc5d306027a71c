"""Rooms and kelas: the breakout classes that meet in parallel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from meetings.models.rakor import Rakor
from participants.models import Bidang, Division, Rank

if TYPE_CHECKING:
    from participants.gate import Actor


class RoomQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(rakor__in=Rakor.objects.visible_to(actor)).select_related("rakor__organiser")


class Room(models.Model):
    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="rooms")
    name = models.CharField("nama ruang", max_length=60)
    capacity = models.PositiveSmallIntegerField("kapasitas", null=True, blank=True)  # persons; unknown is empty

    objects = RoomQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["rakor", "name"], name="room_named_once")]

    def __str__(self) -> str:
        return self.name

    def editable_by(self, actor: Actor) -> bool:
        return self.rakor.editable_by(actor)


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


class SeatRuleQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(kelas__in=Kelas.objects.visible_to(actor)).select_related("kelas__rakor__organiser")


class SeatRule(models.Model):
    """Which kelas a delegate of this rank, and of this field where one is named, is placed in by itself."""

    kelas = models.ForeignKey(Kelas, models.CASCADE, related_name="seat_rules")
    rank = models.CharField("jenjang", max_length=12, choices=Rank, blank=True)  # empty: any
    bidang = models.CharField("bidang", max_length=3, choices=Bidang, blank=True)  # empty: any

    objects = SeatRuleQuerySet.as_manager()

    class Meta:
        ordering = ["kelas__code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kelas", "rank", "bidang"], name="seat_rule_once"),
            models.CheckConstraint(condition=~models.Q(rank="", bidang=""), name="seat_rule_says_something"),
        ]

    def __str__(self) -> str:
        words = [self.get_rank_display() if self.rank else "", self.get_bidang_display() if self.bidang else ""]
        return f"{' '.join(word for word in words if word)}: {self.kelas}"

    def editable_by(self, actor: Actor) -> bool:
        return self.kelas.editable_by(actor)
