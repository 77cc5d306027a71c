"""The deadline passes while a file is on its way: forty cases within two seconds of it and of the half hour after."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from rakor.files.models import Upload
from reports.models import DraftFile, Obligation, Submission
from tests.cast import DUE, PDF, Cast
from tests.reports.conftest import Enter
from tests.reports.views.test_uploads import begin, patch, place, take

pytestmark = pytest.mark.usefixtures("media")
HALF_HOUR = 1800
STARTS = (-2, -1, -0.001, 0, 0.001, 2)  # seconds from the deadline
ENDS = (-1, 0, 0.001, 2, HALF_HOUR - 2, HALF_HOUR, HALF_HOUR + 0.001, HALF_HOUR + 2)
CASES = [(start, end) for start, end in product(STARTS, ENDS) if start <= end][:40]
ON_TIME = {(start, end) for start, end in CASES if end <= 0 or (start <= 0 and end <= HALF_HOUR)}


class SlowBody(BytesIO):
    """Comes in until the given moment."""

    def __init__(self, content: bytes, clock: time_machine.Coordinates, end: float) -> None:
        super().__init__(content)
        self.clock, self.end = clock, end

    def read(self, *size: Any) -> bytes:
        self.clock.move_to(DUE + timedelta(seconds=self.end))
        return super().read(*size)


def send_form(client: Client, owed: Obligation, clock: time_machine.Coordinates, end: float) -> None:
    fields = {"key": str(uuid4()), "activities": "Rapat", "uploads": SimpleUploadedFile("laporan.pdf", PDF)}
    content = encode_multipart(BOUNDARY, fields)
    body: dict[str, Any] = {"wsgi.input": SlowBody(content, clock, end), "CONTENT_LENGTH": str(len(content))}
    path = reverse("paper_send", args=place(owed))
    response = client.request(REQUEST_METHOD="POST", PATH_INFO=path, CONTENT_TYPE=MULTIPART_CONTENT, **body)
    assert response.status_code == 302


def send_pieces(client: Client, owed: Obligation, clock: time_machine.Coordinates, end: float) -> None:
    address = begin(client, owed, len(PDF))["Location"]
    patch(client, address, PDF[:30], 0)
    clock.move_to(DUE + timedelta(seconds=end))
    patch(client, address, PDF[30:], 30)
    take(client, owed, Upload.objects.get())
    client.post(reverse("paper_send", args=place(owed)), {"key": str(uuid4()), "activities": "Rapat"})


@pytest.mark.parametrize("send", [send_form, send_pieces])
def test_forty_cases_around_the_deadline_are_judged_by_the_rule(
    cast: Cast, owed: Obligation, enter: Enter, clock: time_machine.Coordinates, send: Any
) -> None:
    client = enter(cast.operator)
    on_time = set()
    for start, end in CASES:
        clock.move_to(DUE + timedelta(seconds=start))
        send(client, owed, clock, end)
        version = Submission.objects.latest("pk")
        assert (version.began_at, version.sent_at) == (
            DUE + timedelta(seconds=start),
            DUE + timedelta(seconds=end),
        )
        if not version.is_late:
            on_time.add((start, end))
        Upload.objects.all().delete()

    assert not DraftFile.objects.exists()
    assert len(CASES) == 40
    assert on_time == ON_TIME


def test_the_receipt_shows_start_end_and_deadline_with_their_zone(
    cast: Cast, owed: Obligation, enter: Enter, clock: time_machine.Coordinates
) -> None:
    client = enter(cast.operator)
    clock.move_to(DUE - timedelta(minutes=2))
    send_form(client, owed, clock, 600)

    page = client.get(reverse("submission_show", args=[Submission.objects.get().pk])).content.decode()

    assert "Unggahan dimulai</dt><dd>Senin, 14 September 2020 pukul 15.58 WITA" in page
    assert "Senin, 14 September 2020 pukul 16.10 WITA" in page
    assert "Tenggat</dt><dd>Senin, 14 September 2020 pukul 16.00 WITA" in page
    assert "Terlambat" not in page
