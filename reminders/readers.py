"""Who reads the mails to an invited office."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from participants.models import Person, Right
from participants.models.accounts import INVITED_ROLES


def readers_at(institutions: Any, *, on: date) -> QuerySet[Person]:
    """Those who act for one of these invited offices and have an address."""
    rights = Right.objects.valid_on(on).filter(institution__in=institutions, role__in=INVITED_ROLES)
    people = Person.objects.filter(user__rights__in=rights, user__is_active=True).exclude(email="")
    return people.distinct().order_by("pk")


def institutions_reached(*, on: date) -> set[int]:
    """Keys of the offices in which somebody reads these mails."""
    rights = Right.objects.valid_on(on).filter(role__in=INVITED_ROLES, user__is_active=True)
    return set(rights.exclude(user__person__email="").values_list("institution_id", flat=True))
