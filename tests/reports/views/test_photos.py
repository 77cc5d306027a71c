"""An office photographs its signed paper and finds one PDF in the draft."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse
from PIL import Image

from reports.models import DraftFile, Obligation, Requirement
from tests.cast import PDF, Cast
from tests.reports.conftest import Enter
from tests.reports.views.test_uploads import place

pytestmark = pytest.mark.usefixtures("media")


def picture(name: str = "a.jpg") -> SimpleUploadedFile:
    raw = BytesIO()
    Image.new("RGB", (30, 40)).save(raw, "JPEG")
    return SimpleUploadedFile(name, raw.getvalue())


def join(enter: Enter, cast: Cast, owed: Obligation, *photos: SimpleUploadedFile) -> HttpResponse:
    return enter(cast.operator).post(reverse("photo_join", args=place(owed)), {"photos": photos}, follow=True)


def test_two_photos_become_one_pdf_in_the_draft(enter: Enter, cast: Cast, owed: Obligation) -> None:
    response = join(enter, cast, owed, picture(), picture("b.jpg"))

    assert "2 foto menjadi satu PDF di draf. Periksa, lalu kirim." in response.content.decode()
    file = DraftFile.objects.get()
    assert (file.stored.name, file.stored.content_type) == ("foto.pdf", "application/pdf")
    assert file.stored.full_path.read_bytes().count(b"/Type /Page\n") == 2


@pytest.mark.parametrize(
    ("photos", "sentence"),
    [
        ([], "Pilih berkas yang akan dikirim."),
        ([SimpleUploadedFile("a.pdf", PDF)], "Jenis berkas ini tidak diterima."),
        ([SimpleUploadedFile("a.jpg", b"\xff\xd8\xff" + bytes(90))], "Foto ke-1 tidak dapat dibaca."),
        ([SimpleUploadedFile("a.heic", b"x")], "Foto HEIC dari iPhone belum dapat diterima."),
    ],
    ids=["none", "no photo", "broken", "heic"],
)
def test_what_is_no_photo_is_refused_beside_the_field(
    enter: Enter, cast: Cast, owed: Obligation, photos: list[SimpleUploadedFile], sentence: str
) -> None:
    for photo in photos:
        photo.seek(0)

    response = join(enter, cast, owed, *photos)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert not DraftFile.objects.exists()


def test_photos_are_asked_for_only_where_a_pdf_is_taken(enter: Enter, cast: Cast, owed: Obligation) -> None:
    page = reverse("paper_show", args=place(owed))
    assert "Gabungkan foto menjadi satu PDF" in enter(cast.operator).get(page).content.decode()

    Requirement.objects.update(extensions=["docx"])

    assert "Gabungkan foto menjadi satu PDF" not in enter(cast.operator).get(page).content.decode()
