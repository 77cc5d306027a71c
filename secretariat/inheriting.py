"""What a turunan takes over from its parent after it was made; and drafts that serve as templates."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meetings.models import Rakor
from participants.gate import Actor
from rakor.audit.actions import record
from reports.asking import add_requirement, shape_of
from reports.models import Requirement
from secretariat.shifting import moved


@transaction.atomic
def inherit_requirements(*, rakor: Rakor, by: Actor, now: datetime) -> list[Requirement]:
    """The parent's papers that this rakor does not ask for yet, due as many days before its own first day.

    A second call finds nothing new.
    """
    parent = rakor.parent
    assert parent
    Rakor.objects.select_for_update().get(pk=rakor.pk)
    known = set(Requirement.objects.filter(rakor=rakor).values_list("kind", "name"))
    days = rakor.starts_on - parent.starts_on
    return [
        add_requirement(
            requirement=Requirement(
                rakor=rakor,
                period=asked.period,
                **shape_of(asked),
                due_at=moved(asked.due_at, by=days, tz=parent.timezone, new_tz=rakor.timezone),
            ),
            by=by,
            now=now,
        )
        for asked in Requirement.objects.filter(rakor=parent).asked()
        if (asked.kind, asked.name) not in known
    ]


@transaction.atomic
def mark_template(*, rakor: Rakor, by: Actor, now: datetime) -> bool:
    """False when it was opened, cancelled or has invited somebody: such a rakor is held, and copied afterwards."""
    fresh = Rakor.objects.filter(pk=rakor.pk, is_template=False, opened_at=None, cancelled_at=None, invitations=None)
    if not fresh.update(is_template=True):
        return False
    record(by=by, verb="rakor.template_marked", target=rakor, now=now, rakor_id=rakor.pk)
    return True


@transaction.atomic
def unmark_template(*, rakor: Rakor, by: Actor, now: datetime) -> None:
    """A draft again; a second call changes nothing."""
    if Rakor.objects.templates().filter(pk=rakor.pk).update(is_template=False):
        record(by=by, verb="rakor.template_unmarked", target=rakor, now=now, rakor_id=rakor.pk)
