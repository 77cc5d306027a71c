"""What the attendance says of each person on a list: of one session, or of a whole day's sessions together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from agendas.models import Attendance, Session
from agendas.roll import mode_of
from meetings.models import Mode
from rakor.lib import dates


class Noted(NamedTuple):
    words: str  # fill the box of the signature: "hadir 08.31–16.02 WITA, Kelas D", "izin"
    mode: str  # "luring" or "daring"; in the hall once counts as luring
    is_there: bool
    stand_in: str
    first: Attendance


def record_of(sessions: Sequence[Session], tz: str) -> dict[int, Noted]:
    """By person; where several sessions are asked for, with the kelas in which the person sat."""
    found: dict[int, list[Attendance]] = {}
    rows = Attendance.objects.filter(session__in=sessions).select_related("session__kelas", "delegate__invitation")
    for row in rows.order_by("session__starts_at", "pk"):
        found.setdefault(row.person_id, []).append(row)
    says_kelas = len(sessions) > 1
    return {person: noted(rows, tz, says_kelas=says_kelas) for person, rows in found.items()}


def noted(rows: list[Attendance], tz: str, *, says_kelas: bool) -> Noted:
    """Who came to any of the sessions was there, whatever is noted of the others."""
    there = [row for row in rows if row.is_there]
    chosen = there or rows
    mode = str(Mode(mode_of(row.mode for row in chosen)).label)
    stand_in = next((row.represented_by for row in there if row.represented_by), "")
    kelas = dict.fromkeys(str(row.session.kelas) for row in there if says_kelas and row.session.kelas_id)
    return Noted(", ".join([words(chosen, tz), *kelas]), mode, bool(there), stand_in, rows[0])


def words(rows: list[Attendance], tz: str) -> str:
    """The state with first in and last out; no last out while the last session knows none."""
    state = str(rows[0].get_status_display()).lower()
    came = min((row.in_at for row in rows if row.in_at), default=None)
    if came is None:
        return state
    left = rows[-1].out_at
    return f"{state} {dates.span(came, left, tz) if left else dates.clock_time(came, tz)}"
