"""Persons and the offices they hold. One person is one row, whatever the number of rights and signatures."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from participants.models.institutions import Division, Institution
from participants.models.validity import Validity, ValidityQuerySet, ends_after_it_begins

if TYPE_CHECKING:
    from participants.gate import Actor


class Person(models.Model):
    name = models.CharField("nama dengan gelar", max_length=120)
    nip = models.CharField("NIP", max_length=18, blank=True)
    email = models.EmailField("surel", blank=True)
    phone = models.CharField("telepon", max_length=25, blank=True)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Rank(models.TextChoices):
    KETUA = "ketua", "Ketua"
    ANGGOTA = "anggota", "Anggota"
    SEKRETARIS = "sekretaris", "Sekretaris"
    KABAG = "kabag", "Kepala Bagian"
    KASUBBAG = "kasubbag", "Kepala Subbagian"
    STAF = "staf", "Staf Pelaksana"
    LAIN = "lain", "Jabatan lain"


class Acting(models.TextChoices):
    PLT = "Plt.", "Plt. (pelaksana tugas)"
    PLH = "Plh.", "Plh. (pelaksana harian)"
    PJ = "Pj.", "Pj. (penjabat)"


class PositionQuerySet(ValidityQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The people of the own office; the operator of the system sees all of them."""
        if actor.role == "admin":
            return self
        return self.filter(institution=actor.institution) if actor.institution else self.none()

    def at(self, institution: Institution, *, on: date) -> Self:
        return self.filter(institution=institution).valid_on(on).select_related("person", "division")


class Position(Validity):
    """An office held. People change office every five years; lists and minutes keep the title of their day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="positions")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="positions")
    rank = models.CharField("jenjang", max_length=12, choices=Rank)
    title = models.CharField("jabatan", max_length=120)
    division = models.ForeignKey(Division, models.PROTECT, null=True, blank=True, related_name="+")
    acting = models.CharField(max_length=4, choices=Acting, blank=True)

    objects = PositionQuerySet.as_manager()

    class Meta:
        constraints = [ends_after_it_begins("position_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.acting} {self.title}".strip()
