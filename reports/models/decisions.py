"""What the host decided for one office about one paper; rows are added, never changed.

The obligation holds the last word of each kind, these rows say since when it was so.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from participants.models import User
from reports.models.obligations import Obligation


class DecisionKind(models.TextChoices):
    EXTEND = "perpanjang", "Diperpanjang"
    EXEMPT = "bebaskan", "Dibebaskan"
    READMIT = "wajibkan", "Diwajibkan kembali"


class Decision(models.Model):
    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="decisions")
    kind = models.CharField("keputusan", max_length=10, choices=DecisionKind)
    until = models.DateTimeField("sampai", null=True)
    because = models.CharField("alasan", max_length=300)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="perpanjang", until__isnull=False) | (~Q(kind="perpanjang") & Q(until=None)),
                name="only_an_extension_has_its_end",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.because}"
