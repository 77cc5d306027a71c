"""A ralat: all that it says instead of the sent letter, listed at the top and marked in the text.

A block of a printed body is one of: lead (a paragraph), marked (a paragraph in pieces [text, is changed]), event (rows
[label, value] or [label, value, is changed]), clauses.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from documents.models import Letter
from documents.wordings import blocks_of
from rakor.lib import dates

Block = dict[str, Any]


def content_of(letter: Letter) -> list[Block]:
    """The blocks that are printed: as they were when the number was given, before that as they stand."""
    if letter.content is not None:
        return letter.content
    blocks = blocks_of(letter.rakor, letter.body)
    return corrected(letter, blocks) if letter.corrects else blocks


def corrected(letter: Letter, blocks: list[Block]) -> list[Block]:
    sent = letter.corrects
    assert sent and sent.dated_on
    before = sent_text(sent)
    changes = [*head_changes(sent, letter), *event_changes(before, blocks)]
    changes += [*paragraph_changes(leads_of(before), leads_of(blocks)), *clause_changes(before, blocks)]
    number = f"Nomor {sent.number} tanggal {dates.plain_date(sent.dated_on)}"
    opening = f"Menunjuk surat {number} hal {sent.subject}, bersama ini disampaikan ralat sebagai berikut"
    rest = "Selengkapnya surat berbunyi sebagai berikut; yang berubah dicetak tebal bergaris bawah."
    top: list[Block] = [{"lead": f"{opening}:"}, {"clauses": sentences(changes)}] if changes else []
    return [*(top or [{"lead": f"{opening}."}]), {"lead": rest}, *marked(before, blocks)]


def sent_text(sent: Letter) -> list[Block]:
    """The body of the sent letter without what a ralat puts before its own."""
    blocks = sent.content if sent.content is not None else blocks_of(sent.rakor, sent.body)
    return [plain(block) for block in blocks[own_start(sent, blocks) :]]


def own_start(sent: Letter, blocks: list[Block]) -> int:
    if not sent.corrects:
        return 0
    return next((n for n, block in enumerate(blocks) if "marked" in block), len(blocks))


def plain(block: Block) -> Block:
    return {"lead": " ".join(text for text, _ in block["marked"])} if "marked" in block else block


def head_changes(sent: Letter, letter: Letter) -> list[str]:
    pairs = (("tujuan surat", sent.addressee, letter.addressee), ("sifat", sent.nature, letter.nature))
    return [change(label, one_line(old), one_line(new)) for label, old, new in pairs if one_line(old) != one_line(new)]


def one_line(text: str) -> str:
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def event_changes(before: list[Block], after: list[Block]) -> list[str]:
    old, new = rows_of(before), rows_of(after)
    return [change(label, old[label], value) for label, value in new.items() if old.get(label, value) != value]


def rows_of(blocks: list[Block]) -> dict[str, str]:
    return {row[0]: row[1] for block in blocks for row in block.get("event", [])}


def leads_of(blocks: list[Block]) -> list[str]:
    return [block["lead"] for block in blocks if "lead" in block]


def paragraph_changes(old: list[str], new: list[str]) -> list[str]:
    """Numbered as they stand in the ralat; what was taken out is quoted, for nothing marks it in the text."""
    found: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        pairs = zip_longest(old[a:b], new[c:d])
        found += [
            paragraph_change(number, left or "", right or "") for number, (left, right) in enumerate(pairs, c + 1)
        ]
    return found


def paragraph_change(number: int, old: str, new: str) -> str:
    if not new:
        return f"alinea “{old}” dihapus"
    if not old:
        return f"alinea ke-{number} ditambahkan"
    before, after = core(old, new)
    if not before:
        return f"alinea ke-{number}: ditambah “{after}”"
    return change(f"alinea ke-{number}", before, after) if after else f"alinea ke-{number}: “{before}” dihapus"


def core(old: str, new: str) -> tuple[str, str]:
    """What stands between the words that both begin with and the words that both end with."""
    left, right = old.split(), new.split()
    while left and right and left[0] == right[0]:
        left, right = left[1:], right[1:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    return " ".join(left), " ".join(right)


def clause_changes(before: list[Block], after: list[Block]) -> list[str]:
    """A list is told by what was added and what was taken out, without the stops that end its lines."""
    old, new = clauses_of(before), clauses_of(after)
    added = [f"butir “{text}” ditambahkan" for text in new if text not in old]
    return added + [f"butir “{text}” dihapus" for text in old if text not in new]


def clauses_of(blocks: list[Block]) -> list[str]:
    return [text.rstrip(";.") for block in blocks for text in block.get("clauses", [])]


def change(label: str, old: str, new: str) -> str:
    return f"{label}: semula “{old}”, menjadi “{new}”"


def sentences(changes: list[str]) -> list[str]:
    return [f"{text};" for text in changes[:-1]] + [f"{text}." for text in changes[-1:]]


def marked(before: list[Block], after: list[Block]) -> list[Block]:
    old_rows, twins = rows_of(before), iter(partners(leads_of(before), leads_of(after)))
    return [mark(block, next(twins) if "lead" in block else "", old_rows) for block in after]


def mark(block: Block, old: str, old_rows: dict[str, str]) -> Block:
    if "lead" in block:
        return {"marked": pieces(old, block["lead"])}
    if "event" in block:
        return {"event": [[label, value, old_rows.get(label) != value] for label, value, *_ in block["event"]]}
    return block


def partners(old: list[str], new: list[str]) -> list[str]:
    """For each new paragraph the old one in whose place it stands; empty where it was added."""
    found: list[str] = []
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if kind != "delete":
            found += [left or "" for left, right in zip_longest(old[a:b], new[c:d]) if right is not None]
    return found


def pieces(old: str, new: str) -> list[list[Any]]:
    """The new words in runs, each with whether they differ from the old ones; a space belongs between two runs."""
    words = new.split()
    runs: list[list[Any]] = []
    for kind, _, _, start, end in SequenceMatcher(a=old.split(), b=words, autojunk=False).get_opcodes():
        if end > start:
            runs.append([" ".join(words[start:end]), kind != "equal"])
    return runs
