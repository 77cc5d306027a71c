from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from agendas.models import Session, SessionKind
from documents.models import PrintedKind
from documents.models.letters import Sheet
from documents.roster_actions import Asked
from documents.rosters import Occasion, RosterGroup
from meetings.models import Rakor
from rakor.lib import dates

BOXES = [("kosong", "kosong untuk ditandatangani"), ("terisi", "terisi dari catatan kehadiran")]
KINDS = (PrintedKind.ROSTER, PrintedKind.CARDS, PrintedKind.SIGNS)


class RosterForm(forms.Form):
    """What is printed, for which day or session, of whom."""

    kind = forms.ChoiceField(label="Naskah", choices=[(kind.value, kind.label) for kind in KINDS])
    occasion = forms.ChoiceField(label="Hari atau sesi")
    group = forms.ChoiceField(label="Kelompok", choices=RosterGroup)
    boxes = forms.ChoiceField(label="Kotak tanda tangan", choices=BOXES, help_text="Untuk daftar hadir.")
    sheet = forms.ChoiceField(label="Kertas", choices=Sheet)

    def __init__(self, *args: Any, rakor: Rakor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rakor = rakor
        sessions = Session.objects.filter(rakor=rakor).exclude(kind=SessionKind.BREAK).select_related("kelas", "room")
        self.sessions = {f"sesi:{row.pk}": row for row in sessions}
        for session in self.sessions.values():
            session.rakor = rakor
        self.fields["occasion"].choices = self.occasions()  # type: ignore[attr-defined]

    def occasions(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Under each day first the day itself, then its sessions."""
        by_day = {day: [(f"hari:{day}", f"{dates.short_date(day)}, seluruh hari")] for day in self.rakor.days()}
        for key, session in self.sessions.items():
            day = self.day_of(session)
            by_day.setdefault(day, []).append((key, f"{dates.short_date(day)}, {session.span()}: {session.title}"))
        return [(dates.long_date(day), choices) for day, choices in sorted(by_day.items())]

    def day_of(self, session: Session) -> date:
        return dates.local(session.starts_at, self.rakor.timezone).date()

    @property
    def wanted(self) -> Asked:
        chosen = self.cleaned_data["occasion"]
        session = self.sessions.get(chosen)
        day = self.day_of(session) if session else date.fromisoformat(chosen.partition(":")[2])
        is_filled = self.cleaned_data["boxes"] == "terisi"
        return Asked(Occasion(self.rakor, day, session, is_filled), RosterGroup(self.cleaned_data["group"]))
