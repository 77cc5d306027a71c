"""Who in fact opened, led and spoke, and for whom they stood in."""

from __future__ import annotations

from django.db import models

from agendas.models.sessions import Session


class Part(models.TextChoices):
    OPENED = "membuka", "Membuka"
    LED = "memimpin", "Memimpin"
    SPOKE = "berbicara", "Berbicara"
    CLOSED = "menutup", "Menutup"


class StandIn(models.TextChoices):
    """How one stands in for another (Perka ANRI 5/2021 on the signing of official papers knows the same words)."""

    PLH = "Plh.", "Plh."
    PLT = "Plt.", "Plt."
    ON_BEHALF = "a.n.", "a.n."


class Appearance(models.Model):
    """Name and title as they were that day."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="appearances")
    part = models.CharField("peran", max_length=10, choices=Part)
    name = models.CharField("nama", max_length=120)
    title = models.CharField("jabatan", max_length=120)
    stands_in = models.CharField("sebagai", max_length=5, choices=StandIn, blank=True)
    stands_in_for = models.CharField("mewakili", max_length=160, blank=True)  # the name or office that was planned

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "part", "name"], name="appearance_once_a_part"),
            models.CheckConstraint(
                condition=models.Q(stands_in="", stands_in_for="")
                | (~models.Q(stands_in="") & ~models.Q(stands_in_for="")),
                name="appearance_stands_in_for_somebody",
            ),
        ]

    def __str__(self) -> str:
        stood_in = f" ({self.stands_in} {self.stands_in_for})" if self.stands_in else ""
        return f"{self.name}, {self.title}{stood_in}"
