"""What the desk's page holds and what it sends. The desk may have been without a network for hours."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from agendas import personal_code
from agendas.attendance import Mark, take
from agendas.hall_code import opens_at
from agendas.models import SEAT_TAKEN, Attendance, How, Move, Session
from agendas.roll import expected_at, has_seats
from meetings.models import Delegate, Mode, Rakor
from participants.gate import Actor

MOST = 500  # sightings of one sending; the desk sends the rest after it
AHEAD = timedelta(minutes=2)  # by which a desk's clock may be fast
DAY = timedelta(days=1)


class Unreadable(Exception):
    """Its text is the sentence for the desk."""


@dataclass(frozen=True)
class Sighting:
    key: UUID
    delegate_pk: int
    session_pk: int
    kind: Move
    at: datetime


def people_of(session: Session) -> list[dict[str, Any]]:
    """Every delegate of the rakor with the digest of the code; `expected` are those of this session. No phone."""
    inside = set(inside_of(session))
    expected = {row.pk for row in expected_at(session, is_placed=has_seats(session))}
    delegates = Delegate.objects.filter(invitation__rakor=session.rakor).select_related("invitation")
    return [
        {
            "id": row.pk,
            "name": row.name,
            "title": row.title,
            "office": row.invitation.institution_name,
            "code": personal_code.digest_of(personal_code.code_of(row), session.rakor.pk),
            "expected": row.pk in expected,
            "inside": row.pk in inside,
        }
        for row in delegates.order_by("invitation__order", "pk")
    ]


def inside_of(session: Session) -> list[int]:
    """Delegates by key, in one query; twin of Attendance.is_inside."""
    inside = Attendance.objects.filter(session=session, status__in=SEAT_TAKEN, out_at=None).order_by()
    named = Delegate.objects.filter(invitation__rakor=session.rakor, person__in=inside.values("person"))
    return list(named.order_by("pk").values_list("pk", flat=True))


def mark_of(inside: list[int]) -> str:
    """Names this state, so that a desk that knows it is told nothing."""
    return hashlib.sha256(json.dumps(inside).encode()).hexdigest()[:16]


# --- what comes in


def read_sightings(body: bytes) -> list[Sighting]:
    """Raises Unreadable for what no desk of this program sends."""
    try:
        rows = json.loads(body)
        if not isinstance(rows, list) or len(rows) > MOST:
            raise Unreadable(f"Kiriman bukan daftar, atau lebih dari {MOST} baris.")
        return [sighting_of(row) for row in rows]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as odd:
        raise Unreadable("Kiriman ini tidak terbaca. Muat ulang halaman meja; antreannya tidak hilang.") from odd


def sighting_of(row: dict[str, Any]) -> Sighting:
    at = datetime.fromisoformat(str(row["at"]))
    at = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    return Sighting(UUID(str(row["key"])), int(row["delegate"]), int(row["session"]), Move(row["kind"]), at)


@transaction.atomic
def take_sightings(*, rakor: Rakor, sightings: Iterable[Sighting], by: Actor, now: datetime) -> list[dict[str, str]]:
    """One answer per key, in their order: "ok" stands in the database, "no" says why it never will."""
    sightings = list(sightings)
    sessions = {row.pk: row for row in Session.objects.filter(rakor=rakor).select_related("rakor__organiser")}
    asked = {row.delegate_pk for row in sightings}
    delegates = Delegate.objects.filter(invitation__rakor=rakor, pk__in=asked).select_related("invitation")
    known = {row.pk: row for row in delegates}
    whole = [row for row in sightings if row.session_pk in sessions and row.delegate_pk in known]
    stand: set[UUID] = set()
    for pk in sorted({row.session_pk for row in whole}):
        session = sessions[pk]
        marks = [
            Mark(row.key, known[row.delegate_pk], row.kind, plausible(row.at, session, now=now))
            for row in whole
            if row.session_pk == pk
        ]
        stand |= take(session=session, marks=marks, how=How.DESK, mode=Mode.ONSITE, by=by, now=now)
    return [answer(row, sessions, known, stand) for row in sightings]


def plausible(at: datetime, session: Session, *, now: datetime) -> datetime:
    """The desk's own moment, unless its clock is wrong: before the doors, a day after the plan, or not yet."""
    last = min(now + AHEAD, (session.ends_at or session.starts_at) + DAY)
    return at if opens_at(session) <= at <= last else now


def answer(
    row: Sighting, sessions: dict[int, Session], delegates: dict[int, Delegate], stand: set[UUID]
) -> dict[str, str]:
    if row.key in stand:
        return {"key": str(row.key), "result": "ok"}
    if row.session_pk not in sessions:
        why = "Sesi ini sudah dihapus dari acara."
    elif row.delegate_pk not in delegates:
        why = "Orang ini bukan delegasi rakor ini lagi."
    else:
        why = "Catatan ini sudah dipakai untuk orang lain."
    return {"key": str(row.key), "result": "no", "why": why}
