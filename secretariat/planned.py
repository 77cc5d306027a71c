"""Which sessions a copy may take, and as what: the own working agenda, or what another office has released of its."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agendas.models import Edition, Session, Speaker
from meetings.models import Rakor
from participants.models import Institution
from rakor.lib import dates


@dataclass(frozen=True)
class Planned:
    session: Session
    title: str
    starts_at: datetime
    ends_at: datetime | None
    topics: list[str]
    speakers: list[Speaker]


def is_shared(source: Rakor, office: Institution | None) -> bool:
    """Of another office, which makes it the parent; its inner notes and people stay behind."""
    return source.organiser != office


def sessions_to_copy(source: Rakor, office: Institution | None) -> list[Planned]:
    sessions = Session.objects.filter(rakor=source).with_people()
    if not is_shared(source, office):
        return [as_planned(session) for session in sessions]
    edition = Edition.objects.filter(rakor=source).order_by("-number").first()
    rows = {row["id"]: row for row in edition.content} if edition else {}
    released = sessions.filter(pk__in=rows, is_internal=False)
    return [as_released(session, rows[session.pk]) for session in released]


def as_planned(session: Session) -> Planned:
    topics = [topic.title for topic in session.topics.all()]
    return Planned(session, session.title, session.starts_at, session.ends_at, topics, list(session.speakers.all()))


def as_released(session: Session, row: dict[str, Any]) -> Planned:
    """The words and hours of the edition: the working agenda may be further, and is nobody else's business."""
    ends_at = datetime.fromisoformat(row["ends_at"]) if row["ends_at"] else None
    named = {speaker["person"] for speaker in row["speakers"]}
    speakers = [speaker for speaker in session.speakers.all() if speaker.person_id in named]
    starts_at = datetime.fromisoformat(row["starts_at"])
    return Planned(session, row["title"], starts_at, ends_at, list(row["topics"]), speakers)


def last_day_needed(source: Rakor, planned: list[Planned], starts_on: date) -> date:
    """The day on which the last session falls when the first day is this one."""
    days = [dates.local(row.starts_at, source.timezone).date() for row in planned]
    return starts_on + (max(days, default=source.starts_on) - source.starts_on)
