"""Uploads that nobody went on with and files without a row are swept; what is in use, or only just written, stays."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from rakor.files import tidying, uploads
from rakor.files.actions import store_bytes
from rakor.files.kinds import KINDS
from rakor.files.models import StoredFile, Upload
from tests.cast import NOW, PDF

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def all_old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file got its name two days ago."""
    later = time.time() + 2 * 24 * 3600
    monkeypatch.setattr(tidying.time, "time", lambda: later)


def stored() -> StoredFile:
    with transaction.atomic():
        return store_bytes(content=PDF, name="surat.pdf", kind=KINDS["pdf"], now=NOW, by_id=1)


def begun() -> Upload:
    return uploads.begin(owner_id=1, about="paper:1:1:-", name="a.pdf", size=10, sha256="", now=NOW)


def orphan(media: Path) -> Path:
    path = media / "ab" / "cd" / "abcd.part"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"half")
    return path


def test_what_expired_goes_with_its_part(media: Path) -> None:
    upload = begun()

    assert tidying.tidy(now=NOW + uploads.LIFE - timedelta(seconds=1)) == (0, 0)
    assert upload.part_path.exists()
    assert tidying.tidy(now=NOW + uploads.LIFE) == (1, 0)
    assert not upload.part_path.exists()
    assert not Upload.objects.exists()


def test_an_old_file_without_a_row_goes_and_no_other(media: Path, all_old: None) -> None:
    kept, coming, lost = stored(), begun(), orphan(media)

    assert tidying.tidy(now=NOW) == (0, 1)

    assert (kept.full_path.exists(), coming.part_path.exists(), lost.exists()) == (True, True, False)
    assert tidying.tidy(now=NOW) == (0, 0)


def test_a_file_that_has_its_name_only_now_stays_however_old_its_bytes_are(media: Path) -> None:
    """Its row may be in a transaction that is not yet committed."""
    lost = orphan(media)
    long_ago = time.time() - 7 * 24 * 3600
    os.utime(lost, (long_ago, long_ago))

    assert tidying.tidy(now=NOW) == (0, 0)
    assert lost.exists()
