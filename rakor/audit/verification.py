"""Reads the whole chain again and tells where it does not hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from .anchors import Anchor
from .models import FIRST_HASH, AuditRow, ChainHead

WORDS = {
    "altered": "isi catatan nomor {} berubah setelah disegel",
    "missing": "catatan nomor {} tidak ada lagi",
    "unlinked": "catatan nomor {} tidak bersambung dengan catatan sebelumnya",
    "cut": "rantai pernah sampai nomor {}, sekarang lebih pendek",
    "rewritten": "catatan nomor {} bukan lagi yang dulu dijangkarkan",
}
Kind = Literal["altered", "missing", "unlinked", "cut", "rewritten"]


@dataclass(frozen=True)
class Finding:
    kind: Kind
    sequence: int

    @property
    def words(self) -> str:
        return WORDS[self.kind].format(self.sequence)


def verify(*, anchors: Iterable[Anchor] = ()) -> list[Finding]:
    """What is wrong with the chain, in its order; empty when it holds. Sealing may go on meanwhile."""
    anchored = {anchor.sequence: anchor.hash for anchor in anchors}
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    findings: list[Finding] = []
    last, last_hash = 0, FIRST_HASH
    for row in AuditRow.objects.sealed().iterator():
        findings += _findings_at(row, last, last_hash, anchored)
        last, last_hash = row.sequence or 0, row.hash or ""
    reached = max([head.sequence, *anchored])
    if reached > last:
        findings.append(Finding("cut", reached))
    return findings


def _findings_at(row: AuditRow, last: int, last_hash: str, anchored: dict[int, str]) -> list[Finding]:
    sequence = row.sequence or 0
    findings = [Finding("missing", gone) for gone in range(last + 1, sequence)]
    if row.previous_hash != last_hash and not findings:
        findings.append(Finding("unlinked", sequence))
    if row.hash != row.hash_after(row.previous_hash or "", sequence):
        findings.append(Finding("altered", sequence))
    if anchored.get(sequence, row.hash) != row.hash:
        findings.append(Finding("rewritten", sequence))
    return findings
