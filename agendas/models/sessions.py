"""What happens when: sessions with their speakers and topics."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from meetings.models import Duty, Kelas, Mode, Rakor, Room
from meetings.models.rakor import HOST_READERS
from participants.models import Person, User
from rakor.lib.constraints import both_or_neither
from rakor.lib.dates import span

if TYPE_CHECKING:
    from participants.gate import Actor


class SessionKind(models.TextChoices):
    REGISTRATION = "registrasi", "Registrasi"
    OPENING = "pembukaan", "Pembukaan"
    REPORT = "laporan", "Laporan"
    ADDRESS = "sambutan", "Sambutan"
    DIRECTION = "arahan", "Arahan"
    MATERIAL = "materi", "Materi"
    QUESTIONS = "tanya_jawab", "Tanya jawab"
    SHARING = "sharing", "Sharing session"
    KELAS = "kelas", "Kelas pembahasan"
    STRATEGIC = "isu_strategis", "Diskusi isu strategis"
    KELAS_PLENARY = "pleno_kelas", "Pleno kelas"
    BREAK = "ishoma", "ISHOMA"
    AWARD = "penghargaan", "Penghargaan"
    CONCLUSION = "kesimpulan", "Kesimpulan"
    CLOSING = "penutupan", "Penutupan"
    VISIT = "kunjungan", "Kunjungan"
    OTHER = "lain", "Lainnya"


class SessionQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Whoever sees the rakor; what is only for the committee: its host and those with a duty in it."""
        seen = self.filter(rakor__in=Rakor.objects.visible_to(actor)).select_related("rakor__organiser", "kelas")
        on_duty = Q(rakor__in=Duty.objects.filter(person=actor.person).values("rakor"))
        if actor.role in HOST_READERS:
            on_duty |= Q(rakor__organiser=actor.institution)
        return seen.filter(Q(is_internal=False) | on_duty)

    def overlapping(self, starts_at: datetime, ends_at: datetime | None) -> Self:
        """Sessions that share a moment; one without an end ("s.d. selesai") is not held against the others."""
        if ends_at is None:
            return self.none()
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)

    def listed(self) -> Self:
        """With `speaker_list` and `topic_list` in one query each, for pages of many sessions."""
        speakers = models.Prefetch("speakers", to_attr="known_speakers")
        return self.prefetch_related(speakers, models.Prefetch("topics", to_attr="known_topics"))

    def with_people(self) -> Self:
        return self.select_related("kelas", "room", "moderator", "note_taker").prefetch_related("speakers", "topics")


class Session(models.Model):
    rakor = models.ForeignKey(Rakor, models.CASCADE, related_name="+")
    kind = models.CharField("jenis", max_length=15, choices=SessionKind)
    title = models.CharField("judul", max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)  # open: "s.d. selesai"
    kelas = models.ForeignKey(Kelas, models.CASCADE, null=True, blank=True, related_name="+")
    room = models.ForeignKey(Room, models.SET_NULL, null=True, blank=True, related_name="+")
    moderator = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    note_taker = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    kind_name = models.CharField("sebutan jenis", max_length=60, blank=True)  # the office's own word; empty: the label
    is_fixed = models.BooleanField("titik tetap", default=False)  # a shift of the day leaves it where it is
    is_internal = models.BooleanField("hanya untuk panitia", default=False)  # stands in no edition, only in the script
    cue = models.TextField("catatan MC dan operator", blank=True)
    prompts = models.TextField("pertanyaan untuk tiap kantor", blank=True)  # of a sharing session, one a line
    quorum = models.PositiveSmallIntegerField("kuorum", null=True, blank=True)  # delegations; empty: none is asked
    mode = models.CharField("cara", max_length=8, choices=Mode, blank=True)  # empty: that of the rakor
    join_url = models.URLField("tautan rapat daring", blank=True)
    meeting_id = models.CharField("ID rapat", max_length=60, blank=True)
    passcode = models.CharField("kode sandi", max_length=60, blank=True)
    started_at = models.DateTimeField(null=True)  # the fact beside the plan
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "kelas__code", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="session_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="session_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(quorum__isnull=True) | Q(quorum__gt=0), name="session_quorum_is_some"),
            both_or_neither("session", "started"),
            both_or_neither("session", "ended"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="session_ended_after_it_started",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_word(self) -> str:
        """What the agenda calls this kind of session."""
        return self.kind_name or str(SessionKind(self.kind).label)

    @property
    def speaker_list(self) -> list[Speaker]:
        """As `listed()` fetched them: a prefetched manager builds a query of its own for each session."""
        known = self.__dict__.get("known_speakers")
        return list(self.speakers.all()) if known is None else known

    @property
    def topic_list(self) -> list[Topic]:
        known = self.__dict__.get("known_topics")
        return list(self.topics.all()) if known is None else known

    @property
    def is_closing(self) -> bool:
        return self.kind == SessionKind.CLOSING

    @property
    def holds_still(self) -> bool:
        """Stays where it is when the day is shifted: prayer, meals and the closing always do."""
        return self.is_fixed or self.is_closing or self.kind == SessionKind.BREAK

    def editable_by(self, actor: Actor) -> bool:
        return self.rakor.editable_by(actor)

    def span(self) -> str:
        return span(self.starts_at, self.ends_at, self.rakor.timezone)


class Speaker(models.Model):
    """A narasumber, from the host or from outside; name and title as they were that day."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="speakers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="speaker_once_a_session")]

    def __str__(self) -> str:
        return f"{self.name}, {self.title}"


class Topic(models.Model):
    session = models.ForeignKey(Session, models.CASCADE, related_name="topics")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["session", "order"], name="topic_order_once")]

    def __str__(self) -> str:
        return self.title
