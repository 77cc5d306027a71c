"""What is done to a letter: written, proposed, approved or returned, numbered, signed, sent, cancelled."""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from documents import batches, numbering
from documents.corrections import content_of
from documents.models import Letter, NumberSeries
from meetings.actions import send_invitations
from meetings.models import Rakor
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.files.actions import store_upload
from rakor.jobs.actions import enqueue
from rakor.lib import dates

RENDER_LETTER = "documents.render_letter"


class AlreadyDone(Exception):
    """Somebody took this step in the meantime."""


class StaleLetter(Exception):
    """Somebody else saved this letter in the meantime."""


def step(letter: Letter, event: str, *, by: Actor, now: datetime, **values: object) -> None:
    """Raises AlreadyDone when the event happened already."""
    if not letter.advance(event, by=by.user, now=now, **values):
        raise AlreadyDone
    letter.refresh_from_db()
    details = {"number": letter.number} if letter.number else {}
    record(by=by, verb=f"letter.{event}", target=letter, now=now, rakor_id=letter.rakor.pk, details=details)


def freeze_signer(letter: Letter) -> None:
    letter.signer_name = letter.signer.person.name
    letter.signer_title = str(letter.signer)


@transaction.atomic
def write_letter(*, letter: Letter, by: Actor, now: datetime) -> Letter:
    freeze_signer(letter)
    letter.created_at, letter.created_by = now, by.user
    letter.save()
    record(by=by, verb="letter.written", target=letter, now=now, rakor_id=letter.rakor.pk)
    return letter


@transaction.atomic
def change_letter(*, letter: Letter, seen_version: int, by: Actor, now: datetime) -> None:
    """Raises StaleLetter when the row is no longer the one that was seen."""
    if not Letter.objects.filter(pk=letter.pk, version=seen_version).update(version=F("version") + 1):
        raise StaleLetter
    freeze_signer(letter)
    letter.version = seen_version + 1
    letter.save()
    record(by=by, verb="letter.changed", target=letter, now=now, rakor_id=letter.rakor.pk)


@transaction.atomic
def propose(*, letter: Letter, by: Actor, now: datetime) -> None:
    """To the leadership; what came back loses its note and waits anew."""
    Letter.objects.filter(pk=letter.pk).exclude(returned_at=None).update(
        returned_at=None, returned_by=None, return_note="", proposed_at=None, proposed_by=None
    )
    step(letter, "proposed", by=by, now=now)


@transaction.atomic
def send_back(*, letter: Letter, note: str, by: Actor, now: datetime) -> None:
    step(letter, "returned", by=by, now=now, return_note=note)


@transaction.atomic
def approve(*, letter: Letter, by: Actor, now: datetime) -> None:
    step(letter, "approved", by=by, now=now)


@transaction.atomic
def number(
    *,
    letter: Letter,
    by: Actor,
    now: datetime,
    series: NumberSeries | None = None,
    typed: str = "",
    dated_on: date | None = None,
) -> None:
    """A number of the office's register, and the order to print. Two clerks never share or skip a number.

    `dated_on` comes with a typed number, as it stands in the book; without it a letter is of the day of its issue.
    Raises AlreadyDone, numbering.BlockUsedUp and numbering.NumberTaken; nothing is used up then.
    """
    day = dated_on or letter.rakor.today(now)
    series = series or numbering.series_of(letter.rakor.organiser, year=day.year)
    given = numbering.take_number(letter, series, typed=typed, day=day)
    step(
        letter,
        "numbered",
        by=by,
        now=now,
        series=given.series,
        sequence=given.sequence,
        number=given.text,
        dated_on=day,
        content=content_of(letter),
    )
    if letter.is_per_institution:
        batches.address_copies(letter)
    print_letter(letter, by=by, now=now)


def print_letter(letter: Letter, *, by: Actor, now: datetime) -> None:
    """The job's key is the letter: a state has one print, however often it is asked for."""
    if letter.is_per_institution:
        batches.order(letter, by=by, now=now)
        return
    enqueue(
        task=RENDER_LETTER,
        key=f"letter:{letter.pk}",
        payload={"letter": letter.pk, "by": by.name, "position": by.position},
        by_id=by.user_id,
        now=now,
        queue="papers",
        total=1,
    )


@transaction.atomic
def sign(*, letter: Letter, upload: UploadedFile, by: Actor, now: datetime) -> None:
    """The signed scan locks the letter; it is what is sent."""
    stored = store_upload(upload=upload, now=now, by_id=by.user_id)
    step(letter, "signed", by=by, now=now, signed_file=stored)


@transaction.atomic
def send(*, letter: Letter, by: Actor, now: datetime) -> int:
    """The letter goes out with its invitations, which become visible to their offices; returns how many."""
    step(letter, "sent", by=by, now=now)
    return len(send_invitations(rakor=Rakor.objects.get(pk=letter.rakor.pk), by=by, now=now))


@transaction.atomic
def cancel(*, letter: Letter, because: str, by: Actor, now: datetime) -> None:
    """A number that was given stays used."""
    step(letter, "cancelled", by=by, now=now, cancelled_because=because)


@transaction.atomic
def correct(*, letter: Letter, by: Actor, now: datetime) -> Letter:
    """A concept of a ralat: the text of the sent letter, to be mended and to go its own way to the signature."""
    kept = (*("rakor", "nature", "addressee", "body", "carbon_copies", "filing_code", "kind_code"), "sheet", "signer")
    values = {name: getattr(letter, name) for name in (*kept, "is_per_institution")}
    subject = f"Ralat {letter.subject.removeprefix('Ralat ')}"[:150]
    return write_letter(letter=Letter(**values, subject=subject, corrects=letter), by=by, now=now)


def place_and_date(letter: Letter) -> str:
    """Banjarmasin, 8 September 2020"""
    day = dates.plain_date(letter.dated_on) if letter.dated_on else ""
    return ", ".join(part for part in (letter.rakor.organiser.seat, day) if part)
