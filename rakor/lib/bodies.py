"""What a request brings along is measured before a byte of it is read."""

from __future__ import annotations

from collections.abc import Callable
from io import IOBase
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NO_LENGTH = "Panjang kiriman tidak disebut. Muat ulang halaman lalu kirim sekali lagi."
CUT = "Kiriman terputus sebelum lengkap; tidak ada yang tersimpan darinya. Kirim sekali lagi."
LINE_END = b"\r\n"
FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")
TOO_LONG = "Kiriman terlalu besar (maks. {} MB sekaligus). Kirim berkasnya satu per satu."


class BodyMiddleware:
    """411 where the length is not said, which the server would take for nothing; 413 above BODY_LIMIT; 400 where a form
    is cut off.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.headers.get("Content-Length", "")
        if "Transfer-Encoding" in request.headers or (request.content_type in FORMS and not length):
            return refused(request, 411, NO_LENGTH)
        if length.isdecimal() and int(length) > settings.BODY_LIMIT:
            return refused(request, 413, TOO_LONG.format(settings.BODY_LIMIT // 1024 // 1024))
        if length.isdecimal() and request.content_type in FORMS:
            end = f"--{boundary}--" if (boundary := (request.content_params or {}).get("boundary")) else ""
            request._stream = WholeStream(request._stream, int(length), end.encode())  # type: ignore[assignment]
        return self.get_response(request)


class WholeStream(IOBase):
    """A form's body, all of it: Django takes for whole what a broken line brought, and a file would be kept cut off.

    `end` is what its last line says. Files in pieces are not read through it; their server keeps what came and goes on
    from there.
    """

    def __init__(self, stream: Any, length: int, end: bytes = b"") -> None:
        self.stream, self.left, self.end = stream, length, end
        self.tail = b""

    def read(self, size: int = -1) -> bytes:
        """As many bytes as asked for or as are left. Raises BadRequest where the line brings fewer, and where the last
        of them are not the form's end.
        """
        wanted = self.left if size is None or size < 0 else min(size, self.left)
        piece = b""
        while len(piece) < wanted:
            more = self.stream.read(wanted - len(piece))
            if not more:
                raise BadRequest(CUT)
            piece += more
        self.left -= wanted
        self.tail = (self.tail + piece)[-len(self.end) - len(LINE_END) :]
        if wanted and not self.left and not self.tail.removesuffix(LINE_END).endswith(self.end):
            raise BadRequest(CUT)
        return piece


def refused(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    return render(request, "refused.html", {"sentence": sentence}, status=status)
