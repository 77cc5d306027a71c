"""Many PDFs of our own in one file, written object by object: the memory needed is that of the largest of them.

A writer that holds the whole result would need the memory of all papers at once.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
)

CATALOG, TREE = 1, 2  # the numbers of the two objects that every file has once
PARENT = NameObject("/Parent")


class Binder:
    """Copies the page trees of files, renumbered, below one root."""

    def __init__(self, out: IO[bytes]) -> None:
        self.out = out
        self.offsets: dict[int, int] = {}
        self.last = TREE
        self.trees: list[tuple[int, int]] = []  # the root of each file's pages and how many they are
        out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def add(self, path: Path) -> None:
        with path.open("rb") as source:
            reader = PdfReader(source)
            pages, count = reader.root_object.raw_get("/Pages"), len(reader.pages)
            numbers: dict[int, int] = {}
            waiting = [(pages, self.renumber(pages, numbers))]
            while waiting:
                reference, number = waiting.pop()
                thing = reader.get_object(reference)
                fresh: list[tuple[IndirectObject, int]] = []
                shifted = self.shift(thing, numbers, fresh)
                if reference.idnum == pages.idnum:
                    assert isinstance(shifted, DictionaryObject)
                    shifted[PARENT] = IndirectObject(TREE, 0, None)
                self.write(number, shifted)
                waiting += fresh
            self.trees.append((numbers[pages.idnum], count))

    def renumber(self, reference: IndirectObject, numbers: dict[int, int]) -> int:
        self.last += 1
        numbers[reference.idnum] = self.last
        return self.last

    def shift(
        self, thing: PdfObject | None, numbers: dict[int, int], fresh: list[tuple[IndirectObject, int]]
    ) -> PdfObject:
        """The same object with the numbers of the new file; objects met for the first time are added to `fresh`."""
        if isinstance(thing, IndirectObject):
            if thing.idnum not in numbers:
                fresh.append((thing, self.renumber(thing, numbers)))
            return IndirectObject(numbers[thing.idnum], 0, None)
        if isinstance(thing, ArrayObject):
            return ArrayObject(self.shift(part, numbers, fresh) for part in list.__iter__(thing))
        if isinstance(thing, DictionaryObject):
            for key in list(thing):
                thing[key] = self.shift(thing.raw_get(key), numbers, fresh)
        assert thing is not None
        return thing

    def write(self, number: int, thing: PdfObject) -> None:
        self.offsets[number] = self.out.tell()
        self.out.write(b"%d 0 obj\n" % number)
        thing.write_to_stream(self.out)
        self.out.write(b"\nendobj\n")

    def finish(self) -> None:
        kids = ArrayObject(IndirectObject(number, 0, None) for number, _ in self.trees)
        tree = {"/Type": NameObject("/Pages"), "/Kids": kids, "/Count": NumberObject(sum(n for _, n in self.trees))}
        self.write(TREE, DictionaryObject({NameObject(key): value for key, value in tree.items()}))
        catalog = {"/Type": NameObject("/Catalog"), "/Pages": IndirectObject(TREE, 0, None)}
        self.write(CATALOG, DictionaryObject({NameObject(key): value for key, value in catalog.items()}))
        start = self.out.tell()
        self.out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (self.last + 1))
        for number in range(1, self.last + 1):
            self.out.write(b"%010d 00000 n \n" % self.offsets[number])
        self.out.write(b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (self.last + 1, CATALOG))
        self.out.write(b"startxref\n%d\n%%%%EOF\n" % start)


def bind(paths: Iterable[Path], out: IO[bytes]) -> None:
    """The pages of all files in their order. Only for papers that this program made."""
    binder = Binder(out)
    for path in paths:
        binder.add(path)
    binder.finish()
