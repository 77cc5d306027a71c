"""What was told to whom, when. A rule never sends the same thing to the same person twice: the row says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from meetings.models import Invitation, Rakor
from participants.models import Person

if TYPE_CHECKING:
    from participants.gate import Actor


class Rule(models.TextChoices):
    INVITED = "undangan", "Undangan terkirim"
    UNANSWERED = "jawaban", "Undangan belum dijawab"
    DUE = "tenggat", "Sebelum tenggat berkas"
    RETURNED = "dikembalikan", "Berkas dikembalikan"
    RECEIVED = "tanda_terima", "Tanda terima"
    ACCEPTED = "diterima", "Berkas diterima"
    EXTENDED = "diperpanjang", "Tenggat diperpanjang"
    MOVED = "tenggat_baru", "Tenggat berubah"
    ASKED = "permohonan", "Permohonan kantor"
    ANSWERED = "dijawab", "Permohonan dijawab"
    COMMENTED = "pesan", "Pesan tentang berkas"
    BY_HAND = "diminta", "Diingatkan sekretariat"
    EDITION = "edisi", "Perubahan acara"
    POSTPONED = "ditunda", "Rakor ditunda"
    RESCHEDULED = "dijadwal", "Rakor dijadwalkan kembali"


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The outbox is the host's."""
        hosted = Rakor.objects.visible_to(actor).hosted_by(actor.institution)
        return self.filter(rakor__in=hosted).select_related("invitation", "person")

    def waiting(self) -> Self:
        return self.filter(sent_at=None, refused_at=None)


class Delivery(models.Model):
    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="+")
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, related_name="+")  # None: told by name
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=12, choices=Rule)
    moment = models.CharField(max_length=60)  # what the rule was about: a deadline, a version
    address = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField()
    message_id = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["rule", "invitation", "person", "moment"], name="delivery_once"),
            models.UniqueConstraint(
                fields=["rule", "rakor", "person", "moment"],
                condition=models.Q(invitation=None),
                name="delivery_by_name_once",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(refused_at=None), name="delivery_sent_or_refused"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} untuk {self.address}"

    @property
    def state(self) -> str:
        if self.sent_at:
            return "terkirim"
        return "ditolak" if self.refused_at else "menunggu"
