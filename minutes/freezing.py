"""The text of minutes as plain values, so that what was approved never changes with a name, a title or a room.

Shape: {"frozen_at", "attendance": {"invited", "coming", "delegates", "absent"}, "opened": {"at", "by"} or None,
"closed": the same, "sessions": [{"title", "code", "span", "day", "room", "speakers", "moderator", "note_taker",
"topics", "fact": {"span", "opened", "led", "spoke", "closed"}, "blocks": [{"topic", "kind", "speaker",
"speaker_from", "text"}], "outcomes": [{"number", "kind", "text", "follow_ups": [{"task", "assignee",
"assignee_title", "due_on", "word"}]}]}]}

"day", "span", "speakers" and "moderator" are the plan, "opened", "closed" and "fact" what happened; people of facts are
lines such as "Budi, Anggota (a.n. Ketua)". What was frozen before facts were kept lacks those three keys.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any

from agendas.models import Part, Session, SessionKind
from meetings.models import Answer, Delegate, Invitation, Rakor
from minutes.models.notes import NoteBlock, Outcome
from participants.models import Person, Position
from rakor.lib import dates


def content_of(rakor: Rakor, *, now: datetime) -> dict[str, Any]:
    blocks, outcomes = rows_by_session(rakor)
    sessions = Session.objects.filter(rakor=rakor).with_people().prefetch_related("appearances")
    written = [session for session in sessions if blocks[session.pk] or outcomes[session.pk]]
    return {
        "frozen_at": now.isoformat(),
        "opened": opened(rakor, list(sessions)),
        "closed": closed(rakor, list(sessions)),
        "sessions": [session_content(rakor, row, blocks[row.pk], outcomes[row.pk]) for row in written],
        "attendance": attendance_of(rakor),
    }


def opened(rakor: Rakor, sessions: list[Session]) -> dict[str, Any] | None:
    """When and by whom the meeting was opened in fact; None when nothing was noted."""
    for session in plenary(sessions):
        by = appeared(session, Part.OPENED)
        if session.started_at and (by or session.kind == SessionKind.OPENING):
            return {"at": dates.moment(session.started_at, rakor.timezone), "by": by}
    return None


def closed(rakor: Rakor, sessions: list[Session]) -> dict[str, Any] | None:
    """The last closing that was noted; its moment is the end of that session."""
    for session in reversed(plenary(sessions)):
        by = appeared(session, Part.CLOSED)
        if session.ended_at and (by or session.kind == SessionKind.CLOSING):
            return {"at": dates.moment(session.ended_at, rakor.timezone), "by": by}
    return None


def plenary(sessions: list[Session]) -> list[Session]:
    """Whoever opens a kelas does not open the meeting."""
    return [session for session in sessions if session.kelas_id is None]


def fact_of(session: Session, rakor: Rakor) -> dict[str, Any]:
    started = session.started_at
    return {
        "span": dates.span(started, session.ended_at, rakor.timezone) if started else "",
        "opened": appeared(session, Part.OPENED),
        "led": appeared(session, Part.LED),
        "spoke": appeared(session, Part.SPOKE),
        "closed": appeared(session, Part.CLOSED),
    }


def appeared(session: Session, part: Part) -> list[str]:
    return [str(row) for row in session.appearances.all() if row.part == part]  # type: ignore[attr-defined]


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
        "fact": fact_of(session, rakor),
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
    invitations = list(Invitation.objects.asked().filter(rakor=rakor))
    coming = [row for row in invitations if row.answer in (Answer.ATTENDS, Answer.REPRESENTED)]
    return {
        "invited": len(invitations),
        "coming": len(coming),
        "delegates": Delegate.objects.filter(invitation__in=coming).count(),
        "absent": [row.institution_name for row in invitations if row not in coming],
    }
