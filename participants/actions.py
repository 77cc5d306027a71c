"""What is done to an office's card and its people."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from participants.gate import Actor
from participants.models import Bidang, Division, Institution, Person, Position, Right, User
from rakor.audit.actions import record
from rakor.audit.authors import Author


@transaction.atomic
def add_institution(*, institution: Institution, by: Actor, now: datetime) -> Institution:
    """A KPU office begins with the five divisions, as those of the reference do; other bodies have none."""
    institution.save()
    bidang = Bidang if institution.is_kpu else ()
    Division.objects.bulk_create(
        Division(institution=institution, bidang=row, name=row.label, order=order)
        for order, row in enumerate(bidang, start=1)
    )
    record(by=by, verb="institution.added", target=institution, now=now, details={"kind": institution.kind})
    return institution


@transaction.atomic
def change_institution(*, institution: Institution, by: Actor, now: datetime) -> None:
    institution.save()
    record(by=by, verb="institution.changed", target=institution, now=now)


@transaction.atomic
def add_position(*, position: Position, person: Person, by: Actor, now: datetime) -> Position:
    """A person new to the program and the office held."""
    person.save()
    position.person = person
    position.save()
    record(by=by, verb="position.added", target=position, now=now, details={"person": person.name})
    return position


@transaction.atomic
def end_position(*, position: Position, on: date, by: Actor, now: datetime) -> None:
    """The last day held is the day before; lists of rakor that were held keep the title."""
    position.valid_to = max(on - timedelta(days=1), position.valid_from or date.min)
    position.save(update_fields=["valid_to"])
    record(by=by, verb="position.ended", target=position, now=now, details={"person": position.person.name})


@transaction.atomic
def admit(*, person: Person, username: str, password: str, right: Right, by: Author, now: datetime) -> User:
    """An account for a person of the office, with one right."""
    user = User.objects.create_user(username, password, person=person)
    right.user = user
    right.save()
    record(by=by, verb="right.given", target=right, now=now, details={"username": user.username})
    return user
