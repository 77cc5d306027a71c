"""Files that come in pieces over a bad line: begun, continued where they stopped, and finished.

The database says how many bytes are ours for good; whatever the part on disk holds beyond that is written again. A
lock on the part keeps two pieces of one upload apart, and a killed process gives it back by dying.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

from django.db import transaction

from rakor.audit.transactions import require_transaction
from rakor.files.actions import ReadyFile, clean_name, raise_if_full, random_path, row_of, sync_folder
from rakor.files.kinds import kind_of
from rakor.files.models import StoredFile, Upload

LIFE = timedelta(days=2)  # after the last piece
OPEN_AT_MOST = 20  # unfinished uploads of one person
READ = 256 * 1024  # bytes at a time


class TooManyOpen(Exception):
    """The person has begun many uploads and finished none."""


class Busy(Exception):
    """Another piece of this upload is being written."""


class WrongOffset(Exception):
    """The piece does not begin where the last one ended; `offset` says where that is."""

    def __init__(self, offset: int) -> None:
        super().__init__(str(offset))
        self.offset = offset


class Expired(Exception):
    """Nobody went on with it in time; it is gone."""


class NotWhole(Exception):
    """Bytes are missing still."""


class Altered(Exception):
    """What came is not what was announced; it is gone, and is to be sent anew."""


class Source(Protocol):
    def read(self, size: int, /) -> bytes: ...


@transaction.atomic
def begin(*, owner_id: int, about: str, name: str, size: int, sha256: str, now: datetime) -> Upload:
    """Raises TooManyOpen and StorageFull."""
    if Upload.objects.unfinished(now).filter(owner_id=owner_id).count() >= OPEN_AT_MOST:
        raise TooManyOpen
    upload = Upload(owner_id=owner_id, about=about, name=clean_name(name), size=size, sha256=sha256.lower())
    upload.began_at, upload.expires_at = now, now + LIFE
    upload.save(force_insert=True)
    try:
        upload.part_path.parent.mkdir(parents=True, exist_ok=True)
        upload.part_path.touch()
    except OSError as error:
        raise_if_full(error)
        raise
    return upload


def append(*, upload: Upload, offset: int, source: Source, now: datetime) -> int:
    """Writes what the source gives until it ends or the upload is whole; the number of bytes that are there now.

    A source that breaks off keeps what it brought. Raises Expired, Busy, WrongOffset and StorageFull.
    """
    if upload.expires_at <= now:
        raise Expired
    with locked_part(upload) as part:
        upload.offset = offset_now(upload)
        if offset != upload.offset:
            raise WrongOffset(upload.offset)
        part.seek(offset)
        part.truncate()
        try:
            written = copy(source, part, upload.size - offset)
        except OSError as error:
            part.truncate(offset)
            raise_if_full(error)
            raise
        upload.offset, upload.expires_at = offset + written, now + LIFE
        Upload.objects.filter(pk=upload.pk).update(offset=upload.offset, expires_at=upload.expires_at)
    return upload.offset


def settled_offset(upload: Upload) -> int:
    """How far it has come for good. Raises Busy while a piece is being written, and Expired."""
    with locked_part(upload):
        return offset_now(upload)


def offset_now(upload: Upload) -> int:
    """Raises Expired where its owner gave it up in the meantime."""
    offset = Upload.objects.filter(pk=upload.pk).values_list("offset", flat=True).first()
    if offset is None:
        raise Expired
    return offset


@contextmanager
def locked_part(upload: Upload) -> Iterator[BinaryIO]:
    """Raises Busy and Expired."""
    try:
        opened = upload.part_path.open("r+b", buffering=0)
    except FileNotFoundError as gone:
        raise Expired from gone
    with opened as part:
        try:
            fcntl.flock(part, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as taken:
            raise Busy from taken
        yield part  # type: ignore[misc]  # the lock goes with the file


def copy(source: Source, part: BinaryIO, most: int) -> int:
    """Bytes written and flushed to the disk."""
    written = 0
    while written < most:
        piece = read_piece(source, min(READ, most - written))
        if not piece:
            break
        write_all(part, piece)
        written += len(piece)
    os.fsync(part.fileno())
    return written


def write_all(part: BinaryIO, piece: bytes) -> None:
    """A nearly full disk takes less than it is given before it refuses."""
    rest = memoryview(piece)
    while rest:
        rest = rest[part.write(rest) :]


def read_piece(source: Source, size: int) -> bytes:
    """Empty at the end, and where the line broke off."""
    try:
        return source.read(size)
    except OSError:  # UnreadablePostError among them
        return b""


def examine(*, upload: Upload, allowed: frozenset[str]) -> ReadyFile | None:
    """The whole part read through, before the caller's transaction: it holds a lock, and 100 MB take their time. Its
    name on the disk comes in `finish`.

    None where it is stored already. Raises Expired, NotWhole, Altered, RefusedFile; after the last two `drop` it.
    """
    if upload.stored_id:
        return None
    if not upload.is_whole:
        raise NotWhole
    try:
        with upload.part_path.open("rb") as part:
            digest = hashlib.file_digest(part, "sha256").hexdigest()
            if upload.sha256 and digest != upload.sha256:
                raise Altered
            kind = kind_of(upload.name, part, allowed=allowed)
    except FileNotFoundError as gone:
        if Upload.objects.open().filter(pk=upload.pk).exists():
            raise Expired from gone
        return None  # another call was quicker
    return ReadyFile(random_path(), upload.name, kind, upload.size, digest)


def finish(*, upload: Upload, examined: ReadyFile, now: datetime) -> StoredFile | None:
    """What `examine` found becomes a stored file, in the caller's transaction; None where another call was quicker.

    Raises Expired and StorageFull.
    """
    require_transaction()
    fresh = Upload.objects.select_for_update().filter(pk=upload.pk).first()
    if fresh is None:
        raise Expired
    if fresh.stored_id:
        return None
    keep_under(examined.path, fresh.part_path)
    fresh.stored = row_of(examined, now=now, by_id=fresh.owner_id)
    fresh.save(update_fields=["stored"])
    transaction.on_commit(lambda: fresh.part_path.unlink(missing_ok=True))
    return fresh.stored


def keep_under(final: Path, part: Path) -> None:
    """A second name for the same bytes: the part stays until the row is there for good. Raises Expired, StorageFull."""
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        os.link(part, final)
        sync_folder(final.parent)
    except FileNotFoundError as gone:
        raise Expired from gone
    except OSError as error:
        final.unlink(missing_ok=True)
        raise_if_full(error)
        raise


def drop(upload: Upload) -> None:
    """Given up by its owner, refused, or expired; a second call finds nothing. What was stored stays."""
    upload.part_path.unlink(missing_ok=True)
    Upload.objects.filter(pk=upload.pk).delete()


def sweep(*, now: datetime) -> int:
    """Drops what nobody went on with; the number of uploads dropped."""
    old = list(Upload.objects.expired(now)[:500])
    for upload in old:
        drop(upload)
    return len(old)
