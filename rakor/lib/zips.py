"""A zip that is written while it is sent: in pieces, never whole in memory, and of any size."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from io import RawIOBase
from typing import Any, NamedTuple
from zipfile import ZIP_STORED, ZipFile, ZipInfo


class Entry(NamedTuple):
    name: str
    size: int  # bytes; above 2 GiB the format must know beforehand
    pieces: Iterable[bytes]


class Pipe(RawIOBase):
    """What was written since it was last emptied."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self.waiting += content
        return len(content)

    def empty(self) -> bytes:
        content = bytes(self.waiting)
        self.waiting.clear()
        return content


def zipped(entries: Iterable[Entry], moment: datetime) -> Iterator[bytes]:
    """Papers are packed already, so nothing is compressed again. `moment` is what the entries show, by local clocks."""
    pipe = Pipe()
    with ZipFile(pipe, "w", ZIP_STORED) as archive:
        for entry in entries:
            head = ZipInfo(entry.name, moment.timetuple()[:6])
            head.file_size = entry.size
            with archive.open(head, "w") as target:
                for piece in entry.pieces:
                    target.write(piece)
                    yield pipe.empty()
    yield pipe.empty()
