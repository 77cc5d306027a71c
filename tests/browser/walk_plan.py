"""The walk, first part: a rakor is planned, its letter goes out, an office answers."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from pypdf import PdfReader

from secretariat.demo.rakor_2020 import KELAS
from tests.browser.rundown import print_rundown, release
from tests.browser.visitor import Visitor

TITLE = "Rakor Kesiapan Pelaksanaan Pemilihan Tahun 2020"
DAYS = "Kamis s.d. Jumat, 17 s.d. 18 September 2020"
THURSDAY, FRIDAY = "Kamis, 17 September 2020", "Jumat, 18 September 2020"
DIVISIONS = {
    "KUL": "Keuangan, Umum, Logistik dan Rumah Tangga",
    "TEK": "Teknis Penyelenggaraan",
    "HUK": "Hukum dan Pengawasan",
    "SOS": "Sosialisasi, Pendidikan Pemilih, Partisipasi Masyarakat dan SDM",
    "DAT": "Perencanaan, Data dan Informasi",
    "": "Sekretariat (tanpa divisi)",
}
SPEAKERS = {
    "A": "Rahmadi Contoh, S.H., Ketua",
    "B": "Hj. Mariana Contoh, S.E., Anggota",
    "C": "Ridwan Contoh, S.H., M.H., Anggota",
    "D": "Eka Contoh, S.Sos., Anggota",
    "E": "Surya Contoh, S.T., Anggota",
    "F": "Drs. Anwar Contoh, M.Si., Sekretaris",
}
NOTE_TAKERS = dict(zip("ABCDEF", ("Arif", "Nadia", "Taufik", "Lina", "Yuliana", "Hafiz"), strict=True))
KEEP = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def scan(name: str) -> dict[str, object]:
    """A signed paper as it comes back from the scanner."""
    return {"name": name, "mimeType": "application/pdf", "buffer": KEEP + name.encode()}


def create_rakor(secretariat: Visitor) -> str:
    """Returns the rakor's address."""
    secretariat.follow("Buat rakor")
    secretariat.fill(
        {
            "Nama rakor": TITLE,
            "Tahapan": "Pemilihan Serentak Lanjutan Tahun 2020: Penetapan pasangan calon",
            "Hari pertama": "2020-09-17",
            "Hari terakhir": "2020-09-18",
            "Mulai pukul": "14:00",
            "Zona waktu": "WITA",
            "Cara": "luring",
            "Tempat": "Hotel Rattan Inn",
            "Kota": "Banjarmasin",
            "Narahubung": "Sdri. Dewi Contoh, telepon 0800 0000 0000",
            "Maksud": "persiapan Pemilihan Tahun 2020",
        }
    )
    secretariat.press("Simpan")
    secretariat.sees("Rakor tersimpan sebagai draf.", DAYS)
    secretariat.press("Buka rakor")
    secretariat.sees("Rakor dibuka.")
    return re.sub(r".*(/rakor/\d+/).*", r"\1", secretariat.page.url)


def plan_sessions(secretariat: Visitor, rakor: str) -> None:
    for code, bidang, _, room, topics in KELAS:
        secretariat.go(f"{rakor}acara/kelas/")
        secretariat.fill(
            {
                "Huruf kelas": code,
                "Divisi": DIVISIONS[bidang],
                "Hari": THURSDAY,
                "Mulai (WITA)": "19:30",
                "Selesai (WITA)": "22:00",
                "Ruang": room,
                SPEAKERS[code]: True,
                "Notulis": f"{NOTE_TAKERS[code]} Contoh, Staf Pelaksana",
                "Pokok bahasan": "\n".join(topics),
            }
        )
        secretariat.press("Simpan")
        secretariat.sees(f"Kelas {code}: ")
    for kind, title, day, starts, ends in (
        ("Pembukaan", "Pembukaan", THURSDAY, "15:30", "16:30"),
        ("Penutupan", "Penutupan", FRIDAY, "15:30", "16:00"),
    ):
        secretariat.go(f"{rakor}acara/sesi/")
        secretariat.fill({"Jenis": kind, "Judul": title, "Hari": day, "Mulai (WITA)": starts, "Selesai (WITA)": ends})
        secretariat.fill({"Ruang": "Ballroom", SPEAKERS["A"]: True})
        secretariat.press("Simpan")
        secretariat.sees(f"Sesi “{title}” ditambahkan.")
    secretariat.sees("Naskah kerja, belum pernah diterbitkan. Semua waktu WITA.", THURSDAY, FRIDAY)
    titles = secretariat.page.locator(".session h4").all_inner_texts()
    assert [title[:9] for title in titles] == ["Pembukaan", *(f"Kelas {code}: " for code in "ABCDEF"), "Penutupan"]
    release(secretariat, rakor)
    paper = print_rundown(secretariat, rakor, "susunan-acara-kalsel")
    assert [topic for *_, topics in KELAS for topic in topics if topic not in paper] == []


def invite_everybody(secretariat: Visitor, rakor: str) -> None:
    secretariat.go(f"{rakor}undangan/tambah/")
    secretariat.fill({"Semua KPU kabupaten/kota se-Kalimantan Selatan (13 kantor)": True})
    secretariat.press("Lihat siapa yang terpilih")
    secretariat.press("Undang 13 instansi")
    secretariat.sees("13 instansi ditambahkan ke daftar undangan.")
    assert secretariat.page.locator("tbody tr").count() == 13
    secretariat.follow("Kuota kursi")
    secretariat.fill({"Ketua": "1", "Anggota": "4", "Sekretaris": "1", "Kepala Subbagian": "4"})
    secretariat.press("Simpan")
    secretariat.sees("tiap kantor Ketua 1, Anggota 4")


def write_letter(secretariat: Visitor, chair: Visitor, rakor: str) -> None:
    secretariat.go(f"{rakor}dokumen/")
    secretariat.follow("Tulis surat")
    secretariat.fill({"Penanda tangan": "Ketua, Rahmadi Contoh, S.H."})
    secretariat.press("Simpan")
    secretariat.sees("Konsep surat tersimpan.", "Dalam rangka persiapan Pemilihan Tahun 2020")
    secretariat.press("Ajukan kepada pimpinan")
    secretariat.sees("Surat diajukan kepada pimpinan.")
    chair.go("/")
    chair.page.get_by_role("link", name="Surat: Undangan Rapat Koordinasi").first.click()
    chair.press("Setujui")
    chair.sees("Surat disetujui. Sekretariat dapat memberinya nomor.")


def number_and_print(secretariat: Visitor) -> str:
    """The page shows how the printing goes on, then the print. Returns the letter's number."""
    secretariat.page.reload()
    secretariat.press("Beri nomor dan cetak")
    number = re.search(r"Nomor (\S+)\.", secretariat.read(".notice"))
    assert number
    assert re.fullmatch(r"\d+/PL\.02-Und/63/Prov/IX/2020", number[1])
    paper = PdfReader(secretariat.download("Unduh naskah cetak"))
    text = "\n".join(page.extract_text() for page in paper.pages)
    assert len(paper.pages) == 3
    assert number[1] in text
    assert DAYS in " ".join(text.split())
    return number[1]


def sign_and_send(secretariat: Visitor) -> None:
    secretariat.fill({"Pindaian surat bertanda tangan (PDF)": scan("undangan-ttd.pdf")})
    secretariat.press("Simpan surat bertanda tangan")
    secretariat.sees("Surat bertanda tangan tersimpan dan terkunci.")
    secretariat.press("Kirim kepada yang diundang")
    secretariat.sees("Surat terkirim; 13 undangan sekarang terlihat oleh kantornya.")


def answer(operator: Visitor, rakor: str) -> None:
    """KPU Kabupaten Banjar comes, with one named person in each kelas."""
    operator.go(rakor)
    operator.follow("Undangan", "KPU Kabupaten Banjar")
    operator.fill({"Hadir": True})
    operator.press("Simpan jawaban")
    operator.sees("Jawaban tersimpan.")
    people = operator.page.get_by_label("Dari daftar orang kantor").locator("option").all_inner_texts()[1:7]
    for (code, bidang, *_), person in zip(KELAS, people, strict=True):
        kelas = DIVISIONS[bidang] if bidang else "Sekretariat"
        operator.fill({"Dari daftar orang kantor": person, "Kelas": f"Kelas {code}: {kelas}"})
        operator.press("Tambah")
        operator.sees("masuk daftar delegasi.")
    seats = operator.part("Delegasi").scope.locator("tbody td[data-label=Kelas]")
    expect(seats).to_have_text([f"Kelas {code}" for code in "ABCDEF"])
