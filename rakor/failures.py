"""What a person is told when the machine below gives way: the database does not answer, or the disk is full."""

from __future__ import annotations

import errno
import sys
from typing import NamedTuple

from django.core.exceptions import BadRequest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request, server_error

from rakor.files.actions import DISK_FULL, StorageFull

RETRY_AFTER = 10  # seconds
BAD_DISK = (errno.EIO, errno.EROFS)


class Failure(NamedTuple):
    status: int
    heading: str
    sentence: str


AWAY = Failure(
    503,
    "Server sedang tidak dapat menyimpan",
    "Permintaan terakhir tidak tersimpan. Coba lagi sebentar lagi; yang sudah mendapat tanda terima tidak hilang.",
)
FULL = Failure(
    507,
    "Penyimpanan server sedang penuh",
    "Permintaan terakhir tidak tersimpan. Admin sistem perlu mengosongkan penyimpanan; coba lagi beberapa menit lagi. "
    "Yang sudah mendapat tanda terima tidak hilang.",
)


def request_failed(request: HttpRequest) -> HttpResponse:
    """Stands in the place of Django's handler500, which is called while the exception is being handled."""
    failure = failure_behind(sys.exc_info()[1])
    if failure is None:
        return server_error(request)
    drop_half_received(request)
    response = page_of(failure, request) if "text/html" in request.headers.get("Accept", "") else words_of(failure)
    response["Retry-After"] = str(RETRY_AFTER)
    return response


NO_SUCH_PLACE = "Alamat ini tidak ada atau tidak terbuka untuk kantor ini."


def cut_off(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: with our own sentence where the line broke, else Django's page, which says nothing to a prober."""
    if not isinstance(exception, BadRequest):
        return bad_request(request, exception)
    drop_half_received(request)
    words = str(exception)
    if "text/html" not in request.headers.get("Accept", "") or getattr(request, "htmx", False):
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    return render(request, "refused.html", {"sentence": words}, status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 with its sentence; Django's own, of a missing token and the like, have none that a user would understand."""
    return closed_door(request, str(exception) or "Peran yang sedang dipakai tidak mengizinkannya.", "403.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return closed_door(request, NO_SUCH_PLACE, "404.html", 404)


def closed_door(request: HttpRequest, sentence: str, template: str, status: int) -> HttpResponse:
    """A script gets the sentence alone; a page shows what was typed, which may have been long."""
    if getattr(request, "htmx", False):
        words = f"Tidak tersimpan. {sentence}" if request.method == "POST" else sentence
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    lists = request.POST.lists() if request.method == "POST" else []
    typed = [value for name, values in lists if is_repeatable(name) for value in values if len(value.split()) > 1]
    return render(request, template, {"sentence": sentence, "typed": typed}, status=status)


def failure_behind(error: BaseException | None) -> Failure | None:
    if isinstance(error, StorageFull):
        return FULL
    if isinstance(error, OperationalError) and is_about_room(error):
        return FULL
    if isinstance(error, (OperationalError, InterfaceError)) or type(error) is DatabaseError:
        return AWAY  # the bare class is what psycopg2 raises where the line broke before the server gave a code
    if isinstance(error, OSError):
        return FULL if error.errno in DISK_FULL else AWAY if error.errno in BAD_DISK else None
    return None


def is_about_room(error: OperationalError) -> bool:
    """PostgreSQL has a code for it (53100), SQLite a sentence."""
    return getattr(error.__cause__, "pgcode", "") == "53100" or "disk is full" in str(error)


def drop_half_received(request: HttpRequest) -> None:
    """Django closes a file that was cut off only with the last reference to the exception."""
    for handler in request.upload_handlers:
        handler.upload_interrupted()


def page_of(failure: Failure, request: HttpRequest) -> HttpResponse:
    """With what was typed, to be sent once more; files, which a page cannot carry, must be chosen again."""
    lists = request.POST.lists() if request.method == "POST" else []
    context = {
        "failure": failure,
        "is_post": request.method == "POST",
        "typed": [(name, value) for name, values in lists if is_repeatable(name) for value in values],
        "had_files": bool(request.method == "POST" and request.content_type == "multipart/form-data"),
    }
    return render(request, "failed.html", context, status=failure.status)


def is_repeatable(name: str) -> bool:
    return name != "csrfmiddlewaretoken" and "password" not in name


def words_of(failure: Failure) -> HttpResponse:
    """For a script, which shows them where it stands."""
    words = f"{failure.heading}. {failure.sentence}"
    return HttpResponse(words, status=failure.status, content_type="text/plain; charset=utf-8")
