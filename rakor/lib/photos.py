"""Photographs from outside become one PDF. A picture may be a bomb, so nothing of it is decoded in this process."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

CHILD = Path(__file__).with_name("photo_child")
WALL_SECONDS = 40
TOO_HEAVY = "Foto-foto ini terlalu berat untuk digabungkan. Pilih lebih sedikit, atau perkecil lebih dahulu."
log = logging.getLogger(__name__)


class UnreadablePhoto(ValueError):
    """Its message tells the person which one and what to do."""


def join_photos(photos: Sequence[UploadedFile]) -> bytes:
    """A PDF with a page for each, in their order. Raises UnreadablePhoto."""
    with tempfile.TemporaryDirectory(prefix="rakor-foto-") as folder:
        paths = [laid(photo, Path(folder, str(number))) for number, photo in enumerate(photos)]
        target = Path(folder, "foto.pdf")
        answer = asked_child([target, *paths])
        if "refused" in answer:
            raise UnreadablePhoto(answer["refused"])
        return target.read_bytes()


def laid(photo: UploadedFile, path: Path) -> Path:
    with path.open("wb") as out:
        for chunk in photo.chunks():
            out.write(chunk)
    return path


def asked_child(paths: list[Path]) -> dict[str, str]:
    command = [sys.executable, "-I", str(CHILD), *map(str, paths)]
    try:
        child = subprocess.run(command, capture_output=True, timeout=WALL_SECONDS, env={}, check=False)
    except subprocess.TimeoutExpired as late:
        raise UnreadablePhoto(TOO_HEAVY) from late
    if child.returncode != 0:
        log.warning("photo child ended with %s: %s", child.returncode, child.stderr[-500:].decode(errors="replace"))
        raise UnreadablePhoto(TOO_HEAVY)
    answer: dict[str, str] = json.loads(child.stdout)
    return answer
