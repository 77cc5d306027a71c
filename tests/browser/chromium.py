"""Chromium for the tests, and pictures of the pages."""

import os
from pathlib import Path

from playwright.sync_api import Page

from scripts.processes import ROOT

PICTURES = ROOT / "var" / "pictures"
WIDTHS = (360, 1280)  # a phone and an office screen
# no sandbox: the tests may run as root; the rest keeps Chromium from calling its maker
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def database_kind() -> str:
    return "postgresql" if "DATABASE_URL" in os.environ else "sqlite"


def take_pictures(page: Page, name: str) -> list[Path]:
    """The whole page at both widths, in var/pictures/<database>/<name>-<width>.png; the page keeps its size."""
    before = page.viewport_size
    files = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        files.append(PICTURES / database_kind() / f"{name}-{width}.png")
        page.screenshot(path=files[-1], full_page=True)
    if before:
        page.set_viewport_size(before)
    return files
