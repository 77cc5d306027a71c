"""Who reads the mails to an invited office, and those to its host."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from meetings.models import Rakor
from participants.models import Person, Right, Role
from participants.models.accounts import HOST_ROLES, INVITED_ROLES
from reports.models import Comment


def readers_at(institutions: Any, *, on: date) -> QuerySet[Person]:
    """Those who act for one of these invited offices and have an address."""
    return acting(Right.objects.valid_on(on).filter(institution__in=institutions, role__in=INVITED_ROLES))


def secretariat_of(rakor: Rakor, *, on: date) -> QuerySet[Person]:
    return acting(Right.objects.valid_on(on).filter(institution=rakor.organiser, role=Role.SECRETARIAT))


def host_readers_of(comment: Comment, *, on: date) -> QuerySet[Person]:
    """The secretariat, and whoever of the host wrote in that thread before and still acts for it."""
    organiser = comment.obligation.invitation.rakor.organiser
    thread = Comment.objects.filter(obligation=comment.obligation, is_by_host=True)
    writers = thread.filter(written_at__lte=comment.written_at).values("written_by")
    takes_part = Q(role=Role.SECRETARIAT) | Q(role__in=HOST_ROLES, user__in=writers)
    return acting(Right.objects.valid_on(on).filter(takes_part, institution=organiser))


def acting(rights: QuerySet[Right]) -> QuerySet[Person]:
    people = Person.objects.filter(user__rights__in=rights, user__is_active=True).exclude(email="")
    return people.distinct().order_by("pk")


def institutions_reached(*, on: date) -> set[int]:
    """Keys of the offices in which somebody reads these mails."""
    rights = Right.objects.valid_on(on).filter(role__in=INVITED_ROLES, user__is_active=True)
    return set(rights.exclude(user__person__email="").values_list("institution_id", flat=True))
