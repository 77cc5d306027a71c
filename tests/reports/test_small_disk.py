"""A live site on a disk of 20 MB: it fills, says so, serves on, and goes on by itself when there is room."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.live import LiveSite
from tests.reports.senders import Sender, at_once, kept, paper, senders, sha256

SIZE = 5 * 1024 * 1024  # bytes of one paper
pytestmark = pytest.mark.ordeal


def mount(folder: Path, *options: str) -> bool:
    command = ["mount", "-t", "tmpfs", *options, "none", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def small_site() -> Iterator[LiveSite]:
    with LiveSite() as site:
        media = site.var / "media"
        media.mkdir(exist_ok=True)
        if not mount(media, "-o", "size=20m"):
            pytest.skip("this machine allows no mounts")
        try:
            yield site
        finally:
            subprocess.run(["umount", "-l", str(media)], check=True)


def files_in(site: LiveSite) -> list[Path]:
    return [path for path in (site.var / "media").rglob("*") if path.is_file()]


@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_full_disk_refuses_in_words_and_needs_no_restart(small_site: LiveSite, in_pieces: bool) -> None:
    media = small_site.var / "media"
    mount(media, "-o", f"remount,size={40 if in_pieces else 20}m")
    crew = senders(small_site, "penuh", 10)
    before = len(files_in(small_site))
    papers = [paper(SIZE, seed=number + 100 * in_pieces) for number in range(10)]

    if in_pieces:
        sent = [sent_in_pieces(sender, content) for sender, content in zip(crew, papers, strict=True)]
    else:
        answers = at_once([lambda own=own, n=n: own.send_form(papers[n], str(uuid4())) for n, own in enumerate(crew)])
        full = [answer for answer in answers if answer.status == 507]
        assert all("Penyimpanan server sedang penuh" in answer.body.decode() for answer in full)
        sent = [answer.status for answer in answers]

    assert set(sent) == {302, 507}
    wrong, versions = kept(small_site, crew[0].requirement)
    assert (wrong, len(versions)) == (0, Counter(sent)[302])
    if not in_pieces:
        assert len(files_in(small_site)) - before == Counter(sent)[302]
    for sender in crew:
        assert sender.ask("GET", sender.place).status == 200

    mount(media, "-o", "remount,size=200m")
    late = next(sender for sender, status in zip(crew, sent, strict=True) if status == 507)
    assert late.send_form(papers[0], str(uuid4())).status == 302
    assert sha256(papers[0]) in {sha for *_, sha, _ in kept(small_site, crew[0].requirement)[1]}


def sent_in_pieces(sender: Sender, content: bytes) -> int:
    """The status of the first answer that says how it ends."""
    address = sender.begin(content)
    at = 0
    while at < len(content):
        answer = sender.patch(address, content[at : at + 512 * 1024], at)
        if answer.status != 204:
            assert answer.body.decode().startswith("Penyimpanan server sedang penuh.")
            return int(answer.status)
        at = answer.offset
    assert sender.take(address).status == 200
    return int(sender.send_form(b"", str(uuid4())).status)
