"""Who reads the mails to an invited office, and those to its host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from meetings.models import Rakor
from participants.models import Person, Right, Role
from participants.models.accounts import HOST_ROLES, INVITED_ROLES
from reports.models import Comment


def reading(*, on: date) -> QuerySet[Right]:
    """The rights of those who act for an invited office and have an address; by them its mails are read."""
    return with_address(Right.objects.valid_on(on).filter(role__in=INVITED_ROLES))


def readers_at(institutions: Any, *, on: date) -> QuerySet[Person]:
    return people_with(reading(on=on).filter(institution__in=institutions))


def readers_by_office(offices: Collection[int], *, on: date) -> dict[int, list[Person]]:
    """By key of the office, in one question; without those that nobody reads for."""
    rights = reading(on=on).filter(institution__in=offices).select_related("user__person")
    found: dict[int, dict[int, Person]] = defaultdict(dict)
    for right in rights.order_by("user__person"):
        found[right.institution_id][right.user.person_id] = right.user.person
    return {office: list(people.values()) for office, people in found.items()}


def secretariat_of(rakor: Rakor, *, on: date) -> QuerySet[Person]:
    rights = Right.objects.valid_on(on).filter(institution=rakor.organiser, role=Role.SECRETARIAT)
    return people_with(with_address(rights))


def host_readers_of(comment: Comment, *, on: date) -> QuerySet[Person]:
    """The secretariat, and whoever of the host wrote in that thread before and still acts for it."""
    organiser = comment.obligation.invitation.rakor.organiser
    thread = Comment.objects.filter(obligation=comment.obligation, is_by_host=True)
    writers = thread.filter(written_at__lte=comment.written_at).values("written_by")
    takes_part = Q(role=Role.SECRETARIAT) | Q(role__in=HOST_ROLES, user__in=writers)
    return people_with(with_address(Right.objects.valid_on(on).filter(takes_part, institution=organiser)))


def with_address(rights: QuerySet[Right]) -> QuerySet[Right]:
    return rights.filter(user__is_active=True).exclude(user__person__email="")


def people_with(rights: QuerySet[Right]) -> QuerySet[Person]:
    return Person.objects.filter(user__rights__in=rights).distinct().order_by("pk")
