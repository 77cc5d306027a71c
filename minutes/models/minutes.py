"""The minutes of a rakor: drafts of its sessions, frozen as one text when the chair approves them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from meetings.models import Rakor
from participants.models import User
from participants.models.accounts import HOST_ROLES, Role
from rakor.lib.constraints import both_or_neither

if TYPE_CHECKING:
    from participants.gate import Actor


class MinutesState(models.TextChoices):
    DRAFT = "draf", "Draf"
    PROPOSED = "telaah", "Telaah"
    RETURNED = "dikembalikan", "Dikembalikan"
    APPROVED = "disetujui", "Disetujui"
    CIRCULATED = "diedarkan", "Diedarkan"


class MinutesQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The host always; an invited office once they are circulated."""
        mine = Q(rakor__organiser=actor.institution) if actor.role in HOST_ROLES | {Role.OBSERVER} else Q(pk=None)
        circulated = Q(circulated_at__isnull=False, rakor__in=Rakor.objects.visible_to(actor))
        return self.filter(mine | circulated).select_related("rakor__organiser")


class Minutes(models.Model):
    """One version; a change after the approval makes the next one (ralat), the approved one stays."""

    rakor = models.ForeignKey(Rakor, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField("versi", default=1)
    content = models.JSONField(default=dict)  # what was approved; see minutes/freezing.py for its shape
    correction_of = models.CharField("alasan ralat", max_length=300, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    return_note = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    circulated_at = models.DateTimeField(null=True)
    circulated_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = MinutesQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name_plural = "minutes"
        constraints = [
            models.UniqueConstraint(fields=["rakor", "number"], name="minutes_numbered_once"),
            models.UniqueConstraint(
                fields=["rakor"], condition=Q(approved_at__isnull=True), name="minutes_one_open_version"
            ),
            *(both_or_neither("minutes", event) for event in ("proposed", "returned", "approved", "circulated")),
            models.CheckConstraint(
                condition=Q(circulated_at=None) | Q(approved_at__isnull=False), name="minutes_circulated_are_approved"
            ),
        ]

    def __str__(self) -> str:
        return f"Notula {self.rakor}" + (f" (ralat {self.number - 1})" if self.number > 1 else "")

    @property
    def state(self) -> MinutesState:
        moments = (
            (self.circulated_at, MinutesState.CIRCULATED),
            (self.approved_at, MinutesState.APPROVED),
            (self.returned_at, MinutesState.RETURNED),
            (self.proposed_at, MinutesState.PROPOSED),
        )
        return next((state for at, state in moments if at), MinutesState.DRAFT)

    def approvable_by(self, actor: Actor) -> bool:
        is_chair = actor.role == Role.LEADERSHIP and actor.institution == self.rakor.organiser
        return is_chair and self.state == MinutesState.PROPOSED

    def is_of_secretariat(self, actor: Actor) -> bool:
        return actor.role == Role.SECRETARIAT and actor.institution == self.rakor.organiser

    def advance(self, event: str, *, by: User, now: datetime, **values: object) -> bool:
        """Sets the event's pair unless somebody did already; False then. The verbs of actions.py call it."""
        waiting = Minutes.objects.filter(pk=self.pk, **{f"{event}_at": None})
        return bool(waiting.update(**{f"{event}_at": now, f"{event}_by": by}, **values))
