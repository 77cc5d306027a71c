"""What every invited office owes for a rakor, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from meetings.models import Rakor
from participants.models import Bidang, Institution, User
from rakor.lib.constraints import both_or_neither
from rakor.lib.dates import moment, month_name
from reports.models.shapes import KPU_PAPERS, RequirementKind, RequirementShape, sane_shape

if TYPE_CHECKING:
    from participants.gate import Actor


BIDANG_SHORT = {
    "KUL": "Keuangan, Umum, Logistik",
    "TEK": "Teknis Penyelenggaraan",
    "HUK": "Hukum dan Pengawasan",
    "SOS": "Sosdiklih, Parmas, SDM",
    "DAT": "Perencanaan, Data, Informasi",
}


@dataclass(frozen=True)
class Column:
    """One column of the matrix: a requirement, or one division's share of it."""

    requirement: Requirement
    bidang: str  # "" where the office owes it as a whole

    @property
    def head(self) -> str:
        return self.bidang or {"dim": "DIM", "hibah": "Hibah"}.get(self.requirement.kind, self.requirement.name)

    @property
    def sub(self) -> str:
        if self.bidang:
            return BIDANG_SHORT[self.bidang]
        period = self.requirement.period_text
        return {"dim": "Inventarisasi masalah", "hibah": f"Realisasi {period}"}.get(self.requirement.kind, "")

    @property
    def label(self) -> str:
        """As a line of its own: "Laporan Divisi Hukum dan Pengawasan"."""
        if not self.bidang:
            return str(self.requirement)
        word = "Laporan" if self.requirement.kind == RequirementKind.DIVISION_REPORT else str(self.requirement)
        return f"{word} Divisi {Bidang(self.bidang).label}"

    @property
    def name(self) -> str:
        """By which a filter calls it: the division of every such paper, or this paper."""
        return self.bidang or str(self.requirement.pk)

    @property
    def path_bidang(self) -> str:
        return self.bidang or "-"


def opened_to(actor: Actor, path: str = "") -> models.Q:
    """All but KPU's own papers for who came in by an access sheet; `path` leads to the requirement."""
    return ~models.Q(**{f"{path}kind__in": KPU_PAPERS}) if actor.is_link else models.Q()


class RequirementQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the rakor may read what it asks for."""
        found = self.filter(opened_to(actor), rakor__in=Rakor.objects.visible_to(actor))
        return found.select_related("rakor__organiser", "template")

    def opened_to(self, actor: Actor) -> Self:
        """For who knows the rakor already."""
        return self.filter(opened_to(actor))

    def asked(self) -> Self:
        """Without those that were withdrawn."""
        return self.filter(withdrawn_at=None)

    def asked_at(self, moment: datetime) -> Self:
        """What was asked for then; those without a moment of adding were always there."""
        added = models.Q(added_at=None) | models.Q(added_at__lte=moment)
        return self.filter(added, models.Q(withdrawn_at=None) | models.Q(withdrawn_at__gt=moment))


class Requirement(RequirementShape):
    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="+")
    period = models.DateField("bulan laporan", null=True, blank=True)  # the first day of the month reported
    due_at = models.DateTimeField("tenggat")
    order = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField(null=True)  # unknown for those of before it was noted
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.CharField("alasan dicabut", max_length=300, blank=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["rakor", "order"], name="requirement_order_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="hibah") | models.Q(period__isnull=False), name="hibah_has_its_month"
            ),
            both_or_neither("requirement", "withdrawn"),
            *sane_shape("requirement"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.period_text}".strip()

    @property
    def period_text(self) -> str:
        """Agustus 2020"""
        return f"{month_name(self.period)} {self.period.year}" if self.period else ""

    @property
    def due_text(self) -> str:
        return moment(self.due_at, self.rakor.timezone)

    def columns(self) -> list[Column]:
        return [Column(self, bidang) for bidang in self.bidangs] or [Column(self, "")]

    def editable_by(self, actor: Actor) -> bool:
        return self.rakor.editable_by(actor) and self.withdrawn_at is None


class DeadlineMove(models.Model):
    """A deadline was another until this moment; the offices are told, and the matrix of an earlier moment needs it."""

    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="deadline_moves")
    due_before = models.DateTimeField()
    due_after = models.DateTimeField()
    moved_at = models.DateTimeField()
    moved_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["moved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.requirement}, {moment(self.due_before, self.requirement.rakor.timezone)}"


class RequirementSet(models.Model):
    """What a host asks for each time, kept under a name."""

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    name = models.CharField("nama", max_length=100)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["institution", "name"], name="requirement_set_named_once")]

    def __str__(self) -> str:
        return self.name


class KeptRequirement(RequirementShape):
    """One paper of a set; its deadline is so many days before the first day, at an hour of the rakor's zone."""

    kept_in = models.ForeignKey(RequirementSet, models.CASCADE, related_name="requirements")
    order = models.PositiveSmallIntegerField()
    days_before = models.SmallIntegerField()
    due_hour = models.TimeField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["kept_in", "order"], name="kept_requirement_order_once"),
            *sane_shape("kept_requirement"),
        ]

    def __str__(self) -> str:
        return self.name
