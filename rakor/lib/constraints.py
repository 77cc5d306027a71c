"""Database constraints that several rooms need."""

from django.db.models import CheckConstraint, Q


def both_or_neither(model: str, event: str) -> CheckConstraint:
    """An event is a who/when pair: `<event>_at` and `<event>_by` are both set or both empty."""
    nobody = Q(**{f"{event}_at__isnull": True, f"{event}_by__isnull": True})
    somebody = Q(**{f"{event}_at__isnull": False, f"{event}_by__isnull": False})
    return CheckConstraint(condition=nobody | somebody, name=f"{model}_{event}_is_a_pair")
