"""Who has not answered yet and how each is reached; for those without an account the words to send by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from meetings.models import AccessLink, Invitation, Rakor
from rakor.lib import dates
from reminders import rules
from reminders.readers import reading


@dataclass(frozen=True)
class Silent:
    invitation: Invitation
    by_mail: bool
    sheet: AccessLink | None

    @property
    def words(self) -> str:
        """Without the address of the access sheet: it was shown once and is kept nowhere."""
        rakor = self.invitation.rakor
        due_at = rakor.naming_due_at
        until = f" paling lambat {dates.plain_moment(due_at, rakor.timezone)}" if due_at else ""
        return (
            f"Yth. {self.invitation}. Undangan {rakor.title}, {rakor.days_text}, belum kami terima jawabannya. "
            f"Mohon dijawab{until} {self.way}. Terima kasih. Sekretariat {rakor.organiser}."
        )

    @property
    def way(self) -> str:
        if self.by_mail:
            return f"di {rules.link('invitation_show', self.invitation.pk)}"
        if self.sheet:
            return "lewat alamat pada lembar akses yang sudah diterima, dengan kode 6 angkanya"
        return "kepada sekretariat"


def silent_ones(rakor: Rakor, *, now: datetime) -> list[Silent]:
    """Those whom no mail reaches first; three queries whatever their number."""
    reached = set(reading(on=now.date()).values_list("institution", flat=True))
    sheets = {row.invitation_id: row for row in AccessLink.objects.live(now).filter(invitation__rakor=rakor)}
    rows = [Silent(row, row.institution_id in reached, sheets.get(row.pk)) for row in rules.silent(rakor)]
    return sorted(rows, key=lambda row: row.by_mail)
