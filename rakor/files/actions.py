"""Keeping files: written beside, flushed to disk, renamed, and only then a row."""

from __future__ import annotations

import errno
import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from rakor.audit.transactions import require_transaction
from rakor.files.kinds import KINDS, Kind, extension_of
from rakor.files.models import NAME_LENGTH, StoredFile

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class StorageFull(Exception):
    """No room for the file; nothing of it was kept."""


@dataclass
class ReadyFile:
    """All that its row will say of a file that was read through; its bytes lie at `path` when the row is made."""

    path: Path
    name: str
    kind: Kind
    size: int  # bytes
    sha256: str
    has_row: bool = False  # or had one in a transaction that failed, for all that is known of a broken COMMIT


Incoming = UploadedFile | ReadyFile


@contextmanager
def written(uploads: Iterable[UploadedFile]) -> Iterator[list[ReadyFile]]:
    """Checked uploads on the disk before the transaction begins that makes their rows: it holds a lock, disks are slow.

    What got no row inside the block is gone after it. Raises StorageFull.
    """
    files: list[ReadyFile] = []
    try:
        for upload in uploads:
            files.append(write_upload(upload))
        yield files
    finally:
        for file in files:
            if not file.has_row:
                file.path.unlink(missing_ok=True)


def store_upload(*, upload: Incoming, now: datetime, by_id: int | None) -> StoredFile:
    """Keep an upload that its form field has checked, in the caller's transaction."""
    require_transaction()
    return row_of(upload if isinstance(upload, ReadyFile) else write_upload(upload), now=now, by_id=by_id)


def store_bytes(*, content: bytes, name: str, kind: Kind, now: datetime, by_id: int | None) -> StoredFile:
    return store(chunks=[content], name=name, kind=kind, now=now, by_id=by_id)


def store(*, chunks: Iterable[bytes], name: str, kind: Kind, now: datetime, by_id: int | None) -> StoredFile:
    """A row that is rolled back leaves a file that nothing points at, never a row without its file.

    Raises StorageFull.
    """
    require_transaction()
    return row_of(write(chunks, name=name, kind=kind), now=now, by_id=by_id)


def write_upload(upload: UploadedFile) -> ReadyFile:
    name = upload.name or ""
    return write(upload.chunks(), name=clean_name(name), kind=KINDS[extension_of(name)])


def write(chunks: Iterable[bytes], *, name: str, kind: Kind) -> ReadyFile:
    """Beside, flushed, renamed. Raises StorageFull."""
    final = random_path()
    partial = final.with_suffix(".part")
    try:
        final.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as out:
            size, digest = write_through(chunks, out)
        partial.rename(final)
        sync_folder(final.parent)
    except BaseException as error:
        partial.unlink(missing_ok=True)
        final.unlink(missing_ok=True)
        raise_if_full(error)
        raise
    return ReadyFile(final, name, kind, size, digest)


def random_path() -> Path:
    """Below MEDIA_ROOT; its folder may be missing yet."""
    identity = uuid4().hex
    return Path(settings.MEDIA_ROOT, identity[:2], identity[2:4], identity)


def row_of(file: ReadyFile, *, now: datetime, by_id: int | None) -> StoredFile:
    file.has_row = True
    return StoredFile.objects.create(
        name=file.name,
        path=str(file.path.relative_to(settings.MEDIA_ROOT)),
        content_type=file.kind.content_type,
        size=file.size,
        sha256=file.sha256,
        created_at=now,
        created_by_id=by_id,
    )


def raise_if_full(error: BaseException) -> None:
    """Raises StorageFull where the disk, or the share of it that we may use, is full."""
    if isinstance(error, OSError) and error.errno in DISK_FULL:
        raise StorageFull from error


def write_through(chunks: Iterable[bytes], out: BinaryIO) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for chunk in chunks:
        out.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    out.flush()
    os.fsync(out.fileno())
    return size, digest.hexdigest()


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def clean_name(name: str) -> str:
    """What is shown as the file's name: no folder, no control or direction characters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(char for char in last if unicodedata.category(char)[0] != "C").strip() or "berkas"
    stem, dot, extension = shown.rpartition(".")
    return f"{stem[: NAME_LENGTH - len(extension) - 1]}{dot}{extension}" if dot else shown[:NAME_LENGTH]
