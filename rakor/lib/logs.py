"""What a log line must not hold: the secret part of an address."""

import logging
import re

SECRET = re.compile(r"(/akses/|/kalender/(?=[^/\s]+\.ics))[^/\s'\"]+")


class WithoutSecrets(logging.Filter):
    """Writes /akses/.../ instead of the token, wherever in the line it stands."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = SECRET.sub(r"\1...", record.getMessage()), None
        return True
