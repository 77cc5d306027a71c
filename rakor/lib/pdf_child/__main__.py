"""Cuts one PDF into files of so many pages each. Run by pdf_piles.cut, alone and limited.

usage: python -I rakor/lib/pdf_child FILE FOLDER 2,2,3
prints {"pages": 7}, with 0.pdf, 1.pdf ... in FOLDER where the pages fit exactly and nothing there where they do not, or
{"refused": sentence}; dies when it needs more than it may have
"""

import json
import resource
import sys
from pathlib import Path

from pypdf import PdfReader, PdfWriter

MEMORY = 512 * 1024**2
CPU_SECONDS = 30
LARGEST_PART = 32 * 1024**2
GROWTH = 3  # parts repeat what their pages share, such as fonts; together they stay below so many times the whole
PART_OVERHEAD = 64 * 1024

LOCKED = "Berkas ini dilindungi kata sandi; pindai ulang tanpa kata sandi."
BROKEN = "Berkas PDF ini rusak; pindai ulang, lalu unggah lagi."


class TooLarge(Exception):
    pass


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_PART, LARGEST_PART))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cut(reader: PdfReader, folder: Path, counts: list[int], most: int) -> None:
    first = 0
    for number, count in enumerate(counts):
        writer = PdfWriter()
        for page in reader.pages[first : first + count]:
            writer.add_page(page)
        first += count
        part = folder / f"{number}.pdf"
        writer.write(part)
        most -= part.stat().st_size - PART_OVERHEAD
        if most < 0:
            raise TooLarge


def answer(path: Path, folder: Path, counts: list[int]) -> dict[str, object]:
    with path.open("rb") as source:
        reader = PdfReader(source)
        if reader.is_encrypted:
            return {"refused": LOCKED}
        pages = len(reader.pages)
        if pages == sum(counts):
            cut(reader, folder, counts, GROWTH * path.stat().st_size)
        return {"pages": pages}


def main(path: str, folder: str, counts: str) -> None:
    limit()
    try:
        found = answer(Path(path), Path(folder), [int(count) for count in counts.split(",")])
    except Exception:  # pypdf meets a hostile file with errors of many kinds
        found = {"refused": BROKEN}
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
