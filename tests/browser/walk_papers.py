"""The walk, second part: papers are asked for, sent, returned, corrected, accepted; who has not sent is reminded."""

from __future__ import annotations

import hashlib
import re
import time
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import expect
from python_calamine import CalamineWorkbook

from tests.browser.visitor import Visitor
from tests.browser.walk_plan import DIVISIONS

DUE = "Rabu, 16 September 2020 pukul 16.00 WITA"
NEARER = "Selasa, 15 September 2020 pukul 09.00 WITA"  # within 24 hours of the site's clock
REPORT = "Laporan Divisi Keuangan, Umum, Logistik dan Rumah Tangga"
DIM = "Daftar Inventarisasi Masalah (DIM)"
GRANT = "Realisasi hibah Agustus 2020"
OFFICES = 13
READERS = 2  # with an address in each office: its operator and its chair


def require_papers(secretariat: Visitor, rakor: str) -> None:
    for kind, month in (
        ("Laporan divisi", ""),
        ("Daftar Inventarisasi Masalah (DIM)", ""),
        ("Laporan realisasi anggaran hibah", "2020-08"),
    ):
        secretariat.go(f"{rakor}laporan/minta/")
        secretariat.fill({"Jenis": kind, "Tenggat, hari": "2020-09-16", "Tenggat, pukul (WITA)": "16:00"})
        secretariat.fill({"Bulan laporan": month})
        secretariat.press("Simpan")
        secretariat.sees(f"diminta dari semua kantor KPU, tenggat {DUE}.")
    secretariat.follow("Matriks kelengkapan")
    heads = secretariat.page.locator("table.matrix thead th").all_inner_texts()
    assert [head.split("\n")[0] for head in heads[1:-1]] == ["KUL", "TEK", "HUK", "SOS", "DAT", "DIM", "Hibah"]
    assert secretariat.page.locator("table.matrix tbody tr").count() == OFFICES
    assert secretariat.page.locator("table.matrix tbody td .cell-missing").count() == 91


def see_what_is_owed(operator: Visitor) -> None:
    """The first screen says how much, and until when."""
    operator.go("/")
    operator.sees(f"Tenggat {DUE}.", "7 masih menunggu kantor ini")
    owed = operator.page.locator("table.tasks tbody tr")
    assert owed.count() == 7
    expect(owed.first).to_contain_text("16 Sep 16.00 WITA")


def send_report(operator: Visitor, upload: dict[str, object]) -> str:
    """Returns the receipt's address."""
    operator.follow(f"Isi {REPORT}")
    operator.fill({"Kegiatan yang dilaksanakan": "Persiapan logistik", "Berkas laporan atau data dukung": upload})
    operator.press("Kirim")
    operator.sees("Tanda terima No. ")
    return operator.page.url


def check_receipt(operator: Visitor, upload: dict[str, object]) -> None:
    content = upload["buffer"]
    assert isinstance(content, bytes)
    receipt = operator.read(".receipt")
    assert re.search(r"Dikirim Senin, 14 September 2020 pukul \d\d\.\d\d WITA", receipt)
    assert f"Tenggat {DUE}" in receipt
    assert f"({len(content)} byte)" in receipt
    assert operator.read(".receipt dd.mono") == hashlib.sha256(content).hexdigest()
    assert operator.download(str(upload["name"])).read_bytes() == content


def type_dim(operator: Visitor) -> None:
    """What KPU Kabupaten Banjar reported in 2020."""
    operator.go("/")
    operator.follow(f"Isi {DIM}", "Isi DIM")
    problem = "APK dan bahan kampanye belum disiapkan"
    operator.part("Tambah baris").fill(
        {
            "Divisi": DIVISIONS["SOS"],
            "Tahapan": "Kampanye",
            "Uraian masalah": problem,
            "Usulan penyelesaian": "rakor dengan paslon, parpol, Bawaslu",
            "Pihak terkait": "paslon, parpol, Bawaslu",
            "Tingkat": "Tinggi",
        }
    )
    operator.press("Simpan baris")
    operator.sees("Baris tersimpan dalam draf.", problem)
    operator.press("Kirim 1 masalah")
    operator.sees("Tanda terima No. ", problem)


def fill_grant(operator: Visitor) -> None:
    """A line above its ceiling needs a note; nothing typed is lost while the page says so."""
    operator.go("/")
    operator.follow(f"Isi {GRANT}", "Isi realisasi hibah")
    operator.fill(
        {
            "Nomor NPHD": "900/12/NPHD/2019",
            "Tanggal NPHD": "2019-10-01",
            "Pemberi hibah": "Pemerintah Kabupaten Banjar",
            "Pagu NPHD (Rp)": "Rp. 29.286.275.000,-",
        }
    )
    stages = (("2019-11-18", "Rp11.714.510.000,00"), ("2020-07-14", "17571765000"))
    for number, (day, amount) in enumerate(stages, start=1):
        operator.fill({f"Tanggal diterima, tahap {number}": day, f"Rupiah diterima, tahap {number}": amount})
    lines = (
        ("Honorarium badan ad hoc", "521213", "28.976.275.000", "9.000.000.000", "1.142.300.000"),
        ("Paket rapat dalam kota", "524114", "310.000.000", "214.600.000", "118.900.000"),
    )
    heads = ("Kegiatan", "Akun BAS", "Pagu", "s.d. Juli", "Agustus 2020")
    for number, line in enumerate(lines, start=1):
        operator.fill({f"{head}, baris {number}": text for head, text in zip(heads, line, strict=True)})
    operator.fill({"Saldo bank (Rp)": "18.810.475.000", "Saldo tunai (Rp)": "0", "Pajak belum disetor (Rp)": "0"})
    operator.sees("Draf tersimpan", "Jumlah sama dengan NPHD; hibah sudah cair seluruhnya.")
    operator.press("Kirim")
    operator.sees("1 isian perlu diperbaiki sebelum dikirim", "Tulis keterangan karena realisasi melebihi pagu.")
    operator.fill({"Keterangan, baris 2": "Rapat tambahan, digeser dari kegiatan lain."})
    operator.press("Kirim")
    operator.sees("Tanda terima No. ", "29.286.275.000", "11.714.510.000", "40,00%")


def hand_back(secretariat: Visitor, receipt: str) -> None:
    secretariat.go(receipt)
    secretariat.part("Periksa versi 1").fill({"Catatan perbaikan": "Lengkapi kolom realisasi."})
    secretariat.part("Periksa versi 1").press("Kembalikan")
    secretariat.sees("Dikembalikan dengan catatan:")


def send_again(operator: Visitor, upload: dict[str, object]) -> None:
    operator.go("/")
    operator.follow(f"Perbaiki {REPORT}")
    operator.sees("Lengkapi kolom realisasi.")
    operator.fill({"Berkas laporan atau data dukung": upload})
    operator.press("Kirim versi 2")
    check_receipt(operator, upload)


def accept(secretariat: Visitor, rakor: str, firsts: list[dict[str, object]]) -> None:
    """The matrix follows, and both versions stay what they were."""
    secretariat.go(f"{rakor}laporan/")
    row = secretariat.page.locator("table.matrix tbody tr").filter(has_text="KPU Kabupaten Banjar")
    expect(row.locator("td[data-label=KUL]")).to_contain_text("Terkirim")
    row.locator("td[data-label=KUL] a").click()
    secretariat.follow("Periksa versi 2")
    secretariat.press("Terima")
    secretariat.sees("Diterima: ")
    versions = secretariat.part("Versi")
    versions.sees("2 versi terkirim")
    paper = secretariat.page.url
    for number, sent in enumerate(firsts, start=1):
        secretariat.go(paper)
        secretariat.part("Versi").scope.get_by_role("link", name=f"Versi {number}, tanda terima").click()
        assert secretariat.download(str(sent["name"])).read_bytes() == sent["buffer"]
    secretariat.go(f"{rakor}laporan/")
    expect(row.locator("td[data-label=KUL]")).to_contain_text("Diterima")
    expect(row.locator("td[data-label=DIM]")).to_contain_text("Terkirim")


def matrix_as_sheet(secretariat: Visitor, rakor: str) -> list[list[object]]:
    secretariat.go(f"{rakor}laporan/")
    sheet = CalamineWorkbook.from_path(str(secretariat.download("Excel"))).get_sheet_by_index(0)
    return sheet.to_python()


def check_sheet(rows: list[list[object]]) -> None:
    assert "Keadaan per Senin, 14 September 2020 pukul " in str(rows[0][0])
    states = {str(row[0]): [str(cell).split(" (")[0] for cell in row[1:]] for row in rows[1:]}
    assert states["KPU Kabupaten Banjar"] == ["Diterima", *["Belum"] * 4, "Terkirim", "Terkirim", "1/7"]
    assert states["KPU Kota Banjarbaru"] == [*["Belum"] * 7, "0/7"]
    assert states["Sudah dikirim"][:7] == ["1/13", "0/13", "0/13", "0/13", "0/13", "1/13", "1/13"]
    assert len(rows) == 2 + OFFICES + 2


def bring_deadline_nearer(secretariat: Visitor, rakor: str) -> None:
    """Of the DIM, which KPU Kabupaten Banjar has sent: the other twelve are to be reminded."""
    secretariat.go(f"{rakor}laporan/")
    secretariat.follow(f"Ubah {DIM}")
    secretariat.fill({"Tenggat, hari": "2020-09-15", "Tenggat, pukul (WITA)": "09:00"})
    secretariat.press("Simpan")
    secretariat.sees(f"Tersimpan. Tenggat {NEARER}.")


def read_outbox(secretariat: Visitor, rakor: str) -> list[str]:
    """The offices that were reminded before the deadline, one entry for each mail that has left."""
    rows = (
        secretariat.page.locator("table tbody tr").filter(has_text="Sebelum tenggat berkas").filter(has_text="terkirim")
    )
    wanted = (OFFICES - 1) * READERS
    end = time.monotonic() + 60
    while time.monotonic() < end:
        secretariat.go(f"{rakor}pesan/")
        if rows.count() >= wanted:
            break
        time.sleep(1)
    return sorted(text.split("\n")[0] for text in rows.locator("th").all_inner_texts())


def check_mails(folder: Path, offices: list[str]) -> None:
    """Each office got one mail for each reader, and it names only what this office has not sent."""
    reminders = [mail for mail in mails_in(folder) if mail["Subject"] == f"1 berkas ditunggu sampai {NEARER}"]
    texts = [mail.get_content() for mail in reminders]
    assert sorted(text.partition(" belum mengirim 1 berkas")[0] for text in texts) == sorted(offices * READERS)
    assert {re.findall(r"^- (.*)$", text, re.MULTILINE)[0] for text in texts} == {DIM}
    assert len({mail["Message-ID"] for mail in reminders}) == len(offices) * READERS


def mails_in(folder: Path) -> list[EmailMessage]:
    """What lies in the site's mail folder; one file may hold several, apart by a line of hyphens."""
    parts = [part for file in folder.iterdir() for part in file.read_bytes().split(b"\n" + b"-" * 79 + b"\n")]
    return [message_from_bytes(part, policy=policy.default) for part in parts if part.strip()]  # type: ignore[misc]
