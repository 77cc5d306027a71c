"""Parts of printed papers: `{% load papers %}`."""

from collections.abc import Sequence
from typing import TypeVar

from django import template

from rakor.lib.qr import QrPath, qr_path
from rakor.lib.typeset import glued, unbroken

Thing = TypeVar("Thing")
register = template.Library()
register.filter(glued)
register.filter(unbroken)


@register.filter
def pairs(things: Sequence[Thing]) -> list[Sequence[Thing]]:
    """Two and two, as signatures stand."""
    return [things[start : start + 2] for start in range(0, len(things), 2)]


@register.filter
def qr(text: str) -> QrPath:
    return qr_path(text)
