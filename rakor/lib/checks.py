"""What printing needs from the machine and from the build, said before the first paper fails."""

import ctypes
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
APT_LINE = f"apt-get install {' '.join(LIBRARIES.values())}"
BUILT_PARTS = ("paper.css", "paper-fonts.css")


def parts_folder() -> Path:
    """Where the build puts the style and the fonts of papers."""
    return Path(settings.BASE_DIR) / "static" / "dist"


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def check_libraries(**_: Any) -> Iterable[CheckMessage]:
    missing = [library for library in LIBRARIES if not loads(library)]
    if missing:
        yield Error(f"Papers cannot be printed without {', '.join(missing)}.", hint=APT_LINE, id="lib.E001")


def check_built_parts(**_: Any) -> Iterable[CheckMessage]:
    missing = [name for name in BUILT_PARTS if not (parts_folder() / name).is_file()]
    if missing:
        yield Warning(f"static/dist/ has no {', '.join(missing)}.", hint="Build the assets first.", id="lib.W001")
