import hashlib
import json
from datetime import UTC
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

FIRST_HASH = "0" * 64  # stands before the first row


class AuditQuerySet(models.QuerySet["AuditRow"]):
    def unsealed(self) -> Self:
        return self.filter(sequence__isnull=True).order_by("id")

    def sealed(self) -> Self:
        return self.filter(sequence__isnull=False).order_by("sequence")

    def of_rakor(self, rakor_id: int) -> Self:
        return self.filter(rakor_id=rakor_id).order_by("-id")

    def about(self, target: models.Model) -> Self:
        return self.filter(target_type=target._meta.label_lower, target_id=str(target.pk)).order_by("-id")


class AuditRow(models.Model):
    """Who did what to which object, as plain values: the ledger points at nothing and outlives what it tells of."""

    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=200, blank=True)
    institution_name = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60)
    target_id = models.CharField(max_length=40)
    target_label = models.CharField(max_length=200)
    rakor_id = models.BigIntegerField(null=True, db_index=True)
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    sequence = models.BigIntegerField(null=True, unique=True)
    previous_hash = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null until sealed
    hash = models.CharField(max_length=64, null=True)  # noqa: DJ001 - null until sealed

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="audit_target"),
            models.Index(fields=["id"], condition=Q(sequence__isnull=True), name="audit_unsealed"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_sealed_whole",
                condition=Q(sequence__isnull=True, previous_hash__isnull=True, hash__isnull=True)
                | Q(sequence__gte=1, previous_hash__isnull=False, hash__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.verb} {self.target_label}"

    def hash_after(self, previous_hash: str, sequence: int) -> str:
        """sha256 in hex over the hash before it and everything that this row says, at this place of the chain."""
        content = {
            "sequence": sequence,
            "id": self.pk,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "user_id": self.user_id,
            "name": self.name,
            "position": self.position,
            "institution_name": self.institution_name,
            "verb": self.verb,
            "target_type": self.target_type,
            "target_id": self.target_id,
            "target_label": self.target_label,
            "rakor_id": self.rakor_id,
            "details": self.details,
        }
        canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(f"{previous_hash}\n{canonical}".encode()).hexdigest()


class ChainHead(models.Model):
    """The one row that knows the last link. Whoever seals holds its lock, so that the chain has one order."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=FIRST_HASH)

    class Meta:
        constraints = [models.CheckConstraint(name="audit_one_head", condition=Q(id=1))]

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"
