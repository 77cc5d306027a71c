"""What an office and its host say to each other about a paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from meetings.models import Invitation
from participants.models import User
from rakor.lib.constraints import both_or_neither
from reports.models.obligations import Obligation, Submission
from reports.models.requirements import opened_to

if TYPE_CHECKING:
    from participants.gate import Actor


class ReturnNote(models.Model):
    """What is to be put right in one place of a returned version: a field, a row, a figure."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="return_notes")
    order = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=60)  # the field's name or "rows-3"
    label = models.CharField(max_length=300)  # as the reviewer read it
    text = models.TextField()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "place"], name="return_note_place_once"),
            models.CheckConstraint(condition=~Q(text=""), name="return_note_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.text}"


class Reopening(models.Model):
    """An accepted version was opened again; the acceptance that it ended stands here."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="reopenings")
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField()
    reopened_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    because = models.CharField(max_length=300)

    class Meta:
        ordering = ["reopened_at"]

    def __str__(self) -> str:
        return f"{self.submission}: {self.because}"


class PetitionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        seen = Invitation.objects.visible_to(actor)
        opened = opened_to(actor, "obligation__requirement__")
        return self.filter(opened, obligation__invitation__in=seen).select_related(
            "obligation__requirement",
            "obligation__invitation__rakor__organiser",
            "obligation__invitation__institution",
        )

    def open(self) -> Self:
        return self.filter(answered_at=None)


class Petition(models.Model):
    """An office asks for more time, or for an accepted paper to be opened again (then `until` may stay empty)."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="petitions")
    is_reopening = models.BooleanField(default=False)
    because = models.CharField("alasan", max_length=500)
    until = models.DateTimeField("diminta sampai", null=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=120)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    is_granted = models.BooleanField(default=False)
    answer = models.CharField(max_length=300, blank=True)
    granted_until = models.DateTimeField(null=True)

    objects = PetitionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["obligation"], condition=Q(answered_at=None), name="petition_open_once"),
            both_or_neither("petition", "answered"),
            models.CheckConstraint(
                condition=Q(is_granted=False) | Q(answered_at__isnull=False), name="petition_granted_by_somebody"
            ),
            models.CheckConstraint(
                condition=Q(is_reopening=True) | Q(until__isnull=False), name="petition_for_time_names_it"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words}: {self.obligation}"

    @property
    def words(self) -> str:
        return "Permohonan membuka kembali" if self.is_reopening else "Permohonan perpanjangan"

    def answerable_by(self, actor: Actor) -> bool:
        rakor = self.obligation.invitation.rakor
        return self.answered_at is None and rakor.is_hosted_by(actor) and not rakor.closed_at
