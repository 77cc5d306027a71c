"""A file comes in pieces, goes on where it stopped, and stands in the draft once."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from rakor.files import uploads
from rakor.files.models import StoredFile, Upload
from reports import actions
from reports.models import DraftFile, Obligation, Requirement, Submission
from tests.cast import NOW, PDF, Cast
from tests.reports.conftest import Enter

CONTENT = PDF + bytes(range(256)) * 40
TUS = {"Tus-Resumable": "1.0.0"}
pytestmark = pytest.mark.usefixtures("media")


def place(owed: Obligation) -> list[Any]:
    return [owed.invitation.pk, owed.requirement.pk, owed.bidang]


def coded(**words: str) -> str:
    return ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in words.items())


def begin(client: Client, owed: Obligation, size: int = len(CONTENT), **words: str) -> HttpResponse:
    told = coded(**{"filename": "laporan.pdf"} | words)
    headers = TUS | {"Upload-Length": str(size), "Upload-Metadata": told}
    return client.post(reverse("upload_begin", args=place(owed)), headers=headers)


def patch(client: Client, address: str, piece: bytes, offset: int) -> HttpResponse:
    headers = TUS | {"Upload-Offset": str(offset)}
    return client.patch(address, piece, content_type="application/offset+octet-stream", headers=headers)


def take(client: Client, owed: Obligation, upload: Upload) -> HttpResponse:
    return client.post(reverse("upload_take", args=[*place(owed), upload.pk]))


def told(response: HttpResponse) -> tuple[int, str]:
    return response.status_code, response.content.decode()


@pytest.fixture
def client(cast: Cast, enter: Enter) -> Client:
    return enter(cast.operator)


@pytest.fixture
def address(client: Client, owed: Obligation) -> str:
    return begin(client, owed)["Location"]


def test_a_file_in_two_pieces_stands_in_the_draft_as_it_was(
    client: Client, owed: Obligation, address: str, clock: time_machine.Coordinates
) -> None:
    first = patch(client, address, CONTENT[:4000], 0)
    clock.shift(60)
    second = patch(client, address, CONTENT[4000:], 4000)

    taken = take(client, owed, Upload.objects.get())

    assert [(first.status_code, first["Upload-Offset"]), (second.status_code, second["Upload-Offset"])] == [
        (204, "4000"),
        (204, str(len(CONTENT))),
    ]
    file = DraftFile.objects.get()
    assert (file.stored.full_path.read_bytes(), file.stored.name, file.began_at) == (CONTENT, "laporan.pdf", NOW)
    assert "laporan.pdf" in taken.content.decode()
    assert not Submission.objects.exists()


def test_head_says_how_far_it_has_come(client: Client, address: str) -> None:
    patch(client, address, CONTENT[:100], 0)

    response = client.head(address, headers=TUS)

    assert (response.status_code, response["Upload-Offset"], response["Upload-Length"]) == (200, "100", "10309")
    assert response["Cache-Control"] == "no-store"


def test_a_piece_for_another_place_changes_nothing(client: Client, address: str) -> None:
    patch(client, address, CONTENT[:100], 0)

    response = patch(client, address, CONTENT[200:300], 200)

    upload = Upload.objects.get()
    assert (response.status_code, response["Upload-Offset"]) == (409, "100")
    assert upload.part_path.read_bytes() == CONTENT[:100]


def test_bytes_that_a_killed_server_left_behind_are_written_again(client: Client, address: str) -> None:
    patch(client, address, CONTENT[:100], 0)
    part = Upload.objects.get().part_path
    part.write_bytes(CONTENT[:100] + b"half a piece")

    patch(client, address, CONTENT[100:110], 100)

    assert part.read_bytes() == CONTENT[:110]


def test_no_more_is_written_than_was_announced(client: Client, address: str) -> None:
    response = patch(client, address, CONTENT + b"more", 0)

    assert (response.status_code, response["Upload-Offset"]) == (204, "10309")
    assert Upload.objects.get().part_path.read_bytes() == CONTENT


def test_an_upload_of_somebody_else_is_as_absent(cast: Cast, enter: Enter, address: str) -> None:
    for who in (cast.office_chair, cast.other_operator):
        other = enter(who)

        assert other.head(address, headers=TUS).status_code == 404
        assert patch(other, address, CONTENT, 0).status_code == 404


def test_an_upload_that_nobody_went_on_with_is_gone(
    cast: Cast, enter: Enter, address: str, clock: time_machine.Coordinates
) -> None:
    clock.shift(timedelta(days=2))
    client = enter(cast.operator)

    assert client.head(address, headers=TUS).status_code == 410
    assert told(patch(client, address, CONTENT, 0)) == (
        410,
        "Unggahan ini sudah terlalu lama terhenti. Pilih berkasnya sekali lagi.",
    )


def test_taking_it_twice_puts_it_there_once(
    client: Client, owed: Obligation, address: str, django_capture_on_commit_callbacks: Any
) -> None:
    patch(client, address, CONTENT, 0)
    upload = Upload.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        answers = [take(client, owed, upload).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert (DraftFile.objects.count(), StoredFile.objects.count()) == (1, 1)
    assert not upload.part_path.exists()


def test_what_is_not_whole_is_not_taken(client: Client, owed: Obligation, address: str) -> None:
    patch(client, address, CONTENT[:-1], 0)

    assert told(take(client, owed, Upload.objects.get())) == (409, "Berkas belum lengkap terunggah.")
    assert not DraftFile.objects.exists()


def test_what_changed_on_the_way_is_sent_anew(client: Client, owed: Obligation) -> None:
    begin(client, owed, sha256=hashlib.sha256(b"something else").hexdigest())
    upload = Upload.objects.get()
    patch(client, reverse("upload_append", args=[upload.pk]), CONTENT, 0)

    assert told(take(client, owed, upload)) == (422, "Berkas berubah di perjalanan. Pilih berkasnya sekali lagi.")
    assert not StoredFile.objects.exists()
    assert not upload.part_path.exists()


def test_a_file_that_is_not_what_its_name_says_is_refused_whole(client: Client, owed: Obligation) -> None:
    begin(client, owed, filename="laporan.png")
    upload = Upload.objects.get()
    patch(client, reverse("upload_append", args=[upload.pk]), CONTENT, 0)

    status, sentence = told(take(client, owed, upload))

    assert (status, sentence.split(".")[0]) == (422, "Isi berkas bukan gambar PNG seperti namanya")
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("size", "name", "status", "sentence"),
    [
        (0, "a.pdf", 400, "Berkas kosong (0 byte). Pilih berkas yang berisi."),
        (2001, "a.pdf", 413, "Berkas terlalu besar (maks. 0 MB)."),
        (10, "a.exe", 415, "Jenis berkas ini tidak diterima."),
    ],
)
def test_what_cannot_be_taken_is_refused_before_a_byte_has_come(
    client: Client, owed: Obligation, size: int, name: str, status: int, sentence: str
) -> None:
    Requirement.objects.update(size_limit=2000)

    response = begin(client, owed, size, filename=name)

    assert response.status_code == status
    assert response.content.decode().startswith(sentence)
    assert not Upload.objects.exists()


def test_another_version_of_the_protocol_is_named(client: Client, owed: Obligation) -> None:
    response = client.post(reverse("upload_begin", args=place(owed)), headers={"Upload-Length": "5"})

    assert (response.status_code, response["Tus-Version"], response["Tus-Resumable"]) == (412, "1.0.0", "1.0.0")


def test_giving_up_leaves_nothing(client: Client, address: str, media: Path) -> None:
    patch(client, address, CONTENT[:10], 0)

    assert client.delete(address, headers=TUS).status_code == 204

    assert not Upload.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_an_upload_that_began_before_the_deadline_and_is_sent_half_an_hour_later_is_on_time(
    client: Client, owed: Obligation, address: str, clock: time_machine.Coordinates
) -> None:
    patch(client, address, CONTENT, 0)
    take(client, owed, Upload.objects.get())
    clock.move_to(owed.requirement.due_at + timedelta(minutes=30))

    client.post(
        reverse("paper_send", args=place(owed)), {"key": "11111111-1111-4111-8111-111111111111", "activities": "Rapat"}
    )

    version = Submission.objects.get()
    assert (version.is_late, version.began_at) == (False, NOW)
    assert version.sha256 == hashlib.sha256(CONTENT).hexdigest()
    assert not DraftFile.objects.exists()


def test_the_page_lists_what_is_not_finished_to_its_owner_alone(
    cast: Cast, enter: Enter, client: Client, owed: Obligation, address: str
) -> None:
    patch(client, address, CONTENT[:4096], 0)
    page = reverse("paper_show", args=place(owed))

    said = "laporan.pdf: 4 kB dari 10 kB sudah diterima; pilih berkas yang sama untuk melanjutkan."
    assert said in client.get(page).content.decode()
    assert "sudah diterima" not in enter(cast.office_chair).get(page).content.decode()


def test_a_paper_whose_receipt_was_lost_is_not_asked_for_its_files_again(
    client: Client, owed: Obligation, address: str
) -> None:
    """The first answer never came; by then the draft holds no file any more."""
    patch(client, address, CONTENT, 0)
    take(client, owed, Upload.objects.get())
    fields = {"key": "11111111-1111-4111-8111-111111111111"}

    answers = [client.post(reverse("paper_send", args=place(owed)), fields) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer["Location"] for answer in answers} == {
        reverse("submission_show", args=[Submission.objects.get().pk])
    }


def test_an_upload_taken_twice_stands_in_the_draft_once(client: Client, owed: Obligation) -> None:
    """Both had looked before one of them finished; only the lock on its row keeps the second out."""
    patch(client, begin(client, owed)["Location"], CONTENT, 0)
    upload = Upload.objects.get()
    examined = [uploads.examine(upload=upload, allowed=frozenset({"pdf"})) for _ in range(2)]
    row = actions.locked(owed)

    for each in examined:
        assert each
        stored = uploads.finish(upload=upload, examined=each, now=NOW)
        if stored:
            actions.attach_stored(row, stored=stored, began_at=NOW)

    assert DraftFile.objects.count() == 1
