"""Rows of the ledger for its tests."""

from dataclasses import dataclass
from datetime import UTC, datetime

from rakor.audit import actions
from rakor.audit.authors import Author
from rakor.audit.models import AuditRow, ChainHead

NOW = datetime(2020, 9, 17, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Chair:
    user_id: int = 12
    name: str = "Sarmuji CONTOH"
    position: str = "Ketua"
    institution_name: str = "KPU Provinsi Kalimantan Selatan"


def as_chair() -> Author:
    return Chair()


def write_rows(count: int, by: Author | None = None) -> list[AuditRow]:
    """Rows whose labels differ; the caller holds the transaction."""
    return [
        actions.record(by=by or as_chair(), verb="rakor.opened", target=ChainHead(pk=1, sequence=number), now=NOW)
        for number in range(count)
    ]
