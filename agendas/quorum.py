"""Whether as many delegations are there as a session needs, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from agendas.models import Session
from agendas.roll import Counts, Office, Roll
from rakor.lib import dates


@dataclass(frozen=True)
class Quorum:
    """All are delegations. `reached_at` is None while it is not reached, and where hours are not known."""

    needed: int
    offices: int
    there: int
    reached_at: datetime | None

    @property
    def is_reached(self) -> bool:
        return self.there >= self.needed

    @property
    def verdict(self) -> str:
        return "tercapai" if self.is_reached else f"kurang {self.needed - self.there}"

    def words(self, tz: str) -> str:
        since = f" pukul {dates.clock_time(self.reached_at, tz)}" if self.is_reached and self.reached_at else ""
        return f"Kuorum {self.needed} dari {self.offices} delegasi: {self.verdict}{since}"


def quorum_of(session: Session, roll: Roll) -> Quorum | None:
    """None where the session asks for none. A delegation that went out again has been there."""
    if session.quorum is None:
        return None
    there = [office for office in roll.offices if office.there]
    known = sorted(moment for office in there if (moment := first_in(office)))
    reached_at = known[session.quorum - 1] if len(known) >= session.quorum else None
    return Quorum(session.quorum, len(roll.offices), len(there), reached_at)


def quorum_in(session: Session, counts: Counts) -> Quorum | None:
    """The same for a list of sessions, where only the numbers are known."""
    return Quorum(session.quorum, counts.offices, counts.there, None) if session.quorum else None


def first_in(office: Office) -> datetime | None:
    return min((row.in_at for row in office.there if row.in_at), default=None)
