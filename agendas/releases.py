"""Editions: the working agenda, released to everybody whom the rakor concerns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from agendas.differences import Change, Row, audience, difference, ends, people_of, starts
from agendas.models import Edition, Session
from meetings.models import Mode, Rakor
from participants.gate import Actor
from participants.models import Person
from rakor.audit.actions import record
from rakor.lib import dates


class NothingChanged(Exception):
    """The agenda reads as it does in its latest edition, or is empty and was never released."""


class ChangedMeanwhile(Exception):
    """Somebody changed the agenda after its changes were read."""


def content_of(sessions: Iterable[Session]) -> list[Row]:
    """Plain values, fit for JSON, in the order given; without what only the committee or those present may see.

    The sessions come `with_people()`; nothing is fetched here.
    """
    return [row_of(session) for session in sessions if not session.is_internal]


def row_of(session: Session) -> Row:
    kelas, room = session.kelas, session.room
    return {
        "id": session.pk,
        "version": session.version,
        "kind": one_line(session.kind_word),
        "title": one_line(session.title),
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat() if session.ends_at else None,
        "room": one_line(room.name) if room else "",
        "kelas": kelas.code if kelas else "",
        "kelas_name": one_line(kelas.name) if kelas else "",
        "speakers": [
            {"name": one_line(speaker.name), "title": one_line(speaker.title), "person": speaker.person_id}
            for speaker in session.speaker_list
        ],
        "moderator": named(session.moderator),
        "note_taker": named(session.note_taker),
        "topics": [one_line(topic.title) for topic in session.topic_list],
        "mode": session.mode,
    }


def named(person: Person | None) -> dict[str, Any] | None:
    return {"name": one_line(person.name), "person": person.pk} if person else None


def one_line(text: str) -> str:
    return " ".join(text.split())


def unreleased(sessions: Iterable[Session], edition: Edition | None, *, tz: str) -> list[Change]:
    """What a release would now tell; asks the database nothing when the sessions came `with_people()`."""
    return difference(edition.content if edition else [], content_of(sessions), tz=tz)


def released_content(rakor: Rakor) -> list[Row]:
    """What holds for everybody outside the host; empty before the first release."""
    return Edition.objects.newest_of(rakor).values_list("content", flat=True).first() or []


def fingerprint(content: list[Row]) -> str:
    """Names what was read, so that a release can be of that and of nothing newer."""
    return sha256(json.dumps([readable(row) for row in content], sort_keys=True).encode()).hexdigest()


def readable(row: Row) -> Row:
    """Without the version, which also counts what no reader sees."""
    return {name: value for name, value in row.items() if name != "version"}


@transaction.atomic
def release(*, rakor: Rakor, by: Actor, now: datetime, seen: str | None = None) -> Edition:
    """The next edition. `seen` is the fingerprint of the content that was read before.

    Raises NothingChanged, as the second of two at once does, and ChangedMeanwhile.
    """
    rakor = Rakor.objects.select_for_update().get(pk=rakor.pk)
    last = Edition.objects.newest_of(rakor).first()
    content = content_of(Session.objects.filter(rakor=rakor).with_people())
    changes = difference(last.content if last else [], content, tz=rakor.timezone)
    if not changes:
        raise NothingChanged
    if seen is not None and seen != fingerprint(content):
        raise ChangedMeanwhile
    edition = Edition.objects.create(
        rakor=rakor,
        number=last.number + 1 if last else 1,
        released_at=now,
        released_by=by.user,
        timezone=rakor.timezone,
        content=content,
        changes=changes if last else [],
        html=html_of(content, tz=rakor.timezone),
    )
    edition.people.set({person for row in content for person in people_of(row)})
    details = {"number": edition.number, "changes": [change["text"] for change in edition.changes]}
    record(by=by, verb="edition.released", target=edition, now=now, rakor_id=rakor.pk, details=details)
    return edition


def html_of(content: list[Row], *, tz: str) -> str:
    """The agenda as a part of a page, for every reader the same."""
    rows = sorted(content, key=lambda row: (row["starts_at"], row["kelas"], row["id"]))
    shown = [row | {"span": dates.span(starts(row), ends(row), tz), "for": for_whom(row)} for row in rows]
    for row in shown:
        row["mode"] = Mode(row["mode"]).label if row["mode"] else ""
        row["kind"] = "" if row["kind"] == row["title"] else row["kind"]
    days = groupby(shown, key=lambda row: dates.local(starts(row), tz).date())
    return render_to_string("agendas/_edition.html", {"days": [(day, list(rows)) for day, rows in days]})


def for_whom(row: Row) -> str:
    """The kelas, where the title does not say it."""
    return audience(row) if row["kelas"] and f"Kelas {row['kelas']}" not in row["title"] else ""
