"""Problems for the DIM of the demonstration, after the topics of the kelas; invented."""

PROBLEMS = [
    {
        "bidang": "SOS",
        "stage": "Kampanye",
        "problem": "Lokasi pemasangan alat peraga kampanye di tiga kecamatan belum disepakati",
        "cause": "Pendataan titik bersama pemerintah kecamatan belum selesai",
        "proposal": "Rapat koordinasi dengan kecamatan, Bawaslu, dan Satpol PP",
        "parties": "camat, Bawaslu, Satpol PP",
        "level": "sedang",
    },
    {
        "bidang": "DAT",
        "stage": "Pemutakhiran data pemilih",
        "problem": "Sebagian pemilih pemula belum melakukan perekaman KTP elektronik",
        "cause": "Layanan perekaman keliling terhenti selama pembatasan pertemuan",
        "proposal": "Jadwal layanan jemput bola bersama Disdukcapil",
        "parties": "Disdukcapil",
        "level": "tinggi",
    },
    {
        "bidang": "KUL",
        "stage": "Logistik",
        "problem": "Gudang logistik sementara belum memenuhi syarat keamanan dari banjir",
        "cause": "Gudang lama berada di tepi sungai",
        "impact": "Surat suara berisiko rusak pada musim hujan",
        "proposal": "Peminjaman gedung milik pemerintah daerah",
        "parties": "pemerintah daerah",
        "level": "tinggi",
    },
    {
        "bidang": "TEK",
        "stage": "Penetapan pasangan calon",
        "problem": "Ruang rapat pleno tidak cukup untuk undangan dengan jaga jarak",
        "proposal": "Pembatasan undangan dan siaran langsung",
        "parties": "kepolisian, gugus tugas",
        "level": "rendah",
    },
    {
        "bidang": "HUK",
        "stage": "Penetapan pasangan calon",
        "problem": "Berkas pendukung syarat calon berpotensi disengketakan",
        "proposal": "Pendampingan penyusunan jawaban dan alat bukti oleh KPU Provinsi",
        "parties": "Bawaslu",
        "level": "sedang",
    },
]
FIELDS = ("bidang", "stage", "problem", "cause", "impact", "efforts", "proposal", "parties", "level")


def problems_of(place: int) -> list[dict[str, str]]:
    """One to three of them, different for neighbours."""
    chosen = [PROBLEMS[(place + step * 2) % len(PROBLEMS)] for step in range(1 + place % 3)]
    return [{name: row.get(name, "") for name in FIELDS} for row in chosen]
