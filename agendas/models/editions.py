"""What has been released of the agenda, and what the secretariat has accepted of its working copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from meetings.models import Rakor
from participants.models import Person, User
from rakor.lib.dates import ZONES, zone_label

if TYPE_CHECKING:
    from participants.gate import Actor


class EditionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Everybody who may see the rakor reads what was released of its agenda."""
        return self.filter(rakor__in=Rakor.objects.visible_to(actor)).select_related("rakor__organiser")

    def newest_of(self, rakor: Rakor) -> Self:
        """All of its editions, the one that holds first."""
        return self.filter(rakor=rakor).order_by("-number")


class Edition(models.Model):
    """One release of the agenda, never changed afterwards: its sessions as plain values and the page made of them."""

    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    released_at = models.DateTimeField()
    released_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    timezone = models.CharField(
        "zona waktu", max_length=30, choices=list(ZONES.items())
    )  # in which its hours are written
    content = models.JSONField()
    changes = models.JSONField(default=list)  # against the edition before: as differences.difference writes them
    people = models.ManyToManyField(Person, related_name="+")  # who stands in it by name; their calendars ask
    html = models.TextField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["rakor", "-number"]
        constraints = [models.UniqueConstraint(fields=["rakor", "number"], name="edition_numbered_once")]

    def __str__(self) -> str:
        return f"Edisi {self.number}"

    @property
    def zone(self) -> str:
        return zone_label(self.timezone)


class AcceptedClash(models.Model):
    """A soft conflict that the secretariat has seen and lives with; `key` names the conflict, not its sentence."""

    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    note = models.CharField("catatan", max_length=300)
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rakor", "key"], name="clash_accepted_once"),
            models.CheckConstraint(condition=~models.Q(note=""), name="accepted_clash_has_a_note"),
        ]

    def __str__(self) -> str:
        return self.note
