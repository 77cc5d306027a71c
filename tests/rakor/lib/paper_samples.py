"""What the sample letter and minutes say. Every person, number and place in them is invented."""

import json
from pathlib import Path
from typing import Any

ABOUT = "Rapat Koordinasi Kesiapan Pelaksanaan Pemilihan Tahun 2020"
OFFICE = "KPU Provinsi Kalimantan Selatan"
NOTE = "Kode ini bukan tanda tangan elektronik."
SEATS = {"seats": [5, 1, 4], "total": 10}
LETTERHEAD = {
    "lines": ["KOMISI PEMILIHAN UMUM", "PROVINSI KALIMANTAN SELATAN"],
    "address": ["Jalan Contoh Nomor 1, Banjarmasin 00000", "Telepon (0511) 000000", "Surel contoh@contoh.id"],
    "emblem": "",
}
RECIPIENTS = [
    ("Kabupaten Tanah Laut", "Pelaihari"),
    ("Kabupaten Kotabaru", "Kotabaru"),
    ("Kabupaten Banjar", "Martapura"),
    ("Kabupaten Barito Kuala", "Marabahan"),
    ("Kabupaten Tapin", "Rantau"),
    ("Kabupaten Hulu Sungai Selatan", "Kandangan"),
    ("Kabupaten Hulu Sungai Tengah", "Barabai"),
    ("Kabupaten Hulu Sungai Utara", "Amuntai"),
    ("Kabupaten Tabalong", "Tanjung"),
    ("Kabupaten Tanah Bumbu", "Batulicin"),
    ("Kabupaten Balangan", "Paringin"),
    ("Kota Banjarmasin", "Banjarmasin"),
    ("Kota Banjarbaru", "Banjarbaru"),
]
FIRST_DAY = [
    ("14.00–15.30", "Registrasi, penyerahan surat tugas, pemeriksaan suhu badan", "Sekretariat"),
    ("15.30–15.45", "Pembukaan oleh pewara, Indonesia Raya, doa", "Sekretariat"),
    ("15.45–16.00", "Laporan panitia", "Sekretaris KPU Provinsi"),
    ("16.00–16.30", "Sambutan dan pembukaan resmi", "Ketua KPU Provinsi"),
    (
        "16.30–17.30",
        "Gambaran umum kesiapan 13 kabupaten/kota: kelengkapan bahan, DIM, realisasi hibah",
        "Kabag Program dan Data",
    ),
    ("17.30–19.30", "Istirahat, salat, makan malam", ""),
    ("19.30–22.00", "Kelas pembahasan A s.d. F", "Narasumber dan moderator kelas"),
]
SECOND_DAY = [
    ("08.00–10.00", "Kelas pembahasan A s.d. F: penyusunan kesimpulan", "Narasumber dan moderator kelas"),
    ("10.00–10.15", "Rehat", ""),
    ("10.15–11.30", "Penyampaian kesimpulan kelas A s.d. F", "Moderator kelas"),
    ("11.30–14.00", "Istirahat, salat Jumat, makan siang", ""),
    ("14.00–15.30", "Penyelarasan kesimpulan dan tindak lanjut", "Anggota KPU Provinsi"),
    ("15.30–16.00", "Penutupan", "Ketua KPU Provinsi"),
]
CLASSES = [
    ("A", "Keuangan, Umum, Logistik dan Rumah Tangga", "Ketua", "Persiapan logistik Pemilihan"),
    ("B", "Teknis Penyelenggaraan", "Anggota", "Pleno penetapan pasangan calon; pleno pengundian nomor urut"),
    ("C", "Hukum dan Pengawasan", "Anggota", "Potensi masalah hukum dalam tahap penetapan pasangan calon"),
    (
        "D",
        "Sosialisasi, Pendidikan Pemilih, Partisipasi Masyarakat dan SDM",
        "Anggota",
        "Fasilitasi APK dan bahan kampanye; pemetaan lokasi APK; deklarasi kampanye damai dan sehat",
    ),
    (
        "E",
        "Perencanaan, Data dan Informasi",
        "Anggota",
        "Uji publik dan tanggapan atas DPS; masukan Bawaslu; DPS menuju DPT; potensi masalah daftar pemilih",
    ),
    ("F", "Sekretariat", "Sekretaris", "Pertanggungjawaban keuangan; distribusi logistik"),
]
BODY = [
    {
        "lead": "Dalam rangka persiapan Pemilihan Gubernur dan Wakil Gubernur, Bupati dan Wakil Bupati, dan/atau Wali"
        " Kota dan Wakil Wali Kota Tahun 2020, kami mengundang Saudara beserta Anggota, Sekretaris, dan Kepala"
        " Subbagian hadir pada:"
    },
    {
        "event": [
            ("hari, tanggal", "Kamis dan Jumat, 17 s.d. 18 September 2020"),
            ("pukul", "14.00 WITA s.d. selesai"),
            ("tempat", "Hotel Contoh, Jalan Contoh Nomor 2, Banjarmasin"),
            ("acara", ABOUT),
        ]
    },
    {"lead": "Peserta menyampaikan bahan berikut paling lambat Senin, 14 September 2020 pukul 16.00 WITA:"},
    {
        "clauses": [
            "laporan kegiatan masing-masing divisi;",
            "Daftar Inventarisasi Masalah (DIM) kabupaten/kota;",
            "Laporan Realisasi Anggaran Hibah Pemilihan Gubernur dan Wakil Gubernur bulan Agustus 2020.",
        ]
    },
    {
        "lead": "Nama peserta disampaikan bersama surat tugas. Biaya perjalanan dinas dibebankan pada anggaran"
        " masing-masing satuan kerja. Selama kegiatan peserta memakai masker dan mematuhi protokol kesehatan."
        " Narahubung: Sdri.\u00a0Mariatul\u00a0Contoh, telepon 0800\u00a00000\u00a00000."
    },
]


def programme_row(hours: str, title: str, officer: str) -> dict[str, Any]:
    is_main = title == "Kelas pembahasan A s.d. F"
    detail = "(serentak, enam ruang)" if is_main else ""
    return {"hours": hours, "title": title, "detail": detail, "officer": officer, "is_main": is_main}


def paper(size: str, demo: bool, title: str, printed_at: str, printed_by: str) -> dict[str, Any]:
    by = f"{printed_by}, Sekretariat {OFFICE}"
    return {
        "size": size,
        "demo": demo,
        "title": f"{title}, {ABOUT}",
        "author": OFFICE,
        "printed_at": printed_at,
        "printed_by": by,
    }


def verify(code: str) -> dict[str, str]:
    return {"code": code, "url": f"https://contoh.id/p/{code}", "shown": f"contoh.id/p/{code}", "note": NOTE}


def letter(size: str = "a4", *, demo: bool = True) -> dict[str, Any]:
    return {
        "paper": paper(size, demo, "Undangan", "8 September 2020 pukul 15.20 WITA", "Mariatul Contoh"),
        "letterhead": LETTERHEAD,
        "letter": {
            "number": "412/PL.02-Und/63/Prov/IX/2020",
            "place_date": "Banjarmasin, 8 September 2020",
            "date": "8 September 2020",
            "nature": "Penting",
            "attachments": "2 (dua) lembar",
            "subject": "Undangan Rapat Koordinasi",
            "office": f"Ketua {OFFICE}",
            "addressee": [
                "Sdr. Ketua KPU Kabupaten/Kota se-Kalimantan Selatan",
                "(daftar pada Lampiran I)",
                "di tempat",
            ],
            "body": BODY,
            "closing": "Demikian disampaikan, atas perhatian dan kehadiran Saudara diucapkan terima kasih.",
            "signers": [{"above": ["KETUA,"], "name": "RAHMADI CONTOH", "below": []}],
            "cc": [
                "Ketua KPU Republik Indonesia di Jakarta;",
                "Ketua Bawaslu Provinsi Kalimantan Selatan di Banjarmasin;",
                "Arsip.",
            ],
        },
        "verify": verify("4H2C-71QD"),
        "annexes": [recipients(), programme()],
    }


def recipients() -> dict[str, Any]:
    return {
        "kind": "recipients",
        "title": "DAFTAR PENERIMA UNDANGAN",
        "about": ABOUT,
        "addressed": "Yth. Sdr.",
        "seats_title": "Peserta yang diminta",
        "columns": ["Ketua dan Anggota", "Sekretaris", "Kepala Subbag."],
        "has_places": True,
        "rows": [{"name": f"Ketua KPU {name}", "place": place} | SEATS for name, place in RECIPIENTS],
        "sum_label": "Jumlah 13 kabupaten/kota",
        "seats": [65, 13, 52],
        "total": 130,
        "note": "Undangan melalui Ketua KPU Kabupaten/Kota. Peserta yang berhalangan diwakili dengan surat tugas."
        " Sekretariat mencocokkan nama peserta sebelum registrasi dibuka.",
    }


def programme() -> dict[str, Any]:
    return {
        "kind": "programme",
        "title": "SUSUNAN ACARA",
        "about": [ABOUT, "Hotel Contoh, Banjarmasin (luring), seluruh waktu dalam WITA"],
        "zone": "WITA",
        "days": [
            {"title": "Kamis, 17 September 2020", "rows": [programme_row(*row) for row in FIRST_DAY]},
            {"title": "Jumat, 18 September 2020", "rows": [programme_row(*row) for row in SECOND_DAY]},
        ],
        "classes": [dict(zip(("letter", "division", "speaker", "topics"), row, strict=True)) for row in CLASSES],
    }


def minutes(size: str = "a4", *, demo: bool = True) -> dict[str, Any]:
    said = json.loads((Path(__file__).parent / "minutes_sample.json").read_text("utf-8"))
    groups = [{"outcomes": said["outcomes"]} | group for group in said["groups"]]
    return {
        "paper": paper(size, demo, "Notula Kelas D", "18 September 2020 pukul 16.05 WITA", "Nor Aini Contoh"),
        "letterhead": LETTERHEAD,
        "minutes": {
            "title": "NOTULA",
            "about": ABOUT,
            "short": f"Notula Kelas D, {ABOUT}, 17 September 2020",
            "belongs_to": f"Notula {ABOUT}",
            "identity": said["identity"],
            "opening": said["opening"],
            "topics": said["topics"],
            "outcomes_title": "Kesimpulan Kelas D",
            "outcomes_intro": "Rapat menyepakati enam butir berikut untuk disampaikan pada sesi penyelarasan,"
            " Jumat, 18 September 2020.",
            "outcomes": said["outcomes"],
            "closing": "Pimpinan rapat menyampaikan terima kasih dan menutup rapat pukul 22.10 WITA."
            " Notula ini dibacakan kembali pokok-pokoknya dan disetujui peserta.",
            "signers": [
                {"above": ["Pimpinan rapat,"], "name": "FITRIANI CONTOH, S.H.", "below": ["Anggota KPU Provinsi"]},
                {
                    "above": ["Banjarmasin, 17 September 2020", "Notulis,"],
                    "name": "NOR AINI CONTOH, S.AP.",
                    "below": ["NIP 00000000 000000 0 000"],
                },
            ],
        },
        "verify": verify("7K3M-9QXA"),
        "recap": {
            "label": "Lampiran I",
            "date": "18 September 2020",
            "title": "HIMPUNAN KESIMPULAN KELAS A SAMPAI DENGAN F",
            "intro": "Disampaikan pada sesi penyelarasan, Jumat, 18 September 2020 pukul 14.00 WITA: 17 butir dari enam"
            " kelas. Butir ini adalah hasil rapat koordinasi dan bukan keputusan rapat pleno.",
            "groups": groups,
            "closing": "Himpunan ini dibacakan dan disepakati peserta pada sesi penyelarasan. Pelaksanaannya dipantau"
            " melalui matriks pada Lampiran II dan menjadi acara pertama rapat koordinasi berikutnya.",
            "signers": [{"above": ["Banjarmasin, 18 September 2020", "KETUA,"], "name": "RAHMADI CONTOH", "below": []}],
        },
        "follow_ups": {
            "label": "Lampiran II",
            "date": "18 September 2020",
            "title": "MATRIKS TINDAK LANJUT",
            "as_of": "Jumat, 18 September 2020 pukul 16.00 WITA",
            "rows": said["rows"],
        },
    }
