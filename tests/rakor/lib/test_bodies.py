"""Bodies that do not say their length, say too much, or are built to cost much: 400, 411 and 413, each in words."""

from __future__ import annotations

import resource
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

MULTIPART = "multipart/form-data; boundary=batas"
MIB = 1024 * 1024


def post(content: bytes, **headers: Any) -> Any:
    return Client().generic("POST", "/masuk/", content, content_type=MULTIPART, **headers)


def parts(number: int, *, are_files: bool) -> bytes:
    file = '; filename="a.pdf"' if are_files else ""
    one = '--batas\r\nContent-Disposition: form-data; name="isi"{}\r\n\r\nx\r\n'
    return (one.format(file) * number + "--batas--\r\n").encode()


def test_a_body_without_its_length_is_refused() -> None:
    response = post(b"", HTTP_TRANSFER_ENCODING="chunked")

    assert response.status_code == 411
    assert "Panjang kiriman tidak disebut." in response.content.decode()


class Untouched(BytesIO):
    def read(self, *_: Any) -> bytes:
        raise AssertionError("the body was read")


def test_a_body_above_the_limit_is_refused_unread(settings: Any) -> None:
    environ = {"CONTENT_LENGTH": str(settings.BODY_LIMIT + 1), "wsgi.input": Untouched()}

    response = Client().request(REQUEST_METHOD="POST", PATH_INFO="/masuk/", CONTENT_TYPE=MULTIPART, **environ)

    assert response.status_code == 413
    assert "Kiriman terlalu besar (maks. 110 MB sekaligus)." in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "are_files", "status"), [(100, True, 200), (101, True, 400), (1000, False, 200), (1001, False, 400)]
)
def test_too_many_files_or_fields_are_refused_in_words(number: int, are_files: bool, status: int) -> None:
    response = post(parts(number, are_files=are_files))

    assert response.status_code == status
    assert ("Kiriman tidak dapat dibaca" in response.content.decode()) == (status == 400)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [1 * MIB, pytest.param(30 * MIB, marks=pytest.mark.ordeal)])
def test_base64_of_nothing_but_blanks_costs_no_memory(size: int) -> None:
    head = b'--batas\r\nContent-Disposition: form-data; name="a"; filename="a.pdf"\r\n'
    body = head + b"Content-Transfer-Encoding: base64\r\n\r\n" + b" " * size + b"\r\n--batas--\r\n"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    response = post(body)

    assert response.status_code == 200
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 <= 50 * MIB
