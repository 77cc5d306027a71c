"""Sums, shares and balances are computed, in whole rupiah."""

from __future__ import annotations

import pytest

from reports.hibah.figures import Spending, total


@pytest.mark.parametrize(
    ("spending", "spent", "percent", "balance", "excess"),
    [
        (Spending(8_412_600_000, 2_218_450_000, 1_142_300_000), 3_360_750_000, "39,95%", 5_051_850_000, 0),
        (Spending(310_000_000, 214_600_000, 118_900_000), 333_500_000, "107,58%", -23_500_000, 23_500_000),
        (Spending(3_316, 900, 11), 911, "27,47%", 2_405, 0),
        (Spending(100, 60, 40), 100, "100,00%", 0, 0),
        (Spending(0, 0, 0), 0, "-", 0, 0),
        (Spending(0, 0, 1), 1, "-", -1, 1),
    ],
)
def test_spending_computes_what_nobody_types(
    spending: Spending, spent: int, percent: str, balance: int, excess: int
) -> None:
    assert (spending.spent, spending.percent, spending.balance, spending.excess) == (spent, percent, balance, excess)


def test_total_adds_every_column_and_takes_the_share_of_the_whole() -> None:
    whole = total([Spending(300, 100, 50), Spending(100, 0, 25)])

    assert whole == Spending(400, 100, 75)
    assert whole.percent == "43,75%"
    assert total([]) == Spending(0, 0, 0)
