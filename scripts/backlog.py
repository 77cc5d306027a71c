"""For a container's health check: is somebody doing the work? Ends with 0 or 1 and says why.

A queue may be long while its worker is busy; it is ill when work has waited for minutes and nobody holds any.
"""

import os
import sys
from datetime import datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rakor.settings")
django.setup()

from rakor.jobs.models import Job  # noqa: E402 - models come after the set-up
from rakor.lib import clock  # noqa: E402

PATIENCE_WITH_WORKER = timedelta(minutes=5)
PATIENCE_WITH_DISPATCHER = timedelta(minutes=1)


def is_worked_on(queues: list[str], now: datetime) -> bool:
    jobs = Job.objects.open().filter(queue__in=queues)
    if jobs.filter(lease_until__gt=now).exists():
        return True
    return not jobs.filter(due_at__lte=now - PATIENCE_WITH_WORKER).exists()


def is_published(now: datetime) -> bool:
    return not Job.objects.due(now).filter(due_at__lte=now - PATIENCE_WITH_DISPATCHER).exists()


def main(words: list[str]) -> str | None:
    """The complaint, which sys.exit prints and turns into 1; None when all is well."""
    now = clock.now()
    if words == ["--dispatcher"]:
        return None if is_published(now) else "work has been due for a minute and is not published"
    return None if is_worked_on(words, now) else f"nobody works on {', '.join(words)}, which waits for five minutes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
