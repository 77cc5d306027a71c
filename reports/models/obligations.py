"""What one office owes, and the versions it sent. An obligation nobody touched has no row and reads "Belum"."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol, Self
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef, Q

from meetings.models import Invitation
from participants.models import Bidang, User
from participants.models.accounts import Role
from rakor.files.models import StoredFile
from rakor.lib.constraints import both_or_neither
from reports.models.requirements import Column, Requirement, opened_to

if TYPE_CHECKING:
    from participants.gate import Actor


ASKED_BEFORE_SENDING = (
    "obligation",
    "number",
    "key",
    "began_at",
    "sent_at",
    "due_at",
    "returned_at",
    "correct_until",
    "accepted_at",
)


class CellState(models.TextChoices):
    MISSING = "missing", "Belum"
    DRAFT = "draft", "Draf"
    PROPOSED = "proposed", "Menunggu pimpinan"  # to the office's own eyes alone, like the draft
    EXTENDED = "extended", "Diperpanjang"
    EXEMPT = "exempt", "Dibebaskan"
    SENT = "sent", "Terkirim"
    RETURNED = "returned", "Dikembalikan"
    ACCEPTED = "accepted", "Diterima"


class ObligationQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        seen = Invitation.objects.visible_to(actor)
        return self.filter(opened_to(actor, "requirement__"), invitation__in=seen).select_related(
            "requirement", "invitation__rakor__organiser", "invitation__institution"
        )

    def for_cell(self, *, requirement: Requirement, invitation: Invitation, bidang: str) -> Self:
        return self.filter(requirement=requirement, invitation=invitation, bidang=bidang)


class Obligation(models.Model):
    requirement = models.ForeignKey(Requirement, models.CASCADE, related_name="obligations")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="+")
    bidang = models.CharField(max_length=3, choices=Bidang, blank=True)
    draft = models.JSONField(default=dict)  # the office's own, shown to nobody else
    draft_saved_at = models.DateTimeField(null=True)
    draft_saved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    draft_version = models.PositiveIntegerField(default=0)  # counts the saves
    proposed_at = models.DateTimeField("diajukan ke pimpinan", null=True)  # the draft rests until it is decided
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proposed_content = models.JSONField(default=dict)  # what a click on "Setujui dan kirim" sends
    proposed_nil = models.BooleanField(default=False)
    handed_back_at = models.DateTimeField(null=True)  # by the office's own head
    handed_back_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    handed_back_note = models.TextField(blank=True)
    extended_until = models.DateTimeField("diperpanjang sampai", null=True)
    extended_at = models.DateTimeField(null=True)
    extended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    extended_because = models.CharField(max_length=300, blank=True)
    exempted_at = models.DateTimeField(null=True)
    exempted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    exempted_because = models.CharField(max_length=300, blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requirement", "invitation", "bidang"], name="obligation_once"),
            both_or_neither("obligation", "extended"),
            both_or_neither("obligation", "exempted"),
            both_or_neither("obligation", "proposed"),
            both_or_neither("obligation", "handed_back"),
            models.CheckConstraint(
                condition=Q(extended_until=None) | Q(extended_at__isnull=False), name="extension_has_its_author"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.column.label}, {self.invitation}"

    @property
    def column(self) -> Column:
        return Column(self.requirement, self.bidang)

    @property
    def due_at(self) -> datetime:
        """The deadline in force for this office."""
        return self.extended_until or self.requirement.due_at

    @property
    def words(self) -> str:
        """Names this obligation where a file is on its way to it; the row itself may not be there yet."""
        return f"paper:{self.invitation.pk}:{self.requirement.pk}:{self.bidang or '-'}"

    def latest(self) -> Submission | None:
        """Without its content, which may be thousands of rows and is seldom what is asked for."""
        return self.submissions.order_by("-number").defer("content").first()

    def latest_or_sent_with(self, key: UUID) -> Submission | None:
        """The version that the form of this key made already, else the newest; one question for both."""
        versions = list(self.submissions.order_by("-number").only(*ASKED_BEFORE_SENDING))
        return next((version for version in versions if version.key == key), next(iter(versions), None))

    def has_draft_files(self) -> bool:
        """Of a paper without its row too."""
        cell = Obligation.objects.for_cell(requirement=self.requirement, invitation=self.invitation, bidang=self.bidang)
        return DraftFile.objects.filter(obligation__in=cell).exists()

    @property
    def needs_approval(self) -> bool:
        """By the office's own head first; an agency has no such role here."""
        return self.requirement.needs_approval and self.invitation.institution.is_kpu

    def sent_with(self, key: UUID | None) -> Submission | None:
        """What the form of this key made already: the answer was lost, and with the draft its files."""
        return self.submissions.filter(key=key).first() if self.pk and key else None

    def is_own(self, actor: Actor) -> bool:
        """By account, or by its access sheet where that opens such a paper."""
        return self.invitation.is_of(actor) and not (actor.is_link and self.requirement.is_kpu_paper)

    def is_open(self) -> bool:
        """Another version may come, until the last one was accepted."""
        rakor = self.invitation.rakor
        if rakor.closed_at or rakor.cancelled_at or self.exempted_at or self.requirement.withdrawn_at:
            return False
        latest = self.latest() if self.pk else None
        return latest is None or latest.accepted_at is None

    def is_open_to(self, actor: Actor) -> bool:
        return self.is_own(actor) and self.is_open()

    def recordable_by(self, actor: Actor) -> bool:
        """By the host's secretariat, for an office that brought it on paper; even while it lies before that office's
        head.
        """
        return self.invitation.editable_by(actor) and self.is_open()

    def fillable_by(self, actor: Actor) -> bool:
        """While it lies before the office's head, nobody changes it."""
        return self.proposed_at is None and self.is_open_to(actor)

    def approvable_by(self, actor: Actor) -> bool:
        is_head = actor.role == Role.OFFICE_LEADERSHIP
        return is_head and self.proposed_at is not None and self.is_open_to(actor)


class DraftFile(models.Model):
    """A file that waits in the draft; the office's own, like the draft."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="draft_files")
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    began_at = models.DateTimeField()  # when its upload began

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["obligation", "order"], name="draft_file_order_once")]

    def __str__(self) -> str:
        return self.stored.name


GRACE = timedelta(minutes=30)  # in which an upload that began before the deadline may finish


def is_after(due_at: datetime, *, began_at: datetime, sent_at: datetime) -> bool:
    """Whether what was sent then is late: an upload under way at the deadline has half an hour to finish."""
    return sent_at > due_at and not (began_at <= due_at and sent_at <= due_at + GRACE)


class Judged(Protocol):
    """A version, as the row or as what the matrix read of it."""

    @property
    def returned_at(self) -> datetime | None: ...
    @property
    def correct_until(self) -> datetime | None: ...


def correction_due(latest: Judged | None, due_at: datetime, extended_at: datetime | None) -> datetime | None:
    """Until when a returned version is put right: as its return says, or by `due_at` where time was given since.

    None where it was not returned or no moment was named; then `due_at` holds as before.
    """
    if latest is None or latest.returned_at is None:
        return None
    return due_at if extended_at and extended_at > latest.returned_at else latest.correct_until


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The office that sent it and the host's people who read papers; partners of the host see nothing."""
        seen = Invitation.objects.visible_to(actor)
        opened = opened_to(actor, "obligation__requirement__")
        return self.filter(opened, obligation__invitation__in=seen).select_related(
            "obligation__requirement__rakor__organiser",
            "obligation__invitation__rakor__organiser",
            "obligation__invitation__institution",
            "sent_by__person",
        )

    def waiting(self) -> Self:
        """For the host's judgement: the newest versions only; one that was replaced waits no longer."""
        newer = Submission.objects.filter(obligation=OuterRef("obligation"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer), accepted_at=None, returned_at=None)


class Submission(models.Model):
    """A sent version; never changed, only judged."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    key = models.UUIDField()  # the form's own key: a second click gives the same receipt
    content = models.JSONField(default=dict)
    size = models.BigIntegerField()  # bytes of the files, without any of the canonical JSON of the content
    sha256 = models.CharField(max_length=64)  # of the one file; of the list of several; of the JSON
    is_nil = models.BooleanField("nihil", default=False)
    began_at = models.DateTimeField()  # the upload began; with nothing uploaded the same as sent_at
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    sent_by_name = models.CharField(max_length=120)
    received_via = models.CharField("diterima melalui", max_length=200, blank=True)  # the host sent it for the office
    approved_at = models.DateTimeField(null=True)  # by the head of the office, where the host asks for it
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    approved_by_name = models.CharField(max_length=120, blank=True)
    due_at = models.DateTimeField()  # the deadline in force at that moment
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    return_note = models.TextField(blank=True)
    correct_until = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["obligation", "number"], name="submission_number_once"),
            models.UniqueConstraint(fields=["obligation", "key"], name="submission_sent_once"),
            both_or_neither("submission", "approved"),
            both_or_neither("submission", "returned"),
            both_or_neither("submission", "accepted"),
            models.CheckConstraint(
                condition=Q(returned_at=None) | Q(accepted_at=None), name="submission_returned_or_accepted"
            ),
            models.CheckConstraint(condition=Q(returned_at=None) | ~Q(return_note=""), name="return_has_a_note"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation}, versi {self.number}"

    @property
    def receipt_number(self) -> str:
        return f"{self.pk:04d}"

    @property
    def is_late(self) -> bool:
        """Against the deadline in force when it was sent; a later change of the deadline never makes it late."""
        return is_after(self.due_at, began_at=self.began_at, sent_at=self.sent_at)

    @property
    def is_on_behalf(self) -> bool:
        """Sent by the host's secretariat for the office, which brought it by another way."""
        return bool(self.received_via)

    @property
    def lacks_approval(self) -> bool:
        """The office's head was to approve it and did not do so here."""
        return self.is_on_behalf and self.obligation.needs_approval

    @property
    def state(self) -> CellState:
        if self.accepted_at:
            return CellState.ACCEPTED
        return CellState.RETURNED if self.returned_at else CellState.SENT

    def judgeable_by(self, actor: Actor) -> bool:
        """The newest version only, by those of the host who review."""
        if actor.role not in (Role.SECRETARIAT, Role.COMMISSIONER):
            return False
        if actor.institution != self.obligation.invitation.rakor.organiser:
            return False
        return not Submission.objects.filter(obligation=self.obligation, number__gt=self.number).exists()

    def reopenable_by(self, actor: Actor) -> bool:
        rakor = self.obligation.invitation.rakor
        return rakor.is_hosted_by(actor) and not rakor.closed_at

    def accept(self, *, by: User, now: datetime) -> bool:
        """False when it was judged or replaced already."""
        waiting = Submission.objects.waiting().filter(pk=self.pk)
        return bool(waiting.update(accepted_at=now, accepted_by=by))

    def send_back(self, *, note: str, correct_until: datetime | None, by: User, now: datetime) -> bool:
        """False when it was judged or replaced already."""
        waiting = Submission.objects.waiting().filter(pk=self.pk)
        return bool(waiting.update(returned_at=now, returned_by=by, return_note=note, correct_until=correct_until))

    def reopen(self, *, because: str, correct_until: datetime | None, by: User, now: datetime) -> bool:
        """Accepted becomes returned. False when it is not accepted."""
        accepted = Submission.objects.filter(pk=self.pk, accepted_at__isnull=False)
        note = f"Dibuka kembali: {because}"
        returned = {"returned_at": now, "returned_by": by, "return_note": note, "correct_until": correct_until}
        return bool(accepted.update(accepted_at=None, accepted_by=None, **returned))


class SubmissionFile(models.Model):
    """One file of a sent version, numbered from 1."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    order = models.PositiveSmallIntegerField()
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["submission", "order"], name="submission_file_order_once")]

    def __str__(self) -> str:
        return self.stored.name
