"""A file goes up over a bad line: cut, gone on with, begun in another tab, and sent by itself when it is there."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.live import LiveSite
from tests.reports.senders import kept, paper, sha256

PIECE = 512 * 1024
CONTENT = paper(3 * PIECE - 700, seed=11)


class Line:
    """Lets so many pieces through and then none; keeps where each began."""

    def __init__(self, page: Page) -> None:
        self.left = 0
        self.offsets: list[int] = []
        page.route(re.compile(r"/unggahan/[0-9a-f-]{36}/$"), self.carry)

    def carry(self, route: Route, request: Request) -> None:
        if request.method != "PATCH":
            return route.continue_()
        if not self.left:
            return route.abort("internetdisconnected")
        self.left -= 1
        self.offsets.append(int(request.headers["upload-offset"]))
        return route.continue_()


@pytest.fixture
def crowd(live_site: LiveSite) -> dict[str, Any]:
    return live_site.gather(f"unggah {time.monotonic_ns()}", offices=1, each=1)


def open_paper(context: BrowserContext, crowd: dict[str, Any], live_site: LiveSite) -> Page:
    [office] = crowd["offices"]
    context.add_cookies([{"name": "sessionid", "value": office["cookie"], "url": live_site.url}])
    page = context.new_page()
    page.goto(f"/undangan/{office['invitation']}/berkas/{crowd['paper']}/-/")
    return page


@pytest.mark.browser
def test_a_file_goes_on_where_the_line_broke_and_is_sent_when_it_is_there(
    context: BrowserContext, crowd: dict[str, Any], live_site: LiveSite, tmp_path: Path
) -> None:
    file = tmp_path / "laporan.pdf"
    file.write_bytes(CONTENT)
    page = open_paper(context, crowd, live_site)
    line = Line(page)
    line.left = 1
    page.locator("#id_uploads").set_input_files(file)
    expect(page.locator("#unggahan")).to_contain_text("Jaringan terputus, mencoba lagi")
    page.goto("about:blank")  # a page that closes lets go of what its line holds back
    page.close()

    page = open_paper(context, crowd, live_site)
    again = Line(page)
    expect(page.locator("#belum-selesai")).to_have_text(
        re.compile(r"laporan\.pdf: 512 kB dari 1,5 MB sudah diterima; pilih berkas yang sama untuk melanjutkan\.")
    )
    page.locator("#id_uploads").set_input_files(file)
    expect(page.locator("#unggahan")).to_contain_text("Jaringan terputus, mencoba lagi")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator(".actionbar .say")).to_have_text("Menunggu berkas selesai terunggah, lalu terkirim sendiri.")
    again.left = 99

    expect(page.get_by_text("Tanda terima No. ")).to_be_visible()
    assert (line.offsets, again.offsets) == ([0], [PIECE, 2 * PIECE])
    [office] = crowd["offices"]
    assert kept(live_site, crowd["paper"]) == (0, [[office["invitation"], 1, sha256(CONTENT), 1]])


@pytest.mark.browser
@pytest.mark.dealt_to("postgresql")
def test_without_a_script_the_form_does_the_same(
    new_context: Any, crowd: dict[str, Any], live_site: LiveSite, tmp_path: Path
) -> None:
    file = tmp_path / "laporan.pdf"
    file.write_bytes(CONTENT)
    page = open_paper(new_context(java_script_enabled=False), crowd, live_site)
    page.locator("#id_uploads").set_input_files(file)

    page.get_by_role("button", name="Kirim", exact=True).click()

    expect(page.get_by_text("Tanda terima No. ")).to_be_visible()
    [office] = crowd["offices"]
    assert kept(live_site, crowd["paper"]) == (0, [[office["invitation"], 1, sha256(CONTENT), 1]])
