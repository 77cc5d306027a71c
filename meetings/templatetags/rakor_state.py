from datetime import datetime

from django import template

from meetings.models import Rakor

register = template.Library()


@register.filter
def state_on(rakor: Rakor, now: datetime) -> str:
    """The state's word, before the first day with the office's own count: "Dibuka, H-2"."""
    days = rakor.days_until(now)
    word = str(rakor.state(now).label)
    return f"{word}, H-{days}" if 0 < days <= 99 and word in ("Draf", "Dibuka") else word
