"""A rakor: a term of work of one organiser, from draft to archive."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Self
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from meetings.models.elections import Stage
from participants.models import Institution, Person, User
from participants.models.accounts import HOST_ROLES, INVITED_ROLES, Role
from rakor.lib.constraints import both_or_neither
from rakor.lib.dates import ZONES, day_range, zone_label

if TYPE_CHECKING:
    from participants.gate import Actor

HOST_READERS = HOST_ROLES | {Role.OBSERVER}


class RakorKind(models.TextChoices):
    RAKOR = "rakor", "Rapat Koordinasi"
    RAPIM = "rapim", "Rapat Pimpinan"
    DESK = "desk", "Rapat Koordinasi Desk Pilkada/Pemilu"
    BIMTEK = "bimtek", "Bimbingan Teknis"
    SOSIALISASI = "sosialisasi", "Sosialisasi"


class Mode(models.TextChoices):
    ONSITE = "onsite", "luring"
    ONLINE = "online", "daring"
    HYBRID = "hybrid", "hibrida"


class RakorState(models.TextChoices):
    """The visible word, derived from who/when pairs and the calendar; never stored."""

    DRAFT = "draf", "Draf"
    OPEN = "dibuka", "Dibuka"
    RUNNING = "berlangsung", "Berlangsung"
    CLOSED = "ditutup", "Ditutup"
    CANCELLED = "batal", "Batal"
    POSTPONED = "ditunda", "Ditunda"
    TEMPLATE = "templat", "Templat"


class RakorQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """The host's own; what an office was invited to, once the invitation is out; what a person has a duty in."""
        mine = Q(pk__in=Duty.objects.filter(person=actor.person).values("rakor"))
        if actor.role in HOST_READERS:
            mine |= Q(organiser=actor.institution)
        if actor.role in INVITED_ROLES | HOST_ROLES:  # an invited office hosts the next level itself
            mine |= Q(invitations__institution=actor.institution, invitations__sent_at__isnull=False)
        if actor.is_link:
            mine = Q(invitations__access_links__user=actor.user, invitations__sent_at__isnull=False)
        return self.filter(mine).distinct()

    def shared_with(self, institution: Institution | None) -> Self:
        """Its own, and those of other offices that asked it to come: what the office may build its own rakor on."""
        invited = Q(invitations__institution=institution, invitations__sent_at__isnull=False, cancelled_at=None)
        return self.filter(Q(organiser=institution) | invited).distinct()

    def without_templates(self) -> Self:
        return self.filter(is_template=False)

    def templates(self) -> Self:
        return self.filter(is_template=True)

    def hosted_by(self, institution: Institution | None) -> Self:
        return self.filter(organiser=institution)


class Rakor(models.Model):
    title = models.CharField("nama rakor", max_length=200)
    kind = models.CharField("jenis", max_length=12, choices=RakorKind, default=RakorKind.RAKOR)
    organiser = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="penyelenggara")
    venue_host = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tuan rumah"
    )
    stage = models.ForeignKey(Stage, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tahapan")
    starts_on = models.DateField("hari pertama")
    ends_on = models.DateField("hari terakhir")
    start_time = models.TimeField("mulai pukul", null=True, blank=True)
    timezone = models.CharField("zona waktu", max_length=30, choices=list(ZONES.items()))
    mode = models.CharField("cara", max_length=8, choices=Mode, default=Mode.ONSITE)
    venue_name = models.CharField("tempat", max_length=120, blank=True)
    venue_address = models.CharField("alamat tempat", max_length=200, blank=True)
    city = models.CharField("kota", max_length=60, blank=True)
    dress_code = models.CharField("pakaian", max_length=120, blank=True)
    contact = models.CharField("narahubung", max_length=150, blank=True)
    purpose = models.TextField("maksud", blank=True)
    join_url = models.URLField("tautan rapat daring", blank=True)
    meeting_id = models.CharField("ID rapat", max_length=60, blank=True)
    passcode = models.CharField("kode sandi", max_length=60, blank=True)

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="rakor induk"
    )
    children_due_on = models.DateField("turunan paling lambat", null=True, blank=True)  # by when the levels below meet
    naming_due_at = models.DateTimeField("batas penyebutan nama", null=True, blank=True)  # afterwards names are swapped
    is_template = models.BooleanField("templat", default=False)  # never held; new ones are copied from it

    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    cancelled_because = models.CharField("alasan batal", max_length=300, blank=True)
    postponed_at = models.DateTimeField(null=True)
    postponed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    postponed_because = models.CharField("alasan ditunda", max_length=300, blank=True)
    rescheduled_at = models.DateTimeField(null=True)  # the last time that new days took the place of postponed ones
    rescheduled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = RakorQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="rakor_ends_after_start"),
            models.CheckConstraint(condition=~Q(title=""), name="rakor_has_a_title"),
            both_or_neither("rakor", "opened"),
            both_or_neither("rakor", "closed"),
            both_or_neither("rakor", "cancelled"),
            both_or_neither("rakor", "postponed"),
            both_or_neither("rakor", "rescheduled"),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="rakor_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def zone(self) -> str:
        """The letters that stand behind every printed time: WIB, WITA or WIT."""
        return zone_label(self.timezone)

    @property
    def zoneinfo(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def days_text(self) -> str:
        return day_range(self.starts_on, self.ends_on)

    @property
    def place(self) -> str:
        return ", ".join(part for part in (self.venue_name, self.city) if part)

    def days(self) -> list[date]:
        return [date.fromordinal(n) for n in range(self.starts_on.toordinal(), self.ends_on.toordinal() + 1)]

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zoneinfo).date()

    def days_until(self, now: datetime) -> int:
        """Days until the first day in the rakor's own zone; the office's "H-3" is 3."""
        return (self.starts_on - self.today(now)).days

    def state(self, now: datetime) -> RakorState:
        if self.is_template:
            return RakorState.TEMPLATE
        if self.cancelled_at:
            return RakorState.CANCELLED
        if self.closed_at:
            return RakorState.CLOSED
        if self.postponed_at:
            return RakorState.POSTPONED
        if not self.opened_at:
            return RakorState.DRAFT
        return RakorState.RUNNING if self.starts_on <= self.today(now) <= self.ends_on else RakorState.OPEN

    def is_organised_by(self, actor: Actor) -> bool:
        """Compares keys: no page loads an institution to know whether it is its own."""
        return actor.institution is not None and actor.institution.pk == self.organiser_id

    def is_hosted_by(self, actor: Actor) -> bool:
        return actor.role in HOST_READERS and self.is_organised_by(actor)

    def editable_by(self, actor: Actor) -> bool:
        """Its plan is changed by the host's secretariat, until it is closed or cancelled."""
        is_secretariat = actor.role == Role.SECRETARIAT and self.is_organised_by(actor)
        return is_secretariat and not (self.closed_at or self.cancelled_at)

    def runnable_by(self, actor: Actor) -> bool:
        """Opened, invited to, asked for: whatever is never done with a template."""
        return self.editable_by(actor) and not self.is_template

    def remindable_by(self, actor: Actor) -> bool:
        return self.runnable_by(actor) and not self.postponed_at

    def postponable_by(self, actor: Actor) -> bool:
        return self.remindable_by(actor) and self.opened_at is not None

    def reschedulable_by(self, actor: Actor) -> bool:
        return self.runnable_by(actor) and self.postponed_at is not None

    def copyable_by(self, actor: Actor) -> bool:
        if actor.role != Role.SECRETARIAT:
            return False
        return self.is_hosted_by(actor) or Rakor.objects.shared_with(actor.institution).filter(pk=self.pk).exists()

    def is_naming_closed(self, now: datetime) -> bool:
        return self.naming_due_at is not None and now > self.naming_due_at

    def ancestors(self) -> list[Rakor]:
        """Its parent, the parent's parent and so on; one query each."""
        found: list[Rakor] = []
        above = self.parent
        while above and above not in found:
            found.append(above)
            above = above.parent
        return found

    def hold_until(self) -> date | None:
        """By when it must have been held: the earliest that its parent or a paper it refers to asks for."""
        asked = [self.parent.children_due_on] if self.parent else []
        if self.pk:
            asked += self.references.values_list("hold_until", flat=True)
        return min((day for day in asked if day), default=None)


class DutyKind(models.TextChoices):
    COMMITTEE = "panitia", "Panitia"
    MODERATOR = "moderator", "Moderator"
    MINUTE_TAKER = "notulis", "Notulis"
    SPEAKER = "narasumber", "Narasumber"


class Duty(models.Model):
    """Somebody has a task by name in this rakor; which session it is about stands with the session."""

    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="duties")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=DutyKind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rakor", "person", "kind"], name="duty_given_once")]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_kind_display()}"
