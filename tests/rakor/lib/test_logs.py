import logging
import sys
from typing import Any

import pytest
from django.conf import settings
from django.utils.module_loading import import_string


def written(level: int, **extra: Any) -> str:
    """One record with a traceback as the configured handler writes it."""
    handler = logging.StreamHandler()
    for name in settings.LOGGING["handlers"]["stderr"]["filters"]:
        handler.addFilter(import_string(settings.LOGGING["filters"][name]["()"])())
    try:
        raise ValueError("Peran tidak dapat")
    except ValueError:
        record = logging.LogRecord("django.request", level, "", 0, "Forbidden: %s", ("/rakor/1/",), sys.exc_info())
    vars(record).update(extra)
    handler.filter(record)
    return handler.format(record)


def test_a_refusal_is_one_line() -> None:
    assert written(logging.WARNING, status_code=403) == "Forbidden: /rakor/1/"


@pytest.mark.parametrize("extra", [{"status_code": 500}, {}])
def test_what_broke_keeps_its_traceback(extra: dict[str, int]) -> None:
    assert "ValueError: Peran tidak dapat" in written(logging.ERROR, **extra)
