"""What a Desk does with a rakor beside its programme: invites agencies by rule, sends the letter, hands out access
sheets, takes the attendance in every way there is, and prints the lists."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import expect
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from tests.browser.chromium import PICTURES, database_kind
from tests.browser.visitor import Visitor
from tests.browser.walk_plan import scan
from tests.live import LiveSite


class Access(NamedTuple):
    address: str
    code: str


def invite_by_rule(host: Visitor, rakor: str, rules: list[str], count: int, but: tuple[str, ...] = ()) -> None:
    host.go(f"{rakor}undangan/tambah/")
    host.fill(dict.fromkeys(rules, True))
    host.press("Lihat siapa yang terpilih")
    host.fill(dict.fromkeys(but, True))
    host.press(f"Undang {count + len(but)} instansi")
    host.sees(f"{count} instansi ditambahkan ke daftar undangan.")


def open_rakor(host: Visitor, rakor: str) -> None:
    host.go(rakor)
    host.press("Buka rakor")
    host.sees("Rakor dibuka.")


def invite_found(host: Visitor, rakor: str, name: str) -> None:
    host.go(f"{rakor}undangan/tambah/")
    host.page.get_by_label("Nama instansi").fill(name)
    host.press("Cari")
    host.page.locator(".choices-found label").filter(has_text=name).first.click()
    host.press("Undang yang dipilih")
    host.sees("1 instansi ditambahkan ke daftar undangan.")


def add_guest(host: Visitor, session: str, name: str, title: str, office: str) -> None:
    host.go(f"{session}tamu/")
    host.fill({"Nama": name, "Jabatan": title, "Instansi": office})
    host.press("Catat tamu")
    host.sees(f"Tamu {name} tercatat hadir.")


def number_letter(host: Visitor, chair: Visitor, rakor: str, values: dict[str, Any]) -> str:
    """From the model to its number; returns the letter's address."""
    host.go(f"{rakor}dokumen/")
    host.follow("Tulis surat")
    host.fill(values)
    host.press("Simpan")
    host.sees("Konsep surat tersimpan.")
    letter = host.page.url
    host.press("Ajukan kepada pimpinan")
    chair.go(letter)
    chair.press("Setujui")
    chair.sees("Surat disetujui.")
    host.page.reload()
    host.press("Beri nomor dan cetak")
    host.sees("Nomor ")
    return letter


def sign_and_send(host: Visitor, letter: str, count: int) -> None:
    host.go(letter)
    host.fill({"Pindaian surat bertanda tangan (PDF)": scan("undangan-ttd.pdf")})
    host.press("Simpan surat bertanda tangan")
    send(host, count)


def send(host: Visitor, count: int) -> None:
    host.press("Kirim kepada yang diundang")
    host.sees(f"Surat terkirim; {count} undangan sekarang terlihat oleh kantornya.")


def sign_pile_and_send(host: Visitor, count: int) -> str:
    """The papers to each institution, printed in one pile and scanned back whole; returns their text."""
    host.follow("Naskah tiap instansi")
    text = printed(host, "Unduh semua dalam satu berkas", "surat-tiap-instansi")
    host.page.reload()
    host.fill({"Pindaian setumpuk naskah (PDF)": PICTURES / database_kind() / "surat-tiap-instansi.pdf"})
    host.press("Potong dan simpan")
    host.sees(f"{count} naskah bertanda tangan tersimpan.")
    send(host, count)
    return text


def printed(host: Visitor, link: str, name: str) -> str:
    """The text of all pages; the file stays beside the pictures."""
    expect(host.page.get_by_role("link", name=link, exact=True).first).to_be_visible(timeout=60_000)
    return text_of(keep(host.download(link), f"{name}.pdf"))


def keep(file: Path, name: str) -> Path:
    kept = PICTURES / database_kind() / name
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, kept)
    return kept


def text_of(file: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())


def hand_out_access(host: Visitor, rakor: str, count: int) -> dict[str, Access]:
    """By institution, as the sheets show it this one time."""
    host.go(f"{rakor}akses/")
    host.press(f"Buat {count} lembar")
    host.sees(f"{count} lembar baru.")
    rows: list[list[str]] = host.page.locator(".access-sheet").evaluate_all(
        "rows => rows.map(row => [row.querySelector('h3').innerText,"
        " ...[...row.querySelectorAll('dd.mono')].map(dd => dd.innerText)])"
    )
    assert len(rows) == count
    return {name: Access(address, code) for name, address, code in rows}


def open_sheet(visitor: Visitor, access: Access) -> None:
    visitor.go(access.address)
    visitor.fill({"Kode 6 angka": access.code})
    visitor.press("Buka undangan")
    visitor.sees("Jawaban")


def answer(visitor: Visitor, word: str, reason: str = "") -> None:
    visitor.fill({word: True} | ({"Alasan": reason} if reason else {}))
    visitor.press("Simpan jawaban")
    visitor.sees("Jawaban tersimpan.")


def name_delegate(visitor: Visitor, name: str, title: str, mode: str = "") -> None:
    """Somebody whom the office's list does not know yet."""
    opened = visitor.page.locator("details").filter(has_text="Orang yang belum ada dalam daftar kantor").first
    if not opened.evaluate("e => e.open"):
        opened.locator("summary").click()
    visitor.fill(
        {"Nama dengan gelar": name, "Jabatan": title, "Jenjang": "Jabatan lain"}
        | ({"Cara hadir": mode} if mode else {})
    )
    visitor.press("Tambah")
    visitor.sees("masuk daftar delegasi.")


def answer_for(host: Visitor, rakor: str, office: str, people: list[tuple[str, str]], mode: str = "") -> None:
    """The host writes down what an institution told it by telephone."""
    host.go(f"{rakor}undangan/")
    host.follow(office)
    answer(host, "Hadir")
    for name, title in people:
        name_delegate(host, name, title, mode)


def session_of(host: Visitor, rakor: str, title: str) -> str:
    host.go(f"{rakor}kehadiran/")
    address = host.page.locator("tbody").get_by_role("link", name=title, exact=True).get_attribute("href")
    assert address
    return address


def tick(visitor: Visitor, *names: str) -> None:
    for name in names:
        visitor.page.locator("label.tick").filter(has_text=name).locator("input").check()
    visitor.press("Catat hadir")
    visitor.sees(f"{len(names)} orang tercatat hadir.")


def at_the_desk(host: Visitor, session: str, name: str) -> None:
    host.go(f"{session}meja/")
    host.page.get_by_label("Nama, instansi, atau kode delegasi").fill(name)
    host.page.locator("#hasil").get_by_role("button", name="Masuk").click()
    expect(host.page.locator("#antrean")).to_have_text("Semua terkirim.")


def import_names(host: Visitor, session: str, names: list[str]) -> None:
    content = "\n".join(["Nama Peserta,Masuk", *(f"{name},09:00" for name in names)])
    host.go(f"{session}impor/")
    host.fill(
        {"Berkas CSV dari program rapat": {"name": "peserta.csv", "mimeType": "text/csv", "buffer": content.encode()}}
    )
    host.press("Cocokkan nama")
    host.press("Catat hadir daring")
    host.sees("orang tercatat hadir daring.")


def note(host: Visitor, session: str, name: str, values: dict[str, Any]) -> None:
    host.go(f"{session}nama/")
    host.page.get_by_role("link", name=f"Catat {name}", exact=True).click()
    host.fill(values)
    host.press("Simpan")
    host.sees(f"Kehadiran {name} tersimpan.")


def print_list(host: Visitor, rakor: str, name: str, **chosen: str) -> str:
    """Hari atau sesi, Kelompok, Kotak tanda tangan, by the first words of the labels."""
    host.go(f"{rakor}daftar/")
    links = host.page.get_by_role("link", name="Daftar hadir", exact=True)
    before = links.count()
    fill_list(host, **chosen)
    host.press("Cetak")
    expect(links).to_have_count(before + 1, timeout=60_000)
    with host.page.expect_download() as arriving:
        links.first.click()
    return text_of(keep(Path(arriving.value.path()), f"{name}.pdf"))


def fill_list(host: Visitor, *, occasion: str, group: str = "Peserta", boxes: str) -> None:
    host.fill({"Naskah": "Daftar hadir", "Hari atau sesi": occasion, "Kelompok": group, "Kotak tanda tangan": boxes})


def list_as_sheet(host: Visitor, rakor: str, **chosen: str) -> list[list[Any]]:
    host.go(f"{rakor}daftar/")
    fill_list(host, **chosen)
    with host.page.expect_download() as arriving:
        host.press("Daftar hadir (Excel)")
    return CalamineWorkbook.from_path(str(arriving.value.path())).get_sheet_by_index(0).to_python()


READ = """
from datetime import datetime, timedelta
from agendas.hall_code import code_of
from agendas.models import Session
from rakor.lib.qr import qr_path
session, drawn = Session.objects.get(pk={pk}), "{drawn}"
began = datetime.fromisoformat("{began}")
moments = (began + timedelta(seconds=30 * turn) for turn in range(60))
addresses = (f"{url}/hadir/{{code_of(session, now=moment)}}/" for moment in moments)
print(next(address for address in addresses if qr_path(address).path == drawn))
"""


def code_on_screen(host: Visitor, session: str, live_site: LiveSite) -> str:
    """The address that the projected squares spell, as a camera reads it."""
    host.go(f"{session}kode/")
    drawn = host.page.locator(".hall-qr path").get_attribute("d")
    pk = re.sub(r"\D", "", session)
    return live_site.manage(
        "shell",
        "--verbosity",
        "0",
        "-c",
        READ.format(pk=pk, drawn=drawn, url=live_site.url, began=live_site.environment["RAKOR_CLOCK"]),
    ).strip()
