"""Elections and their stages (tahapan); a rakor hangs on one of them."""

from __future__ import annotations

from django.db import models


class ElectionKind(models.TextChoices):
    PEMILU = "pemilu", "Pemilu"
    PEMILIHAN = "pemilihan", "Pemilihan"


class Election(models.Model):
    name = models.CharField("nama", max_length=80, unique=True)
    kind = models.CharField("jenis", max_length=10, choices=ElectionKind)
    voting_on = models.DateField("hari pemungutan suara")

    class Meta:
        ordering = ["-voting_on"]

    def __str__(self) -> str:
        return self.name


class Stage(models.Model):
    election = models.ForeignKey(Election, models.PROTECT, related_name="stages")
    name = models.CharField("nama", max_length=150)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")

    class Meta:
        ordering = ["starts_on", "ends_on"]
        constraints = [
            models.UniqueConstraint(fields=["election", "name"], name="stage_named_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="stage_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.name
