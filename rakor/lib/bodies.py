"""What a request brings along is measured before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NO_LENGTH = "Panjang kiriman tidak disebut. Muat ulang halaman lalu kirim sekali lagi."
TOO_LONG = "Kiriman terlalu besar (maks. {} MB sekaligus). Kirim berkasnya satu per satu."


class BodyMiddleware:
    """411 where the length is not said, which the server would take for nothing; 413 above BODY_LIMIT."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "Transfer-Encoding" in request.headers:
            return refused(request, 411, NO_LENGTH)
        length = request.headers.get("Content-Length", "")
        if length.isdecimal() and int(length) > settings.BODY_LIMIT:
            return refused(request, 413, TOO_LONG.format(settings.BODY_LIMIT // 1024 // 1024))
        return self.get_response(request)


def refused(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return render(request, "refused.html", {"sentence": sentence}, status=status)
