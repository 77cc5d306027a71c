"""What nobody needs any more goes: uploads that nobody went on with, and files whose row never came to be."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from rakor.files import uploads
from rakor.files.models import PARTS_FOLDER, StoredFile, Upload

A_DAY = 24 * 3600  # seconds; no transaction is open for so long
LOT = 500


def tidy(*, now: datetime) -> tuple[int, int]:
    """Uploads and files that went. A second run at once finds nothing."""
    return uploads.sweep(now=now), sum(drop_orphans(lot) for lot in in_lots(old_files()))


def old_files() -> Iterator[Path]:
    """By the moment they got their name: what was written long ago may be in use since a second.

    The machine's own clock, because the file system knows no other.
    """
    root, before = Path(settings.MEDIA_ROOT), time.time() - A_DAY
    return (path for path in root.rglob("*") if path.is_file() and path.stat().st_ctime < before)


def in_lots(paths: Iterator[Path]) -> Iterator[list[Path]]:
    lot: list[Path] = []
    for path in paths:
        lot.append(path)
        if len(lot) == LOT:
            yield lot
            lot = []
    yield lot


def drop_orphans(paths: list[Path]) -> int:
    by_name = {str(path.relative_to(settings.MEDIA_ROOT)): path for path in paths}
    orphans = set(by_name) - set(StoredFile.objects.filter(path__in=by_name).values_list("path", flat=True))
    orphans -= {f"{PARTS_FOLDER}/{pk.hex}" for pk in Upload.objects.values_list("pk", flat=True)}
    for name in orphans:
        by_name[name].unlink(missing_ok=True)
    return len(orphans)
