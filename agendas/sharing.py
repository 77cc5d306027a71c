"""The turns of a sharing session: which office speaks when, and what every office is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from agendas.models import Session, Slot
from meetings.models import Invitation
from participants.gate import Actor
from rakor.audit.actions import record

DEFAULT_PROMPTS = ("Pengalaman", "Kendala", "Usulan")
SHORTEST = 3  # minutes in which an office can say something


@dataclass(frozen=True)
class Turn:
    slot: Slot
    starts_at: datetime | None  # None while the session's length is open
    place: int


def prompts_of(session: Session) -> list[str]:
    return [line.strip() for line in session.prompts.splitlines() if line.strip()] or list(DEFAULT_PROMPTS)


def minutes_each(session: Session, count: int) -> int | None:
    """Whole minutes for each office; None while the session has no end or no office."""
    if session.ends_at is None or not count:
        return None
    return int((session.ends_at - session.starts_at).total_seconds() // 60) // count


def turns_of(session: Session, slots: list[Slot]) -> list[Turn]:
    each = minutes_each(session, len(slots))
    step = timedelta(minutes=each) if each else None
    return [
        Turn(slot, session.starts_at + step * place if step else None, place + 1) for place, slot in enumerate(slots)
    ]


def too_many(session: Session, count: int) -> str:
    """The sentence for a session that is too short for its offices, or nothing."""
    each = minutes_each(session, count)
    if each is None or each >= SHORTEST or session.ends_at is None:
        return ""
    length = int((session.ends_at - session.starts_at).total_seconds() // 60)
    return (
        f"{count} kantor dalam {length} menit berarti kurang dari {SHORTEST} menit untuk tiap kantor. "
        "Perpanjang sesi atau kurangi giliran."
    )


@transaction.atomic
def fill(*, session: Session, by: Actor, now: datetime) -> int:
    """Adds the invited offices that have no turn yet, in the official order; returns how many."""
    slots = locked(session)
    known = {slot.invitation_id for slot in slots}
    fresh = [row for row in Invitation.objects.asked().filter(rakor=session.rakor) if row.pk not in known]
    last = max((slot.order for slot in slots), default=0)
    Slot.objects.bulk_create(
        Slot(session=session, invitation=row, order=last + place) for place, row in enumerate(fresh, start=1)
    )
    if fresh:
        names = {"offices": [row.institution_name for row in fresh]}
        record(by=by, verb="session.turns_added", target=session, now=now, rakor_id=session.rakor.pk, details=names)
    return len(fresh)


@transaction.atomic
def move(*, slot: Slot, up: bool, by: Actor, now: datetime) -> None:
    """One place earlier or later; at the end of the list nothing changes."""
    slots = locked(slot.session)
    here = slots.index(slot)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(slots):
        return
    slots[here], slots[there] = slots[there], slots[here]
    for order, row in enumerate(slots, start=1):
        row.order = order
    Slot.objects.bulk_update(slots, ["order"])
    details = {"place": there + 1}
    record(by=by, verb="turn.moved", target=slot, now=now, rakor_id=slot.session.rakor.pk, details=details)


@transaction.atomic
def remove(*, slot: Slot, by: Actor, now: datetime) -> None:
    record(by=by, verb="turn.removed", target=slot, now=now, rakor_id=slot.session.rakor.pk)
    slot.delete()


@transaction.atomic
def set_prompts(*, session: Session, text: str, by: Actor, now: datetime) -> None:
    Session.objects.filter(pk=session.pk).update(prompts=text)
    details = {"prompts": text}
    record(by=by, verb="session.prompts_set", target=session, now=now, rakor_id=session.rakor.pk, details=details)


def locked(session: Session) -> list[Slot]:
    """The turns in their order; two people who sort at once wait for each other."""
    Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    return list(Slot.objects.filter(session=session).select_related("invitation"))
