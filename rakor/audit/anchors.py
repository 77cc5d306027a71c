"""A file outside the database that remembers how far the chain had grown: without it a cut tail leaves no trace.

One line each: sequence, hash and the moment (UTC), parted by blanks. Copy it to another machine to make it stronger.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Anchor:
    sequence: int
    hash: str


def path() -> Path:
    return Path(settings.VAR_DIR) / "audit-anchor"


def append(anchor: Anchor, *, now: datetime) -> None:
    path().parent.mkdir(parents=True, exist_ok=True)
    with path().open("a", encoding="ascii") as file:
        file.write(f"{anchor.sequence} {anchor.hash} {now.astimezone(UTC).isoformat(timespec='seconds')}\n")


def read() -> list[Anchor]:
    """Every anchor written so far; a line torn by a full disk is passed over."""
    if not path().exists():
        return []
    lines = [line.split() for line in path().read_text("ascii").splitlines()]
    return [Anchor(int(words[0]), words[1]) for words in lines if len(words) == 3]
