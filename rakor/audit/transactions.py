"""A row about a change must commit with the change, or not at all."""

from django.db import transaction


class OutsideTransaction(RuntimeError):
    """A ledger or job row was to be written without a transaction around it and its change."""


def require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction("Open transaction.atomic() around the change and its rows.")
