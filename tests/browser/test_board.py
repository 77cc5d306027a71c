"""The board in a browser: a day built by keyboard alone, a card dragged, a refusal, and the way back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import Visitor

TABS = 120  # more than any of these pages has stops
THURSDAY, FRIDAY = "Kamis, 17 September 2020", "Jumat, 18 September 2020"


def reach(page: Page, target: Locator) -> None:
    """By Tab alone, as somebody without a mouse."""
    for _ in range(TABS):
        if target.evaluate("element => document.activeElement === element"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {target}")


def type_into(page: Page, values: dict[str, str]) -> None:
    for label, value in values.items():
        reach(page, page.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")))
        page.keyboard.type(value)


def add_by_keyboard(page: Page, title: str, kind: str, starts: str, ends: str) -> None:
    reach(page, page.get_by_role("link", name="Tambah sesi", exact=True).first)
    page.keyboard.press("Enter")
    type_into(page, {"Jenis": kind, "Judul": title, "Ruang": "Aula"})
    page.wait_for_load_state()
    type_into(page, {"Mulai (WITA)": starts, "Selesai (WITA)": ends})
    reach(page, page.get_by_role("button", name="Simpan", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Sesi “{title}” ditambahkan.")).to_be_visible()


def card(page: Page, title: str) -> Locator:
    return page.locator(".session").filter(has_text=title)


def check_axe(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []


def make_rakor(secretariat: Visitor) -> str:
    secretariat.go("/rakor/baru/")
    secretariat.fill(
        {"Nama rakor": "Rakor papan acara", "Hari pertama": "2020-09-17", "Hari terakhir": "2020-09-18"}
        | {"Zona waktu": "WITA", "Kota": "Banjarmasin"}
    )
    secretariat.press("Simpan")
    secretariat.sees("Rakor tersimpan sebagai draf.")
    return re.sub(r".*(/rakor/\d+/).*", r"\1", secretariat.page.url)


@pytest.mark.browser
@pytest.mark.dealt_to("sqlite")
def test_a_day_is_built_by_keyboard_moved_dragged_refused_and_taken_back(enter: Callable[[str], Visitor]) -> None:
    secretariat = enter("sekretariat")
    page, rakor = secretariat.page, make_rakor(secretariat)
    page.set_viewport_size({"width": 1280, "height": 1600})  # both days in view: nothing scrolls under the mouse
    secretariat.go(f"{rakor}papan/")
    add_by_keyboard(page, "Pembukaan", "Pembukaan", "0900AM", "1000AM")
    add_by_keyboard(page, "Materi logistik", "Materi", "1000AM", "1100AM")
    add_by_keyboard(page, "Makan siang", "ISHOMA", "1200PM", "0100PM")
    check_axe(page)

    move_by_keys(page)
    drag(page)
    undo(page)
    shift(page)
    check_axe(page)


def move_by_keys(page: Page) -> None:
    """Two steps later and a quarter longer, then to the other day and back."""
    reach(page, card(page, "Materi logistik"))
    for keys in ("ArrowDown", "ArrowDown", "Shift+ArrowDown"):
        page.keyboard.press(keys)
    expect(page.locator("#dipegang")).to_contain_text(f"Materi logistik: {THURSDAY}, 10.30–11.45, Semua peserta.")
    expect(card(page, "Materi logistik").locator("time")).to_have_text("10.30–11.45")
    expect(page.locator("#jawaban")).to_contain_text("“Materi logistik” sekarang Kam 17/9 10.30–11.45 WITA.")
    expect(card(page, "Materi logistik")).to_be_focused()

    page.keyboard.press("h")
    expect(page.locator("#jawaban")).to_contain_text("“Materi logistik” sekarang Jum 18/9 10.30–11.45 WITA.")
    friday = page.get_by_role("region", name=FRIDAY)
    expect(friday.locator(".session h4")).to_have_text("Materi logistik")


def drag(page: Page) -> None:
    """Onto the opening: refused with the reason, a dashed ghost, and the card where it was. Then beside it: taken."""
    settled(page, 3)
    drop(page, card(page, "Materi logistik"), card(page, "Pembukaan"))
    expect(page.locator("#jawaban")).to_contain_text(
        "Pemindahan ditolak. “Materi logistik” tetap Jum 18/9 10.30–11.45 WITA: Aula dipakai Pembukaan"
    )
    expect(page.locator(".ghost")).to_have_text("Ditolak: Materi logistik")
    expect(page.get_by_role("region", name=FRIDAY).locator(".session h4")).to_have_text("Materi logistik")

    drop(
        page,
        card(page, "Materi logistik"),
        page.get_by_role("region", name=THURSDAY).locator(".tick", has_text="10.00"),
    )
    expect(page.locator("#jawaban")).to_contain_text("“Materi logistik” sekarang Kam 17/9 10.")


def settled(page: Page, version: int) -> None:
    """The board has fetched itself again after the last step."""
    expect(card(page, "Materi logistik")).to_have_attribute("data-version", str(version))
    page.wait_for_load_state("networkidle")


def drop(page: Page, what: Locator, onto: Locator) -> None:
    what.scroll_into_view_if_needed()
    start = what.bounding_box()
    assert start
    page.mouse.move(start["x"] + 200, start["y"] + 6)
    page.mouse.down()
    page.mouse.move(start["x"] + 205, start["y"] + 16)
    goal = onto.bounding_box()
    assert goal
    page.mouse.move(start["x"] + 200, goal["y"] + 7, steps=8)
    page.mouse.up()


def undo(page: Page) -> None:
    settled(page, 4)
    reach(page, card(page, "Materi logistik"))
    page.keyboard.press("u")
    expect(page.locator(".notice")).to_contain_text(
        "Langkah terakhir diurungkan: “Materi logistik” kembali ke Jum 18/9"
    )
    page.get_by_role("button", name="Urungkan").click()
    expect(page.locator(".notice")).to_contain_text("“Materi logistik” kembali ke Kam 17/9 10.")


def shift(page: Page) -> None:
    """An hour later from the opening on; lunch stays, and what would run into it begins after it."""
    reach(page, card(page, "Pembukaan"))
    page.keyboard.press("g")
    reach(page, page.get_by_label("Geser (menit)"))
    page.keyboard.type("60")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="Makan siang")).to_contain_text("tetap")
    reach(page, page.get_by_role("button", name="Geser sekarang"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 sesi digeser +60 menit.")).to_be_visible()
    expect(card(page, "Pembukaan").locator("time")).to_have_text("10.00–11.00")
    expect(card(page, "Makan siang").locator("time")).to_have_text("12.00–13.00")
    expect(card(page, "Materi logistik").locator("time")).to_have_text("13.00–14.15")
