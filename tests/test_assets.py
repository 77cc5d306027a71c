"""What a browser loads: small, and nothing that the page's policy would refuse."""

import gzip
import re

from scripts.processes import ROOT

DIST = ROOT / "static" / "dist"
LIMIT = 60_000  # bytes, compressed: half of what a first visit may weigh


def test_style_and_script_are_small() -> None:
    weight = sum(len(gzip.compress((DIST / name).read_bytes(), 9)) for name in ("rakor.css", "rakor.js"))

    assert weight < LIMIT


def test_style_names_no_other_file_and_no_other_host() -> None:
    style = (DIST / "rakor.css").read_text()

    assert re.findall(r"url\((?!data:)|@import", style) == []


def test_style_and_fonts_of_the_papers_are_all_there() -> None:
    named = re.findall(r'url\("([^"]+)"\)', (DIST / "paper-fonts.css").read_text())

    assert len(named) == 6
    assert (DIST / "paper.css").is_file()
    assert [name for name in named if not (DIST / name).is_file()] == []


def test_every_state_has_its_icon() -> None:
    icons = set(re.findall(r'<symbol id="i-([^"]+)"', (DIST / "icons.svg").read_text()))

    assert {"missing", "draft", "sent", "returned", "accepted", "late", "extended", "exempt"} <= icons


def test_the_camera_of_the_desk_is_loaded_apart_and_starts_its_worker_from_a_file() -> None:
    desk, scanner, worker = ((DIST / f"{name}.js").read_text() for name in ("desk", "scanner", "scanner_worker"))

    assert len(gzip.compress(desk.encode(), 9)) < 4_000
    assert "import(" in desk
    assert [text for text in (desk, scanner, worker) if "new Blob" in text] == []  # the policy of the pages refuses one
    assert "onmessage" in worker
