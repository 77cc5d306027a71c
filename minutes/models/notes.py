"""What was said in a session, block by block, and what came out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from agendas.models import Session, Topic
from minutes.models.minutes import Minutes
from participants.models.accounts import HOST_ROLES, Role

if TYPE_CHECKING:
    from participants.gate import Actor


def writable_by(session: Session, actor: Actor) -> bool:
    """By its notulis and moderator, whatever they act as, and the host's secretariat; not while the chair reads."""
    rakor = session.rakor
    if rakor.closed_at or rakor.cancelled_at:
        return False
    newest = Minutes.objects.filter(rakor=rakor).order_by("-number").first()
    if newest and newest.state in ("telaah", "disetujui", "diedarkan"):
        return False
    is_named = actor.person.pk in (session.note_taker_id, session.moderator_id)
    return is_named or (actor.role == Role.SECRETARIAT and actor.institution == rakor.organiser)


def readable_by(session: Session, actor: Actor) -> bool:
    """Drafts stay with the host and with those who write them."""
    is_host = actor.role in HOST_ROLES | {Role.OBSERVER} and actor.institution == session.rakor.organiser
    return is_host or actor.person.pk in (session.note_taker_id, session.moderator_id)


class NoteKind(models.TextChoices):
    POINT = "pokok", "Pokok paparan"
    QUESTION = "tanya", "Pertanyaan"
    ANSWER = "jawab", "Jawaban"
    SUGGESTION = "saran", "Saran"
    NOTE = "catatan", "Catatan"


class BlockQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Those of sessions that the actor may know; whether a block may be read is asked of its session."""
        seen = Session.objects.visible_to(actor).values("pk")
        return self.filter(session__in=seen).select_related("session__rakor__organiser", "session__kelas")


class NoteBlock(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    topic = models.ForeignKey(
        Topic, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="pokok bahasan"
    )
    kind = models.CharField("jenis", max_length=10, choices=NoteKind, default=NoteKind.POINT)
    speaker = models.CharField("pembicara", max_length=120, blank=True)
    speaker_from = models.CharField("instansi atau jabatan", max_length=150, blank=True)
    text = models.TextField("isi")
    order = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["session", "order"], name="note_block_order_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="note_block_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    def writable_by(self, actor: Actor) -> bool:
        return writable_by(self.session, actor)


class OutcomeKind(models.TextChoices):
    """A rakor concludes, agrees and recommends; only a pleno decides (UU 7/2017)."""

    CONCLUSION = "kesimpulan", "Kesimpulan"
    AGREEMENT = "kesepakatan", "Kesepakatan"
    RECOMMENDATION = "rekomendasi", "Rekomendasi"


class Outcome(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    kind = models.CharField("jenis", max_length=12, choices=OutcomeKind, default=OutcomeKind.CONCLUSION)
    text = models.TextField("butir")
    order = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)

    objects = BlockQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["session", "order"], name="outcome_order_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="outcome_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}"

    @property
    def number(self) -> str:
        """D-1: the kelas' letter, P for the plenary."""
        return f"{self.session.kelas.code if self.session.kelas else 'P'}-{self.order}"

    def writable_by(self, actor: Actor) -> bool:
        return writable_by(self.session, actor)
