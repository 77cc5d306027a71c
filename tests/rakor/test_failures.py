"""The database goes away, or the disk is full: a page says so in words, and what was typed can be sent once more."""

from __future__ import annotations

import errno
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError
from django.test import Client, RequestFactory

from rakor import failures
from rakor.failures import AWAY, FULL, failure_behind
from rakor.files.actions import StorageFull

BROWSER = {"Accept": "text/html,application/xhtml+xml"}


class DiskFull(Exception):
    pgcode = "53100"


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (OperationalError("server closed the connection unexpectedly"), AWAY),
        (InterfaceError("connection already closed"), AWAY),
        (DatabaseError("server closed the connection unexpectedly"), AWAY),
        (IntegrityError("a mistake of ours"), None),
        (OperationalError("database or disk is full"), FULL),
        (caused(OperationalError("could not extend file"), DiskFull()), FULL),
        (StorageFull(), FULL),
        (OSError(errno.ENOSPC, "No space left on device"), FULL),
        (OSError(errno.EIO, "Input/output error"), AWAY),
        (OSError(errno.ENOENT, "No such file"), None),
        (ValueError("a mistake of ours"), None),
    ],
)
def test_each_failure_has_its_own_answer(error: Exception, failure: failures.Failure | None) -> None:
    assert failure_behind(error) == failure


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser at a site whose database is away."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr("django.contrib.auth.forms.AuthenticationForm.clean", refuse)
    monkeypatch.setattr("secretariat.views.home.connection.cursor", refuse)
    return Client(raise_request_exception=False, headers=BROWSER)


def test_a_page_that_cannot_be_read_is_offered_again(broken: Client) -> None:
    response = broken.get("/sehat/")

    assert (response.status_code, response["Retry-After"]) == (503, "10")
    page = response.content.decode()
    assert "Server sedang tidak dapat menyimpan" in page
    assert '<a class="btn btn-primary" href="/sehat/">Coba lagi</a>' in page


def test_a_script_gets_the_words_alone(broken: Client) -> None:
    response = broken.get("/sehat/", headers={"Accept": "*/*"})

    assert (response.status_code, response["Content-Type"]) == (503, "text/plain; charset=utf-8")
    assert response.content.decode().startswith("Server sedang tidak dapat menyimpan. Permintaan terakhir tidak")


def fail(request: Any, error: Exception) -> str:
    try:
        raise error
    except Exception:
        return failures.request_failed(request).content.decode()


def test_what_was_typed_can_be_sent_once_more_but_for_the_password() -> None:
    request = RequestFactory(headers=BROWSER).post(
        "/uji/", "activities=Rapat+%22inti%22&password=rahasia", content_type="application/x-www-form-urlencoded"
    )

    page = fail(request, OperationalError("gone"))

    assert '<input type="hidden" name="activities" value="Rapat &quot;inti&quot;">' in page
    assert 'action="/uji/"' in page
    assert "rahasia" not in page


def test_a_form_with_files_is_not_sent_again_without_them() -> None:
    request = RequestFactory(headers=BROWSER).post("/uji/", {"activities": "Rapat"})

    page = fail(request, StorageFull())

    assert "Penyimpanan server sedang penuh" in page
    assert "Berkas perlu dipilih sekali lagi." in page
    assert "Kirim sekali lagi" not in page


def test_a_mistake_of_ours_stays_one() -> None:
    request = RequestFactory(headers=BROWSER).get("/uji/")

    assert "Program sedang terganggu" in fail(request, ValueError("a mistake"))
