"""Keeps together on a printed line what must not be torn apart: day and month, hour and zone, number and noun."""

import re

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from rakor.lib.dates import MONTHS, ZONES

MONTH_WORDS = "|".join([*MONTHS, *(month[:3] for month in MONTHS)])
NOUNS = "KPU|PPK|PPS|TPS|satker|orang|butir|hari|jam|menit|lembar|berkas|kabupaten|kota|kecamatan|provinsi|persen"
TORN = re.compile(
    rf"\b[0-9]{{1,2}} (?:{MONTH_WORDS})\b"
    rf"|\b[0-9]{{1,2}}\.[0-9]{{2}} (?:{'|'.join(ZONES.values())})\b"
    rf"|\b[0-9][0-9.]* (?:{NOUNS})\b"
    r"|\b[Kk]elas [A-Z]\b|\bterima kasih\b"
)
SLASHED = re.compile(r"\b(kab(?:upaten)?/kota)\b", re.IGNORECASE)


def unbroken(text: str) -> str:
    """A person's name or a phone number that stays on one line inside prose."""
    return text.replace(" ", "\u00a0")


def glued(text: str | None) -> SafeString:
    """Escaped text for a paper; blank for None."""
    held = TORN.sub(lambda torn: unbroken(torn[0]), conditional_escape(text or ""))
    return mark_safe(SLASHED.sub(r'<span class="nb">\1</span>', held))  # noqa: S308
