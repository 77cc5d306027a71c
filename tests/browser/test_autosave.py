"""While somebody types, the page says what was kept - and says so when nothing was."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

PAGE = """<!doctype html><title>Uji</title><script src="/static/dist/rakor.js" defer></script>
<form><div hx-post="/uji/simpan/" hx-trigger="input" hx-target="#draf"><input name="isi" aria-label="Isi"></div></form>
<p id="draf" aria-live="polite">Draf tersimpan 10.41 WITA</p>"""


def answer_with(status: int | None) -> object:
    """An answer of the server, or none where the line is cut."""

    def answer(route: Route) -> None:
        if status is None:
            route.abort("internetdisconnected")
        else:
            route.fulfill(status=status, content_type="text/html", body="Draf tersimpan 10.42 WITA")

    return answer


@pytest.mark.browser
@pytest.mark.parametrize(
    ("status", "said"),
    [
        (200, "Draf tersimpan 10.42 WITA"),
        (None, "Belum tersimpan: jaringan terputus. Isian tetap ada di halaman ini."),
        (
            401,
            "Belum tersimpan: sesi berakhir, tekan Simpan draf untuk masuk kembali. Isian tetap ada di halaman ini.",
        ),
        (503, "Belum tersimpan: server sedang tidak dapat menyimpan. Isian tetap ada di halaman ini."),
    ],
)
def test_the_page_says_whether_what_was_typed_is_kept(page: Page, status: int | None, said: str) -> None:
    page.route("**/uji/", lambda route: route.fulfill(content_type="text/html", body=PAGE))
    page.route("**/uji/simpan/", answer_with(status))  # type: ignore[arg-type]
    page.goto("/uji/")

    page.get_by_label("Isi").fill("48.250.000")

    expect(page.locator("#draf")).to_have_text(said)
    assert page.get_by_label("Isi").input_value() == "48.250.000"
