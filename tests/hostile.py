"""Text that would like to be more than text, and what a page, sheet, calendar or mail is held to when it holds it."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO
from itertools import cycle

from django.apps import apps
from django.db import IntegrityError, models, transaction

HTML = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "'><b onmouseover=alert(1)>x",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" autofocus onfocus=alert(1) x="',
    "' autofocus onfocus=alert(1) x='",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "<form action=//jahat.invalid><button>x",
    "<input onfocus=alert(1) autofocus>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext></mtext><script>alert(1)</script>",
    "<svg><animate onbegin=alert(1) attributeName=x>",
    "<object data=javascript:alert(1)>",
    "<embed src=//jahat.invalid>",
    "<link rel=stylesheet href=//jahat.invalid/a.css>",
    "<link rel=attachment href=file:///etc/passwd>",
    "<meta http-equiv=refresh content=0;url=//jahat.invalid>",
    "<base href=//jahat.invalid/>",
    "<style>*{background:url(//jahat.invalid)}</style>",
    "<template><script>alert(1)</script></template>",
    "<!--<img src=x onerror=alert(1)>-->",
    "--><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<div hx-get=/keluar/ hx-trigger=load>",
    "<p data-hx-on:click=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<ScRiPt>alert(1)</sCrIpT>",
    "<script\n>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\u003cscript\\u003ealert(1)",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<plaintext>",
    "<xmp><script>alert(1)</script>",
]
TEMPLATES = [
    "{{7*7}}",
    "{% load static %}",
    "{% include 'base.html' %}",
    "{0.__class__}",
    "{rakor.organiser}",
    "%(x)s %n %s",
    "${7*7}",
    "#{7*7}",
    "[rahasia]",
]
FORMULAS = ["=1+1", '=HYPERLINK("//x")', "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\uff1d1+1", "  =cmd|' /C calc'!A0"]
LINES = [
    "Rakor\r\nBcc: semua@contoh.invalid",
    "x\nATTENDEE:mailto:jahat@contoh.invalid\nBEGIN:VEVENT",
    "x\u2028Bcc: semua@contoh.invalid\u2029",
]
PAYLOADS = [*HTML, *TEMPLATES, *FORMULAS, *LINES]
# the ways of all of them in three names; every field takes at least a name's length
NAMES = [
    "=1+1</title></textarea></script><script>alert(1)</script>{{7*7}}",
    "\"'><img src=x onerror=alert(1)>{0.__class__}{% load x %}%s",
    "@x\r\nBcc: a@contoh.invalid\nBEGIN:VEVENT\u2028<b onclick=a()>",
]
SHORTEST = 60  # characters; shorter fields hold codes and names of ranks
LEADING = ("href", "src", "action", "formaction")
ROOMS = ("participants", "meetings", "agendas", "reports", "minutes", "documents", "files")
NO_TEXT = {"path", "sha256", "content_type", "timezone", "username", "password", "email", "token_sha256", "code_sha256"}
NO_TEXT |= {"pattern", "number_pattern", "html"}  # the last is the program's own page of an edition


def text_fields() -> Iterator[tuple[type[models.Model], models.Field]]:
    """Every field in which somebody writes words."""
    for model in apps.get_models():
        if model._meta.app_label in ROOMS and model._meta.label != "participants.User":
            for field in model._meta.concrete_fields:
                is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
                is_words = is_text and not isinstance(field, models.URLField) and field.name not in NO_TEXT
                if is_words and (field.max_length or SHORTEST) >= SHORTEST:
                    yield model, field


def plant(*payloads: str) -> int:
    """Into every text field, wherever something stands in it, in turn; returns how many fields took theirs."""
    taken = 0
    for (model, field), payload in zip(text_fields(), cycle(payloads), strict=False):
        try:
            with transaction.atomic():
                rows = model._base_manager.exclude(**{field.name: ""})
                taken += bool(rows.update(**{field.name: payload[: field.max_length]}))
        except IntegrityError:
            continue  # unique; its neighbours take the payload
    return taken


class Page(HTMLParser):
    """One page as it is read: elements with the names of their attributes, words, and where anything leads."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.shape: Counter[tuple[str, ...]] = Counter()
        self.schemes: set[str] = set()
        self.pieces: list[str] = []
        self.feed(content.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":  # a line break of the text is kept as one
            self.shape[tag, *sorted(name for name, _ in attrs)] += 1
        for name, value in attrs:
            if name in LEADING and (found := re.match(r"\s*[a-z][a-z0-9+.-]*:", value or "", re.I)):
                self.schemes.add(found.group())

    def handle_comment(self, data: str) -> None:
        self.shape["a comment",] += 1

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    @property
    def words(self) -> str:
        return " ".join("".join(self.pieces).split())


def formulas_of(workbook: bytes) -> int:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    return sum(len(re.findall(rb"<f[ >]|<hyperlink", sheet)) for sheet in sheets)


def properties_of(calendar: bytes) -> Counter[str]:
    """The names before the colon of every line, continued lines joined."""
    lines = re.sub(r"\r?\n[ \t]", "", calendar.decode()).splitlines()
    return Counter(re.split("[;:]", line)[0] for line in lines)
