"""The figures of a sent grant report, for recaps. A version's rows never change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from rakor.lib.money import percent
from reports.hibah.figures import Spending, total
from reports.models import Submission

if TYPE_CHECKING:
    from participants.gate import Actor

six_digits = RegexValidator(r"^[0-9]{6}\Z", "Tulis enam angka akun BAS, misalnya 521213.")


@dataclass(frozen=True)
class Stage:
    """One payment of the grant by the regional government."""

    number: int
    received_on: date
    amount: int
    percent: str  # of the agreement's ceiling


class HibahReportQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        seen = Submission.objects.visible_to(actor).values("pk")
        return self.filter(submission__in=seen).select_related("submission__obligation")

    def current(self) -> Self:
        """Of the newest version of each office only."""
        newer = Submission.objects.filter(
            obligation=models.OuterRef("submission__obligation"), number__gt=models.OuterRef("submission__number")
        )
        return self.exclude(models.Exists(newer))


class HibahReport(models.Model):
    submission = models.OneToOneField(Submission, models.CASCADE, related_name="hibah_report")
    nphd_number = models.CharField("nomor NPHD", max_length=100)
    nphd_on = models.DateField("tanggal NPHD")
    giver = models.CharField("pemberi hibah", max_length=150)
    ceiling = models.BigIntegerField("pagu NPHD")
    received = models.BigIntegerField("diterima")
    spent_before = models.BigIntegerField("realisasi s.d. bulan lalu")
    spent_month = models.BigIntegerField("realisasi bulan ini")
    bank = models.BigIntegerField("saldo bank")
    on_hand = models.BigIntegerField("saldo tunai")
    unpaid_tax = models.BigIntegerField("pajak belum setor")
    obstacles = models.TextField("kendala", blank=True)

    objects = HibahReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(received__lte=F("ceiling")), name="hibah_received_within_ceiling"),
            models.CheckConstraint(
                condition=Q(received__gte=F("spent_before") + F("spent_month")), name="hibah_spent_within_received"
            ),
            models.CheckConstraint(
                condition=Q(spent_before__gte=0, spent_month__gte=0, bank__gte=0, on_hand__gte=0, unpaid_tax__gte=0),
                name="hibah_amounts_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"NPHD {self.nphd_number}"

    @property
    def spending(self) -> Spending:
        return Spending(self.ceiling, self.spent_before, self.spent_month)

    @property
    def lines_total(self) -> Spending:
        """Against the ceilings of the lines, which together may stay below that of the agreement."""
        return total(line.spending for line in self.lines.all())

    @property
    def stages(self) -> list[Stage]:
        rows = self.submission.content["stages"]
        return [
            Stage(
                row["number"],
                date.fromisoformat(row["received_on"]),
                row["amount"],
                percent(row["amount"], self.ceiling),
            )
            for row in rows
        ]

    @property
    def received_percent(self) -> str:
        return percent(self.received, self.ceiling)


class HibahLine(models.Model):
    report = models.ForeignKey(HibahReport, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField("nomor")
    activity = models.CharField("kegiatan", max_length=200)
    account = models.CharField("akun BAS", max_length=6, validators=[six_digits])
    ceiling = models.BigIntegerField("pagu")
    spent_before = models.BigIntegerField("realisasi s.d. bulan lalu")
    spent_month = models.BigIntegerField("realisasi bulan ini")
    note = models.CharField("keterangan", max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="hibah_line_numbered_once"),
            models.CheckConstraint(
                condition=Q(ceiling__gte=0, spent_before__gte=0, spent_month__gte=0),
                name="hibah_line_amounts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(ceiling__gte=F("spent_before") + F("spent_month")) | ~Q(note=""),
                name="hibah_line_above_ceiling_has_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.activity}"

    @property
    def spending(self) -> Spending:
        return Spending(self.ceiling, self.spent_before, self.spent_month)
