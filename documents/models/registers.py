"""The registers of an office and where their numbers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from participants.models import Institution
from participants.models.accounts import Role
from rakor.lib.letter_numbers import validate_pattern

if TYPE_CHECKING:
    from participants.gate import Actor


class NumberSource(models.TextChoices):
    PROGRAM = "program", "Dihitung program"
    BLOCK = "blok", "Blok nomor yang sudah dipesan"
    OUTSIDE = "luar", "Diketik saat terbit (buku agenda, SRIKANDI)"


class NumberSeriesQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(institution=actor.institution) if actor.institution else self.none()

    def with_room(self) -> Self:
        """Those that still have a number to give."""
        return self.filter(Q(source=NumberSource.PROGRAM) | Q(source=NumberSource.BLOCK, last__lt=F("block_to")))


class NumberSeries(models.Model):
    """The counter of one register of one office in one year; its row is locked while a number is given."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField("tahun")
    name = models.CharField("nama seri", max_length=20)
    source = models.CharField("sumber nomor", max_length=8, choices=NumberSource, default=NumberSource.PROGRAM)
    pattern = models.CharField("pola nomor", max_length=120, blank=True, validators=[validate_pattern])
    block_from = models.PositiveIntegerField("blok dari nomor", null=True, blank=True)
    block_to = models.PositiveIntegerField("blok sampai nomor", null=True, blank=True)
    last = models.PositiveIntegerField("nomor terakhir", default=0)

    objects = NumberSeriesQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "name"]
        constraints = [
            models.UniqueConstraint(fields=["institution", "year", "name"], name="series_once_a_year"),
            models.CheckConstraint(
                condition=~Q(source="blok") & Q(block_from=None, block_to=None)
                | Q(source="blok", block_from__isnull=False, block_to__isnull=False)
                & Q(block_from__gte=1, block_to__gte=F("block_from"), last__lte=F("block_to")),
                name="series_block_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.year}, terakhir {self.last}"

    @property
    def is_typed(self) -> bool:
        return self.source == NumberSource.OUTSIDE

    @property
    def left(self) -> int | None:
        """Numbers that the block still holds; None where nothing bounds them."""
        return self.block_to - self.last if self.block_to is not None else None

    @property
    def pattern_in_force(self) -> str:
        return self.pattern or self.institution.number_pattern

    def editable_by(self, actor: Actor) -> bool:
        return actor.role == Role.SECRETARIAT and actor.institution == self.institution
