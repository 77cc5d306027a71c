"""When a request came in. A body of many megabytes is read afterwards, from a bad line for minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from rakor.lib import clock


class ReceivedMiddleware:
    """Stands first, so that nothing has read the body yet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.received_at = clock.now()  # type: ignore[attr-defined]
        return self.get_response(request)


def received_at(request: HttpRequest) -> datetime:
    """UTC, by the web server's clock."""
    moment: datetime = request.received_at  # type: ignore[attr-defined]
    return moment
