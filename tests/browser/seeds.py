"""Four real rakor as their programmes must be possible; the fifth is the walk's. Persons are invented.

Each session: kind, title, day, from, until ("" is open), room, and who and what by the labels of the form.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Seed(NamedTuple):
    host: str
    rakor: dict[str, str]
    zone: str
    sessions: list[tuple[str, str, str, str, str, str, dict[str, Any]]]


def guest(name: str, title: str) -> dict[str, Any]:
    return {"Narasumber dari luar": f"{name} Contoh", "Jabatannya": title}


def own(name: str, title: str) -> dict[str, Any]:
    """Somebody of the host, ticked in the list."""
    return {f"{name} Contoh, {title}": True}


MONDAY = "Senin, 9 Maret 2020"
HALL = "Aula Setda"
BARITO_SELATAN = Seed(
    "desk-barsel",
    {
        "Nama rakor": "Rapat Koordinasi Desk Pilkada Kabupaten Barito Selatan",
        "Jenis": "Rapat Koordinasi Desk Pilkada/Pemilu",
        "Hari pertama": "2020-03-09",
        "Hari terakhir": "2020-03-09",
        "Mulai pukul": "08:30",
        "Kota": "Buntok",
        "Tempat": "Aula Sekretariat Daerah",
    },
    "WIB",
    [
        ("Registrasi", "Registrasi", MONDAY, "08:00", "08:30", HALL, {}),
        ("Pembukaan", "Pembukaan", MONDAY, "08:30", "09:00", HALL, own("Edwin", "Sekretaris Daerah")),
        (
            "Materi",
            "Kesiapan KPU",
            MONDAY,
            "09:00",
            "09:30",
            HALL,
            guest("Bahar", "Ketua KPU Kabupaten Barito Selatan"),
        ),
        (
            *("Materi", "Data kependudukan dan KTP elektronik", MONDAY, "09:30", "10:00", HALL),
            guest("Lidya", "Kepala Dinas Kependudukan dan Catatan Sipil")
            | {"Pokok bahasan": "Wajib KTP, sudah rekam, sudah cetak\nKetersediaan blangko"},
        ),
        (
            *("Materi", "Linmas di TPS", MONDAY, "10:00", "10:20", HALL),
            guest("Darma", "Kepala Satuan Polisi Pamong Praja") | {"Pokok bahasan": "Tenaga Linmas\nAtribut seragam"},
        ),
        (
            *("Materi", "Kekuatan siaga dan kerawanan", MONDAY, "10:20", "11:00", HALL),
            guest("Agus", "Kapolres Barito Selatan")
            | {"Pokok bahasan": "Polres\nKodim 1012\nKamtibmas menjelang, saat dan setelah pemungutan suara"},
        ),
        (
            *("Sharing session", "Dukungan kecamatan", MONDAY, "11:00", "12:00", HALL),
            {"Pokok bahasan": "Fasilitasi KPU dan Bawaslu\nJaringan komunikasi\nJalur distribusi\nASN untuk Panwascam"},
        ),
        ("Kesimpulan", "Kesimpulan", MONDAY, "12:00", "12:20", HALL, {}),
        ("Penutupan", "Penutupan", MONDAY, "12:20", "12:30", HALL, {}),
    ],
)

DAY_1, DAY_2, DAY_3 = "Jumat, 1 November 2019", "Sabtu, 2 November 2019", "Minggu, 3 November 2019"
KALTARA = Seed(
    "kpu-kaltara",
    {
        "Nama rakor": "Rapat Koordinasi Sosialisasi Pemilihan 2020",
        "Hari pertama": "2019-11-01",
        "Hari terakhir": "2019-11-03",
        "Kota": "Tarakan",
        "Tempat": "Kantor KPU Kota Tarakan",
    },
    "WITA",
    [
        ("Pembukaan", "Pembukaan", DAY_1, "20:00", "", "Aula", own("Suryadi", "Ketua")),
        (
            *("Materi", "Review PKPU Nomor 8 Tahun 2017", DAY_2, "08:30", "10:00", "Aula"),
            own("Hamid", "Kepala Bagian Hukum, Teknis dan Hupmas"),
        ),
        (
            *("Tanya jawab", "Tanya jawab materi pertama", DAY_2, "10:00", "10:45", "Aula"),
            {"Moderator": "Murni Contoh, Kepala Subbagian Hupmas"},
        ),
        (
            *("Materi", "Sosialisasi, pendidikan pemilih dan partisipasi", DAY_2, "10:45", "12:00", "Aula"),
            own("Haryadi", "Anggota Divisi Sosialisasi"),
        ),
        ("ISHOMA", "Istirahat siang", DAY_2, "12:00", "13:30", "", {}),
        ("Sharing session", "Pengalaman Pemilu Serentak 2019", DAY_2, "13:30", "15:30", "Aula", {}),
        (
            *("Kesimpulan", "Strategi sosialisasi ke depan", DAY_2, "15:30", "16:30", "Aula"),
            own("Haryadi", "Anggota Divisi Sosialisasi"),
        ),
        ("Penutupan", "Penutupan", DAY_3, "09:00", "10:00", "Aula", own("Teguh", "Anggota Divisi Teknis")),
    ],
)

FEBRUARY = "Senin, 12 Februari 2024"
KALTENG = Seed(
    "desk-kalteng",
    {
        "Nama rakor": "Rapat Koordinasi Persiapan Pemilu 2024",
        "Jenis": "Rapat Koordinasi Desk Pilkada/Pemilu",
        "Hari pertama": "2024-02-12",
        "Hari terakhir": "2024-02-12",
        "Mulai pukul": "09:00",
        "Cara": "hibrida",
        "Kota": "Palangka Raya",
        "Tempat": "Aula Kesbangpol",
    },
    "WIB",
    [
        ("Pembukaan", "Pembukaan", FEBRUARY, "09:00", "09:15", "Aula", {}),
        (
            *("Arahan", "Arahan Ketua Desk", FEBRUARY, "09:15", "09:45", "Aula"),
            own("Nuryadi", "Sekretaris Daerah selaku Ketua Desk")
            | {"Pokok bahasan": "Logistik sampai TPS\nPartisipasi masyarakat\nPengecekan DPT oleh ASN"},
        ),
        ("Sharing session", "Laporan Desk kabupaten/kota (daring)", FEBRUARY, "09:45", "11:00", "Aula", {}),
        (
            *("Arahan", "Anggaran Pemilu dan Pilkada 2024", FEBRUARY, "11:00", "11:20", "Aula"),
            own("Herman", "Plh. Asisten Pemerintahan dan Kesra"),
        ),
        (
            *("Kunjungan", "Rencana pengecekan TPS oleh Gubernur dan Forkopimda", FEBRUARY, "11:20", "11:40", "Aula"),
            {"Pokok bahasan": "Palangka Raya\nPulang Pisau\nKatingan"},
        ),
        ("Penutupan", "Kesimpulan dan penutupan", FEBRUARY, "11:40", "12:00", "Aula", {}),
    ],
)

FRIDAY, SATURDAY = "Jumat, 18 Maret 2022", "Sabtu, 19 Maret 2022"
DIRECTIONS = [
    ("Sunaryo", "Divisi Perencanaan dan Logistik", "13:00", "13:30"),
    ("Nurdiana", "Divisi Teknis Penyelenggaraan", "13:30", "14:00"),
    ("Marlin", "Divisi Sosialisasi, Pendidikan Pemilih dan Partisipasi Masyarakat", "14:00", "14:30"),
    ("Dety", "Divisi SDM dan Litbang", "14:30", "15:00"),
    ("Parto", "Divisi Data dan Informasi", "15:30", "16:00"),
    ("Muhammad", "Divisi Hukum dan Pengawasan", "16:00", "16:30"),
    ("Martono", "Sekretaris", "16:30", "17:00"),
]
ISSUES = [("Anggaran", "09:00", "10:00"), ("Tahapan", "10:00", "11:00"), ("Pencermatan Draft PKPU", "11:00", "12:00")]
DKI = Seed(
    "kpu-dki",
    {
        "Nama rakor": "Rapat Koordinasi Persiapan Pelaksanaan Tahapan Pemilu Serentak 2024",
        "Hari pertama": "2022-03-18",
        "Hari terakhir": "2022-03-19",
        "Kota": "Jakarta",
        "Tempat": "Hotel di Jakarta",
    },
    "WIB",
    [
        ("Pembukaan", "Sambutan dan arahan pembukaan", FRIDAY, "10:00", "11:00", "Ballroom", own("Berta", "Ketua")),
        ("ISHOMA", "Istirahat dan salat Jumat", FRIDAY, "11:00", "13:00", "", {}),
        *(
            ("Arahan", f"Pengarahan {title}", FRIDAY, starts, ends, "Ballroom", own(name, title))
            for name, title, starts, ends in DIRECTIONS
        ),
        *(
            ("Diskusi isu strategis", f"Isu strategis: {title}", SATURDAY, starts, ends, "Ballroom", {})
            for title, starts, ends in ISSUES
        ),
        ("Penutupan", "Penutupan", SATURDAY, "12:00", "12:30", "Ballroom", own("Berta", "Ketua")),
    ],
)
