"""A deadline that moved while somebody had the page open."""

from __future__ import annotations

from datetime import datetime

from participants.gate import ActorRequest
from rakor.lib import dates


def moved_words(request: ActorRequest, due_at: datetime, timezone: str) -> str:
    """A sentence where the page showed another deadline than `due_at`; "" where it did not, or does not say."""
    seen = seen_deadline(request)
    if seen is None or seen == due_at:
        return ""
    now, before = dates.moment(due_at, timezone), dates.moment(seen, timezone)
    return f"Tenggat berubah selama halaman ini terbuka: sekarang {now}, semula {before}."


def seen_deadline(request: ActorRequest) -> datetime | None:
    try:
        seen = datetime.fromisoformat(request.POST.get("seen_due", ""))
    except ValueError:
        return None
    return seen if seen.tzinfo else None
