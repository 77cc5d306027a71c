"""A zip in pieces: whole when it arrives, small while it is made."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from rakor.lib.zips import Entry, zipped

MOMENT = datetime(2020, 9, 14, 16, 0)
KB, MB = 1024, 1024 * 1024


def test_it_arrives_whole_with_names_contents_and_the_local_hour() -> None:
    entries = [Entry("01 Kab. Baño.pdf", 6, [b"isi", b"nya"]), Entry("kosong.txt", 0, [])]

    whole = b"".join(zipped(iter(entries), MOMENT))

    with zipfile.ZipFile(BytesIO(whole)) as archive:
        assert archive.testzip() is None
        assert [(i.filename, archive.read(i), i.date_time) for i in archive.infolist()] == [
            ("01 Kab. Baño.pdf", b"isinya", (2020, 9, 14, 16, 0, 0)),
            ("kosong.txt", b"", (2020, 9, 14, 16, 0, 0)),
        ]
        assert archive.infolist()[0].flag_bits & 0x800  # the name is said to be UTF-8


def test_forty_megabytes_go_through_in_small_pieces_one_at_a_time() -> None:
    asked: list[int] = []

    def pieces(number: int) -> Iterator[bytes]:
        for _ in range(8):
            asked.append(number)
            yield bytes(256 * KB)

    stream = zipped((Entry(f"{n}.pdf", 2 * MB, pieces(n)) for n in range(20)), MOMENT)
    largest, size = 0, 0
    for count, piece in enumerate(stream, start=1):
        assert len(asked) <= count  # nothing is read before it can go out
        largest, size = max(largest, len(piece)), size + len(piece)

    assert size > 40 * MB and largest < 260 * KB


def test_what_is_larger_than_the_old_format_knows_is_marked_so() -> None:
    """Only the head of an entry of 5 GiB is looked at; its extra field of ZIP64 stands there from the start."""
    stream = zipped([Entry("besar.pdf", 5 * 1024 * MB, [b"x"])], MOMENT)

    head = next(stream)

    assert head[4:6] == b"\x2d\x00"  # version 4.5 is needed to read it
    assert head[30 : 30 + 9] == b"besar.pdf" and head[39:41] == b"\x01\x00"
    stream.close()  # type: ignore[attr-defined]
