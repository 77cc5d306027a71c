"""Orders a list, name cards or table signs on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from agendas.models import Session
from documents.models import PrintedKind
from documents.rosters import Occasion, RosterGroup
from meetings.models import Rakor
from participants.gate import Actor
from rakor.jobs.actions import enqueue
from rakor.jobs.models import Job

RENDER_ROSTER = "documents.render_roster"
TRAVEL = PrintedKind.TRAVEL
KINDS = (PrintedKind.ROSTER, PrintedKind.CARDS, PrintedKind.SIGNS, TRAVEL)
RECENT = 40


@dataclass(frozen=True)
class Asked:
    """Which list: of a day or a session, and of which group."""

    occasion: Occasion
    group: RosterGroup

    @property
    def words(self) -> str:
        state = " terisi" if self.occasion.is_filled else ""
        return f"{self.group.label.lower()} {slugify(str(self.occasion.session or self.occasion.day))}{state}"


def asked(rakor: Rakor, payload: dict[str, Any]) -> Asked:
    """From plain values: day (ISO), session (a key or None), group, is_filled."""
    session = Session.objects.filter(rakor=rakor, pk=payload["session"]).select_related("kelas", "room").first()
    day, is_filled = date.fromisoformat(payload["day"]), payload.get("is_filled", False)  # older orders do not say
    return Asked(Occasion(rakor, day, session, is_filled), RosterGroup(payload["group"]))


def everybody(rakor: Rakor) -> Asked:
    return Asked(Occasion(rakor, rakor.starts_on), RosterGroup.PARTICIPANTS)


def file_name(kind: PrintedKind, wanted: Asked, sheet: str) -> str:
    words = "" if kind == PrintedKind.TRAVEL else f" {wanted.words}"
    return f"{slugify(f'{kind.label}{words} rakor {wanted.occasion.rakor.pk} {sheet}')[:140]}.pdf"


@transaction.atomic
def order(*, wanted: Asked, kind: str, sheet: str, by: Actor, now: datetime) -> Job:
    """A print shows the list of its moment: asked again while one waits it is the same, later a new one."""
    occasion = wanted.occasion
    about = {
        "rakor": occasion.rakor.pk,
        "day": occasion.day.isoformat(),
        "session": occasion.session.pk if occasion.session else None,
        "group": wanted.group.value,
        "is_filled": occasion.is_filled,
        "kind": kind,
        "sheet": sheet,
    }
    return enqueue(
        task=RENDER_ROSTER,
        key="roster:" + ":".join(str(value) for value in about.values()),
        payload={**about, "by": by.name, "position": by.position},
        by_id=by.user_id,
        now=now,
        queue="papers",
        total=1,
    )


def unfinished(rakor: Rakor) -> list[Job]:
    """The last order of each list that has not come out: it waits, runs or failed."""
    newest: dict[str, Job] = {}
    for job in Job.objects.filter(task=RENDER_ROSTER, key__startswith=f"roster:{rakor.pk}:").order_by("-id")[:RECENT]:
        newest.setdefault(job.key, job)
    return [job for job in newest.values() if not job.finished_at]
