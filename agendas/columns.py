"""The columns of the board: kelas and rooms."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from agendas.models import Session
from meetings.models import Kelas, Room
from participants.gate import Actor
from rakor.audit.actions import record


class StillUsed(Exception):
    """Sessions stand in this column; the text names them."""


@transaction.atomic
def save_kelas(*, kelas: Kelas, by: Actor, now: datetime) -> None:
    kelas.save()
    record(by=by, verb="kelas.changed", target=kelas, now=now, rakor_id=kelas.rakor.pk)


@transaction.atomic
def remove_kelas(*, kelas: Kelas, by: Actor, now: datetime) -> None:
    """Its delegates lose their seat there, not their name. Raises StillUsed while it has sessions."""
    refuse_used([session.title for session in Session.objects.filter(kelas=kelas)])
    record(by=by, verb="kelas.removed", target=kelas, now=now, rakor_id=kelas.rakor.pk)
    kelas.delete()


@transaction.atomic
def save_room(*, room: Room, by: Actor, now: datetime) -> None:
    is_new = room.pk is None
    room.save()
    record(by=by, verb="room.added" if is_new else "room.changed", target=room, now=now, rakor_id=room.rakor.pk)


@transaction.atomic
def remove_room(*, room: Room, by: Actor, now: datetime) -> None:
    """Raises StillUsed while sessions meet there; a kelas that only called it its own is left without."""
    refuse_used([session.title for session in Session.objects.filter(room=room)])
    record(by=by, verb="room.removed", target=room, now=now, rakor_id=room.rakor.pk)
    room.delete()


def refuse_used(titles: list[str]) -> None:
    if titles:
        raise StillUsed("; ".join(f"“{title}”" for title in titles))
