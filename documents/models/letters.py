"""Letters from concept to dispatch, and the wording they start from."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from documents.models.registers import NumberSeries
from meetings.models import Invitation, Rakor
from participants.models import Institution, Position, User
from participants.models.accounts import HOST_ROLES, Role
from rakor.files.models import StoredFile
from rakor.lib.constraints import both_or_neither

if TYPE_CHECKING:
    from participants.gate import Actor


class WordingQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The office's own models and those that come with the program."""
        return self.filter(Q(institution=None) | Q(institution=actor.institution))

    def in_use_at(self, institution: Institution | None) -> Self:
        """What a letter may start from. The office's own of the same name stands for the program's, put away or not."""
        own = Wording.objects.filter(institution=institution)
        kept = self.filter(put_away_at=None).exclude(institution=None, name__in=own.values("name"))
        return kept.order_by(F("institution").asc(nulls_first=True), "name")


class Wording(models.Model):
    """An editable model of a letter. Names in braces are filled in; a line [acara] or [bahan] becomes a block."""

    institution = models.ForeignKey(Institution, models.CASCADE, null=True, related_name="+")  # None: the program's own
    name = models.CharField("nama model", max_length=80)
    subject = models.CharField("hal", max_length=150)
    body = models.TextField("isi surat")
    version = models.PositiveIntegerField(default=1)
    put_away_at = models.DateTimeField(null=True)  # offered no more; never deleted
    put_away_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = WordingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "name"], name="wording_named_once"),
            both_or_neither("wording", "put_away"),
        ]

    def __str__(self) -> str:
        return self.name

    def is_shipped(self) -> bool:
        return self.institution_id is None

    def copyable_by(self, actor: Actor) -> bool:
        return actor.role == Role.SECRETARIAT and self.is_shipped()

    def editable_by(self, actor: Actor) -> bool:
        return actor.role == Role.SECRETARIAT and not self.is_shipped() and self.institution == actor.institution


class LetterState(models.TextChoices):
    CONCEPT = "konsep", "Konsep"
    PROPOSED = "diajukan", "Menunggu persetujuan"
    RETURNED = "dikembalikan", "Dikembalikan"
    APPROVED = "disetujui", "Disetujui"
    NUMBERED = "bernomor", "Bernomor"
    SIGNED = "ditandatangani", "Ditandatangani"
    SENT = "terkirim", "Terkirim"
    CANCELLED = "dibatalkan", "Dibatalkan"


class Nature(models.TextChoices):
    ORDINARY = "Biasa", "Biasa"
    IMPORTANT = "Penting", "Penting"
    URGENT = "Segera", "Segera"
    SECRET = "Rahasia", "Rahasia"


class Sheet(models.TextChoices):
    A4 = "a4", "A4"
    F4 = "f4", "F4 (215 x 330 mm)"


class LetterQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The host's own correspondence; an invited office reads what was sent with its invitation.

        Of a letter with a paper for each institution only those see it who got one.
        """
        if actor.role in HOST_ROLES or actor.role == Role.OBSERVER:
            mine = Q(rakor__organiser=actor.institution)
        else:
            own = Q(copies__invitation__in=Invitation.objects.visible_to(actor))  # at most one of a letter
            mine = Q(sent_at__isnull=False, rakor__in=Rakor.objects.visible_to(actor))
            mine &= Q(is_per_institution=False) | own
        return self.filter(mine).select_related("rakor__organiser", "signed_file", "corrects")


class Letter(models.Model):
    rakor = models.ForeignKey(Rakor, models.PROTECT, related_name="+")
    subject = models.CharField("hal", max_length=150)
    nature = models.CharField("sifat", max_length=10, choices=Nature, default=Nature.IMPORTANT)
    addressee = models.TextField("yang terhormat", help_text="Satu baris untuk setiap baris alamat.")
    body = models.TextField("isi surat")
    carbon_copies = models.TextField("tembusan", blank=True, help_text="Satu baris satu tembusan.")
    filing_code = models.CharField("klasifikasi", max_length=12, default="PL.02")
    kind_code = models.CharField("jenis surat", max_length=4, default="Und")
    sheet = models.CharField("kertas", max_length=2, choices=Sheet, default=Sheet.A4)
    signer = models.ForeignKey(Position, models.PROTECT, related_name="+", verbose_name="penanda tangan")
    signer_name = models.CharField(max_length=120)
    signer_title = models.CharField(max_length=120)
    is_per_institution = models.BooleanField("satu naskah untuk setiap instansi", default=False)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # the sent letter of a ralat
    content = models.JSONField(null=True)  # the blocks of the body as printed, kept when the number is given
    version = models.PositiveIntegerField(default=1)

    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    return_note = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    numbered_at = models.DateTimeField(null=True)
    numbered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    series = models.ForeignKey(NumberSeries, models.PROTECT, null=True, related_name="+")
    sequence = models.PositiveIntegerField(null=True)
    number = models.CharField("nomor", max_length=80, blank=True)
    dated_on = models.DateField("tanggal surat", null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_because = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["series", "sequence"], name="letter_number_once"),
            models.UniqueConstraint(
                fields=["series", "number"], condition=~Q(number=""), name="letter_number_text_once"
            ),
            *(
                both_or_neither("letter", event)
                for event in ("proposed", "returned", "approved", "numbered", "signed", "sent", "cancelled")
            ),
            models.CheckConstraint(
                condition=Q(numbered_at=None, sequence=None, number="") | Q(numbered_at__isnull=False) & ~Q(number=""),
                name="letter_number_only_at_issue",
            ),
            models.CheckConstraint(
                condition=Q(signed_at=None) | Q(signed_file__isnull=False) | Q(is_per_institution=True),
                name="letter_signed_with_its_file",
            ),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(signed_at__isnull=False), name="letter_sent_is_signed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.number})" if self.number else self.subject

    @property
    def state(self) -> LetterState:
        moments = (
            (self.cancelled_at, LetterState.CANCELLED),
            (self.sent_at, LetterState.SENT),
            (self.signed_at, LetterState.SIGNED),
            (self.numbered_at, LetterState.NUMBERED),
            (self.approved_at, LetterState.APPROVED),
            (self.returned_at, LetterState.RETURNED),
            (self.proposed_at, LetterState.PROPOSED),
        )
        return next((state for at, state in moments if at), LetterState.CONCEPT)

    def is_of_host(self, actor: Actor) -> bool:
        return actor.institution == self.rakor.organiser

    def editable_by(self, actor: Actor) -> bool:
        """A concept or one that came back; what was approved is printed as it is."""
        is_open = self.state in (LetterState.CONCEPT, LetterState.RETURNED)
        return is_open and actor.role == Role.SECRETARIAT and self.is_of_host(actor)

    def approvable_by(self, actor: Actor) -> bool:
        return self.state == LetterState.PROPOSED and actor.role == Role.LEADERSHIP and self.is_of_host(actor)

    def is_in(self, state: LetterState, actor: Actor) -> bool:
        return self.state == state and actor.role == Role.SECRETARIAT and self.is_of_host(actor)

    def numberable_by(self, actor: Actor) -> bool:
        return self.is_in(LetterState.APPROVED, actor)

    def signable_by(self, actor: Actor) -> bool:
        return self.is_in(LetterState.NUMBERED, actor) and not self.is_per_institution

    def copies_signable_by(self, actor: Actor) -> bool:
        """Until it is sent, so that a scan of the wrong office can be replaced."""
        is_open = self.is_in(LetterState.NUMBERED, actor) or self.is_in(LetterState.SIGNED, actor)
        return is_open and self.is_per_institution

    def sendable_by(self, actor: Actor) -> bool:
        return self.is_in(LetterState.SIGNED, actor)

    def correctable_by(self, actor: Actor) -> bool:
        return self.is_in(LetterState.SENT, actor)

    def reprintable_by(self, actor: Actor) -> bool:
        """Has papers for institutions that may be asked for again."""
        is_numbered = self.is_per_institution and self.numbered_at is not None and self.cancelled_at is None
        return is_numbered and actor.role == Role.SECRETARIAT and self.is_of_host(actor)

    def cancellable_by(self, actor: Actor) -> bool:
        is_open = self.state not in (LetterState.SENT, LetterState.CANCELLED)
        return is_open and actor.role == Role.SECRETARIAT and self.is_of_host(actor)

    def advance(self, event: str, *, by: User, now: datetime, **values: object) -> bool:
        """Sets the event's pair unless somebody did already; False then. The verbs of actions.py call it."""
        waiting = Letter.objects.filter(pk=self.pk, cancelled_at=None).filter(**{f"{event}_at": None})
        return bool(waiting.update(**{f"{event}_at": now, f"{event}_by": by}, **values))
