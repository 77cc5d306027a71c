"""How dates, money and sizes are written in pages and papers; built into every template, and blank for None."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache, lru_cache, wraps
from typing import Any

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rakor.lib import dates, money

register = template.Library()


def blank_for_none(write: Callable[..., str]) -> Callable[..., str]:
    """Unknown is blank, never 0 and never "None"."""

    @wraps(write)
    def written(value: Any, *arguments: Any) -> str:
        return "" if value is None or value == "" else write(value, *arguments)

    return written


for shared in (
    *(money.rupiah, money.thousands, money.percent, money.terbilang, money.spell_rupiah, money.roman),
    *(dates.long_date, dates.plain_date, dates.short_date, dates.brief_date),
    *(dates.day_name, dates.month_name, dates.spell_date),
    *(dates.moment, dates.plain_moment, dates.short_moment, dates.clock_time, dates.hour, dates.duration),
    dates.zone_label,
):
    register.filter(shared.__name__, blank_for_none(shared))


@register.filter
def local_date(instant: datetime | None, tz: str) -> date | None:
    """The calendar day of that zone, to be written by another filter."""
    return None if instant is None else dates.local(instant, tz).date()


@register.filter
@blank_for_none
def filesize_id(size: int) -> str:
    """1,8 MB; 412 kB; 0 byte"""
    if size < 1024:
        return f"{size} byte"
    if round(size / 1024) < 1024:
        return f"{round(size / 1024)} kB"
    return f"{size / 1024**2:.1f} MB".replace(".", ",")


@register.filter
@blank_for_none
def sha_short(digest: str) -> str:
    """9c41 7be0 … 5d2f"""
    return f"{digest[:4]} {digest[4:8]} … {digest[-4:]}"


register.simple_tag(dates.date_range)
register.simple_tag(dates.day_range)
register.simple_tag(dates.span)
register.simple_tag(dates.in_zones)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A picture from the one sprite; the words beside it say what it means."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("dist/icons.svg"), name)


@register.simple_tag
@lru_cache(maxsize=4096)
def address(name: str, pk: int | None = None) -> str:
    """{% url %} for the links that stand twice on every page: there it was a tenth of what a light page costs."""
    return reverse(name) if pk is None else reverse(name, args=[pk])
