"""What is told to whom, in words; the rules make them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from meetings.models import Invitation, Rakor
from participants.models import Person
from reminders.models import Rule


@dataclass(frozen=True)
class Named:
    rakor: Rakor
    person: Person

    @property
    def rakor_id(self) -> int:
        """As an invitation has it."""
        return self.rakor.pk


@dataclass(frozen=True)
class Notice:
    """To everybody who acts for an invited office, or to one person by name."""

    rule: Rule
    to: Invitation | Named
    moment: str
    subject: str
    body: str


def letter(text: str, lead: str, address: str) -> str:
    return f"{text}\n\n{lead}\n{address}\n\nPesan ini dikirim oleh program Rakor; tidak perlu dibalas."


def link(name: str, pk: int) -> str:
    return settings.SITE_URL + reverse(name, args=[pk])
