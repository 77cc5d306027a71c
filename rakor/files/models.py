from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """One immutable file. The row exists only when the whole file is on disk under its random path."""

    name = models.CharField(max_length=150)  # as the sender called it; never part of a path
    path = models.CharField(max_length=80, unique=True)  # below MEDIA_ROOT
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_is_not_empty")]

    def __str__(self) -> str:
        return self.name

    @property
    def full_path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.path
