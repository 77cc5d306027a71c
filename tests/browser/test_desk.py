"""The desk at the door in a browser: without a network, with a second desk, and with the camera."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from rakor.lib.qr import qr_path
from tests.live import LiveSite

expect.set_options(timeout=15_000)
CAMERA = """([path, size]) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 400;
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, 400, 400);
  paper.scale(300 / size, 300 / size);
  paper.translate(size / 6, size / 6);
  paper.fillStyle = "#000";
  paper.fill(new Path2D(path));
  setInterval(() => paper.fillRect(0, 0, 0.01, 0.01), 50);
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
}"""  # a code held before a camera, without one


@pytest.fixture
def crowd(live_site: LiveSite) -> dict[str, Any]:
    return live_site.gather(f"meja {time.monotonic_ns()}", offices=3, each=2)


def sit(context: BrowserContext, crowd: dict[str, Any], live_site: LiveSite) -> Page:
    context.add_cookies([{"name": "sessionid", "value": crowd["desk"], "url": live_site.url}])
    page = context.new_page()
    page.goto(f"/sesi/{crowd['session']}/kehadiran/meja/")
    return page


def people_of(page: Page) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = page.evaluate("JSON.parse(document.getElementById('orang').textContent)")
    return rows


def find(page: Page, name: str) -> Locator:
    page.get_by_label("Nama, instansi, atau kode delegasi").fill(name)
    return page.locator("#hasil li").filter(has=page.get_by_text(name, exact=True)).get_by_role("button")


def noted(live_site: LiveSite, crowd: dict[str, Any]) -> list[str]:
    """Name and number of sightings of each who is in the database."""
    told = live_site.manage(
        *("shell", "--verbosity", "0", "-c"),
        "from agendas.models import Attendance\n"
        f"for row in Attendance.objects.filter(session={crowd['session']}).order_by('name'):\n"
        "    print(row.name, row.scans.count())",
    )
    return told.split("\n")[:-1]


def code_of(live_site: LiveSite, person: dict[str, Any]) -> str:
    told = live_site.manage(
        *("shell", "--verbosity", "0", "-c"),
        "from agendas.personal_code import code_of\nfrom meetings.models import Delegate\n"
        f"print(code_of(Delegate.objects.get(pk={person['id']})))",
    )
    return told.strip()


@pytest.mark.browser
@pytest.mark.dealt_to("postgresql")
def test_what_a_desk_sees_without_a_network_is_stored_once_when_it_is_back(
    context: BrowserContext, crowd: dict[str, Any], live_site: LiveSite
) -> None:
    page = sit(context, crowd, live_site)
    names = [person["name"] for person in people_of(page)]
    find(page, names[0]).click()
    expect(page.locator("#antrean")).to_have_text("Semua terkirim.")

    context.set_offline(True)
    for name in names[1:4]:
        find(page, name).click()
    expect(page.locator("#antrean")).to_contain_text("3 belum terkirim.")
    page.close()
    again = context.new_page()
    context.set_offline(False)
    context.route("**/kehadiran/kirim/", lambda route: route.abort())  # the line breaks again while the page opens
    again.goto(f"/sesi/{crowd['session']}/kehadiran/meja/")
    expect(again.locator("#antrean")).to_contain_text("3 belum terkirim.")
    expect(find(again, names[1])).to_have_text("Keluar")  # true for this desk, though the server does not know yet
    assert noted(live_site, crowd) == [f"{names[0]} 1"]

    kept = again.evaluate("JSON.stringify(localStorage)")
    context.unroute("**/kehadiran/kirim/")
    again.get_by_role("button", name="Kirim sekarang").click()
    expect(again.locator("#antrean")).to_have_text("Semua terkirim.")
    again.evaluate("kept => Object.entries(JSON.parse(kept)).forEach(([k, v]) => localStorage.setItem(k, v))", kept)
    again.reload()  # the confirmation was lost, and everything is sent a second time
    expect(again.locator("#antrean")).to_have_text("Semua terkirim.")

    assert noted(live_site, crowd) == [f"{name} 1" for name in sorted(names[:4])]


@pytest.mark.browser
@pytest.mark.dealt_to("postgresql")
def test_a_desk_hears_what_another_has_seen(
    context: BrowserContext, crowd: dict[str, Any], live_site: LiveSite
) -> None:
    page = sit(context, crowd, live_site)
    name = people_of(page)[0]["name"]
    page.clock.install()
    page.reload()
    expect(find(page, name)).to_have_text("Masuk")
    find(page, name).focus()

    other = sit(context, crowd, live_site)
    find(other, name).click()
    expect(other.locator("#antrean")).to_have_text("Semua terkirim.")
    page.bring_to_front()
    page.clock.run_for(16_000)

    expect(find(page, name)).to_have_text("Keluar")
    expect(page.locator("#antrean")).to_have_text("Semua terkirim.")


@pytest.mark.browser
@pytest.mark.dealt_to("sqlite")
def test_the_camera_reads_a_code_once_and_works_without_a_network(
    context: BrowserContext, crowd: dict[str, Any], live_site: LiveSite
) -> None:
    page = sit(context, crowd, live_site)
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    person = people_of(page)[2]
    code = code_of(live_site, person)
    picture = qr_path(code)
    page.evaluate(CAMERA, [picture.path, picture.size])
    page.wait_for_load_state("networkidle")

    context.set_offline(True)
    page.get_by_role("button", name="Pindai dengan kamera").click()

    expect(page.locator("#terbaca")).to_have_text(f"{person['name']}, {person['office']}: masuk.")
    page.wait_for_timeout(700)  # it is still held there: read several times more
    expect(page.locator("#antrean")).to_contain_text("1 belum terkirim.")
    page.get_by_role("button", name="Tutup kamera").click()
    assert [text for text in refused if "Content Security Policy" in text] == []


@pytest.mark.browser
@pytest.mark.dealt_to("sqlite")
def test_a_reader_that_types_ends_with_enter_and_foreign_codes_have_their_sentence(
    context: BrowserContext, crowd: dict[str, Any], live_site: LiveSite
) -> None:
    page = sit(context, crowd, live_site)
    field, said = page.get_by_label("Nama, instansi, atau kode delegasi"), page.locator("#terbaca")
    for text, sentence in {
        f"{live_site.url}/hadir/12-5300.abcDEF_-x/": "Ini kode layar ruang, yang dipindai kantor dengan ponselnya.",
        "2345-ABCD": "Kode ini bukan milik delegasi rakor ini.",
        "WIFI:S:Hotel;P:rahasia;;": "Ini bukan kode delegasi, dan tidak ada nama yang cocok.",
    }.items():
        field.fill(text)
        field.press("Enter")
        expect(said).to_contain_text(sentence)

    person = people_of(page)[3]
    field.fill(code_of(live_site, person).lower())
    field.press("Enter")
    expect(said).to_contain_text(f"{person['name']}, {person['office']}: masuk.")
    field.press("Enter")
    expect(said).to_have_text(f"{person['name']} sudah di dalam.")
    expect(page.locator("#antrean")).to_have_text("Semua terkirim.")
    assert noted(live_site, crowd) == [f"{person['name']} 1"]
