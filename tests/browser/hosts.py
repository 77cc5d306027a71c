"""The hosts of the other four real rakor and the agencies that two of them invite, with invented people.

Run as a program against a live site's database. Offices of the KPU are there already; a Desk and the agencies of a
region are made as the system's operator would make them.
"""

from __future__ import annotations

from typing import NamedTuple


class Host(NamedTuple):
    institution: str
    kind: str  # made when it is not there yet
    region: str
    timezone: str
    seat: str
    people: list[tuple[str, str, str]]  # rank, title, name


def people(*rows: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    return [(rank, title, f"{name} Contoh") for rank, title, name in rows]


HOSTS = {
    "desk-barsel": Host(
        "Desk Pilkada Kabupaten Barito Selatan",
        *("desk", "Kabupaten Barito Selatan", "Asia/Jakarta", "Buntok"),
        people(("kabag", "Kepala Bagian Pemerintahan", "Sri"), ("ketua", "Sekretaris Daerah", "Edwin")),
    ),
    "kpu-kaltara": Host(
        "KPU Provinsi Kalimantan Utara",
        *("kpu_provinsi", "Kalimantan Utara", "Asia/Makassar", "Tanjung Selor"),
        people(
            ("kabag", "Kepala Bagian Hukum, Teknis dan Hupmas", "Hamid"),
            ("ketua", "Ketua", "Suryadi"),
            ("anggota", "Anggota Divisi Sosialisasi", "Haryadi"),
            ("anggota", "Anggota Divisi Teknis", "Teguh"),
            ("kasubbag", "Kepala Subbagian Hupmas", "Murni"),
        ),
    ),
    "desk-kalteng": Host(
        "Desk Pemilu Provinsi Kalimantan Tengah",
        *("desk", "Kalimantan Tengah", "Asia/Jakarta", "Palangka Raya"),
        people(
            ("kabag", "Kepala Bidang Politik Dalam Negeri", "Rini"),
            ("ketua", "Sekretaris Daerah selaku Ketua Desk", "Nuryadi"),
            ("lain", "Plh. Asisten Pemerintahan dan Kesra", "Herman"),
        ),
    ),
    "kpu-dki": Host(
        "KPU Provinsi DKI Jakarta",
        *("kpu_provinsi", "DKI Jakarta", "Asia/Jakarta", "Jakarta"),
        people(
            ("kabag", "Kepala Bagian Perencanaan", "Yanti"),
            ("ketua", "Ketua", "Berta"),
            ("anggota", "Divisi Perencanaan dan Logistik", "Sunaryo"),
            ("anggota", "Divisi Teknis Penyelenggaraan", "Nurdiana"),
            ("anggota", "Divisi Sosialisasi, Pendidikan Pemilih dan Partisipasi Masyarakat", "Marlin"),
            ("anggota", "Divisi SDM dan Litbang", "Dety"),
            ("anggota", "Divisi Data dan Informasi", "Parto"),
            ("anggota", "Divisi Hukum dan Pengawasan", "Muhammad"),
            ("sekretaris", "Sekretaris", "Martono"),
        ),
    ),
}


BARITO_SELATAN = "Kabupaten Barito Selatan"
AGENCIES = [
    ("bawaslu", "Bawaslu Kabupaten Barito Selatan", BARITO_SELATAN),
    ("polri", "Polres Barito Selatan", BARITO_SELATAN),
    ("tni", "Kodim 1012/Buntok", BARITO_SELATAN),
    ("opd", "Badan Kesatuan Bangsa dan Politik Kabupaten Barito Selatan", BARITO_SELATAN),
    ("opd", "Dinas Kependudukan dan Pencatatan Sipil Kabupaten Barito Selatan", BARITO_SELATAN),
    ("opd", "Satuan Polisi Pamong Praja Kabupaten Barito Selatan", BARITO_SELATAN),
    *(
        ("camat", f"Kecamatan {name}", BARITO_SELATAN)
        for name in (
            *("Dusun Hilir", "Dusun Selatan", "Dusun Utara"),
            *("Gunung Bintang Awai", "Jenamas", "Karau Kuala"),
        )
    ),
    ("forkopimda", "Forkopimda Provinsi Kalimantan Tengah", "Kalimantan Tengah"),
    ("opd", "Badan Kesatuan Bangsa dan Politik Provinsi Kalimantan Tengah", "Kalimantan Tengah"),
]
IN_EACH = [("desk", "Desk Pemilu"), ("forkopimda", "Forkopimda"), ("bawaslu", "Bawaslu")]  # kabupaten and kota


def make() -> None:
    make_hosts()
    make_agencies()


def make_agencies() -> None:
    from datetime import date  # noqa: PLC0415

    from participants.models import Institution, Region  # noqa: PLC0415 - after setup

    province = Region.objects.get(name="Kalimantan Tengah", kind="provinsi")
    below = Region.objects.within(province, on=date(2024, 2, 12))
    rows = AGENCIES + [(kind, f"{word} {region}", region.name) for kind, word in IN_EACH for region in below]
    regions = {region.name: region for region in [province, *below]}
    for kind, name, region in rows:
        values = {"kind": kind, "region": regions[region], "timezone": "Asia/Jakarta", "is_demo": True}
        Institution.objects.get_or_create(name=name, defaults=values)


def make_hosts() -> None:
    from participants.models import Institution, Person, Position, Region, Right, User  # noqa: PLC0415 - after setup
    from secretariat.demo.cast import hashed  # noqa: PLC0415

    for username, host in HOSTS.items():
        region = Region.objects.get(name=host.region)
        values = {"kind": host.kind, "region": region, "timezone": host.timezone, "seat": host.seat}
        office, _ = Institution.objects.get_or_create(name=host.institution, defaults=values | {"is_demo": True})
        for place, (rank, title, name) in enumerate(host.people):
            person = Person.objects.create(name=name, is_demo=True)
            Position.objects.create(person=person, institution=office, rank=rank, title=title)
            role = "secretariat" if place == 0 else "leadership" if rank == "ketua" else ""
            if role:
                login = username if role == "secretariat" else f"{username}-ketua"
                user = User.objects.create(username=login, password=hashed(), person=person)
                Right.objects.create(user=user, institution=office, role=role)


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "rakor.settings"
    import django

    django.setup()
    make()
