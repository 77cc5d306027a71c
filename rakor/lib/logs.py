"""What a log line must not hold: the secret part of an address, and the calls that led to a mere refusal."""

import logging
import re

SECRET = re.compile(r"(/akses/|/kalender/(?=[^/\s]+\.ics))[^/\s'\"]+")


class WithoutSecrets(logging.Filter):
    """Writes /akses/.../ instead of the token, wherever in the line it stands."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRET.sub(r"\1...", record.getMessage()), None
        return True


class WithoutRefusals(logging.Filter):
    """A 4xx keeps its line and loses its traceback: it was answered in words, and a prober makes thousands."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:  # noqa: PLR2004
            record.exc_info = None
        return True
