"""Makes one PDF of photographs, a page of A4 each. Run by photos.join_photos, alone and limited.

usage: python -I rakor/lib/photo_child TARGET PHOTO...
prints {"pages": number} or {"refused": sentence}; dies when it needs more than it may have
"""

import json
import resource
import sys
from collections.abc import Iterator

from PIL import Image, ImageOps

MEMORY = 768 * 1024**2  # bytes
CPU_SECONDS = 30
MOST_WRITTEN = 32 * 1024**2  # bytes
MOST_PIXELS = 64_000_000  # of one photograph; phones of today make 12 to 50 million
DPI = 150
A4 = (1240, 1754)  # pixels at that resolution
MARGIN = 30  # pixels
TOO_LARGE = "Foto ke-{} terlalu besar ({} juta piksel). Perkecil lalu pilih lagi."
BROKEN = "Foto ke-{} tidak dapat dibaca. Ambil ulang atau simpan ulang sebagai JPEG."


class Refused(Exception):
    """Holds the sentence for the person."""


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_WRITTEN, MOST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def page_of(path: str, number: int) -> Image.Image:
    """Upright, as the camera was held, and no larger than the paper."""
    try:
        with Image.open(path, formats=["JPEG", "PNG"]) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                raise Refused(TOO_LARGE.format(number, photo.width * photo.height // 1_000_000))
            photo.draft("RGB", (A4[1], A4[1]))
            upright = ImageOps.exif_transpose(photo).convert("RGBA")
    except Refused:
        raise
    except Exception as broken:
        raise Refused(BROKEN.format(number)) from broken
    size = A4 if upright.width <= upright.height else A4[::-1]
    upright.thumbnail((size[0] - 2 * MARGIN, size[1] - 2 * MARGIN))
    page = Image.new("RGB", size, "white")
    page.paste(upright, ((size[0] - upright.width) // 2, (size[1] - upright.height) // 2), upright)
    return page


def pages_of(paths: list[str]) -> Iterator[Image.Image]:
    return (page_of(path, number) for number, path in enumerate(paths, start=1))


def main(target: str, *paths: str) -> None:
    limit()
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS * 4  # ours speaks first, in words
    try:
        first, *rest = pages_of(list(paths))
        first.save(target, "PDF", save_all=True, append_images=rest, resolution=DPI, quality=80)
        answer: dict[str, object] = {"pages": len(paths)}
    except Refused as refused:
        answer = {"refused": str(refused)}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
