"""A virus is refused where somebody looks for it; who does not look, hangs or fails, stops nobody."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.db import transaction
from django.test import RequestFactory

from rakor.files import antivirus
from rakor.files.actions import store_bytes
from rakor.files.kinds import KINDS, PAPERS, RefusedFile, kind_of
from rakor.files.models import StoredFile
from rakor.files.serving import attachment
from tests.cast import NOW, PDF
from tests.rakor.files.clamd import VIRUS, FakeClamd

SICK = PDF + VIRUS


@pytest.fixture
def clamd(settings: Any) -> Iterator[FakeClamd]:
    with TemporaryDirectory(dir="/tmp") as folder:
        server = FakeClamd(Path(folder))
        settings.CLAMD_SOCKET = server.path
        yield server
        server.close()


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def looked_at(content: bytes) -> str:
    try:
        return kind_of("laporan.pdf", BytesIO(content), allowed=PAPERS).word
    except RefusedFile as refused:
        return str(refused)


def stored(content: bytes) -> StoredFile:
    with transaction.atomic():
        return store_bytes(content=content, name="laporan.pdf", kind=KINDS["pdf"], now=NOW, by_id=1)


def test_a_virus_is_refused_by_its_name_and_a_clean_file_taken(clamd: FakeClamd) -> None:
    assert looked_at(SICK) == "Berkas ini berisi virus (Contoh-Virus) dan tidak diterima. Periksa perangkatnya."
    assert looked_at(PDF + bytes(200_000)) == "PDF"
    assert clamd.seen == 2


@pytest.mark.parametrize("behaves", ["hangs", "fails"])
def test_a_clamd_that_gives_no_verdict_stops_nobody(
    clamd: FakeClamd, monkeypatch: pytest.MonkeyPatch, behaves: str
) -> None:
    monkeypatch.setattr(antivirus, "SECONDS", 0.1)
    clamd.behaves = behaves

    assert looked_at(SICK) == "PDF"


@pytest.mark.parametrize("path", ["", "/tmp/there-is-no-clamd-here"])
def test_without_a_clamd_files_are_taken(settings: Any, path: str) -> None:
    settings.CLAMD_SOCKET = path

    assert looked_at(SICK) == "PDF"


@pytest.mark.django_db
def test_what_came_while_it_was_away_is_looked_at_later_and_served_no_more(clamd: FakeClamd, media: Path) -> None:
    sick, clean = stored(SICK), stored(PDF)
    assert sick.is_waiting

    clamd.behaves = "fails"
    assert antivirus.check_kept(now=NOW) == 0
    clamd.behaves = ""
    assert antivirus.check_kept(now=NOW) == 2
    assert antivirus.check_kept(now=NOW) == 0

    for file in (sick, clean):
        file.refresh_from_db()
    assert (sick.virus, clean.virus, sick.checked_at) == ("Contoh-Virus", "", NOW)
    request = RequestFactory().get("/")
    refused, served = attachment(request, sick), attachment(request, clean)
    assert (refused.status_code, b"".join(served)) == (410, PDF)  # type: ignore[arg-type]
    served.close()
    page = refused.content.decode()  # type: ignore[attr-defined]
    assert "laporan.pdf tidak dapat dibuka lagi: di dalamnya ditemukan virus (Contoh-Virus)." in page


@pytest.mark.django_db
def test_one_file_that_it_cannot_look_at_does_not_hold_up_the_others(
    clamd: FakeClamd, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored(PDF + b"too long")
    stored(PDF)
    verdict = clamd.verdict
    monkeypatch.setattr(clamd, "verdict", lambda raw: b"size limit. ERROR" if b"too long" in raw else verdict(raw))

    assert antivirus.check_kept(now=NOW) == 1
    assert StoredFile.objects.unchecked().count() == 1
