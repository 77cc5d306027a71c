"""QR codes as one SVG path, so that a template draws them without a picture file."""

from typing import NamedTuple

import segno


class QrPath(NamedTuple):
    size: int  # modules on one side; the quiet zone is the white paper around
    path: str  # the d of an SVG path


def qr_path(text: str) -> QrPath:
    code = segno.make_qr(text, error="m")
    rows = [_row(y, row) for y, row in enumerate(code.matrix)]
    return QrPath(len(rows), "".join(rows))


def _row(y: int, modules: bytes | bytearray) -> str:
    """The dark runs of one row, each a rectangle of height one."""
    runs, x = "", 0
    for run in bytes(modules).split(b"\x00"):
        if run:
            runs += f"M{x} {y}h{len(run)}v1h-{len(run)}z"
        x += len(run) + 1
    return runs
