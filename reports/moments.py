"""What was known at a moment: nothing that came later is seen.

A requirement's deadline is that of the moment; its name, form and divisions are those of today.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from meetings.models import Invitation, Rakor
from reports.models import Column, DeadlineMove, Decision, DecisionKind, Obligation, Requirement, Submission

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

    def as_of(self, moment: datetime) -> Version:
        """Without a judgement that came later."""
        if self.accepted_at and self.accepted_at > moment:
            return self._replace(accepted_at=None)
        if self.returned_at and self.returned_at > moment:
            return self._replace(returned_at=None, correct_until=None)
        return self


class Standing(NamedTuple):
    """How it stands with one obligation: its extension, its release, its first and its newest version."""

    has_draft: bool = False
    extended_until: datetime | None = None
    exempted_because: str | None = None
    first: First | None = None
    last: Version | None = None


def columns_at(rakor: Rakor, moment: datetime) -> list[Column]:
    return [column for requirement in requirements_at(rakor, moment) for column in requirement.columns()]


def requirements_at(rakor: Rakor, moment: datetime) -> list[Requirement]:
    moves = DeadlineMove.objects.filter(requirement__rakor=rakor, moved_at__gt=moment).order_by("-moved_at", "-pk")
    before = dict(moves.values_list("requirement_id", "due_before"))  # the first later move has the last word
    found = list(Requirement.objects.filter(rakor=rakor).asked_at(moment))
    for requirement in found:
        requirement.rakor = rakor
        requirement.due_at = before.get(requirement.pk, requirement.due_at)
    return found


def standings_at(columns: list[Column], offices: list[Invitation], moment: datetime) -> dict[Key, Standing]:
    """Of every obligation that has a row; four queries whatever the size, and the history is not read."""
    owed = Obligation.objects.filter(requirement__in={column.requirement.pk for column in columns})
    owed = owed.filter(bidang__in={column.bidang for column in columns})
    if len(offices) == 1:
        owed = owed.filter(invitation=offices[0])
    until, released = decided_at(owed, moment)
    first, last = first_versions(owed, moment), last_versions(owed, moment)
    rows = owed.values_list("pk", "invitation_id", "requirement_id", "bidang", "draft_saved_at")
    return {
        (office, requirement, bidang): Standing(
            bool(draft), until.get(pk), released.get(pk), first.get(pk), last.get(pk)
        )
        for pk, office, requirement, bidang, draft in rows
    }


def decided_at(owed: QuerySet[Obligation], moment: datetime) -> tuple[dict[int, datetime], dict[int, str]]:
    """Until when extended, and why released, as last decided."""
    until: dict[int, datetime] = {}
    released: dict[int, str] = {}
    rows = Decision.objects.filter(obligation__in=owed, made_at__lte=moment).order_by("made_at", "pk")
    for pk, kind, extended_until, because in rows.values_list("obligation_id", "kind", "until", "because"):
        if kind == DecisionKind.EXTEND and extended_until:
            until[pk] = extended_until
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
    return {pk: Version(*fields).as_of(moment) for pk, *fields in found}
