"""A scanned pile of papers, cut into its papers. The file is from outside, so that only a limited child opens it."""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pypdf import PdfReader

CHILD = Path(__file__).with_name("pdf_child")
WALL_SECONDS = 45
TOO_HEAVY = "Berkas ini terlalu berat untuk dipotong; pindai dengan mutu lebih rendah atau unggah per bagian."
log = logging.getLogger(__name__)


class UnreadablePile(ValueError):
    """The file cannot be taken; its message tells the person why and what to do."""


class PagesDoNotFit(Exception):
    """The file has another number of pages than the papers together; nothing was cut."""

    def __init__(self, found: int, wanted: int) -> None:
        super().__init__(found, wanted)
        self.found, self.wanted = found, wanted


def page_count(path: Path) -> int:
    """Of a paper that this program printed."""
    with path.open("rb") as source:
        return len(PdfReader(source).pages)


@contextmanager
def cut(path: Path, counts: Sequence[int]) -> Iterator[list[Path]]:
    """One file for each of `counts`, in order and gone after the block. Raises PagesDoNotFit and UnreadablePile."""
    with tempfile.TemporaryDirectory() as folder:
        pages = ask_child(path, folder, counts)
        if pages != sum(counts):
            raise PagesDoNotFit(pages, sum(counts))
        yield [Path(folder, f"{number}.pdf") for number in range(len(counts))]


def ask_child(path: Path, folder: str, counts: Sequence[int]) -> int:
    command = [sys.executable, "-I", str(CHILD), str(path), folder, ",".join(map(str, counts))]
    try:
        child = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, env={}, check=False)
    except subprocess.TimeoutExpired as late:
        raise UnreadablePile(TOO_HEAVY) from late
    if child.returncode != 0:
        log.warning("pdf child ended with %s: %s", child.returncode, child.stderr[-500:].decode(errors="replace"))
        raise UnreadablePile(TOO_HEAVY)
    found = json.loads(child.stdout)
    if found.get("refused"):
        raise UnreadablePile(found["refused"])
    return int(found["pages"])
