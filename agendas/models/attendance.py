"""Who sat in a session. The scans are what happened at the door; a row of the attendance is what they add up to."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from agendas.models.sessions import Session
from meetings.models import AssignmentLetter, Delegate, Mode
from participants.models import Person, User

LATE_AFTER = timedelta(minutes=15)


class Group(models.TextChoices):
    PARTICIPANT = "peserta", "Peserta"
    SPEAKER = "narasumber", "Narasumber"
    COMMITTEE = "panitia", "Panitia"
    GUEST = "tamu", "Tamu"


class Status(models.TextChoices):
    """What is noted; "terlambat" is never noted but read from the hour of coming in."""

    PRESENT = "hadir", "Hadir"
    REPRESENTED = "diwakili", "Diwakili"
    EXCUSED = "izin", "Izin"
    ILL = "sakit", "Sakit"
    ELSEWHERE = "tugas_lain", "Tugas lain"
    UNEXPLAINED = "tanpa", "Tanpa keterangan"


SEAT_TAKEN = (Status.PRESENT, Status.REPRESENTED)


class How(models.TextChoices):
    HALL_CODE = "qr", "Kode di layar"
    DESK = "petugas", "Meja petugas"
    ONLINE = "daring", "Daring"
    BY_HAND = "manual", "Dicatat petugas"
    SHEET = "lembar", "Lembar daftar hadir"


class Attendance(models.Model):
    """One person in one session, with name, title and institution as they were that day."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    delegate = models.ForeignKey(Delegate, models.SET_NULL, null=True, related_name="+")  # none: guest or host's own
    name = models.CharField("nama", max_length=120)
    title = models.CharField("jabatan", max_length=160)
    institution_name = models.CharField("instansi", max_length=150)
    group = models.CharField("kelompok", max_length=10, choices=Group, default=Group.PARTICIPANT)
    status = models.CharField("keterangan", max_length=10, choices=Status, default=Status.PRESENT)
    mode = models.CharField("cara", max_length=8, choices=[c for c in Mode.choices if c[0] != "hybrid"])
    how = models.CharField("dicatat lewat", max_length=8, choices=How)
    in_at = models.DateTimeField(null=True)  # unknown where a paper sheet or a list of names says only that
    out_at = models.DateTimeField(null=True)
    represented_by = models.CharField("diwakili oleh", max_length=160, blank=True)
    assignment = models.ForeignKey(AssignmentLetter, models.SET_NULL, null=True, related_name="+")  # of who stands in
    note = models.CharField("catatan", max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="attendance_once_a_session"),
            models.CheckConstraint(
                condition=Q(status__in=SEAT_TAKEN) | Q(in_at=None, out_at=None), name="attendance_absent_has_no_hour"
            ),
            models.CheckConstraint(
                condition=Q(in_at=None) | Q(out_at=None) | Q(out_at__gte=F("in_at")), name="attendance_out_after_in"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.REPRESENTED, represented_by__gt="")
                | (~Q(status=Status.REPRESENTED) & Q(represented_by="")),
                name="attendance_represented_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(assignment=None) | Q(status=Status.REPRESENTED), name="attendance_assignment_of_a_stand_in"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_there(self) -> bool:
        """The seat is taken, by the person or by who stands in."""
        return self.status in SEAT_TAKEN

    @property
    def is_inside(self) -> bool:
        return self.is_there and self.out_at is None

    @property
    def is_late(self) -> bool:
        """Against the noted start of the session before the planned one."""
        begins: datetime = self.session.started_at or self.session.starts_at
        return self.in_at is not None and self.in_at > begins + LATE_AFTER

    @property
    def word(self) -> str:
        return "Terlambat" if self.status == Status.PRESENT and self.is_late else str(Status(self.status).label)


class Move(models.TextChoices):
    IN = "masuk", "Masuk"
    OUT = "keluar", "Keluar"


class Scan(models.Model):
    """One step through the door. Its key comes from whoever saw it, so that one sent twice counts once."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="scans")
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=6, choices=Move)
    at = models.DateTimeField()
    is_void = models.BooleanField(default=False)  # overruled by a correction by hand
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.attendance}, {self.get_kind_display()}"
