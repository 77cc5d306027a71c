"""The walk, third part: notes become minutes, minutes become a signed paper."""

from __future__ import annotations

from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.visitor import Visitor
from tests.browser.walk_plan import DAYS, DIVISIONS, scan

TOPIC = "Fasilitas alat peraga kampanye dan bahan kampanye"
POINT = "Penyediaan APK dan bahan kampanye belum disiapkan."
CONCLUSION = "KPU kabupaten/kota menyelesaikan rapat fasilitasi APK paling lambat 25 September 2020."
TASK = "Menyampaikan jadwal rapat fasilitasi APK"


def take_notes(note_taker: Visitor) -> None:
    note_taker.go("/")
    note_taker.follow(f"Kelas D: {DIVISIONS['SOS']}")
    note_taker.part("Tambah catatan").fill(
        {
            "Pokok bahasan": TOPIC,
            "Pembicara": "Akhmad Contoh",
            "Instansi atau jabatan": "KPU Kabupaten Banjar",
            "Isi": POINT,
        }
    )
    note_taker.press("Simpan catatan")
    note_taker.sees(POINT)
    note_taker.part("Tambah butir hasil").fill({"Butir": CONCLUSION})
    note_taker.press("Simpan butir")
    note_taker.sees(CONCLUSION)
    note_taker.follow("Tambah tindak lanjut butir D-1")
    note_taker.fill({"Tugas": TASK, "Penanggung jawab": "KPU Kabupaten Banjar", "Tenggat": "2020-09-21"})
    note_taker.press("Simpan tindak lanjut")
    note_taker.sees("Tindak lanjut untuk KPU Kabupaten Banjar tercatat.", "tenggat 21 September 2020")


def propose(secretariat: Visitor, rakor: str) -> None:
    secretariat.go(f"{rakor}notula/")
    secretariat.press("Ajukan kepada pimpinan")
    secretariat.sees("Notula diajukan kepada pimpinan; catatan kelas ditutup selama telaah.")


def approve(chair: Visitor, rakor: str) -> None:
    chair.go(f"{rakor}notula/")
    chair.follow("Baca dan putuskan")
    chair.sees(POINT, CONCLUSION, TASK)
    chair.press("Setujui notula")
    chair.sees("Notula disetujui dan dibekukan.")


def print_minutes(secretariat: Visitor, rakor: str) -> str:
    """Returns the words of the print, which appears on the page by itself."""
    secretariat.go(f"{rakor}notula/")
    secretariat.part("Versi").follow("Notula")
    paper = PdfReader(secretariat.download("Unduh naskah cetak"))
    return " ".join("\n".join(page.extract_text() for page in paper.pages).split())


def check_print(words: str) -> None:
    """Letterhead, identity block, discussion, conclusion, follow-ups and signatures are all on the paper."""
    for part in (
        "KOMISI PEMILIHAN UMUM PROVINSI KALIMANTAN SELATAN",
        f"Hari, tanggal : {DAYS}",
        "Notulis : Kelas D: Lina Contoh",
        f"Akhmad Contoh KPU Kabupaten Banjar {POINT}",
        f"D-1 {CONCLUSION} Kesimpulan KPU Kabupaten Banjar 21 Sep 2020",
        "Pimpinan rapat, Lina Contoh Staf Pelaksana Rahmadi Contoh, S.H. Ketua",
        f"1 {TASK} D-1 KPU Kabupaten Banjar 21 Sep 2020 Baru",
    ):
        assert part in words


def sign(secretariat: Visitor) -> None:
    secretariat.fill({"Pindaian surat bertanda tangan (PDF)": scan("notula-ttd.pdf")})
    secretariat.press("Simpan notula bertanda tangan")
    secretariat.sees("Notula bertanda tangan tersimpan, terkunci, dan diedarkan.", "terkunci 14 September 2020")
    expect(secretariat.page.get_by_role("button", name="Simpan notula bertanda tangan")).to_have_count(0)
    signed = secretariat.download("Unduh notula bertanda tangan")
    assert signed.read_bytes() == scan("notula-ttd.pdf")["buffer"]


def notes_are_locked(note_taker: Visitor) -> None:
    note_taker.go("/")
    note_taker.follow(f"Kelas D: {DIVISIONS['SOS']}")
    note_taker.sees("Tidak dapat diubah")
    expect(note_taker.page.get_by_role("button", name="Simpan catatan")).to_have_count(0)


def office_reads(operator: Visitor, rakor: str) -> None:
    """The office sees the circulated minutes and what is asked of it."""
    operator.go(f"{rakor}notula/")
    operator.part("Versi").follow("Notula")
    operator.sees(CONCLUSION)
    operator.follow("Tindak lanjut")
    operator.sees(TASK)
