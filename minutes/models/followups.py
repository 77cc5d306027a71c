"""What has to be done because of an outcome, by whom, until when - until it is proven."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from minutes.models.minutes import Minutes
from minutes.models.notes import Outcome
from participants.models import Institution, User
from participants.models.accounts import HOST_ROLES, INVITED_ROLES, Role
from rakor.lib.constraints import both_or_neither

if TYPE_CHECKING:
    from participants.gate import Actor


class FollowUpState(models.TextChoices):
    NEW = "baru", "Baru"
    REPORTED = "dilaporkan", "Dilaporkan"
    RETURNED = "dikembalikan", "Dikembalikan"
    VERIFIED = "diverifikasi", "Diverifikasi"
    CANCELLED = "dibatalkan", "Dibatalkan"


class FollowUpQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The host's own; an office's own once the minutes that hold it are approved."""
        mine = Q(pk=None)
        if actor.role in HOST_ROLES | {Role.OBSERVER}:
            mine = Q(outcome__session__rakor__organiser=actor.institution)
        if actor.role in INVITED_ROLES:
            approved = Minutes.objects.filter(approved_at__isnull=False).values("rakor")
            mine = Q(assignee=actor.institution, outcome__session__rakor__in=approved)
        return self.filter(mine).select_related(
            "assignee", "outcome__session__kelas", "outcome__session__rakor__organiser"
        )

    def open(self) -> Self:
        return self.filter(verified_at=None, cancelled_at=None)


class FollowUp(models.Model):
    outcome = models.ForeignKey(Outcome, models.CASCADE, related_name="follow_ups")
    task = models.CharField("tugas", max_length=300)
    assignee = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="penanggung jawab")
    assignee_title = models.CharField("jabatan", max_length=120, blank=True)
    due_on = models.DateField("tenggat")
    report = models.TextField("laporan", blank=True)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    return_note = models.CharField(max_length=300, blank=True)
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_because = models.CharField(max_length=300, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            *(both_or_neither("follow_up", event) for event in ("reported", "returned", "verified", "cancelled")),
            models.CheckConstraint(condition=~Q(task=""), name="follow_up_has_a_task"),
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def word(self) -> str:
        """Outside bodies are asked for coordination; the KPU assigns them nothing."""
        return "Tindak lanjut" if self.assignee.is_kpu else "Koordinasi"

    @property
    def state(self) -> FollowUpState:
        moments = (
            (self.cancelled_at, FollowUpState.CANCELLED),
            (self.verified_at, FollowUpState.VERIFIED),
            (self.returned_at, FollowUpState.RETURNED),
            (self.reported_at, FollowUpState.REPORTED),
        )
        return next((state for at, state in moments if at), FollowUpState.NEW)

    def is_overdue(self, today: date) -> bool:
        return self.state in (FollowUpState.NEW, FollowUpState.RETURNED) and today > self.due_on

    def reportable_by(self, actor: Actor) -> bool:
        is_own = actor.role in INVITED_ROLES and actor.institution == self.assignee
        return is_own and self.state in (FollowUpState.NEW, FollowUpState.RETURNED)

    def verifiable_by(self, actor: Actor) -> bool:
        is_host = actor.role in HOST_ROLES and actor.institution == self.outcome.session.rakor.organiser
        return is_host and self.state == FollowUpState.REPORTED

    def write_report(self, *, text: str, by: User, now: datetime) -> bool:
        """A new report takes the place of one that came back; False when another one waits already."""
        waiting = FollowUp.objects.filter(Q(reported_at=None) | Q(returned_at__isnull=False), pk=self.pk)
        fresh = {"returned_at": None, "returned_by": None, "return_note": ""}
        return bool(waiting.update(report=text, reported_at=now, reported_by=by, **fresh))
