"""An agenda is released and printed: what stands on the paper, and its file to look at."""

from __future__ import annotations

import shutil

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.chromium import PICTURES, database_kind
from tests.browser.visitor import Visitor


def release(host: Visitor, rakor: str) -> None:
    host.go(f"{rakor}papan/")
    host.follow("Terbitkan edisi 1")
    host.press("Terbitkan")
    host.sees("Edisi 1 terbit.")


def print_rundown(host: Visitor, rakor: str, name: str, *, paper: str = "Susunan acara", sheet: str = "A4") -> str:
    """The text of all pages; the file stays beside the pictures of the pages."""
    host.go(f"{rakor}susunan-acara/")
    host.fill({paper: True, sheet: True})
    host.press("Cetak")
    link = host.page.get_by_role("link", name=paper, exact=True)
    expect(link.first).to_be_visible(timeout=60_000)
    with host.page.expect_download() as arriving:
        link.first.click()
    kept = PICTURES / database_kind() / f"{name}.pdf"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(arriving.value.path(), kept)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(kept).pages).split())
