"""A file goes out through its owner's gate alone: whole or from where a download broke off, never by path."""

from __future__ import annotations

import pytest
from django.http.response import HttpResponseBase
from django.urls import reverse

from reports.models import Submission
from tests import cast as stage
from tests.cast import PDF, Cast
from tests.reports.conftest import Enter

pytestmark = pytest.mark.usefixtures("media")


@pytest.fixture
def sent(cast: Cast, owed: stage.Obligation) -> Submission:
    return stage.send_report(cast, owed.requirement, owed.invitation)


def get(enter: Enter, cast: Cast, sent: Submission, **headers: str) -> HttpResponseBase:
    return enter(cast.operator).get(reverse("submission_file", args=[sent.pk, 1]), headers=headers)


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "expected", "said"),
    [
        ("bytes=0-3", PDF[:4], f"bytes 0-3/{len(PDF)}"),
        ("bytes=10-", PDF[10:], f"bytes 10-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-5", PDF[-5:], f"bytes {len(PDF) - 5}-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=5-9999", PDF[5:], f"bytes 5-{len(PDF) - 1}/{len(PDF)}"),
    ],
)
def test_a_download_goes_on_where_it_broke_off(
    enter: Enter, cast: Cast, sent: Submission, asked: str, expected: bytes, said: str
) -> None:
    response = get(enter, cast, sent, Range=asked)

    assert (response.status_code, response["Content-Range"], body(response)) == (206, said, expected)
    assert response["Content-Length"] == str(len(expected))


@pytest.mark.parametrize("asked", ["", "bytes=-", "bytes=9-3", "bytes=0-1,4-5", "rows=1-2"])
def test_what_is_no_single_range_means_the_whole_file(enter: Enter, cast: Cast, sent: Submission, asked: str) -> None:
    response = get(enter, cast, sent, Range=asked)

    assert (response.status_code, body(response), response["Content-Length"]) == (200, PDF, str(len(PDF)))


def test_a_range_behind_the_end_is_said_to_be_none(enter: Enter, cast: Cast, sent: Submission) -> None:
    response = get(enter, cast, sent, Range="bytes=9999-")

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{len(PDF)}")


@pytest.mark.parametrize("asked", ["", "bytes=0-3", "bytes=9999-"])
def test_no_browser_runs_or_shows_it_inside_the_site(enter: Enter, cast: Cast, sent: Submission, asked: str) -> None:
    response = get(enter, cast, sent, Range=asked)

    assert response["Content-Disposition"] == 'attachment; filename="laporan.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"
    body(response) if response.status_code != 416 else None


def test_nobody_gets_it_by_its_path_or_from_elsewhere(enter: Enter, cast: Cast, sent: Submission) -> None:
    stored = sent.files.get().stored
    owner, neighbour = enter(cast.operator), enter(cast.other_operator)

    for path in (f"/media/{stored.path}", f"/var/media/{stored.path}", f"/static/../media/{stored.path}"):
        assert owner.get(path).status_code == 404
    assert neighbour.get(reverse("submission_file", args=[sent.pk, 1])).status_code == 404
