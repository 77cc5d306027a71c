"""Photographs become one PDF, upright and in their order; what cannot be one is named by its place."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from rakor.lib.photos import UnreadablePhoto, join_photos

RED, BLUE = (200, 30, 30), (30, 30, 200)
SIDEWAYS = 6  # EXIF: the camera was turned by a quarter


def photo(width: int, height: int, colour: tuple[int, int, int], *, orientation: int = 1) -> SimpleUploadedFile:
    raw, exif = BytesIO(), Image.Exif()
    exif[0x0112] = orientation
    Image.new("RGB", (width, height), colour).save(raw, "JPEG", exif=exif)
    return SimpleUploadedFile("foto.jpg", raw.getvalue())


def middle_of(image: Image.Image) -> tuple[int, int, int]:
    return image.getpixel((image.width // 2, image.height // 2))  # type: ignore[return-value]


def bomb(side: int) -> SimpleUploadedFile:
    """A PNG of few bytes that claims to be so many pixels wide and high."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return SimpleUploadedFile(
        "bom.png", b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(9))) + chunk(b"IEND", b"")
    )


def test_photos_become_pages_of_a4_upright_and_in_their_order() -> None:
    content = join_photos([photo(300, 400, RED), photo(400, 300, BLUE), photo(400, 300, RED, orientation=SIDEWAYS)])

    pages = PdfReader(BytesIO(content)).pages
    sizes = [tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in pages]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    middles = [middle_of(page.images[0].image.convert("RGB")) for page in pages]  # type: ignore[union-attr]
    assert [red > blue for red, _, blue in middles] == [True, False, True]


def test_a_photo_of_a_phone_becomes_a_small_page() -> None:
    assert len(join_photos([photo(4000, 3000, RED)])) < 200_000


@pytest.mark.parametrize("side", [9_000, 60_000])
def test_a_bomb_of_pixels_is_refused_by_its_place(side: int) -> None:
    with pytest.raises(UnreadablePhoto, match="^Foto ke-2 t"):
        join_photos([photo(30, 30, RED), bomb(side)])


def test_a_broken_photo_is_refused_by_its_place() -> None:
    whole = photo(600, 600, RED).read()

    with pytest.raises(UnreadablePhoto, match="^Foto ke-1 tidak dapat dibaca. Ambil ulang atau simpan ulang"):
        join_photos([SimpleUploadedFile("a.jpg", whole[:300])])
