"""Attendance is taken: at the door by scans that may come late, twice or out of order, and by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from agendas.models import SEAT_TAKEN, Attendance, Group, How, Move, Scan, Session, Status
from meetings.models import AssignmentLetter, Delegate, Mode
from meetings.naming import add_assignment
from participants.gate import Actor
from participants.models import Person
from rakor.audit.actions import record


@dataclass(frozen=True)
class Mark:
    """A delegate was seen coming in or going out; `key` names this one sight of it."""

    key: UUID
    delegate: Delegate
    kind: Move
    at: datetime


@transaction.atomic
def take(*, session: Session, marks: Iterable[Mark], how: How, mode: Mode, by: Actor, now: datetime) -> set[UUID]:
    """Returns the keys that stand afterwards, those sent before included; a key of somebody else is not among them.

    Set by set, and in the order of persons, so that desks which send the same people never wait in a ring.
    """
    wanted = sorted({mark.key: mark for mark in marks}.values(), key=lambda mark: mark.delegate.person_id)
    new = [row_of(mark.delegate, session, how=how, mode=mode, by=by, now=now) for mark in wanted]
    Attendance.objects.bulk_create({row.person_id: row for row in new}.values(), ignore_conflicts=True)
    people = [mark.delegate.person_id for mark in wanted]
    locked = Attendance.objects.select_for_update().filter(session=session, person__in=people).order_by("pk")
    rows = {row.person_id: row for row in locked}
    keys = [mark.key for mark in wanted]
    known = set(Scan.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = [mark for mark in wanted if mark.key not in known]
    scans = [scan_of(rows[mark.delegate.person_id], mark, by=by, now=now) for mark in fresh]
    Scan.objects.bulk_create(scans, ignore_conflicts=True)
    settle([rows[pk] for pk in {mark.delegate.person_id for mark in fresh}], mode=mode)
    if fresh:
        seen = {str(kind): [mark.delegate.name for mark in fresh if mark.kind == kind] for kind in Move}
        details = {"how": str(how)} | seen
        record(by=by, verb="attendance.taken", target=session, now=now, rakor_id=session.rakor.pk, details=details)
    stored = dict(Scan.objects.filter(key__in=keys).values_list("key", "attendance_id"))
    return {mark.key for mark in wanted if stored.get(mark.key) == rows[mark.delegate.person_id].pk}


def row_of(delegate: Delegate, session: Session, *, how: How, mode: Mode, by: Actor, now: datetime) -> Attendance:
    return Attendance(
        session=session,
        person_id=delegate.person_id,
        delegate=delegate,
        name=delegate.name,
        title=delegate.title,
        institution_name=delegate.invitation.institution_name,
        mode=mode,
        how=how,
        recorded_at=now,
        recorded_by=by.user,
    )


def scan_of(row: Attendance, mark: Mark, *, by: Actor, now: datetime) -> Scan:
    return Scan(attendance=row, key=mark.key, kind=mark.kind, at=mark.at, recorded_at=now, recorded_by=by.user)


def settle(rows: list[Attendance], *, mode: Mode) -> None:
    """Reads the hours off the scans, whatever their order of arrival: the first coming in, and the last going out
    unless somebody came in again after it. Who was seen is there, whatever was noted; the hall outdoes the screen.
    """
    scans: dict[int, list[Scan]] = {}
    for scan in Scan.objects.filter(attendance__in=rows, is_void=False):
        scans.setdefault(scan.attendance_id, []).append(scan)
    for row in rows:
        ins = [scan.at for scan in scans.get(row.pk, []) if scan.kind == Move.IN]
        outs = [scan.at for scan in scans.get(row.pk, []) if scan.kind == Move.OUT]
        row.in_at = min(ins, default=None)
        row.out_at = max(outs, default=None)
        if ins and row.out_at and row.out_at < max(ins):
            row.out_at = None
        if not row.is_there:
            row.status, row.mode = Status.PRESENT, mode
        if mode == Mode.ONSITE:
            row.mode = mode
    Attendance.objects.bulk_update(rows, ["in_at", "out_at", "status", "mode"])


@transaction.atomic
def take_names(*, session: Session, delegates: list[Delegate], by: Actor, now: datetime, how: How = How.ONLINE) -> None:
    """They were there at an hour that nobody noted. Who is already there stays as noted."""
    mode = Mode.ONLINE if how == How.ONLINE else Mode.ONSITE
    rows = [row_of(row, session, how=how, mode=mode, by=by, now=now) for row in delegates]
    Attendance.objects.bulk_create(sorted(rows, key=lambda row: row.person_id), ignore_conflicts=True)
    people = [row.person_id for row in rows]
    absent = Attendance.objects.filter(session=session, person__in=people).exclude(status__in=SEAT_TAKEN)
    absent.update(status=Status.PRESENT, mode=mode, how=how, recorded_at=now, recorded_by=by.user)
    details = {"how": str(how), "masuk": [row.name for row in delegates]}
    record(by=by, verb="attendance.taken", target=session, now=now, rakor_id=session.rakor.pk, details=details)


Span = tuple[datetime | None, datetime | None]


@transaction.atomic
def take_listed(
    *, session: Session, delegates: list[Delegate], spans: dict[int, Span], by: Actor, now: datetime
) -> None:
    """They were online: from when to when, by the delegate's key, as far as the list says it."""
    marks = [
        Mark(uuid4(), row, kind, at)
        for row in delegates
        for kind, at in zip((Move.IN, Move.OUT), spans.get(row.pk, (None, None)), strict=True)
        if at
    ]
    take(session=session, marks=marks, how=How.ONLINE, mode=Mode.ONLINE, by=by, now=now)
    seen = {mark.delegate.pk for mark in marks}
    if unseen := [row for row in delegates if row.pk not in seen]:
        take_names(session=session, delegates=unseen, by=by, now=now)


# --- by hand


@dataclass(frozen=True)
class Known:
    """Who a row is about: a delegate, or somebody of the day such as a narasumber, the panitia or a guest."""

    person: Person
    name: str
    title: str
    institution_name: str
    group: Group
    delegate: Delegate | None = None


@dataclass(frozen=True)
class Noted:
    """What a form says of one person; instants are UTC."""

    status: Status
    mode: Mode
    how: How
    in_at: datetime | None
    out_at: datetime | None
    represented_by: str = ""
    note: str = ""
    assignment: AssignmentLetter | None = None  # the surat tugas of who stands in; `upload` is one that comes now
    upload: UploadedFile | None = None


@transaction.atomic
def note(*, session: Session, known: Known, noted: Noted, by: Actor, now: datetime) -> Attendance:
    """Replaces what stands for this person; earlier scans no longer count, later ones do. Name and title stay."""
    fields = ("name", "title", "institution_name", "group", "delegate")
    values = {name: getattr(noted, name) for name in ("status", "mode", "how", "represented_by", "note")}
    values["assignment"] = noted.assignment
    if noted.upload and known.delegate:
        invitation = known.delegate.invitation
        values["assignment"] = add_assignment(invitation=invitation, upload=noted.upload, by=by, now=now)
    values |= {"in_at": noted.in_at, "out_at": noted.out_at, "recorded_at": now, "recorded_by": by.user}
    created = {name: getattr(known, name) for name in fields} | values
    row, is_new = Attendance.objects.select_for_update().get_or_create(
        session=session, person=known.person, defaults=created
    )
    if not is_new:
        row.scans.update(is_void=True)  # type: ignore[attr-defined]
        Attendance.objects.filter(pk=row.pk).update(**values)
    for kind, at in ((Move.IN, noted.in_at), (Move.OUT, noted.out_at)):
        if at:
            Scan.objects.create(attendance=row, key=uuid4(), kind=kind, at=at, recorded_at=now, recorded_by=by.user)
    details = {"session": session.pk, "status": str(noted.status), "by_hand": True}
    record(by=by, verb="attendance.noted", target=row, now=now, rakor_id=session.rakor.pk, details=details)
    return row


@transaction.atomic
def add_guest(
    *, session: Session, name: str, title: str, institution_name: str, noted: Noted, by: Actor, now: datetime
) -> Attendance:
    """A guest who was not invited; the same name from the same place is the same person of this rakor."""
    before = Attendance.objects.filter(
        session__rakor=session.rakor, group=Group.GUEST, name=name, institution_name=institution_name
    ).select_related("person")
    earlier = before.first()
    person = earlier.person if earlier else Person.objects.create(name=name, is_demo=session.rakor.organiser.is_demo)
    known = Known(person, name, title, institution_name, Group.GUEST)
    return note(session=session, known=known, noted=noted, by=by, now=now)
