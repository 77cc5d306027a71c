"""The one clock. Only views, tasks and commands read it; everything below takes the moment as an argument."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, in UTC."""
    return timezone.now()
