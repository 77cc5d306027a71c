"""The verification corner's QR code as an SVG path."""

import re

import segno

from rakor.lib.qr import qr_path


def test_qr_path_draws_exactly_the_dark_modules() -> None:
    address = "https://contoh.id/p/4H2C-71QD"

    code = qr_path(address)

    drawn = [[0] * code.size for _ in range(code.size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        for column in range(int(x), int(x) + int(width)):
            drawn[int(y)][column] = 1
    assert drawn == [list(row) for row in segno.make_qr(address, error="m").matrix]
    assert re.fullmatch(r"(M\d+ \d+h(\d+)v1h-\2z)+", code.path)


def test_qr_path_of_a_paper_address_is_small_enough_to_scan_from_18_millimetres() -> None:
    assert qr_path("https://rakor.kpu-contoh.go.id/p/4H2C-71QD").size <= 33
