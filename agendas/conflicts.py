"""What cannot be, and what somebody should look at: found over rows that are already loaded, without a query.

Hard: a narasumber, a moderator or a room in two places at once. Soft, and accepted with a note: everything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from agendas.models import Session, SessionKind
from meetings.models import Kelas
from rakor.lib import dates

NO_TALK = (SessionKind.BREAK, SessionKind.REGISTRATION)


@dataclass(frozen=True)
class Conflict:
    """`key` names the conflict through every rewording and move; `sessions` are the ids whose cards show it."""

    key: str
    text: str
    sessions: tuple[int, ...] = ()
    advice: str = ""
    is_hard: bool = False


@dataclass(frozen=True)
class Sitter:
    """A delegate as the conflicts see it."""

    person: int
    name: str
    office: str
    kelas: frozenset[int]


@dataclass
class Scene:
    """One rakor's plan. `offices` are the invited ones by id; a delegate without kelas sits in none."""

    sessions: list[Session]
    kelas: list[Kelas]
    sitters: list[Sitter]
    offices: dict[int, str]
    seated_offices: dict[int, set[int]]  # offices with somebody in the kelas

    @cached_property
    def speaking(self) -> dict[int, dict[int, str]]:
        """By session; asked for once for every pair of sessions that share an hour."""
        return {session.pk: speaking(session) for session in self.sessions}

    @cached_property
    def on_duty(self) -> dict[int, dict[int, str]]:
        return {session.pk: on_duty(session) for session in self.sessions}

    @cached_property
    def by_person(self) -> dict[int, Sitter]:
        return {sitter.person: sitter for sitter in self.sitters}

    @cached_property
    def in_two_kelas(self) -> list[Sitter]:
        return [sitter for sitter in self.sitters if len(sitter.kelas) > 1]

    @cached_property
    def seats(self) -> Counter[int]:
        """How many sit in each kelas."""
        return Counter(kelas for sitter in self.sitters for kelas in sitter.kelas)

    def count_of(self, session: Session) -> int:
        """All delegates come to a plenary session, only its own to a kelas."""
        return self.seats[session.kelas_id] if session.kelas_id else len(self.sitters)


def find(scene: Scene) -> list[Conflict]:
    """Hard ones first, then in the order of the day."""
    found = [*twice_at_once(scene), *crowded(scene), *unmanned(scene), *absent_offices(scene)]
    return sorted(found, key=lambda conflict: not conflict.is_hard)


def overlap(one: Session, other: Session) -> bool:
    """One without an end ("s.d. selesai") is not held against the others."""
    if one.ends_at is None or other.ends_at is None:
        return False
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def speaking(session: Session) -> dict[int, str]:
    """Persons who cannot be elsewhere: narasumber and moderator, by id."""
    people = {speaker.person_id: speaker.name for speaker in session.speaker_list}
    if session.moderator:
        people[session.moderator.pk] = session.moderator.name
    return people


def on_duty(session: Session) -> dict[int, str]:
    taker = session.note_taker
    return speaking(session) | ({taker.pk: taker.name} if taker else {})


def twice_at_once(scene: Scene) -> Iterator[Conflict]:
    ordered = sorted(scene.sessions, key=lambda row: row.starts_at)
    for one, other in combinations(ordered, 2):
        if overlap(one, other):
            if one.room_id and one.room_id == other.room_id:
                text = f"{one.room}: dipakai {both(one, other)}"
                yield Conflict(key("ruang", one.room_id, one.pk, other.pk), text, (one.pk, other.pk), is_hard=True)
            yield from same_officers(scene, one, other)
            yield from same_sitters(scene, one, other)


def same_officers(scene: Scene, one: Session, other: Session) -> Iterator[Conflict]:
    here, there = scene.on_duty[one.pk], scene.on_duty[other.pk]
    for person in sorted(here.keys() & there.keys()):
        is_hard = person in scene.speaking[one.pk] and person in scene.speaking[other.pk]
        text = f"{here[person]} bertugas di {both(one, other)}"
        yield Conflict(key("orang", person, one.pk, other.pk), text, (one.pk, other.pk), is_hard=is_hard)


def same_sitters(scene: Scene, one: Session, other: Session) -> Iterator[Conflict]:
    pair = (one.pk, other.pk)
    if one.kelas_id is None or other.kelas_id is None:
        if one.kelas_id != other.kelas_id:
            yield Conflict(key("semua", *pair), f"Semua peserta diundang ke {both(one, other)}", pair)
        return
    if one.kelas_id == other.kelas_id:
        return
    for sitter in scene.in_two_kelas:
        if {one.kelas_id, other.kelas_id} <= sitter.kelas:
            text = f"{sitter.office}: satu orang untuk {both(one, other)}"
            yield Conflict(key("delegasi", sitter.person, *pair), text, pair, advice=sitter.name)
    for busy, seated in ((one, other), (other, one)):
        for person in sorted(scene.on_duty[busy.pk].keys() & scene.by_person.keys()):
            if seated.kelas_id in scene.by_person[person].kelas:
                sitter = scene.by_person[person]
                text = f"{sitter.name}, delegasi {sitter.office}, bertugas di {both(busy, seated)}"
                yield Conflict(key("tugas", person, busy.pk, seated.pk), text, pair)


def crowded(scene: Scene) -> Iterator[Conflict]:
    for session in scene.sessions:
        seats = session.room.capacity if session.room else None
        count = scene.count_of(session) + len(scene.on_duty[session.pk])
        if seats and count > seats:
            text = f"{session.room} memuat {seats} orang, {name_of(session)} dihadiri {count}, {session.span()}"
            yield Conflict(key("kapasitas", session.pk), text, (session.pk,))


def unmanned(scene: Scene) -> Iterator[Conflict]:
    for session in scene.sessions:
        if session.kelas_id and not session.speaker_list:
            text = f"{name_of(session)} belum ada narasumber, {session.span()}"
            yield Conflict(key("tanpa-narasumber", session.pk), text, (session.pk,))
        if (session.kelas_id or session.kind == SessionKind.KELAS_PLENARY) and not session.note_taker:
            text = f"{name_of(session)} belum ada notulis, {session.span()}"
            yield Conflict(key("tanpa-notulis", session.pk), text, (session.pk,))


def absent_offices(scene: Scene) -> Iterator[Conflict]:
    """Only once offices have begun to name people: before that every kelas is empty and nobody needs to be told."""
    if not scene.sitters:
        return
    named = {sitter.office for sitter in scene.sitters}
    silent = [name for name in scene.offices.values() if name not in named]
    if silent:
        yield Conflict("tanpa-nama", f"{len(silent)} kantor belum menyebut delegasinya", advice="; ".join(silent))
    for kelas in scene.kelas:
        seated = scene.seated_offices.get(kelas.pk, set())
        missing = [name for pk, name in scene.offices.items() if pk not in seated and name in named]
        cards = [session.pk for session in scene.sessions if session.kelas_id == kelas.pk]
        if missing and cards:
            text = f"{kelas}: {len(missing)} kantor belum menempatkan orang"
            yield Conflict(key("tanpa-delegasi", kelas.pk), text, tuple(cards[:1]), advice="; ".join(missing))


def key(kind: str, *ids: int) -> str:
    return "-".join([kind, *map(str, ids)])


def name_of(session: Session) -> str:
    """Kelas C, or the title of a plenary session."""
    return str(session.kelas) if session.kelas else session.title


def both(one: Session, other: Session) -> str:
    """Kelas C dan Kelas F, Kamis 17/9 19.30–21.00 WITA"""
    later = max(one, other, key=lambda session: session.starts_at)
    day = dates.short_date(dates.local(later.starts_at, later.rakor.timezone).date())
    return f"{name_of(one)} dan {name_of(other)}, {day} {later.span()}"


def by_session(conflicts: Iterable[Conflict]) -> dict[int, list[Conflict]]:
    found: dict[int, list[Conflict]] = {}
    for conflict in conflicts:
        for pk in conflict.sessions:
            found.setdefault(pk, []).append(conflict)
    return found
