"""The signed scans of a letter with a paper for each institution: one pile cut in order, or one file for one office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from documents.actions import step
from documents.models import Letter, LetterCopy, LetterState, PrintedDocument
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.files.actions import store, store_upload
from rakor.files.kinds import KINDS
from rakor.files.models import StoredFile
from rakor.lib.pdf_piles import cut, page_count

CHUNK = 256 * 1024  # bytes


class NotPrintedYet(Exception):
    """Without the prints nobody knows how many pages each paper has."""


class AlreadySent(Exception):
    """The letter is out; its papers stay as they were sent."""


def sign_pile(*, letter: Letter, first: int, last: int, upload: UploadedFile, by: Actor, now: datetime) -> int:
    """The pile holds the papers `first` to `last`, page by page as printed; returns how many were signed by it.

    Raises NotPrintedYet, AlreadySent, and of pdf_piles PagesDoNotFit and UnreadablePile.
    """
    copies = list(letter.copies.filter(order__gte=first, order__lte=last))
    counts = pages_of(copies)
    with on_disk(upload) as path, cut(path, counts) as parts:
        keep_pile(letter, copies, parts, by=by, now=now)
    return len(copies)


@contextmanager
def on_disk(upload: UploadedFile) -> Iterator[Path]:
    with NamedTemporaryFile(suffix=".pdf") as copied:
        for chunk in upload.chunks():
            copied.write(chunk)
        copied.flush()
        yield Path(copied.name)


def pages_of(copies: list[LetterCopy]) -> list[int]:
    printed = PrintedDocument.objects.filter(copy__in=copies).select_related("file")
    counts = {paper.copy_id: page_count(paper.file.full_path) for paper in printed}
    if len(counts) < len(copies):
        raise NotPrintedYet
    return [counts[copy.pk] for copy in copies]


@transaction.atomic
def keep_pile(letter: Letter, copies: list[LetterCopy], parts: Iterable[Path], *, by: Actor, now: datetime) -> None:
    lock_unsent(letter)
    for copy, part in zip(copies, parts, strict=True):
        name = f"surat-{letter.number.replace('/', '-')}-{copy.order:03d}-bertanda-tangan.pdf"
        with part.open("rb") as source:
            chunks = iter(lambda source=source: source.read(CHUNK), b"")  # type: ignore[misc]
            stored = store(chunks=chunks, name=name, kind=KINDS["pdf"], now=now, by_id=by.user_id)
        keep(copy, stored, by=by, now=now)
    close(letter, by=by, now=now)


@transaction.atomic
def sign_copy(*, copy: LetterCopy, upload: UploadedFile, by: Actor, now: datetime) -> None:
    """One file for one office, kept byte by byte; a later one takes its place until the letter is sent."""
    lock_unsent(copy.letter)
    keep(copy, store_upload(upload=upload, now=now, by_id=by.user_id), by=by, now=now)
    close(copy.letter, by=by, now=now)


def lock_unsent(letter: Letter) -> None:
    if not Letter.objects.select_for_update().filter(pk=letter.pk, sent_at=None, cancelled_at=None).exists():
        raise AlreadySent


def keep(copy: LetterCopy, stored: StoredFile, *, by: Actor, now: datetime) -> None:
    copy.signed_file, copy.signed_at, copy.signed_by = stored, now, by.user
    copy.save(update_fields=["signed_file", "signed_at", "signed_by"])
    details = {"sha256": stored.sha256, "office": str(copy)}
    record(by=by, verb="copy.signed", target=copy, now=now, rakor_id=copy.letter.rakor_id, details=details)


def close(letter: Letter, *, by: Actor, now: datetime) -> None:
    """With the last paper the letter itself is signed."""
    letter.refresh_from_db()
    if letter.state == LetterState.NUMBERED and not letter.copies.unsigned().exists():
        step(letter, "signed", by=by, now=now)
