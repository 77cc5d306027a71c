"""The code on the hall's screen: which session, and which half minute. Whoever can read it is in the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing

from agendas.joining import closes_at
from agendas.models import Session
from rakor.lib import dates

TURN = 30  # seconds that one code is shown
BEFORE = timedelta(minutes=30)
SIGNER = signing.Signer(salt="agendas.hall_code", sep=".")


class Refused(Exception):
    """Its text is the sentence for whoever holds the code."""


class Altered(Refused):
    """Not a code of this program, or no longer as it was shown."""


class Foreign(Refused):
    """Of a session to which this office was not asked."""


class Rotated(Refused):
    """It was shown, and another has taken its place."""


class Outside(Refused):
    """The session does not take attendance now."""


@dataclass(frozen=True)
class Reading:
    session_pk: int
    turn: int


def turn_of(now: datetime) -> int:
    return int(now.timestamp()) // TURN


def code_of(session: Session, *, now: datetime) -> str:
    return SIGNER.sign(f"{session.pk}-{turn_of(now)}")


def read(code: str) -> Reading:
    """Raises Altered."""
    try:
        session_pk, turn = SIGNER.unsign(code).split("-")
    except signing.BadSignature as bad:
        raise Altered("Kode ini tidak lengkap atau sudah diubah. Pindai langsung dari layar ruang.") from bad
    return Reading(int(session_pk), int(turn))


def opens_at(session: Session) -> datetime:
    """Half an hour before the plan, or before an earlier start."""
    return min(session.starts_at, session.started_at or session.starts_at) - BEFORE


def refuse_outside(session: Session, *, now: datetime) -> None:
    """Raises Outside before the door opens and after the session is over."""
    tz = session.rakor.timezone
    if now < opens_at(session):
        raise Outside(f"Presensi {session} dibuka {dates.moment(opens_at(session), tz)}.")
    over = closes_at(session, session.rakor)
    if now >= over:
        raise Outside(
            f"Kode ini tidak berlaku lagi: presensi {session} ditutup {dates.moment(over, tz)}. "
            "Yang belum tercatat dapat dicatat panitia."
        )


def refuse_old(reading: Reading, *, now: datetime) -> None:
    """Raises Rotated. The one just before still counts, for a phone that is slow to open the page."""
    if turn_of(now) - reading.turn not in (0, 1):
        raise Rotated("Kode ini sudah berganti. Pindai kode yang sedang tampil di layar ruang.")
