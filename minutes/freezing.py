"""The text of minutes as plain values, so that what was approved never changes with a name, a title or a room.

Shape: {"frozen_at", "attendance": {"invited", "coming", "delegates", "absent"}, "sessions": [{"title", "code", "span",
"day", "room", "speakers", "moderator", "note_taker", "topics", "blocks": [{"topic", "kind", "speaker", "speaker_from",
"text"}], "outcomes": [{"number", "kind", "text", "follow_ups": [{"task", "assignee", "assignee_title", "due_on",
"word"}]}]}]}
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from agendas.models import Session
from meetings.models import Answer, Delegate, Invitation, Rakor
from minutes.models.notes import NoteBlock, Outcome
from participants.models import Person, Position
from rakor.lib import dates


def content_of(rakor: Rakor, *, now: datetime) -> dict[str, Any]:
    blocks, outcomes = rows_by_session(rakor)
    sessions = Session.objects.filter(rakor=rakor).with_people()
    written = [session for session in sessions if blocks[session.pk] or outcomes[session.pk]]
    return {
        "frozen_at": now.isoformat(),
        "sessions": [session_content(rakor, row, blocks[row.pk], outcomes[row.pk]) for row in written],
        "attendance": attendance_of(rakor),
    }


def rows_by_session(rakor: Rakor) -> tuple[dict[int, list[NoteBlock]], dict[int, list[Outcome]]]:
    blocks: dict[int, list[NoteBlock]] = defaultdict(list)
    outcomes: dict[int, list[Outcome]] = defaultdict(list)
    for block in NoteBlock.objects.filter(session__rakor=rakor).select_related("topic"):
        blocks[block.session_id].append(block)
    for outcome in Outcome.objects.filter(session__rakor=rakor).prefetch_related("follow_ups__assignee"):
        outcomes[outcome.session_id].append(outcome)
    return blocks, outcomes


def session_content(rakor: Rakor, session: Session, blocks: list[NoteBlock], outcomes: list[Outcome]) -> dict[str, Any]:
    day = dates.local(session.starts_at, rakor.timezone).date()
    return {
        "title": session.title,
        "code": session.kelas.code if session.kelas else "",
        "day": dates.long_date(day),
        "span": dates.span(session.starts_at, session.ends_at, rakor.timezone),
        "room": session.room.name if session.room else "",
        "speakers": [{"name": row.name, "title": row.title} for row in session.speakers.all()],
        "moderator": titled(session.moderator, rakor),
        "note_taker": titled(session.note_taker, rakor),
        "topics": [topic.title for topic in session.topics.all()],
        "blocks": [block_content(row) for row in blocks],
        "outcomes": [outcome_content(session, row) for row in outcomes],
    }


def block_content(block: NoteBlock) -> dict[str, Any]:
    return {
        "topic": block.topic.title if block.topic else "",
        "kind": block.kind,
        "speaker": block.speaker,
        "speaker_from": block.speaker_from,
        "text": block.text,
    }


def outcome_content(session: Session, outcome: Outcome) -> dict[str, Any]:
    outcome.session = session
    return {
        "number": outcome.number,
        "kind": outcome.get_kind_display(),
        "text": outcome.text,
        "follow_ups": [
            {
                "task": row.task,
                "assignee": row.assignee.name,
                "assignee_title": row.assignee_title,
                "due_on": row.due_on.isoformat(),
                "word": row.word,
            }
            for row in outcome.follow_ups.all()  # type: ignore[attr-defined]
        ],
    }


def titled(person: Person | None, rakor: Rakor) -> dict[str, str] | None:
    """Name, title and NIP as they are on that day."""
    if person is None:
        return None
    held = Position.objects.at(rakor.organiser, on=rakor.starts_on).filter(person=person).first()
    return {"name": person.name, "title": str(held or ""), "nip": person.nip}


def attendance_of(rakor: Rakor) -> dict[str, Any]:
    invitations = list(Invitation.objects.filter(rakor=rakor))
    coming = [row for row in invitations if row.answer in (Answer.ATTENDS, Answer.REPRESENTED)]
    return {
        "invited": len(invitations),
        "coming": len(coming),
        "delegates": Delegate.objects.filter(invitation__in=coming).count(),
        "absent": [row.institution_name for row in invitations if row not in coming],
    }
