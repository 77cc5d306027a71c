"""The programmes of four real rakor, entered and printed by their own hosts: a Desk as well as a KPU."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest

from tests.browser import seeds
from tests.browser.chromium import take_pictures
from tests.browser.rundown import print_rundown, release
from tests.browser.seeds import Seed
from tests.browser.visitor import Visitor
from tests.live import LiveSite


def enter_rakor(host: Visitor, seed: Seed) -> str:
    host.go("/rakor/baru/")
    host.fill(dict(seed.rakor) | {"Zona waktu": seed.zone})
    host.press("Simpan")
    host.sees("Rakor tersimpan sebagai draf.")
    return re.sub(r".*(/rakor/\d+/).*", r"\1", host.page.url)


def enter_session(host: Visitor, rakor: str, zone: str, row: tuple) -> None:
    kind, title, day, starts, ends, room, more = row
    host.go(f"{rakor}acara/sesi/")
    host.fill({"Jenis": kind, "Judul": title, "Hari": day, "Ruang": room})
    host.fill({f"Mulai ({zone})": starts, f"Selesai ({zone})": ends} | more)
    host.press("Simpan")
    host.sees(f"Sesi “{title}” ditambahkan.")


def topics_of(row: tuple) -> list[str]:
    return str(row[-1].get("Pokok bahasan", "")).splitlines()


def cards(host: Visitor) -> list[tuple[str, str]]:
    found = host.page.locator(".session")
    return list(zip(found.locator("h4").all_inner_texts(), found.locator("time").all_inner_texts(), strict=True))


def expected(seed: Seed) -> list[tuple[str, str]]:
    rows = [
        (title, starts.replace(":", "."), ends.replace(":", ".")) for _, title, _, starts, ends, *_ in seed.sessions
    ]
    return [(title, f"{starts}–{ends}" if ends else f"{starts} s.d. selesai") for title, starts, ends in rows]


@pytest.mark.browser
def test_each_host_enters_its_programme(live_site: LiveSite, enter: Callable[[str], Visitor]) -> None:
    live_site.run([sys.executable, "-m", "tests.browser.hosts"])

    for seed in (seeds.BARITO_SELATAN, seeds.KALTARA, seeds.KALTENG, seeds.DKI):
        host = enter(seed.host)
        rakor = enter_rakor(host, seed)
        for row in seed.sessions:
            enter_session(host, rakor, seed.zone, row)

        host.go(f"{rakor}papan/")
        assert cards(host) == expected(seed)
        take_pictures(host.page, f"papan-{seed.host}")
        release(host, rakor)
        paper = print_rundown(host, rakor, f"susunan-acara-{seed.host}")
        said = [title for _, title, *_ in seed.sessions] + [topic for row in seed.sessions for topic in topics_of(row)]
        assert [text for text in said if text not in paper] == []
