"""A ralat: what it says instead of the sent letter, listed at the top and marked in the text.

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


def change(label: str, old: str, new: str) -> str:
    return f"{label}: semula “{old}”, menjadi “{new}”"


def sentences(changes: list[str]) -> list[str]:
    return [f"{text};" for text in changes[:-1]] + [f"{text}." for text in changes[-1:]]


def marked(before: list[Block], after: list[Block]) -> list[Block]:
    old_rows, old_leads = rows_of(before), [block["lead"] for block in before if "lead" in block]
    new_leads = [block["lead"] for block in after if "lead" in block]
    twins = iter(partners(old_leads, new_leads))
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
