"""The board as plain values: days, columns and cards with their place in a grid of five-minute rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from agendas.conflicts import Conflict, Scene, Sitter, by_session, find
from agendas.models import AcceptedClash, Session, SessionKind
from meetings.models import Answer, Invitation, Kelas, Rakor, Room
from participants.models.institutions import KPU_KINDS
from rakor.lib import dates

ROW = 5  # minutes
EMPTY_DAY = (8 * 60, 17 * 60)  # what is shown of a day without sessions
READ = (
    *("rakor", "kind", "kind_name", "title", "starts_at", "ends_at", "kelas", "room", "mode", "version"),
    *("is_fixed", "is_internal", "quorum", "moderator__name", "note_taker__name"),
)
GRIP = ' data-at="{}" data-for="{}" data-column="{}" data-version="{}"'
OPEN_END = 60  # minutes that a session "s.d. selesai" takes on the board


@dataclass(frozen=True)
class Column:
    """`value` is what a move names it by: "kelas:7", "ruang:3"; "kelas:" means everybody."""

    value: str
    name: str
    note: str


@dataclass
class Card:
    """Strings where the template only writes them: forty cards of a dozen values each are most of the page's cost."""

    session: Session
    start: int  # minutes after midnight by the rakor's clock
    length: int
    column: str
    when: str
    lines: SafeString
    conflicts: list[Conflict]
    place: str = ""  # classes of the grid

    @property
    def pk(self) -> str:
        return str(self.session.pk)

    @property
    def look(self) -> str:
        if self.conflicts:
            return "session-clash"
        if self.session.kind == SessionKind.BREAK:
            return "session-break"
        return "" if self.session.kelas_id else "session-plenary"

    @property
    def whose(self) -> str:
        return f"Kelas {self.session.kelas.code}" if self.session.kelas else "Semua"

    @property
    def grip(self) -> SafeString:
        """What a move starts from, as attributes."""
        held = format_html(GRIP, self.start, self.length, self.column, self.session.version)
        return held if self.session.ends_at else format_html("{} data-open", held)


@dataclass
class Day:
    day: date
    columns: list[Column]
    ticks: list[tuple[str, str]]  # class and hour
    cards: list[Card]
    first: int


@dataclass
class Board:
    rakor: Rakor
    by: str
    scene: Scene
    rooms: list[Room]
    conflicts: list[Conflict]
    accepted: list[tuple[Conflict, AcceptedClash]]
    days: list[Day] = field(default_factory=list)


def load(rakor: Rakor, *, by: str, days: list[date]) -> Board:
    """`by` is "kelas" or "ruang". A constant number of queries."""
    rooms = {room.pk: room for room in Room.objects.filter(rakor=rakor)}
    kelas = {row.pk: row for row in Kelas.objects.filter(rakor=rakor).select_related("division")}
    for row in kelas.values():
        row.room = rooms.get(row.room_id or 0)
    sessions = sessions_of(rakor, kelas, rooms)
    scene = scene_of(rakor, sessions, list(kelas.values()))
    notes = {row.key: row for row in AcceptedClash.objects.filter(rakor=rakor)}
    found = find(scene)
    board = Board(
        rakor,
        by,
        scene,
        rooms=list(rooms.values()),
        conflicts=[conflict for conflict in found if conflict.is_hard or conflict.key not in notes],
        accepted=[(conflict, notes[conflict.key]) for conflict in found if conflict.key in notes],
    )
    board.days = [lay_out(board, day) for day in days]
    return board


def sessions_of(rakor: Rakor, kelas: dict[int, Kelas], rooms: dict[int, Room]) -> list[Session]:
    """Only what the board and a comparison with the last edition read; kelas and rooms are those already there."""
    planned = Session.objects.filter(rakor=rakor).select_related("moderator", "note_taker").only(*READ)
    counted = planned.annotate(material_count=Count("materials")).order_by("starts_at", "kelas__code", "pk")
    sessions: list[Session] = [*counted.listed()]
    for session in sessions:
        session.rakor = rakor
        session.kelas, session.room = kelas.get(session.kelas_id or 0), rooms.get(session.room_id or 0)
    return sessions


def scene_of(rakor: Rakor, sessions: list[Session], kelas: list[Kelas]) -> Scene:
    invited = Invitation.objects.asked().filter(rakor=rakor).exclude(answer=Answer.ABSENT)
    rows = invited.values_list(
        *("pk", "institution_name", "institution__kind", "delegates__person", "delegates__name"),
        "delegates__seats__kelas",
    )
    offices: dict[int, str] = {}
    seated: dict[int, set[int]] = {}
    people: dict[tuple[int, int], tuple[str, str, set[int]]] = {}
    for pk, office, kind, person, name, sits in rows:
        if kind in KPU_KINDS:
            offices[pk] = office
        if person:
            people.setdefault((pk, person), (name, office, set()))
        if person and sits:
            people[pk, person][2].add(sits)
            seated.setdefault(sits, set()).add(pk)
    sitters = [Sitter(key[1], name, office, frozenset(found)) for key, (name, office, found) in people.items()]
    return Scene(sessions, kelas, sitters, offices, seated)


def lay_out(board: Board, day: date) -> Day:
    tz = board.rakor.timezone
    todays = [session for session in board.scene.sessions if dates.local(session.starts_at, tz).date() == day]
    spans = {session.pk: minutes_of(session, tz) for session in todays}
    first, last = hours_of(list(spans.values()))
    columns = columns_of(board, todays)
    marked = by_session(board.conflicts)
    cards = [card_of(board, session, spans[session.pk], marked.get(session.pk, [])) for session in todays]
    place(cards, columns, first)
    ticks = [(f"s{(hour - first) // ROW + 1}", f"{hour // 60:02}.00") for hour in range(first, last, 60)]
    return Day(day, columns, ticks, cards, first)


def minutes_of(session: Session, tz: str) -> tuple[int, int]:
    """Start and length in minutes by that zone's clock."""
    starts = dates.local(session.starts_at, tz)
    start = starts.hour * 60 + starts.minute
    length = (session.ends_at - session.starts_at) // timedelta(minutes=1) if session.ends_at else OPEN_END
    return start, min(length, 24 * 60 - start)


def hours_of(spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Whole hours, with one free hour behind the last session to drop something into."""
    if not spans:
        return EMPTY_DAY
    first = min(start for start, _ in spans) // 60 * 60
    last = max(start + length for start, length in spans)
    return first, min(-(-last // 60) * 60 + 60, 24 * 60)


def columns_of(board: Board, todays: list[Session]) -> list[Column]:
    if board.by == "ruang":
        rooms = [Column(f"ruang:{room.pk}", room.name, capacity(room)) for room in board.rooms]
        homeless = any(session.room_id is None for session in todays)
        return [*rooms, Column("ruang:", "Tanpa ruang", "")] if homeless or not rooms else rooms
    kelas = [Column(f"kelas:{row.pk}", str(row), kelas_note(row)) for row in board.scene.kelas]
    together = [session for session in todays if session.kelas_id is None]
    apart = [session for session in todays if session.kelas_id is not None]
    if not kelas or any(is_beside(one, other) for one in together for other in apart):
        return [Column("kelas:", "Semua peserta", ""), *kelas]
    return kelas


def is_beside(one: Session, other: Session) -> bool:
    ends, other_ends = end_of(one), end_of(other)
    return one.starts_at < other_ends and other.starts_at < ends


def end_of(session: Session) -> datetime:
    return session.ends_at or session.starts_at + timedelta(minutes=OPEN_END)


def capacity(room: Room) -> str:
    return f"{room.capacity} orang" if room.capacity else ""


def kelas_note(kelas: Kelas) -> str:
    words = [kelas.division.bidang if kelas.division else kelas.name, kelas.room.name if kelas.room else ""]
    return ", ".join(word for word in words if word)


def card_of(board: Board, session: Session, span: tuple[int, int], conflicts: list[Conflict]) -> Card:
    by_kelas = board.by == "kelas"
    column = f"kelas:{session.kelas_id or ''}" if by_kelas else f"ruang:{session.room_id or ''}"
    start, length = span
    when = f"{hour(start)}–{hour(start + length)}" if session.ends_at else f"{hour(start)} s.d. selesai"
    lines = SafeString("".join(f"<p>{escape(line)}</p>" for line in lines_of(board, session)))
    return Card(session, start, length, column, when, lines, conflicts)


def hour(minutes: int) -> str:
    return f"{minutes // 60:02}.{minutes % 60:02}"


def lines_of(board: Board, session: Session) -> list[str]:
    """What the card says below its title; each line is left out where there is nothing to say."""
    is_break = session.kind == SessionKind.BREAK
    count, files = board.scene.seats[session.kelas_id or 0], getattr(session, "material_count", 0)
    counts = [f"{count} delegasi" if count else "", f"{files} materi" if files else ""]
    lines = [
        "" if session.kelas_id or is_break or session.kind_word == session.title else session.kind_word,
        named("Narasumber", [speaker.name for speaker in session.speaker_list]),
        named("Moderator", [session.moderator.name] if session.moderator else []),
        named("Notulis", [session.note_taker.name] if session.note_taker else []),
        named("Pokok", [topic.title for topic in session.topic_list]),
        "" if session.room is None or board.by == "ruang" or is_break else session.room.name,
        ", ".join(word for word in counts if word),
        "Titik tetap" if session.holds_still else "",
        f"Kuorum {session.quorum} delegasi" if session.quorum else "",
        "Hanya panitia" if session.is_internal else "",
    ]
    return [line for line in lines if line]


def named(word: str, names: list[str]) -> str:
    return f"{word}: {'; '.join(names)}" if names else ""


def place(cards: list[Card], columns: list[Column], first: int) -> None:
    """Gives each card its classes; cards that share a moment in one column stand beside each other."""
    numbers = {column.value: number for number, column in enumerate(columns, start=1)}
    shelves: dict[str, list[Card]] = {}
    for card in cards:
        shelves.setdefault(card.column, []).append(card)
    for value, shelf in shelves.items():
        where = f"c{numbers[value]}" if value in numbers and len(columns) > 1 else "k-all"
        for group in touching(sorted(shelf, key=lambda card: (card.start, -card.length))):
            lanes = lanes_of(group)
            count = min(max(lanes) + 1, 3)
            for card, lane in zip(group, lanes, strict=True):
                beside = f" lane-{min(lane, 2) + 1}of{count}" if count > 1 else ""
                row, length = (card.start - first) // ROW + 1, max(-(-card.length // ROW), 1)
                card.place = f"{where} s{row} n{length}{beside}"


def touching(shelf: list[Card]) -> list[list[Card]]:
    """Runs of cards of which each shares a moment with one before it."""
    groups: list[list[Card]] = []
    end = -1
    for card in shelf:
        if card.start >= end:
            groups.append([])
            end = card.start
        groups[-1].append(card)
        end = max(end, card.start + card.length)
    return groups


def lanes_of(group: list[Card]) -> list[int]:
    """The first lane that is free at the card's start."""
    ends: list[int] = []
    lanes = []
    for card in group:
        lane = next((number for number, end in enumerate(ends) if end <= card.start), len(ends))
        ends[lane : lane + 1] = [card.start + card.length]
        lanes.append(lane)
    return lanes
