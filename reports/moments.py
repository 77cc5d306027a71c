"""What was known at a moment: nothing that came later is seen.

A requirement's deadline is that of the moment; its name, form and divisions are those of today. Offices bear the name
under which they were invited.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from meetings.models import Invitation, Rakor
from reports.models import Column, DeadlineMove, Decision, DecisionKind, Obligation, Reopening, Requirement, Submission

Key = tuple[int, int, str]  # invitation, requirement, division


class First(NamedTuple):
    """What says whether a paper came late."""

    began_at: datetime
    sent_at: datetime
    due_at: datetime


class Version(NamedTuple):
    pk: int
    number: int
    sent_at: datetime
    returned_at: datetime | None
    accepted_at: datetime | None
    correct_until: datetime | None
    is_nil: bool
    received_via: str

    def as_of(self, moment: datetime, accepted: dict[int, datetime]) -> Version:
        """Without a judgement that came later; `accepted` are acceptances that have ended since."""
        if self.pk in accepted:
            return self._replace(accepted_at=accepted[self.pk], returned_at=None, correct_until=None)
        if self.accepted_at and self.accepted_at > moment:
            return self._replace(accepted_at=None)
        if self.returned_at and self.returned_at > moment:
            return self._replace(returned_at=None, correct_until=None)
        return self


class Standing(NamedTuple):
    """How it stands with one obligation: its extension, its release, its first and its newest version."""

    has_draft: bool = False
    is_proposed: bool = False
    extended_until: datetime | None = None
    extended_at: datetime | None = None
    exempted_because: str | None = None
    first: First | None = None
    last: Version | None = None


def offices_at(invitations: Iterable[Invitation], moment: datetime) -> list[Invitation]:
    """Those that owe papers, without those whose letter went out later: nobody can have sent anything before it."""
    return [row for row in invitations if not row.is_copy and not (row.sent_at and row.sent_at > moment)]


def columns_at(rakor: Rakor, moment: datetime) -> list[Column]:
    return [column for requirement in requirements_at(rakor, moment) for column in requirement.columns()]


def requirements_at(rakor: Rakor, moment: datetime) -> list[Requirement]:
    """With the deadline of that moment: what the first later move found."""
    later = DeadlineMove.objects.filter(requirement=OuterRef("pk"), moved_at__gt=moment).order_by("moved_at", "pk")
    found = Requirement.objects.filter(rakor=rakor).asked_at(moment)
    rows: list[Any] = list(found.annotate(due_then=Subquery(later.values("due_before")[:1])))
    for requirement in rows:
        requirement.rakor = rakor
        requirement.due_at = requirement.due_then or requirement.due_at
    return rows


def standings_at(columns: list[Column], offices: list[Invitation], moment: datetime) -> dict[Key, Standing]:
    """Of every obligation that has a row. Four queries whatever the size, a fifth where something was opened again
    since; the history is not read.
    """
    owed = Obligation.objects.filter(requirement__in={column.requirement.pk for column in columns})
    owed = owed.filter(bidang__in={column.bidang for column in columns})
    if len(offices) == 1:
        owed = owed.filter(invitation=offices[0])
    until, released = decided_at(owed, moment)
    first, last = first_versions(owed, moment), last_versions(owed, moment)
    rows = owed.values_list("pk", "invitation_id", "requirement_id", "bidang", "draft_saved_at", "proposed_at")
    return {
        (office, requirement, bidang): Standing(
            has_draft=bool(draft),
            is_proposed=bool(proposed),
            extended_until=until.get(pk, NEVER)[0],
            extended_at=until.get(pk, NEVER)[1],
            exempted_because=released.get(pk),
            first=first.get(pk),
            last=last.get(pk),
        )
        for pk, office, requirement, bidang, draft, proposed in rows
    }


Extended = tuple[datetime, datetime]  # until when, and since when
NEVER = (None, None)


def decided_at(owed: QuerySet[Obligation], moment: datetime) -> tuple[dict[int, Extended], dict[int, str]]:
    """How extended, and why released, as last decided."""
    until: dict[int, Extended] = {}
    released: dict[int, str] = {}
    rows = Decision.objects.filter(obligation__in=owed, made_at__lte=moment).order_by("made_at", "pk")
    fields = ("obligation_id", "kind", "until", "because", "made_at")
    for pk, kind, extended_until, because, made_at in rows.values_list(*fields):
        if kind == DecisionKind.EXTEND and extended_until:
            until[pk] = (extended_until, made_at)
        elif kind == DecisionKind.EXEMPT:
            released[pk] = because
        else:
            released.pop(pk, None)
    return until, released


def first_versions(owed: QuerySet[Obligation], moment: datetime) -> dict[int, First]:
    sent = Submission.objects.filter(obligation__in=owed, number=1, sent_at__lte=moment).order_by()
    return {pk: First(*fields) for pk, *fields in sent.values_list("obligation_id", *First._fields)}


def last_versions(owed: QuerySet[Obligation], moment: datetime) -> dict[int, Version]:
    """By one look into the index for each obligation; all versions are never read."""
    sent = Submission.objects.filter(obligation=OuterRef("pk"), sent_at__lte=moment).order_by("-number")
    newest = owed.annotate(newest=Subquery(sent.values("pk")[:1])).values("newest")
    found = Submission.objects.filter(pk__in=newest).order_by().values_list("obligation_id", *Version._fields)
    versions = {pk: Version(*fields) for pk, *fields in found}
    opened = [row.pk for row in versions.values() if row.returned_at and row.returned_at > moment]
    accepted = acceptances_since_ended(opened, moment)
    return {pk: row.as_of(moment, accepted) for pk, row in versions.items()}


def acceptances_since_ended(versions: list[int], moment: datetime) -> dict[int, datetime]:
    """Accepted at that moment, and opened again later. Nothing is asked about the present."""
    if not versions:
        return {}
    ended = Reopening.objects.filter(submission__in=versions, accepted_at__lte=moment, reopened_at__gt=moment)
    return dict(ended.values_list("submission_id", "accepted_at"))
