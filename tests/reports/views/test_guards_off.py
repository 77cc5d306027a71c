"""Twins of the guards around uploads: with a guard off, what it keeps out comes in, so its own test can turn red."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from rakor.files import fields, uploads
from rakor.files.kinds import KINDS, extension_of
from rakor.files.models import Upload, UploadQuerySet
from rakor.lib import bodies
from reports.models import Obligation, Submission
from tests.cast import PDF, Cast
from tests.reports.conftest import Enter
from tests.reports.views.test_papers import address as at
from tests.reports.views.test_papers import typed
from tests.reports.views.test_uploads import CONTENT, begin, patch, take

pytestmark = pytest.mark.usefixtures("media")


def by_name(name: str, content: Any, *, allowed: frozenset[str]) -> Any:
    """What a careless program would believe."""
    return KINDS[extension_of(name)]


def test_a_program_under_another_name(
    cast: Cast, owed: Obligation, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(cast.operator)
    seen = [client.post(at(owed, "paper_send"), typed(uploads=program())).status_code]

    monkeypatch.setattr(fields, "kind_of", by_name)
    seen.append(client.post(at(owed, "paper_send"), typed(uploads=program())).status_code)

    assert seen == [422, 302]


def program() -> SimpleUploadedFile:
    return SimpleUploadedFile("laporan.pdf", b"MZ" + bytes(500))


def test_a_form_that_was_cut(cast: Cast, owed: Obligation, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    client, seen = enter(cast.operator), [cut(enter(cast.operator), owed)]

    monkeypatch.setattr(bodies, "FORMS", ())
    seen.append(cut(client, owed))

    assert seen == [400, 302]
    assert Submission.objects.count() == 1  # a receipt for what never came whole


def cut(client: Client, owed: Obligation) -> int:
    fields = typed(uploads=SimpleUploadedFile("a.pdf", PDF + bytes(30_000)))
    body = encode_multipart(BOUNDARY, fields)
    line = {"wsgi.input": BytesIO(body[:-20_000])}
    return client.generic("POST", at(owed, "paper_send"), body, MULTIPART_CONTENT, **line).status_code


def test_another_content_than_announced(
    cast: Cast, owed: Obligation, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = enter(cast.operator)
    announced = {"sha256": hashlib.sha256(b"another").hexdigest()}

    def sent() -> int:
        answer = begin(client, owed, **announced)
        patch(client, answer["Location"], CONTENT, 0)
        return take(client, owed, Upload.objects.get(pk=answer["Location"].rstrip("/").rpartition("/")[2])).status_code

    seen = [sent()]
    monkeypatch.setattr("reports.views.uploads.digest_in", lambda told: "")
    seen.append(sent())

    assert seen == [422, 200]


def test_a_piece_for_another_place(cast: Cast, owed: Obligation, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    client = enter(cast.operator)
    address = begin(client, owed)["Location"]
    patch(client, address, CONTENT[:100], 0)
    seen = [patch(client, address, CONTENT[200:300], 200).status_code]

    monkeypatch.setattr(uploads, "offset_now", lambda upload: 200)
    seen.append(patch(client, address, CONTENT[200:300], 200).status_code)

    assert seen == [409, 204]
    assert Upload.objects.get().part_path.read_bytes() != CONTENT[:300]


def test_an_upload_of_somebody_else(
    cast: Cast, owed: Obligation, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = begin(enter(cast.operator), owed)["Location"]
    other, headers = enter(cast.other_operator), {"Tus-Resumable": "1.0.0"}
    seen = [other.head(address, headers=headers).status_code]

    monkeypatch.setattr(UploadQuerySet, "visible_to", lambda rows, actor: rows)
    seen.append(other.head(address, headers=headers).status_code)

    assert seen == [404, 200]
