"""Moments that move with the first day of a rakor: by whole days, at the same hour of the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from rakor.lib import dates

YEARS_AHEAD = 5  # farther is a slip of the pen


def moved(instant: datetime, *, by: timedelta, tz: str, new_tz: str) -> datetime:
    """16.00 WITA stays 16.00, in the new zone, so many days later."""
    was = dates.local(instant, tz)
    return dates.at(was.date() + by, was.time(), new_tz)


def fault_of(starts_on: date, *, today: date) -> str:
    """Why this cannot be the first day of a rakor still to be held; empty when it can."""
    if starts_on < today:
        return f"Hari pertama sudah lewat; hari ini {dates.plain_date(today)}. Pilih hari yang akan datang."
    if starts_on.year > today.year + YEARS_AHEAD:
        return f"Hari pertama lebih dari {YEARS_AHEAD} tahun lagi. Periksa tahunnya."
    return ""
