"""The disk gives way at any step of keeping a file: no row without its file, no receipt, nothing left lying about."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rakor.files import actions, uploads
from rakor.files.models import StoredFile, Upload
from reports.models import DraftFile, Obligation, Submission
from tests.cast import PDF, Cast
from tests.reports.conftest import Enter
from tests.reports.views.test_uploads import begin, patch, place, take

pytestmark = pytest.mark.usefixtures("media")
Break = Callable[[str, int], None]
STATUS = {errno.ENOSPC: 507, errno.EIO: 503}


@pytest.fixture
def client(cast: Cast, enter: Enter) -> Client:
    client = enter(cast.operator)
    client.raise_request_exception = False
    return client


@pytest.fixture
def give_way(monkeypatch: pytest.MonkeyPatch) -> Break:
    """The named step raises what the disk says."""

    def break_at(step: str, number: int) -> None:
        def refuse(*_: Any, **__: Any) -> None:
            raise OSError(number, os.strerror(number))

        def write_half(chunks: Any, out: Any, *_: Any) -> None:
            out.write(b"%PDF-half")
            refuse()

        places: dict[str, tuple[Any, str, Any]] = {
            "folder": (Path, "mkdir", refuse),
            "write": (actions, "write_through", write_half),
            "piece": (uploads, "copy", write_half),
            "fsync": (os, "fsync", refuse),
            "rename": (Path, "rename", refuse),
            "link": (os, "link", refuse),
            "folder fsync": (actions, "sync_folder", refuse),
            "folder fsync of a link": (uploads, "sync_folder", refuse),
            "touch": (Path, "touch", refuse),
        }
        monkeypatch.setattr(*places[step])

    return break_at


def send(client: Client, owed: Obligation) -> HttpResponse:
    fields = {"key": "11111111-1111-4111-8111-111111111111", "activities": "Rapat"}
    upload = SimpleUploadedFile("laporan.pdf", PDF)
    return client.post(reverse("paper_send", args=place(owed)), fields | {"uploads": upload})


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("number", STATUS)
@pytest.mark.parametrize("step", ["folder", "write", "fsync", "rename", "folder fsync"])
def test_a_paper_whose_file_cannot_be_kept_is_not_sent(
    client: Client, owed: Obligation, media: Path, give_way: Break, step: str, number: int
) -> None:
    give_way(step, number)

    response = send(client, owed)

    assert response.status_code == STATUS[number]
    assert "Tanda terima" not in response.content.decode()
    assert (Submission.objects.count(), StoredFile.objects.count(), files_in(media)) == (0, 0, [])


@pytest.mark.parametrize("number", STATUS)
@pytest.mark.parametrize("step", ["folder", "link", "folder fsync of a link"])
def test_an_upload_that_cannot_be_kept_can_be_taken_later(
    client: Client, owed: Obligation, give_way: Break, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    address = begin(client, owed, len(PDF))["Location"]
    patch(client, address, PDF, 0)
    upload = Upload.objects.get()
    with monkeypatch.context():
        give_way(step, number)

        assert take(client, owed, upload).status_code == STATUS[number]
        assert (StoredFile.objects.count(), DraftFile.objects.count()) == (0, 0)
        assert upload.part_path.read_bytes() == PDF
    monkeypatch.undo()
    assert take(client, owed, upload).status_code == 200
    assert DraftFile.objects.get().stored.full_path.read_bytes() == PDF


@pytest.mark.parametrize("number", STATUS)
@pytest.mark.parametrize("step", ["piece", "fsync"])
def test_a_piece_that_finds_no_room_is_not_counted(
    client: Client, owed: Obligation, give_way: Break, step: str, number: int
) -> None:
    address = begin(client, owed, len(PDF))["Location"]
    patch(client, address, PDF[:20], 0)
    give_way(step, number)

    response = patch(client, address, PDF[20:], 20)

    upload = Upload.objects.get()
    assert response.status_code == STATUS[number]
    assert (upload.offset, upload.part_path.read_bytes()) == (20, PDF[:20])


@pytest.mark.parametrize("number", STATUS)
def test_nothing_begins_where_there_is_no_room(client: Client, owed: Obligation, give_way: Break, number: int) -> None:
    give_way("touch", number)

    response = begin(client, owed)

    assert (response.status_code, Upload.objects.count()) == (STATUS[number], 0)
    if number == errno.ENOSPC:
        assert response.content.decode().startswith("Penyimpanan server sedang penuh.")


def test_a_disk_that_is_full_while_the_form_comes_in_says_so(
    client: Client, owed: Obligation, media: Path, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """Before any view of ours: the web framework's own temporary file."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    settings.FILE_UPLOAD_TEMP_DIR = media

    def refuse(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(TemporaryFileUploadHandler, "receive_data_chunk", refuse)

    response = send(client, owed)

    assert response.status_code == 507
    assert (Submission.objects.count(), files_in(media)) == (0, [])


def test_half_a_write_is_followed_by_the_other_half(client: Client, owed: Obligation) -> None:
    """A nearly full disk takes less than it is given, and says so only in what write returns."""

    class Reluctant:
        def __init__(self) -> None:
            self.taken = b""

        def write(self, rest: memoryview) -> int:
            self.taken += bytes(rest[:3])
            return min(3, len(rest))

    disk = Reluctant()

    uploads.write_all(disk, b"%PDF-1.4")  # type: ignore[arg-type]

    assert disk.taken == b"%PDF-1.4"
