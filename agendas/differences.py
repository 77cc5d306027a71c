"""What changed between two editions of an agenda, in the sentences that a secretary would write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from meetings.models import Mode
from rakor.lib import dates

Row = dict[str, Any]  # a session as releases.content_of writes it
Change = dict[str, Any]  # {"text", "session": id, "people": ids of persons concerned, "kelas": letter or "" for all}
WEEK = timedelta(days=7)


def difference(old: list[Row], new: list[Row], *, tz: str) -> list[Change]:
    """In the order of the day; empty when a reader would see the same. Hours are those of the zone, unnamed."""
    before, after = {row["id"]: row for row in old}, {row["id"]: row for row in new}
    rows = sorted((before | after).values(), key=lambda row: (row["starts_at"], row["id"]))
    words = Words.about(old + new, tz)
    return [change for row in rows for change in changes(before.get(row["id"]), after.get(row["id"]), words)]


def changes(before: Row | None, after: Row | None, words: Words) -> Iterator[Change]:
    row = after or before or {}
    texts = [(row["kelas"], text) for text in words.sentences(before, after)]
    if before and after and before["kelas"] != after["kelas"]:
        name = words.name(after | {"kelas": ""})
        texts.append((before["kelas"], f"{name} tidak lagi untuk {audience(before)}"))
        texts.append((after["kelas"], f"{name} kini untuk {audience(after)}"))
    people = sorted(people_of(before) | people_of(after))
    for kelas, text in texts:
        yield {"text": text, "session": row["id"], "people": people, "kelas": kelas}


def people_of(row: Row | None) -> set[int]:
    """Who stands in it by name: speakers, moderator, note taker."""
    if row is None:
        return set()
    return {one["person"] for one in (*row["speakers"], row["moderator"], row["note_taker"]) if one}


def audience(row: Row) -> str:
    return f"Kelas {row['kelas']}" if row["kelas"] else "semua peserta"


def starts(row: Row) -> datetime:
    return datetime.fromisoformat(row["starts_at"])


def ends(row: Row) -> datetime | None:
    return datetime.fromisoformat(row["ends_at"]) if row["ends_at"] else None


def length(row: Row) -> timedelta | None:
    last = ends(row)
    return last - starts(row) if last else None


@dataclass(frozen=True)
class Words:
    """How sessions are called and dated in a sentence, so that no two are taken for each other."""

    tz: str
    shared: frozenset[str]  # letters of kelas that hold more than one session
    is_long: bool  # the name of a day alone could mean two dates

    @classmethod
    def about(cls, rows: list[Row], tz: str) -> Words:
        sessions = Counter(letter for letter, _ in {(row["kelas"], row["id"]) for row in rows})
        days = [dates.local(starts(row), tz).date() for row in rows]
        is_long = bool(days) and max(days) - min(days) >= WEEK
        return cls(tz, frozenset(letter for letter, count in sessions.items() if count > 1), is_long)

    def name(self, row: Row) -> str:
        title, head = str(row["title"]), f"Kelas {row['kelas']}"
        if not row["kelas"] or head == title:
            return title
        if title.startswith(f"{head}:"):
            return title if row["kelas"] in self.shared else head
        return f"{title} ({head})"

    def day(self, instant: datetime) -> date:
        return dates.local(instant, self.tz).date()

    def when(self, row: Row, *, with_end: bool = False) -> str:
        """Jumat 08.30; Jumat 08.30–10.00; Jumat 18/9 08.30"""
        first, last = starts(row), ends(row)
        day = self.day(first)
        text = dates.day_name(day) + (f" {day.day}/{day.month}" if self.is_long else "")
        text += f" {dates.hour(first, self.tz)}"
        if not with_end:
            return text
        return f"{text}–{dates.hour(last, self.tz)}" if last else f"{text} s.d. selesai"

    def sentences(self, before: Row | None, after: Row | None) -> Iterator[str]:
        if before and after:
            yield from self.retitled(before, after)
            yield from self.moved(before, after)
            yield from self.staffed(before, after)
            yield from self.reworded(before, after)
        elif after:
            yield f"{self.name(after)} ditambahkan: {self.when(after)}{place(after)}"
        elif before:
            yield f"{self.name(before)} dihapus"

    def retitled(self, before: Row, after: Row) -> Iterator[str]:
        if before["title"] != after["title"]:
            yield f"{self.name(before)} berganti judul menjadi “{after['title']}”"

    def moved(self, before: Row, after: Row) -> Iterator[str]:
        name, has_new_room = self.name(after), before["room"] != after["room"]
        has_new_length = length(before) != length(after)
        when = self.when(after, with_end=has_new_length)
        later = starts(after) - starts(before)
        if self.day(starts(before)) != self.day(starts(after)):
            yield f"{name} pindah ke {when}{place(after, is_new=has_new_room)}"
        elif later:
            shift = f"{dates.duration(later)} lebih {'lambat' if later > timedelta() else 'awal'}"
            where = f" dan pindah ruang: {when}{place(after, is_new=True)}" if has_new_room else f": {when}"
            yield f"{name} mulai {shift}{where}"
        else:
            if has_new_length:
                yield f"{name} {lengthened(before, after)}: {when}"
            if has_new_room:
                yield f"{name} {rehoused(before['room'], after['room'])}"

    def staffed(self, before: Row, after: Row) -> Iterator[str]:
        name = self.name(after)
        left, came = gone(before["speakers"], after["speakers"]), gone(after["speakers"], before["speakers"])
        if left and came:
            yield f"Narasumber {name} berganti: {full(came)} menggantikan {plain(left)}"
        elif came:
            yield f"Narasumber {name} bertambah: {full(came)}"
        elif left:
            yield f"{plain(left)} tidak lagi menjadi narasumber {name}"
        elif before["speakers"] != after["speakers"]:
            yield f"Narasumber {name} ditulis: {full(after['speakers'])}"
        for part, key in (("Moderator", "moderator"), ("Notulis", "note_taker")):
            yield from replaced(f"{part} {name}", before[key], after[key])

    def reworded(self, before: Row, after: Row) -> Iterator[str]:
        name = self.name(after)
        if before["topics"] != after["topics"]:
            yield f"Pokok bahasan {name} berubah"
        if before["kind"] != after["kind"]:
            yield f"{name} kini berjenis {after['kind']}"
        if before["mode"] != after["mode"]:
            yield f"{name} " + (f"diadakan {Mode(after['mode']).label}" if after["mode"] else "mengikuti cara rakor")
        if before["kelas"] == after["kelas"] and before["kelas_name"] != after["kelas_name"]:
            yield f"Bidang Kelas {after['kelas']} menjadi “{after['kelas_name']}”"


def place(row: Row, *, is_new: bool = False) -> str:
    if row["room"]:
        return f", {row['room']}"
    return ", ruang belum ditetapkan" if is_new else ""


def lengthened(before: Row, after: Row) -> str:
    old, new = length(before), length(after)
    if new is None:
        return "berakhir terbuka"
    if old is None:
        return "mendapat jam selesai"
    return f"{dates.duration(new - old)} lebih {'lama' if new > old else 'singkat'}"


def rehoused(old: str, new: str) -> str:
    if not new:
        return f"tidak lagi di {old}; ruang belum ditetapkan"
    return f"pindah ruang ke {new}" if old else f"bertempat di {new}"


def replaced(part: str, old: Row | None, new: Row | None) -> Iterator[str]:
    if old == new:
        return
    if new is None:
        assert old
        yield f"{part} ditiadakan, sebelumnya {old['name']}"
    elif old is None:
        yield f"{part}: {new['name']}"
    elif old["person"] != new["person"]:
        yield f"{part} berganti: {new['name']} menggantikan {old['name']}"
    else:
        yield f"{part} ditulis: {new['name']}"


def gone(some: list[Row], others: list[Row]) -> list[Row]:
    staying = {one["person"] for one in others}
    return [one for one in some if one["person"] not in staying]


def full(speakers: list[Row]) -> str:
    return "; ".join(f"{one['name']}, {one['title']}" for one in speakers)


def plain(speakers: list[Row]) -> str:
    return "; ".join(one["name"] for one in speakers)
