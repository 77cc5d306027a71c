"""Released agendas as .ics files (RFC 5545): what a calendar program keeps true, without any meeting link."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event, Timezone

from agendas.differences import Row, ends, people_of, starts
from agendas.models import Edition
from agendas.releases import readable
from meetings.models import Delegate, Rakor
from participants.models import Person

KEPT = timedelta(days=365)  # after its last day a rakor stays in a person's calendar


@dataclass(frozen=True)
class Entry:
    """A session as it was last released to the reader, and the edition in which that came about."""

    row: Row
    number: int
    is_gone: bool = False


def calendar_of_rakor(rakor: Rakor, *, now: datetime) -> bytes:
    editions = Edition.objects.filter(rakor=rakor).select_related("rakor").order_by("number")
    events = events_of(rakor, list(editions.defer("html", "changes")), lambda row: True, now)
    return written(events, name=rakor.title, zones=[rakor.timezone])


def calendar_of_person(person: Person, *, now: datetime) -> bytes:
    """Sessions in which the person speaks, moderates, takes notes, or sits as a delegate."""
    seats = Delegate.objects.filter(person=person, invitation__sent_at__isnull=False)
    letters: dict[int, set[str]] = {}
    for rakor_pk, code in seats.order_by("pk").values_list("invitation__rakor", "seats__kelas__code"):
        letters.setdefault(rakor_pk, {""}).add(code or "")
    named = Edition.objects.filter(people=person).values("rakor")
    editions = Edition.objects.filter(rakor__in=[*letters, *named.values_list("rakor", flat=True)])
    editions = editions.filter(rakor__is_template=False, rakor__ends_on__gte=(now - KEPT).date())
    rows = editions.select_related("rakor").defer("html", "changes").order_by("rakor", "number")
    events, zones = [], set()
    for rakor, released in groupby(rows, key=lambda edition: edition.rakor):
        sits = letters.get(rakor.pk, set())
        events += events_of(rakor, list(released), lambda row: is_of(row, person, sits), now)  # noqa: B023
        zones.add(rakor.timezone)
    return written(events, name=f"Rakor {person}", zones=sorted(zones))


def is_of(row: Row, person: Person, sits: set[str]) -> bool:
    return row["kelas"] in sits or person.pk in people_of(row)


def entries(editions: Iterable[Edition], concerns: Callable[[Row], bool]) -> list[Entry]:
    """Of all editions, oldest first; what has left the agenda stays, marked as gone."""
    found: dict[int, Entry] = {}
    for edition in editions:
        here = {row["id"]: row for row in edition.content if concerns(row)}
        for pk, row in here.items():
            known = found.get(pk)
            if known is None or known.is_gone or readable(known.row) != readable(row):
                found[pk] = Entry(row, edition.number)
        for pk in found.keys() - here.keys():
            if not found[pk].is_gone:
                found[pk] = Entry(found[pk].row, edition.number, is_gone=True)
    return sorted(found.values(), key=lambda entry: (entry.row["starts_at"], entry.row["id"]))


def events_of(rakor: Rakor, editions: list[Edition], concerns: Callable[[Row], bool], now: datetime) -> list[Event]:
    """Nothing is held while the rakor is off, nor on the old days once it has new ones."""
    is_stale = bool(rakor.rescheduled_at and editions and editions[-1].released_at < rakor.rescheduled_at)
    is_off = bool(rakor.cancelled_at or rakor.postponed_at or is_stale)
    return [event_of(rakor, entry, is_off or entry.is_gone, now) for entry in entries(editions, concerns)]


def event_of(rakor: Rakor, entry: Entry, is_cancelled: bool, now: datetime) -> Event:
    row, event = entry.row, Event()
    event.add("uid", f"session-{row['id']}@{settings.MESSAGE_ID_DOMAIN}")
    event.add("dtstamp", now)
    event.add("sequence", entry.number)
    event.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    event.add("summary", clean(row["title"]))
    event.add("dtstart", starts(row).astimezone(rakor.zoneinfo))
    last = ends(row)
    if last:
        event.add("dtend", last.astimezone(rakor.zoneinfo))
    event.add("location", ", ".join(clean(part) for part in (row["room"], rakor.place) if part))
    event.add("description", "\n".join(clean(line) for line in lines(rakor, row)))
    event.add("url", settings.SITE_URL + reverse("agenda_show", args=[rakor.pk]))
    return event


def lines(rakor: Rakor, row: Row) -> list[str]:
    speakers = [f"Narasumber: {one['name']}, {one['title']}" for one in row["speakers"]]
    parts = (("Moderator", row["moderator"]), ("Notulis", row["note_taker"]))
    officers = [f"{part}: {one['name']}" for part, one in parts if one]
    end = [] if row["ends_at"] else ["Sampai selesai."]
    return [rakor.title, *end, *speakers, *officers, *(f"- {topic}" for topic in row["topics"])]


def clean(text: str) -> str:
    """One line of printable text: whatever a title holds, it can open no line of the file's own."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())


def written(events: list[Event], *, name: str, zones: list[str]) -> bytes:
    calendar = Calendar()
    for key, value in (("prodid", "-//Rakor//Kalender//ID"), ("version", "2.0"), ("method", "PUBLISH")):
        calendar.add(key, value)
    calendar.add("x-wr-calname", clean(name))
    for part in (*map(zone_of, zones), *events):
        calendar.add_component(part)
    return calendar.to_ical()


@cache
def zone_of(tz: str) -> Timezone:
    """Ten milliseconds to make, and always the same."""
    return Timezone.from_tzid(tz)
