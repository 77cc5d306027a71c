"""What every invited office owes for a rakor, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.db import models

from meetings.models import Rakor
from participants.models import Bidang, Institution
from rakor.lib.dates import moment, month_name

if TYPE_CHECKING:
    from participants.gate import Actor


class RequirementKind(models.TextChoices):
    DIVISION_REPORT = "laporan_divisi", "Laporan divisi"
    DIM = "dim", "Daftar Inventarisasi Masalah (DIM)"
    HIBAH = "hibah", "Laporan realisasi anggaran hibah"
    FILE = "berkas", "Berkas lain"


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
        return f"Laporan Divisi {Bidang(self.bidang).label}" if self.bidang else str(self.requirement)

    @property
    def path_bidang(self) -> str:
        return self.bidang or "-"


class RequirementQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the rakor may read what it asks for."""
        return self.filter(rakor__in=Rakor.objects.visible_to(actor)).select_related("rakor__organiser")


class Requirement(models.Model):
    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="+")
    kind = models.CharField("jenis", max_length=15, choices=RequirementKind)
    name = models.CharField("nama", max_length=150)
    period = models.DateField("bulan laporan", null=True, blank=True)  # the first day of the month reported
    due_at = models.DateTimeField("tenggat")
    order = models.PositiveSmallIntegerField()

    objects = RequirementQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["rakor", "order"], name="requirement_order_once"),
            models.CheckConstraint(
                condition=~models.Q(kind="hibah") | models.Q(period__isnull=False), name="hibah_has_its_month"
            ),
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
        if self.kind == RequirementKind.DIVISION_REPORT:
            return [Column(self, bidang.value) for bidang in Bidang]
        return [Column(self, "")]

    def is_owed_by(self, institution: Institution) -> bool:
        """The papers of the KPU are owed by KPU offices alone; an agency owes what is asked as a plain file."""
        return institution.is_kpu or self.kind == RequirementKind.FILE

    def editable_by(self, actor: Actor) -> bool:
        return self.rakor.editable_by(actor)
