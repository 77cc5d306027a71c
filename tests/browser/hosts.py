"""The hosts of the other four real rakor, with invented people: run as a program against a live site's database.

Offices of the KPU are there already; a Desk is made as the system's operator would make it.
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
        people(("kabag", "Kepala Bagian Pemerintahan", "Sri"), ("lain", "Sekretaris Daerah", "Edwin")),
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


def make() -> None:
    from participants.models import Institution, Person, Position, Region, Right, User  # noqa: PLC0415 - after setup
    from secretariat.demo.cast import hashed  # noqa: PLC0415

    for username, host in HOSTS.items():
        region = Region.objects.get(name=host.region)
        values = {"kind": host.kind, "region": region, "timezone": host.timezone, "seat": host.seat}
        office, _ = Institution.objects.get_or_create(name=host.institution, defaults=values | {"is_demo": True})
        for place, (rank, title, name) in enumerate(host.people):
            person = Person.objects.create(name=name, is_demo=True)
            Position.objects.create(person=person, institution=office, rank=rank, title=title)
            if place == 0:
                user = User.objects.create(username=username, password=hashed(), person=person)
                Right.objects.create(user=user, institution=office, role="secretariat")


if __name__ == "__main__":
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "rakor.settings"
    import django

    django.setup()
    make()
