"""A scanned pile is cut by a child that may not use much: hostile files end in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject

from rakor.lib.pdf_piles import PagesDoNotFit, UnreadablePile, cut


def pile(folder: Path, pages: int, *, shared: bytes = b"") -> Path:
    writer = PdfWriter()
    picture = StreamObject()
    picture._data = shared
    stored = writer._add_object(picture)
    for _ in range(pages):
        page = writer.add_blank_page(100, 100)
        page[NameObject("/Contents")] = stored
    path = folder / "pile.pdf"
    writer.write(path)
    return path


def test_the_parts_have_the_pages_asked_for_and_are_gone_afterwards(tmp_path: Path) -> None:
    with cut(pile(tmp_path, 6), [1, 2, 3]) as parts:
        assert [len(PdfReader(part).pages) for part in parts] == [1, 2, 3]

    assert not any(part.exists() for part in parts)


def test_another_number_of_pages_is_told_and_nothing_is_cut(tmp_path: Path) -> None:
    with pytest.raises(PagesDoNotFit) as refused, cut(pile(tmp_path, 5), [2, 2]):
        pass

    assert (refused.value.found, refused.value.wanted) == (5, 4)


def test_parts_that_would_fill_the_disk_are_refused(tmp_path: Path) -> None:
    """One large picture on every page: each part would hold it again."""
    path = pile(tmp_path, 20, shared=bytes(range(256)) * 4_000)

    with pytest.raises(UnreadablePile), cut(path, [1] * 20):
        pass


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n" + b"[" * 100_000, b"not a pdf at all"])
def test_a_broken_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(content)

    with pytest.raises(UnreadablePile, match=r"Berkas PDF ini rusak; pindai ulang, lalu unggah lagi\."), cut(path, [1]):
        pass


def test_a_tree_of_pages_that_bites_its_tail_ends(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    tree = writer._pages
    kids = tree.get_object()
    assert isinstance(kids, DictionaryObject)
    kids[NameObject("/Kids")] = ArrayObject([tree])
    kids[NameObject("/Count")] = NumberObject(1)
    path = tmp_path / "loop.pdf"
    writer.write(path)

    with pytest.raises((UnreadablePile, PagesDoNotFit)), cut(path, [1]):
        pass
