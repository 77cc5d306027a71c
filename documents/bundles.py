"""All letters of a rakor at once: in one PDF that a worker binds, or as a zip that is written while it is sent."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from documents.binding import bind
from documents.models import Letter, LetterCopy, PrintedDocument
from meetings.models import Rakor
from participants.gate import Actor
from rakor.files.kinds import extension_of
from rakor.files.models import StoredFile
from rakor.files.serving import entry_of
from rakor.jobs.actions import enqueue
from rakor.jobs.models import Job
from rakor.lib.filenames import Names
from rakor.lib.zips import Entry

BIND_RAKOR = "documents.bind_rakor"
CHUNK = 256 * 1024  # bytes


class NothingPrinted(Exception):
    """No letter of the rakor has a print yet."""


def prints_of(rakor: Rakor) -> QuerySet[PrintedDocument]:
    """The prints of its letters in the order of their numbers, without what was cancelled."""
    kept = PrintedDocument.objects.without_copies().filter(rakor=rakor, letter__cancelled_at=None)
    return kept.exclude(letter=None).order_by("letter__numbered_at", "letter_id")


@transaction.atomic
def order(*, rakor: Rakor, by: Actor, now: datetime) -> Job:
    """Asked again while one waits it is the same, later a new one. Raises NothingPrinted."""
    if not prints_of(rakor).exists():
        raise NothingPrinted
    payload = {"rakor": rakor.pk}
    return enqueue(
        task=BIND_RAKOR, key=f"rakor:{rakor.pk}", payload=payload, by_id=by.user_id, now=now, queue="papers", total=1
    )


def unfinished(rakor: Rakor) -> Job | None:
    job = Job.objects.for_key(BIND_RAKOR, f"rakor:{rakor.pk}").first()
    return job if job and not job.finished_at else None


@contextmanager
def bound(papers: QuerySet[PrintedDocument]) -> Iterator[Iterator[bytes]]:
    """The papers in one file, piece by piece; the file is gone after the block."""
    with tempfile.TemporaryFile() as whole:
        bind((paper.file.full_path for paper in papers.select_related("file").iterator(100)), whole)
        whole.seek(0)
        yield iter(lambda: whole.read(CHUNK), b"")


@contextmanager
def bound_parts(contents: Iterator[bytes]) -> Iterator[Iterator[bytes]]:
    """One paper made in parts, piece by piece; a paper of one part stays as it was made."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as whole:
        paths = []
        for number, content in enumerate(contents):
            paths.append(Path(folder, f"{number}.pdf"))
            paths[-1].write_bytes(content)
        if len(paths) == 1:
            yield iter([paths[0].read_bytes()])
            return
        bind(paths, whole)
        whole.seek(0)
        yield iter(lambda: whole.read(CHUNK), b"")


def files_of(rakor: Rakor) -> Iterator[StoredFile]:
    """What a zip of the letters holds: every paper, one for each institution where it is so, and the signed files."""
    papers = PrintedDocument.objects.filter(rakor=rakor, letter__cancelled_at=None).exclude(letter=None)
    papers = papers.exclude(letter__is_per_institution=True, copy=None)
    for paper in papers.select_related("file").order_by("letter_id", "copy__order").iterator(100):
        yield paper.file
    signed = Letter.objects.filter(rakor=rakor, cancelled_at=None).exclude(signed_file=None)
    for letter in signed.select_related("signed_file").order_by("pk"):
        assert letter.signed_file
        yield letter.signed_file
    copies = LetterCopy.objects.filter(letter__rakor=rakor, letter__cancelled_at=None).exclude(signed_file=None)
    for copy in copies.select_related("signed_file").order_by("letter_id", "order").iterator(100):
        assert copy.signed_file
        yield copy.signed_file


def entries_of(rakor: Rakor) -> Iterator[Entry]:
    """In their order, numbered; without those in which a virus was found, which go out no more."""
    names = Names()
    for order, stored in enumerate(files_of(rakor), start=1):
        if not stored.virus:
            stem = stored.name.rpartition(".")[0]
            yield entry_of(stored, names.take(f"{order:03d}-{stem}", extension_of(stored.name)))
