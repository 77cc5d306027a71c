"""What a host asks for: added, changed, withdrawn, kept in sets."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from meetings.models import Invitation, Rakor
from participants.gate import Actor
from participants.models import Bidang
from rakor.audit.actions import record
from rakor.files.actions import store_upload
from rakor.lib import dates
from reports.actions import Withdrawn
from reports.models import (
    DeadlineMove,
    KeptRequirement,
    Requirement,
    RequirementKind,
    RequirementSet,
    RequirementShape,
    Submission,
)

SHAPE = tuple(field.name for field in RequirementShape._meta.get_fields())


class SeenByOffices(Exception):
    """An office may have begun it, or sent it: it can be withdrawn with a reason, and what is there stays."""


class NameTaken(Exception):
    """The office keeps another set under this name."""


def shape_of(source: RequirementShape) -> dict[str, Any]:
    """What two papers of one form have in common, as arguments for another."""
    return {name: getattr(source, name) for name in SHAPE}


@transaction.atomic
def add_requirement(
    *, requirement: Requirement, by: Actor, now: datetime, template: UploadedFile | None = None
) -> Requirement:
    """A division report without named divisions is asked of every one."""
    rakor = Rakor.objects.select_for_update().get(pk=requirement.rakor.pk)
    requirement.order = (Requirement.objects.filter(rakor=rakor).aggregate(last=Max("order"))["last"] or 0) + 1
    if requirement.kind == RequirementKind.DIVISION_REPORT and not requirement.bidangs:
        requirement.bidangs = list(Bidang.values)
    requirement.added_at = now
    if template:
        requirement.template = store_upload(upload=template, now=now, by_id=by.user_id)
    requirement.save()
    details = {"due_at": requirement.due_at.isoformat()}
    record(by=by, verb="requirement.added", target=requirement, now=now, rakor_id=rakor.pk, details=details)
    return requirement


@transaction.atomic
def change_requirement(
    *, requirement: Requirement, by: Actor, now: datetime, template: UploadedFile | None = None
) -> None:
    """A moved deadline stands in the ledger with its old value; versions already sent keep theirs. Raises Withdrawn
    where somebody else was quicker: to save would ask for it again.
    """
    fresh = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if fresh.withdrawn_at:
        raise Withdrawn
    before = fresh.due_at
    if template:
        requirement.template = store_upload(upload=template, now=now, by_id=by.user_id)
    requirement.save()
    if before != requirement.due_at:
        DeadlineMove.objects.create(
            requirement=requirement, due_before=before, due_after=requirement.due_at, moved_at=now, moved_by=by.user
        )
    details = {"due_at": requirement.due_at.isoformat(), "due_at_before": before.isoformat()}
    record(
        by=by,
        verb="requirement.changed",
        target=requirement,
        now=now,
        rakor_id=requirement.rakor.pk,
        details=details,
    )


def versions_of(requirement: Requirement) -> int:
    return Submission.objects.filter(obligation__requirement=requirement).count()


def is_seen(requirement: Requirement) -> bool:
    """Whether an invitation is out. Whether a draft was begun is not asked: the host would learn it by the refusal."""
    return Invitation.objects.filter(rakor=requirement.rakor, sent_at__isnull=False).exists()


@transaction.atomic
def remove_requirement(*, requirement: Requirement, by: Actor, now: datetime) -> None:
    """For what no office has seen yet; a draft would go with it. Raises SeenByOffices."""
    fresh = Requirement.objects.select_for_update().get(pk=requirement.pk)
    if is_seen(fresh):
        raise SeenByOffices
    record(by=by, verb="requirement.removed", target=requirement, now=now, rakor_id=requirement.rakor.pk)
    fresh.delete()


@transaction.atomic
def withdraw_requirement(*, requirement: Requirement, because: str, by: Actor, now: datetime) -> bool:
    """Nobody owes it any more, and what was sent stays readable. False when it was withdrawn before."""
    fresh = Requirement.objects.asked().filter(pk=requirement.pk)
    if not fresh.update(withdrawn_at=now, withdrawn_by=by.user, withdrawn_because=because):
        return False
    details = {"because": because}
    rakor_id = requirement.rakor.pk
    record(by=by, verb="requirement.withdrawn", target=requirement, now=now, rakor_id=rakor_id, details=details)
    return True


# --- sets


@transaction.atomic
def keep_set(*, rakor: Rakor, name: str, by: Actor, now: datetime) -> RequirementSet:
    """What this rakor asks for, under a name of its host. Raises NameTaken."""
    made, is_new = RequirementSet.objects.get_or_create(institution=rakor.organiser, name=name)
    if not is_new:
        raise NameTaken
    asked = Requirement.objects.filter(rakor=rakor).asked()
    for order, requirement in enumerate(asked, start=1):
        local = dates.local(requirement.due_at, rakor.timezone)
        KeptRequirement.objects.create(
            kept_in=made,
            order=order,
            days_before=(rakor.starts_on - local.date()).days,
            due_hour=local.time(),
            **shape_of(requirement),
        )
    record(by=by, verb="requirement_set.kept", target=made, now=now, rakor_id=rakor.pk)
    return made


@transaction.atomic
def ask_set(*, rakor: Rakor, kept: RequirementSet, by: Actor, now: datetime) -> list[Requirement]:
    """Asks for what the set holds and this rakor does not ask for yet; a second call finds nothing new.

    A grant report is asked for the month before that of the first day.
    """
    Rakor.objects.select_for_update().get(pk=rakor.pk)
    known = set(Requirement.objects.filter(rakor=rakor).values_list("kind", "name"))
    month = (rakor.starts_on.replace(day=1) - timedelta(days=1)).replace(day=1)
    return [
        add_requirement(
            requirement=Requirement(
                rakor=rakor,
                due_at=dates.at(rakor.starts_on - timedelta(days=row.days_before), row.due_hour, rakor.timezone),
                period=month if row.kind == RequirementKind.HIBAH else None,
                **shape_of(row),
            ),
            by=by,
            now=now,
        )
        for row in kept.requirements.all()
        if (row.kind, row.name) not in known
    ]


@transaction.atomic
def drop_set(*, kept: RequirementSet, by: Actor, now: datetime) -> None:
    """Rakor that were asked with it keep what they ask for."""
    record(by=by, verb="requirement_set.dropped", target=kept, now=now)
    kept.delete()
