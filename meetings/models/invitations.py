"""Who was asked, who answered, who comes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from meetings.models.kelas import Kelas
from meetings.models.rakor import Mode, Rakor
from participants.models import Institution, Person, Rank, RegionCode, User
from participants.models.accounts import HOST_ROLES, INVITED_ROLES, Role
from rakor.lib.constraints import both_or_neither

if TYPE_CHECKING:
    from participants.gate import Actor


class Quota(models.Model):
    """Seats for one rank in each invited office."""

    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="quotas")
    rank = models.CharField("jenjang", max_length=12, choices=Rank)
    seats = models.PositiveSmallIntegerField("jumlah kursi")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rakor", "rank"], name="quota_once_a_rank"),
            models.CheckConstraint(condition=Q(seats__gt=0), name="quota_has_seats"),
        ]

    def __str__(self) -> str:
        return f"{self.get_rank_display()} {self.seats}"


class InvitationQuota(models.Model):
    """Seats of one office for one rank, instead of those that every office has; 0 gives none."""

    invitation = models.ForeignKey("Invitation", models.CASCADE, related_name="own_quotas")
    rank = models.CharField("jenjang", max_length=12, choices=Rank)
    seats = models.PositiveSmallIntegerField("jumlah kursi")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "rank"], name="own_quota_once_a_rank")]

    def __str__(self) -> str:
        return f"{self.get_rank_display()} {self.seats}"


class Answer(models.TextChoices):
    ATTENDS = "hadir", "Hadir"
    REPRESENTED = "diwakili", "Diwakili"
    ABSENT = "tidak_hadir", "Tidak hadir"


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The host sees all of its own; an office sees its own, once it is out."""
        theirs = Q(rakor__organiser=actor.institution) if actor.role not in INVITED_ROLES else Q(pk=None)
        if actor.role in INVITED_ROLES | HOST_ROLES:  # an invited office hosts the next level itself
            theirs |= Q(institution=actor.institution, sent_at__isnull=False)
        if actor.role in (Role.ADMIN, Role.NAMED):
            theirs = Q(pk=None)
        if actor.is_link:
            theirs = Q(access_links__user=actor.user, sent_at__isnull=False)
        return self.filter(theirs).select_related("rakor__organiser", "institution")

    def asked(self) -> Self:
        """Those who are expected to come; without those who only get the letter as tembusan."""
        return self.filter(is_copy=False)

    def coded(self, *, on: date) -> Self:
        """With the code that the office's region had on that day."""
        codes = RegionCode.objects.valid_on(on).filter(region=OuterRef("institution__region"))
        return self.annotate(region_code=Subquery(codes.values("code")[:1]))

    def unanswered(self) -> Self:
        """Asked, told, and silent so far: the only ones to chase."""
        return self.asked().filter(sent_at__isnull=False, answered_at=None)


class Invitation(models.Model):
    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="invitations")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+")
    institution_name = models.CharField(max_length=150)  # as it was called when it was invited
    order = models.PositiveSmallIntegerField()  # the official order of its region's code, guests after it
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.CharField("jawaban", max_length=12, choices=Answer, blank=True)
    reason = models.CharField("alasan", max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    is_answered_by_host = models.BooleanField(default=False)
    is_copy = models.BooleanField("tembusan", default=False)  # gets the letter and owes nothing
    asked_for = models.CharField("jabatan atau divisi yang diminta", max_length=300, blank=True)
    technical_staff = models.PositiveSmallIntegerField("staf teknis", default=0)  # on top of the seats of its ranks
    region_code: str | None = None  # from `coded`; none without a region

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["rakor", "institution"], name="institution_invited_once"),
            both_or_neither("invitation", "sent"),
            both_or_neither("invitation", "answered"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="invitation_answer_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", Answer.ATTENDS]) | ~Q(reason=""), name="invitation_absence_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.institution_name

    def answerable_by(self, actor: Actor) -> bool:
        """The office itself once the letter is out, or the host's secretariat on its behalf; not after the closing.

        While the rakor is postponed there is no day to answer for.
        """
        rakor = self.rakor
        if rakor.closed_at or rakor.cancelled_at or rakor.postponed_at or not self.sent_at or self.is_copy:
            return False
        return self.is_of(actor) or rakor.editable_by(actor)

    def is_of(self, actor: Actor) -> bool:
        """The institution itself, by account or by the access sheet of this very invitation."""
        if actor.is_link:
            return self.access_links.filter(user=actor.user).exists()
        return actor.role in INVITED_ROLES and actor.institution == self.institution

    def shows_contacts_to(self, actor: Actor) -> bool:
        """Telephone numbers and notes of delegates: the own office and the host's people, no observer."""
        is_host = actor.role in HOST_ROLES and actor.institution == self.rakor.organiser
        return is_host or self.is_of(actor)

    def editable_by(self, actor: Actor) -> bool:
        return self.rakor.runnable_by(actor)

    def seats(self, quotas: Iterable[Quota]) -> dict[str, int]:
        """By rank; `quotas` are those of the rakor. A rank that is not named has no limit."""
        seats = {quota.rank: quota.seats for quota in quotas} | {own.rank: own.seats for own in self.own_quotas.all()}
        if self.technical_staff:
            seats[Rank.STAF] = seats.get(Rank.STAF, 0) + self.technical_staff
        return seats

    def record_answer(self, *, answer: str, reason: str, by: User, now: datetime, by_host: bool) -> None:
        self.answer, self.reason = answer, reason if answer != Answer.ATTENDS else ""
        self.answered_at, self.answered_by, self.is_answered_by_host = now, by, by_host
        self.save(update_fields=["answer", "reason", "answered_at", "answered_by", "is_answered_by_host"])


class DelegateQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(invitation__in=Invitation.objects.visible_to(actor)).select_related(
            "invitation__rakor__organiser", "invitation__institution"
        )


class Delegate(models.Model):
    """A named person of an invited office. Name and title are kept as they were when named."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="delegates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField("nama", max_length=120)
    title = models.CharField("jabatan", max_length=120)
    rank = models.CharField("jenjang", max_length=12, choices=Rank)
    mode = models.CharField("cara hadir", max_length=8, choices=[c for c in Mode.choices if c[0] != "hybrid"])
    phone = models.CharField("telepon", max_length=25, blank=True)
    note = models.CharField("catatan makan atau perjalanan", max_length=200, blank=True)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["invitation", "person"], name="delegate_named_once")]

    def __str__(self) -> str:
        return self.name

    def editable_by(self, actor: Actor) -> bool:
        return self.invitation.answerable_by(actor)


class Seat(models.Model):
    """Where a delegate sits: one kelas as a rule, two where a small office has one person for both."""

    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="seats")
    kelas = models.ForeignKey(Kelas, models.CASCADE, related_name="seats")
    because = models.CharField("alasan", max_length=200, blank=True)  # placed by hand against the rules

    class Meta:
        ordering = ["kelas__code"]
        constraints = [models.UniqueConstraint(fields=["delegate", "kelas"], name="seat_once_a_kelas")]

    def __str__(self) -> str:
        return f"{self.delegate}, {self.kelas}"
