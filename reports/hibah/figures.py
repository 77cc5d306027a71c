"""The arithmetic of a grant: whole rupiah, computed by the program and never typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rakor.lib.money import percent


@dataclass(frozen=True)
class Spending:
    """A ceiling, and what was spent of it before the month reported and in it."""

    ceiling: int
    spent_before: int
    spent_month: int

    @property
    def spent(self) -> int:
        return self.spent_before + self.spent_month

    @property
    def balance(self) -> int:
        return self.ceiling - self.spent

    @property
    def excess(self) -> int:
        return max(-self.balance, 0)

    @property
    def percent(self) -> str:
        """39,95%; of nothing "-"."""
        return percent(self.spent, self.ceiling)


def total(spendings: Iterable[Spending]) -> Spending:
    rows = list(spendings)
    return Spending(
        ceiling=sum(row.ceiling for row in rows),
        spent_before=sum(row.spent_before for row in rows),
        spent_month=sum(row.spent_month for row in rows),
    )
