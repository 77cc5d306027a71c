"""Elections and their stages, with the dates of their regulations. Loading again adds what is missing."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from meetings.models.elections import Election, ElectionKind, Stage

# PKPU 5/2020 (third change of PKPU 15/2019): the postponed elections of 2020
PILKADA_2020 = [
    ("Pencocokan dan penelitian data pemilih", "2020-07-15", "2020-08-13"),
    ("Pengumuman pendaftaran pasangan calon", "2020-08-28", "2020-09-03"),
    ("Pendaftaran pasangan calon", "2020-09-04", "2020-09-06"),
    ("Verifikasi persyaratan calon", "2020-09-04", "2020-09-22"),
    ("Rekapitulasi DPS kabupaten/kota", "2020-09-05", "2020-09-14"),
    ("Rekapitulasi DPS provinsi", "2020-09-15", "2020-09-16"),
    ("Pengumuman dan tanggapan masyarakat atas DPS", "2020-09-19", "2020-09-28"),
    ("Penetapan pasangan calon", "2020-09-23", "2020-09-23"),
    ("Pengundian nomor urut pasangan calon", "2020-09-24", "2020-09-24"),
    ("Kampanye", "2020-09-26", "2020-12-05"),
    ("Perbaikan DPS", "2020-09-29", "2020-10-03"),
    ("Rekapitulasi DPT kabupaten/kota", "2020-10-09", "2020-10-16"),
    ("Masa tenang", "2020-12-06", "2020-12-08"),
    ("Pemungutan suara", "2020-12-09", "2020-12-09"),
    ("Rekapitulasi hasil", "2020-12-09", "2020-12-26"),
]
# PKPU 3/2022
PEMILU_2024 = [
    ("Perencanaan program dan anggaran", "2022-06-14", "2024-06-14"),
    ("Pendaftaran dan verifikasi peserta pemilu", "2022-07-29", "2022-12-13"),
    ("Penetapan peserta pemilu", "2022-12-14", "2022-12-14"),
    ("Penyusunan daftar pemilih", "2022-10-14", "2023-06-21"),
    ("Penetapan jumlah kursi dan daerah pemilihan", "2022-10-14", "2023-02-09"),
    ("Pencalonan anggota DPD", "2022-12-06", "2023-11-25"),
    ("Pencalonan anggota DPR dan DPRD", "2023-04-24", "2023-11-25"),
    ("Pencalonan presiden dan wakil presiden", "2023-10-19", "2023-11-25"),
    ("Masa kampanye", "2023-11-28", "2024-02-10"),
    ("Masa tenang", "2024-02-11", "2024-02-13"),
    ("Pemungutan suara", "2024-02-14", "2024-02-14"),
    ("Rekapitulasi hasil", "2024-02-15", "2024-03-20"),
]
# PKPU 2/2024
PILKADA_2024 = [
    ("Pembentukan badan ad hoc", "2024-04-17", "2024-11-05"),
    ("Pemenuhan dukungan calon perseorangan", "2024-05-05", "2024-08-19"),
    ("Penyusunan daftar pemilih", "2024-05-31", "2024-09-23"),
    ("Pengumuman pendaftaran pasangan calon", "2024-08-24", "2024-08-26"),
    ("Pendaftaran pasangan calon", "2024-08-27", "2024-08-29"),
    ("Penelitian calon", "2024-08-27", "2024-09-21"),
    ("Penetapan pasangan calon", "2024-09-22", "2024-09-22"),
    ("Kampanye", "2024-09-25", "2024-11-23"),
    ("Masa tenang", "2024-11-24", "2024-11-26"),
    ("Pemungutan suara", "2024-11-27", "2024-11-27"),
    ("Penghitungan dan rekapitulasi", "2024-11-27", "2024-12-16"),
]
ELECTIONS = [
    ("Pemilihan Serentak Lanjutan Tahun 2020", ElectionKind.PEMILIHAN, "2020-12-09", PILKADA_2020),
    ("Pemilihan Umum Tahun 2024", ElectionKind.PEMILU, "2024-02-14", PEMILU_2024),
    ("Pemilihan Serentak Nasional Tahun 2024", ElectionKind.PEMILIHAN, "2024-11-27", PILKADA_2024),
]


@transaction.atomic
def load_all() -> None:
    for name, kind, voting_on, stages in ELECTIONS:
        fresh = {"kind": kind, "voting_on": date.fromisoformat(voting_on)}
        election, _ = Election.objects.get_or_create(name=name, defaults=fresh)
        for stage, starts_on, ends_on in stages:
            dates = {"starts_on": date.fromisoformat(starts_on), "ends_on": date.fromisoformat(ends_on)}
            Stage.objects.get_or_create(election=election, name=stage, defaults=dates)
