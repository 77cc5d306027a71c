"""Moving sessions: one card, all that follows on a day, and the last step back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from agendas.actions import StaleSession, is_within, refuse_clash
from agendas.models import Session
from meetings.models import Kelas, Rakor, Room
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.audit.models import AuditRow

UNDOABLE = ("session.moved", "agenda.shifted", "agenda.undone")


class ColumnGone(Exception):
    """The kelas or room that was aimed at has been removed in the meantime."""


class NothingToUndo(Exception):
    """No step of this person is left, or what it moved was changed since; the text says which."""


@dataclass(frozen=True)
class Place:
    """Where a session goes. `column` is "kelas" or "ruang" with the id of `column_id` (None: all, no room)."""

    starts_at: datetime
    ends_at: datetime | None
    column: str = ""
    column_id: int | None = None


@transaction.atomic
def move_session(*, session: Session, to: Place, seen_version: int, by: Actor, now: datetime) -> None:
    """Raises StaleSession, ColumnGone, or Clash with the reason; then nothing has moved. It answers a drag."""
    rakor = lock(session.rakor.pk, to)
    before = placed(session)
    session.starts_at, session.ends_at = to.starts_at, to.ends_at
    take_column(session, to, rakor)
    fresh = Session.objects.filter(pk=session.pk, version=seen_version)
    fields = ("starts_at", "ends_at", "kelas_id", "room_id")
    if not fresh.update(version=F("version") + 1, **{name: getattr(session, name) for name in fields}):
        raise StaleSession
    session.version = seen_version + 1
    refuse_clash(session)
    details = {"before": [before | {"version": session.version}], "after": [placed(session)]}
    record(by=by, verb="session.moved", target=session, now=now, rakor_id=session.rakor.pk, details=details)


def lock(rakor_pk: int, to: Place) -> Any:
    """The rakor's row, locked; with it the column that is aimed at, in one query."""
    rows: Any = {"kelas": Kelas, "ruang": Room}.get(to.column, Kelas).objects.filter(  # type: ignore[attr-defined]
        rakor=OuterRef("pk"), pk=to.column_id or 0
    )
    room = "room" if to.column == "kelas" else "pk"
    locked = Rakor.objects.select_for_update(of=("self",)).annotate(
        column_pk=Subquery(rows.values("pk")), column_room=Subquery(rows.values(room))
    )
    rakor = locked.get(pk=rakor_pk)
    if to.column_id and rakor.column_pk is None:
        raise ColumnGone
    return rakor


def take_column(session: Session, to: Place, rakor: Any) -> None:
    """In another kelas the session takes that kelas's room, unless it had been given one of its own."""
    if to.column == "ruang":
        session.room_id = rakor.column_room
    if to.column != "kelas" or to.column_id == session.kelas_id:
        return
    has_own_room = session.room_id and not (session.kelas and session.room_id == session.kelas.room_id)
    if rakor.column_room and not has_own_room:
        session.room_id = rakor.column_room
    session.kelas_id = to.column_id


def placed(session: Session) -> dict[str, Any]:
    """Plain values for the ledger, from which a step can be taken back."""
    return {
        "id": session.pk,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat() if session.ends_at else None,
        "kelas": session.kelas_id,
        "room": session.room_id,
    }


@transaction.atomic
def undo_last(*, rakor: Rakor, by: Actor, now: datetime) -> list[Session]:
    """Takes back this person's last move or shift; a second call takes back the first. Raises NothingToUndo, Clash."""
    Rakor.objects.select_for_update().get(pk=rakor.pk)
    steps = AuditRow.objects.filter(rakor_id=rakor.pk, user_id=by.user_id, verb__in=UNDOABLE)
    last = steps.order_by("-pk").first()
    if last is None:
        raise NothingToUndo("Belum ada langkah yang dapat diurungkan.")
    rows = {row["id"]: row for row in last.details["before"]}
    sessions = list(Session.objects.filter(pk__in=rows, rakor=rakor).select_related("rakor", "kelas", "room"))
    if len(sessions) < len(rows) or any(session.version != rows[session.pk]["version"] for session in sessions):
        raise NothingToUndo("Langkah terakhir tidak dapat diurungkan: sesinya sudah diubah sesudah itu.")
    before = [placed(session) | {"version": session.version + 1} for session in sessions]
    for session in sessions:
        put_back(session, rows[session.pk])
        if not is_within(session, rakor):
            raise NothingToUndo("Langkah terakhir tidak dapat diurungkan: hari semula tidak lagi termasuk hari rakor.")
    for session in sessions:
        refuse_clash(session)
    after = [placed(session) for session in sessions]
    details = {"before": before, "after": after}
    record(by=by, verb="agenda.undone", target=rakor, now=now, rakor_id=rakor.pk, details=details)
    return sessions


def put_back(session: Session, row: dict[str, Any]) -> None:
    session.starts_at = datetime.fromisoformat(row["starts_at"])
    session.ends_at = datetime.fromisoformat(row["ends_at"]) if row["ends_at"] else None
    session.kelas = Kelas.objects.filter(pk=row["kelas"]).first()
    session.room = Room.objects.filter(pk=row["room"]).first()
    session.version += 1
    session.save(update_fields=["starts_at", "ends_at", "kelas", "room", "version"])


def store_times(sessions: Iterable[Session]) -> None:
    """Writes moved sessions, each with a new version."""
    for session in sessions:
        session.version += 1
        session.save(update_fields=["starts_at", "ends_at", "version"])
