"""Who is to hear of a new edition, and of which of its changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from agendas.differences import Change, Row, difference, people_of
from agendas.models import Edition
from meetings.models import Delegate, Rakor
from participants.models import Person
from reminders.models import Delivery, Rule
from reminders.readers import readers_at

QUIET = timedelta(minutes=10)  # a release within them of the one before speaks for both
FRESH = timedelta(days=7)


@dataclass(frozen=True)
class Told:
    """What one person is to hear of one edition; the changes are empty when it is the first that is told."""

    person: Person
    edition: Edition
    changes: list[Change]
    rows: list[Row]  # the sessions concerned: as they stand now, or as they stood when they were taken out


def due(rakor: Rakor, *, now: datetime) -> Iterator[Told]:
    """Of the newest edition, once it was quiet for ten minutes, against the last one that had been so."""
    newest, base = newest_and_base(rakor)
    if newest is None or not now - FRESH < newest.released_at <= now - QUIET:
        return
    told = Delivery.objects.filter(rule=Rule.EDITION, rakor=rakor, moment=moment_of(newest))
    done = set(told.values_list("person", flat=True))
    found = of_changes(rakor, newest, base, now=now) if base else of_first(newest)
    for one in found:
        if one.person.pk not in done:
            yield one


def moment_of(edition: Edition) -> str:
    return f"edisi-{edition.number}"


def newest_and_base(rakor: Rakor) -> tuple[Edition | None, Edition | None]:
    """Their contents are fetched, those of the others are not."""
    moments = list(Edition.objects.filter(rakor=rakor).order_by("-number").values_list("pk", "released_at"))
    pairs = zip(moments, moments[1:], strict=False)
    base = next((pk for (_, later), (pk, earlier) in pairs if later - earlier >= QUIET), None)
    wanted = [pk for pk in (moments[0][0] if moments else None, base) if pk]
    found = Edition.objects.defer("html", "changes").in_bulk(wanted)
    return (found[wanted[0]], found.get(base or 0)) if wanted else (None, None)


def of_first(edition: Edition) -> Iterator[Told]:
    """Only those who have a task, each with the own sessions."""
    own: dict[int, list[Row]] = {}
    for row in edition.content:
        for pk in people_of(row):
            own.setdefault(pk, []).append(row)
    for person in Person.objects.filter(pk__in=own).exclude(email="").order_by("pk"):
        yield Told(person, edition, [], own[person.pk])


def of_changes(rakor: Rakor, newest: Edition, base: Edition, *, now: datetime) -> Iterator[Told]:
    """A change concerns who stands in the session by name, before or after, and whom it is held for."""
    changes = difference(base.content, newest.content, tz=rakor.timezone)
    rows = {row["id"]: row for row in (*base.content, *newest.content)}
    for person, (is_of_all, kelas) in audience(rakor, changes, now=now).items():
        own = [
            change
            for change in changes
            if person.pk in change["people"] or change["kelas"] in kelas or (is_of_all and not change["kelas"])
        ]
        if own:
            yield Told(
                person, newest, own, list({change["session"]: rows[change["session"]] for change in own}.values())
            )


def audience(rakor: Rakor, changes: list[Change], *, now: datetime) -> dict[Person, tuple[bool, set[str]]]:
    """Everybody with an address who may be concerned: of the plenary sessions or not, and the letters of the kelas."""
    found: dict[Person, tuple[bool, set[str]]] = {}
    named = {pk for change in changes for pk in change["people"]}
    for person in Person.objects.filter(pk__in=named).exclude(email="").order_by("pk"):
        found[person] = (False, set())
    sent = rakor.invitations.filter(sent_at__isnull=False)  # type: ignore[attr-defined]
    for person in readers_at(sent.values("institution"), on=now.date()):
        found[person] = (True, set())
    delegates = Delegate.objects.filter(invitation__in=sent).exclude(person__email="").select_related("person")
    for delegate in delegates.prefetch_related("seats__kelas"):
        letters = found.get(delegate.person, (True, set()))[1]
        found[delegate.person] = (True, letters | {seat.kelas.code for seat in delegate.seats.all()})
    return found
