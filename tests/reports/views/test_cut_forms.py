"""S19: a form whose length was announced and which brings less; the line broke, or somebody lies."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from reports.models import Obligation, Submission
from tests.cast import PDF, Cast
from tests.reports.conftest import Enter


def test_fields_without_a_file_are_read_whole_or_refused(cast: Cast, owed: Obligation, enter: Enter) -> None:
    place = reverse("paper_save", args=[owed.invitation.pk, owed.requirement.pk, owed.bidang])
    body, kind = b"activities=Rapat+kerja&target=Selesai", "application/x-www-form-urlencoded"

    whole = enter(cast.operator).generic("POST", place, body, kind)
    cut = enter(cast.operator).generic("POST", place, body, kind, **{"wsgi.input": BytesIO(body[:-8])})

    assert (whole.status_code, cut.status_code) == (302, 400)
    assert Obligation.objects.get().draft["target"] == "Selesai"


@pytest.mark.parametrize("missing", [1, 100, 20_000])
def test_a_form_that_brings_less_than_it_announced_is_refused(
    cast: Cast, owed: Obligation, enter: Enter, media: Path, missing: int
) -> None:
    content = PDF + bytes(30_000)
    fields = {"key": str(uuid4()), "activities": "Rapat", "uploads": SimpleUploadedFile("a.pdf", content)}
    body = encode_multipart(BOUNDARY, fields)
    place = reverse("paper_send", args=[owed.invitation.pk, owed.requirement.pk, owed.bidang])

    line = {"wsgi.input": BytesIO(body[:-missing])}

    answer = enter(cast.operator).generic("POST", place, body, MULTIPART_CONTENT, **line)

    assert answer.status_code == 400
    assert "Kiriman terputus" in answer.content.decode()
    assert not Submission.objects.exists()
