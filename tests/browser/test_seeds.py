"""Four real rakor by their own hosts: every programme entered and printed, those of the two Desks run to the end."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest

from tests.browser import seed_runs as runs
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


def enter_programme(host: Visitor, seed: Seed) -> str:
    """Until the agenda is released and printed; returns the rakor's address."""
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
    return rakor


@pytest.fixture(scope="session")
def hosts(live_site: LiveSite) -> None:
    live_site.run([sys.executable, "-m", "tests.browser.hosts"])


@pytest.mark.browser
@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(seeds.KALTARA, id="kaltara", marks=pytest.mark.dealt_to("postgresql")),
        pytest.param(seeds.DKI, id="dki", marks=pytest.mark.dealt_to("sqlite")),
    ],
)
@pytest.mark.usefixtures("hosts")
def test_a_kpu_enters_its_programme(seed: Seed, enter: Callable[[str], Visitor]) -> None:
    enter_programme(enter(seed.host), seed)


@pytest.mark.browser
@pytest.mark.dealt_to("sqlite")
@pytest.mark.usefixtures("hosts")
def test_a_desk_meets_fourteen_regions_in_a_hall_and_from_afar(
    live_site: LiveSite,
    enter: Callable[[str], Visitor],
    phone: Callable[[], Visitor],
    on_the_day: Callable[[str], None],
) -> None:
    """Desk Pemilu of Kalimantan Tengah, 12 February 2024: 58 institutions, almost none with an account."""
    on_the_day("2024-02-12T08:45+07:00")
    host, chair = enter("desk-kalteng"), enter("desk-kalteng-ketua")
    rakor = enter_programme(host, seeds.KALTENG)

    # 1 who is asked, and the letter with its list
    runs.open_rakor(host, rakor)
    rules = ["Desk Pilkada/Pemilu (15)", "Bawaslu (14)", "Forkopimda (14)", "Forkopimda (1)"]
    rules += ["Organisasi perangkat daerah (1)", "Semua KPU kabupaten/kota se-Kalimantan Tengah (14 kantor)"]
    runs.invite_by_rule(host, rakor, rules, 58, but=("Desk Pilkada Kabupaten Barito Selatan",))
    signer = {"Penanda tangan": "Sekretaris Daerah selaku Ketua Desk, Nuryadi Contoh"}
    letter = runs.number_letter(host, chair, rakor, signer)
    said = runs.printed(host, "Unduh naskah cetak", "surat-kalteng")
    assert "Bawaslu Kabupaten Seruyan" in said
    assert "Forkopimda Kota Palangkaraya" in said
    runs.sign_and_send(host, letter, 58)
    sheets = runs.hand_out_access(host, rakor, 58)

    # 2 three answer by their link, the host writes down what it was told
    hall, afar, absent = phone(), phone(), phone()
    runs.open_sheet(hall, sheets["Badan Kesatuan Bangsa dan Politik Provinsi Kalimantan Tengah"])
    runs.answer(hall, "Hadir")
    runs.name_delegate(hall, "Katarina Contoh, S.Sos.", "Kepala Badan", "luring")
    take_pictures(hall.page, "undangan-lembar-akses")
    runs.open_sheet(afar, sheets["Desk Pemilu Kabupaten Katingan"])
    runs.answer(afar, "Diwakili", "Sekretaris Daerah mendampingi Bupati.")
    runs.name_delegate(afar, "Agustin Contoh, S.H.", "Asisten Pemerintahan", "daring")
    runs.name_delegate(afar, "Budi Contoh", "Kepala Bagian Pemerintahan", "daring")
    runs.open_sheet(absent, sheets["Forkopimda Kabupaten Seruyan"])
    runs.answer(absent, "Tidak hadir", "Rapat dengan Gubernur.")
    runs.answer_for(host, rakor, "KPU Kabupaten Katingan", [("Citra Contoh", "Ketua")], "daring")
    runs.answer_for(host, rakor, "Bawaslu Kota Palangkaraya", [("Dian Contoh", "Ketua")], "luring")
    runs.answer_for(host, rakor, "Forkopimda Provinsi Kalimantan Tengah", [("Eko Contoh", "Wakapolda")], "luring")

    # 3 every way of being there
    opening = runs.session_of(host, rakor, "Pembukaan")
    hall.go(runs.code_on_screen(host, opening, live_site))
    runs.tick(hall, "Katarina Contoh")
    take_pictures(hall.page, "presensi-ponsel")
    afar.go(f"{rakor}acara/")
    afar.follow("Presensi")
    runs.tick(afar, "Agustin Contoh")
    runs.at_the_desk(host, opening, "Dian Contoh")
    runs.import_names(host, opening, ["CITRA CONTOH, S.H."])
    runs.note(host, opening, "Eko Contoh", {"Keterangan": "Diwakili", "Diwakili oleh": "Kombes Fajar Contoh"})
    host.go(opening)
    host.sees("Luring 3, daring 2 dari 58")
    take_pictures(host.page, "kehadiran-kalteng")

    # 4 the lists
    day = {"occasion": "Sen 12/2, seluruh hari"}
    named = runs.print_list(host, rakor, "daftar-kosong", **day, boxes="kosong untuk ditandatangani")
    came = runs.print_list(host, rakor, "daftar-terisi", **day, boxes="terisi dari catatan kehadiran")
    runs.print_list(host, rakor, "daftar-narasumber", **day, group="Narasumber", boxes="kosong untuk ditandatangani")
    take_pictures(host.page, "daftar")
    assert "luring 3, daring 2 dari 58 instansi, menurut nama yang didaftarkan" in named
    assert "2 dari 4 instansi, 3 orang" in named  # Kabupaten Katingan
    assert "luring 3, daring 2 dari 58 instansi, yang tercatat hadir" in came
    assert "hadir 2 dari 4 instansi, 2 dari 3 orang" in came
    assert "Peserta yang tercatat hadir, dari 6 nama 3 2 5" in came
    assert "Di antaranya diwakili 1" in came
    assert "Tidak tercatat hadir 1" in came
    rows = runs.list_as_sheet(host, rakor, **day, boxes="terisi dari catatan kehadiran")
    people = ["Citra", "Agustin", "Budi", "Dian", "Eko", "Katarina"]
    assert [str(row[1]).partition(" ")[0] for row in rows[2:8]] == people


@pytest.mark.browser
@pytest.mark.dealt_to("postgresql")
@pytest.mark.usefixtures("hosts")
def test_a_desk_of_one_kabupaten_writes_to_each_agency_and_to_every_camat(
    live_site: LiveSite, enter: Callable[[str], Visitor], phone: Callable[[], Visitor]
) -> None:
    """Desk Pilkada of Barito Selatan: thirteen institutions of one kabupaten, a letter to each by name."""
    host, chair = enter("desk-barsel"), enter("desk-barsel-ketua")
    rakor = enter_programme(host, seeds.BARITO_SELATAN)
    runs.open_rakor(host, rakor)
    kinds = ["Bawaslu (1)", "Polri (1)", "TNI (1)", "Organisasi perangkat daerah (3)", "Kecamatan (6)"]
    runs.invite_by_rule(host, rakor, kinds, 12)
    runs.invite_found(host, rakor, "KPU Kabupaten Barito Selatan")
    signer = {"Penanda tangan": "Sekretaris Daerah, Edwin Contoh", "Satu naskah untuk setiap instansi": True}
    runs.number_letter(host, chair, rakor, signer)
    said = runs.sign_pile_and_send(host, 13)
    assert said.count("Kecamatan Jenamas") == 1
    assert "Polres Barito Selatan" in said
    sheets = runs.hand_out_access(host, rakor, 13)

    camat = phone()
    runs.open_sheet(camat, sheets["Kecamatan Jenamas"])
    runs.answer(camat, "Hadir")
    runs.name_delegate(camat, "Gunawan Contoh, S.STP.", "Camat Jenamas")
    take_pictures(camat.page, "camat")
    runs.answer_for(host, rakor, "Polres Barito Selatan", [("Hendra Contoh", "Kabag Ops")])
    runs.answer_for(
        host, rakor, "KPU Kabupaten Barito Selatan", [("Intan Contoh", "Ketua"), ("Joko Contoh", "Anggota")]
    )

    talk = runs.session_of(host, rakor, "Dukungan kecamatan")
    runs.note(host, talk, "Gunawan Contoh, S.STP.", {"Keterangan": "Hadir", "Masuk (WIB)": "2020-03-09T11:05"})
    runs.note(host, talk, "Intan Contoh", {"Keterangan": "Hadir"})
    runs.note(host, talk, "Hendra Contoh", {"Keterangan": "Izin"})
    runs.add_guest(host, talk, "Kartika Contoh", "Wartawan", "Media Contoh")

    came = runs.print_list(
        host, rakor, "barsel-terisi", occasion="Sen 9/3, seluruh hari", boxes="terisi dari catatan kehadiran"
    )
    assert "luring 2, daring 0 dari 13 instansi, yang tercatat hadir" in came
    assert "hadir 2 dari 13 instansi, 2 dari 4 orang" in came
    assert "hadir 11.05 WIB" in came
    guests = runs.print_list(
        host,
        rakor,
        "barsel-tamu",
        occasion="Sen 9/3, seluruh hari",
        group="Tamu",
        boxes="terisi dari catatan kehadiran",
    )
    assert "Kartika Contoh" in guests
