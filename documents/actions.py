"""What is done to a letter: written, proposed, approved or returned, numbered, signed, sent, cancelled."""

from __future__ import annotations

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F

from documents.models import Letter, NumberSeries
from meetings.actions import send_invitations
from meetings.models import Rakor
from participants.gate import Actor
from participants.models import Institution
from rakor.audit.actions import record
from rakor.files.actions import store_upload
from rakor.jobs.actions import enqueue
from rakor.lib import dates, letter_numbers

SERIES = "keluar"
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
def number(*, letter: Letter, by: Actor, now: datetime) -> None:
    """The next number of the office's register, and the order to print. Two clerks never share or skip a number."""
    rakor = letter.rakor
    day = rakor.today(now)
    series, sequence = take_number(rakor.organiser, year=day.year)
    text = letter_numbers.compose(
        rakor.organiser.number_pattern,
        seq=sequence,
        code=letter.filing_code,
        kind=letter.kind_code,
        unit_code=rakor.organiser.letter_code,
        month=day.month,
        year=day.year,
    )
    step(letter, "numbered", by=by, now=now, series=series, sequence=sequence, number=text, dated_on=day)
    print_letter(letter, by=by, now=now)


def take_number(institution: Institution, *, year: int) -> tuple[NumberSeries, int]:
    """Must be called in a transaction; a rollback gives the number back."""
    series, _ = NumberSeries.objects.get_or_create(institution=institution, year=year, name=SERIES)
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return series, series.last


def print_letter(letter: Letter, *, by: Actor, now: datetime) -> None:
    """The job's key is the letter: a state has one print, however often it is asked for."""
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


def place_and_date(letter: Letter) -> str:
    """Banjarmasin, 8 September 2020"""
    day = dates.plain_date(letter.dated_on) if letter.dated_on else ""
    return ", ".join(part for part in (letter.rakor.organiser.seat, day) if part)
