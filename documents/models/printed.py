"""Printed documents: a state of a letter, of minutes or of the agenda as PDF; never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from agendas.access import DAY_DUTIES
from agendas.models import Edition
from documents.models.copies import LetterCopy
from documents.models.letters import Letter
from meetings.models import Duty, Invitation, Rakor
from minutes.models import Minutes
from participants.models import User
from participants.models.accounts import HOST_ROLES
from rakor.files.models import StoredFile
from reports.models import Submission

if TYPE_CHECKING:
    from participants.gate import Actor


class PrintedKind(models.TextChoices):
    LETTER = "surat", "Surat"
    MINUTES = "notula", "Notula"
    RUNDOWN = "acara", "Susunan acara"
    SCRIPT = "naskah", "Naskah MC dan operator"
    BUNDLE = "berkas", "Seluruh surat"
    ROSTER = "hadir", "Daftar hadir"
    CARDS = "kartu", "Kartu nama"
    SIGNS = "papan", "Papan nama meja"
    TRAVEL = "perjalanan", "Daftar pelaku perjalanan"
    MATRIX = "matriks", "Matriks kelengkapan"
    RECAP = "rekap", "Rekap"
    PAPER = "laporan", "Berkas kantor"


AT_THE_DESK = [PrintedKind.RUNDOWN, PrintedKind.SCRIPT, PrintedKind.ROSTER, PrintedKind.CARDS, PrintedKind.SIGNS]


class PrintedDocumentQuerySet(models.QuerySet):
    def without_copies(self) -> Self:
        """A letter with a paper for each institution counts as one: the file that holds them all."""
        return self.filter(copy=None)

    def visible_to(self, actor: Actor) -> Self:
        """The host reads every print; an invited office those of letters sent to it, of circulated minutes and of
        the released agenda; who has a duty in the rakor its rundowns, the script too, and what is signed or worn.

        Of a letter with a paper for each institution an office reads its own paper only.
        """
        hosted = Q(rakor__in=Rakor.objects.visible_to(actor), rakor__organiser=actor.institution)
        if actor.role not in HOST_ROLES:  # an observer; these hold the NIP and the code of each delegate
            hosted &= ~Q(kind__in=[PrintedKind.TRAVEL, PrintedKind.CARDS])
        sent = Q(letter__in=Letter.objects.visible_to(actor).filter(sent_at__isnull=False, is_per_institution=False))
        addressed = Q(letter__sent_at__isnull=False, copy__invitation__in=Invitation.objects.visible_to(actor))
        circulated = Q(minutes__in=Minutes.objects.visible_to(actor).filter(circulated_at__isnull=False))
        released = Q(kind=PrintedKind.RUNDOWN, edition__isnull=False, rakor__in=Rakor.objects.visible_to(actor))
        papers = Q(submission__in=Submission.objects.visible_to(actor).values("pk"))
        duties = Duty.objects.filter(person=actor.person, kind__in=DAY_DUTIES)
        on_duty = Q(kind__in=AT_THE_DESK, rakor__in=duties.values("rakor"))
        seen = self.filter(hosted | sent | addressed | circulated | released | papers | on_duty)
        return seen.select_related("rakor__organiser", "file")


class PrintedDocument(models.Model):
    rakor = models.ForeignKey(Rakor, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PrintedKind)
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="+")
    copy = models.OneToOneField(LetterCopy, models.PROTECT, null=True, related_name="printed")
    minutes = models.OneToOneField(Minutes, models.PROTECT, null=True, related_name="+")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")  # empty: of the working agenda
    submission = models.ForeignKey(Submission, models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    code = models.CharField(max_length=9, unique=True)  # "4H2C-71QD", printed for verification
    made_at = models.DateTimeField()

    objects = PrintedDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="surat", letter__isnull=False, minutes=None, edition=None)
                | Q(kind="notula", minutes__isnull=False, letter=None, edition=None)
                | Q(kind="acara", letter=None, minutes=None)
                | ~Q(kind__in=["surat", "notula", "acara"]) & Q(letter=None, minutes=None, edition=None),
                name="printed_has_its_source",
            ),
            models.CheckConstraint(
                condition=Q(kind="laporan", submission__isnull=False) | ~Q(kind="laporan") & Q(submission=None),
                name="printed_paper_has_its_version",
            ),
            models.CheckConstraint(
                condition=Q(copy=None) | Q(letter__isnull=False), name="printed_copy_is_of_its_letter"
            ),
            models.UniqueConstraint(fields=["letter"], condition=Q(copy=None), name="letter_printed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.code}"


class SignedMinutesQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(minutes__in=Minutes.objects.visible_to(actor)).select_related("file", "minutes__rakor")


class SignedMinutes(models.Model):
    """The signed scan of one version of the minutes; its row locks that version for ever."""

    minutes = models.OneToOneField(Minutes, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = SignedMinutesQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "signed minutes"

    def __str__(self) -> str:
        return f"{self.minutes}, bertanda tangan"
