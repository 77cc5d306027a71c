"""The rows of a sent DIM, as the office wrote them. A version's rows never change; merging builds on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from participants.models import Bidang
from reports.models import Submission

if TYPE_CHECKING:
    from participants.gate import Actor


class Level(models.TextChoices):
    LOW = "rendah", "Rendah"
    MEDIUM = "sedang", "Sedang"
    HIGH = "tinggi", "Tinggi"


OFFICIAL = ("submission__obligation__invitation__order", "number")


class DimEntryQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        seen = Submission.objects.visible_to(actor).values("pk")
        return self.filter(submission__in=seen).select_related("submission__obligation__invitation")

    def on_work(self) -> Self:
        return self.filter(article="")

    def on_regulations(self) -> Self:
        """Draft by draft; what an office wrote stands in its own order."""
        found = self.exclude(article="").select_related("submission__obligation__requirement")
        return found.order_by("submission__obligation__requirement__order", *OFFICIAL)

    def current(self) -> Self:
        """Of the newest version of each office only."""
        newer = Submission.objects.filter(
            obligation=models.OuterRef("submission__obligation"), number__gt=models.OuterRef("submission__number")
        )
        return self.exclude(models.Exists(newer))


class DimEntry(models.Model):
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="dim_entries")
    number = models.PositiveSmallIntegerField("nomor")
    bidang = models.CharField("divisi", max_length=3, choices=Bidang, blank=True)
    stage = models.CharField("tahapan", max_length=100, blank=True)
    problem = models.TextField("uraian masalah")
    cause = models.TextField("penyebab", blank=True)
    impact = models.TextField("dampak", blank=True)
    efforts = models.TextField("upaya yang sudah dilakukan", blank=True)
    proposal = models.TextField("usulan penyelesaian", blank=True)
    parties = models.CharField("pihak terkait", max_length=200, blank=True)
    level = models.CharField("tingkat", max_length=8, choices=Level, blank=True)
    article = models.CharField("pasal atau ayat", max_length=100, blank=True)  # this and the next two: on a draft
    wording = models.TextField("rumusan dalam rancangan", blank=True)
    reason = models.TextField("alasan", blank=True)

    objects = DimEntryQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "dim entries"
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="dim_entry_numbered_once"),
            models.CheckConstraint(condition=~models.Q(problem=""), name="dim_entry_has_a_problem"),
            models.CheckConstraint(
                condition=models.Q(level__gt="") | models.Q(article__gt=""), name="dim_entry_has_a_level_or_an_article"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.problem[:60]}"
