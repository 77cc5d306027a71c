from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

NAME_LENGTH = 150
PARTS_FOLDER = "unggahan"  # below MEDIA_ROOT: what is still coming in


class StoredFileQuerySet(models.QuerySet):
    def unchecked(self) -> Self:
        """Nobody has looked for a virus in them since they were kept."""
        return self.filter(checked_at=None)


class StoredFile(models.Model):
    """One immutable file. The row exists only when the whole file is on disk under its random path."""

    name = models.CharField(max_length=NAME_LENGTH)  # as the sender called it; never part of a path
    path = models.CharField(max_length=80, unique=True)  # below MEDIA_ROOT
    content_type = models.CharField(max_length=100)
    size = models.BigIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField(null=True)
    checked_at = models.DateTimeField(null=True)  # for a virus, after it was kept
    virus = models.CharField(max_length=100, blank=True)  # the name of what was found: goes out no more

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_is_not_empty"),
            models.CheckConstraint(condition=Q(virus="") | Q(checked_at__isnull=False), name="virus_was_looked_for"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(checked_at=None), name="stored_file_unchecked")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        """For somebody to look for a virus in it; never where nobody does."""
        return bool(settings.CLAMD_SOCKET) and self.checked_at is None

    @property
    def full_path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.path


class UploadQuerySet(models.QuerySet):
    def visible_to(self, actor: Any) -> Self:
        """Its owner's alone, whatever the role."""
        return self.filter(owner_id=actor.user_id)

    def open(self) -> Self:
        return self.filter(stored=None)

    def unfinished(self, now: datetime) -> Self:
        """Those that can be gone on with, the newest first."""
        return self.open().filter(expires_at__gt=now).order_by("-began_at")

    def expired(self, now: datetime) -> Self:
        return self.filter(expires_at__lte=now)


class Upload(models.Model):
    """A file that is still coming in, in pieces. What `offset` counts is on disk for good."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    owner_id = models.BigIntegerField()
    about = models.CharField(max_length=80)  # what it is for, in the words of the room that asked for it
    name = models.CharField(max_length=NAME_LENGTH)
    size = models.BigIntegerField()  # bytes that were announced
    offset = models.BigIntegerField(default=0)  # bytes that have come
    sha256 = models.CharField(max_length=64, blank=True)  # as announced; empty where the browser could not say
    began_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__gte=0, offset__lte=models.F("size")), name="upload_has_no_more_than_announced"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_whole(self) -> bool:
        return self.offset == self.size

    @property
    def part_path(self) -> Path:
        return Path(settings.MEDIA_ROOT) / PARTS_FOLDER / self.id.hex
