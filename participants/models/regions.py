"""Regions by their own key: codes and parents move (Papua was split in 2022), the place stays."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models

from participants.models.validity import Validity, ValidityQuerySet, ends_after_it_begins, holds_on


class RegionKind(models.TextChoices):
    PROVINSI = "provinsi", "Provinsi"
    KABUPATEN = "kabupaten", "Kabupaten"
    KOTA = "kota", "Kota"


class RegionQuerySet(ValidityQuerySet):
    def within(self, province: Region, *, on: date) -> Self:
        """Kabupaten and kota that belonged to the province on that day, in the official order of their codes."""
        return self.filter(holds_on(on, "codes__"), codes__parent=province).order_by("codes__code")


class Region(Validity):
    name = models.CharField("nama", max_length=100)
    kind = models.CharField("jenis", max_length=10, choices=RegionKind)
    timezone = models.CharField("zona waktu", max_length=30)

    objects = RegionQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("region_ends_after_it_begins"),
            models.UniqueConstraint(fields=["name", "kind"], name="region_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class RegionCode(Validity):
    """A Kemendagri code (Kepmendagri 300.2.2-2138/2025 and before) and the province above it, for a period."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="codes")
    code = models.CharField("kode", max_length=5)
    parent = models.ForeignKey(Region, models.PROTECT, null=True, related_name="+")

    objects = ValidityQuerySet.as_manager()

    class Meta:
        constraints = [
            ends_after_it_begins("region_code_ends_after_it_begins"),
            models.UniqueConstraint(fields=["code", "region"], name="region_code_once"),
        ]

    def __str__(self) -> str:
        return self.code
