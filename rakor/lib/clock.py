"""The one clock. Only views, tasks and commands read it; everything below takes the moment as an argument."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present instant, in UTC; a demonstration or a test on one machine may run at another time."""
    return timezone.now() + timedelta(seconds=settings.CLOCK_OFFSET)
