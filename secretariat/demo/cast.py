"""Invented people for the demonstration; every name says so with "Contoh"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.contrib.auth.hashers import make_password

from participants.gate import Actor
from participants.models import Division, Institution, Person, Position, Rank, Right, Role, User

PASSWORD = "rakor-contoh-2020"
PROVINCE = "KPU Provinsi Kalimantan Selatan"
SEATS = {
    "KPU Kabupaten Tanah Laut": "Pelaihari",
    "KPU Kabupaten Kotabaru": "Kotabaru",
    "KPU Kabupaten Banjar": "Martapura",
    "KPU Kabupaten Barito Kuala": "Marabahan",
    "KPU Kabupaten Tapin": "Rantau",
    "KPU Kabupaten Hulu Sungai Selatan": "Kandangan",
    "KPU Kabupaten Hulu Sungai Tengah": "Barabai",
    "KPU Kabupaten Hulu Sungai Utara": "Amuntai",
    "KPU Kabupaten Tabalong": "Tanjung",
    "KPU Kabupaten Tanah Bumbu": "Batulicin",
    "KPU Kabupaten Balangan": "Paringin",
    "KPU Kota Banjarmasin": "Banjarmasin",
    "KPU Kota Banjarbaru": "Banjarbaru",
}
# name, rank, title, bidang, user name, role
PROVINCE_PEOPLE = [
    ("Rahmadi Contoh, S.H.", Rank.KETUA, "Ketua", "KUL", "ketua", Role.LEADERSHIP),
    ("Hj. Mariana Contoh, S.E.", Rank.ANGGOTA, "Anggota", "TEK", "anggota-tek", Role.COMMISSIONER),
    ("Ridwan Contoh, S.H., M.H.", Rank.ANGGOTA, "Anggota", "HUK", "anggota-huk", Role.COMMISSIONER),
    ("Eka Contoh, S.Sos.", Rank.ANGGOTA, "Anggota", "SOS", "anggota-sos", Role.COMMISSIONER),
    ("Surya Contoh, S.T.", Rank.ANGGOTA, "Anggota", "DAT", "anggota-dat", Role.COMMISSIONER),
    ("Drs. Anwar Contoh, M.Si.", Rank.SEKRETARIS, "Sekretaris", "", "sekretaris", Role.LEADERSHIP),
    ("Dewi Contoh, S.Kom.", Rank.KABAG, "Kepala Bagian Program dan Data", "", "sekretariat", Role.SECRETARIAT),
    ("Arif Contoh", Rank.STAF, "Staf Pelaksana", "", "notulis-a", None),
    ("Nadia Contoh", Rank.STAF, "Staf Pelaksana", "", "notulis-b", None),
    ("Taufik Contoh", Rank.STAF, "Staf Pelaksana", "", "notulis-c", None),
    ("Lina Contoh", Rank.STAF, "Staf Pelaksana", "", "notulis-d", None),
    ("Yuliana Contoh", Rank.STAF, "Staf Pelaksana", "", "notulis-e", None),
    ("Hafiz Contoh", Rank.STAF, "Staf Pelaksana", "", "notulis-f", None),
]
OFFICE_TITLES = [
    (Rank.KETUA, "Ketua", "KUL"),
    (Rank.ANGGOTA, "Anggota", "TEK"),
    (Rank.ANGGOTA, "Anggota", "HUK"),
    (Rank.ANGGOTA, "Anggota", "SOS"),
    (Rank.ANGGOTA, "Anggota", "DAT"),
    (Rank.SEKRETARIS, "Sekretaris", ""),
    (Rank.KASUBBAG, "Kepala Subbagian Perencanaan, Data dan Informasi", ""),
    (Rank.KASUBBAG, "Kepala Subbagian Teknis Penyelenggaraan dan Parhumas", ""),
    (Rank.KASUBBAG, "Kepala Subbagian Hukum dan SDM", ""),
    (Rank.KASUBBAG, "Kepala Subbagian Keuangan, Umum dan Logistik", ""),
]
FIRST_NAMES = [
    "Ahmad",
    "Rahmi",
    "Hendra",
    "Siti",
    "Noor",
    "Ilham",
    "Wahyuni",
    "Fajar",
    "Aida",
    "Rizal",
    "Gusti",
    "Mira",
    "Zainal",
    "Laila",
    "Syahrul",
    "Norhayati",
    "Budi",
    "Ratna",
    "Yusuf",
    "Halimah",
    "Irwan",
    "Salmah",
    "Fitri",
    "Akhmad",
    "Rusmiati",
    "Joko",
    "Hidayah",
    "Maulana",
    "Sari",
    "Bahrudin",
]


@cache
def hashed() -> str:
    """One hash for all accounts of the demonstration: the hasher takes a quarter of a second."""
    return make_password(PASSWORD)


@dataclass
class Cast:
    province: Institution
    offices: list[Institution]
    secretariat: Actor
    chair: Actor
    operators: dict[str, Actor]  # by the office's name


def make_cast() -> Cast:
    province = Institution.objects.get(name=PROVINCE)
    for field, value in {
        "address": "Jalan Contoh Nomor 1, Banjarmasin 00000",
        "phone": "(0511) 000000",
        "email": "contoh@contoh.id",
        "seat": "Banjarmasin",
        "number_pattern": "{urut}/{klasifikasi}-{jenis}/{kode}/Prov/{bulan_romawi}/{tahun}",
        "is_demo": True,
    }.items():
        setattr(province, field, value)
    province.save()
    actors = {
        username: person_of(province, name, rank, title, bidang, username, role)
        for name, rank, title, bidang, username, role in PROVINCE_PEOPLE
    }
    offices = [Institution.objects.get(name=name) for name in SEATS]
    operators = {office.name: office_people(number, office) for number, office in enumerate(offices)}
    make_admin()
    secretariat, chair = actors["sekretariat"], actors["ketua"]
    return Cast(province, offices, secretariat, chair, operators)


def person_of(
    office: Institution, name: str, rank: Rank, title: str, bidang: str, username: str, role: Role | None
) -> Actor:
    person = Person.objects.create(name=name, is_demo=True, email=f"{username}@contoh.invalid" if username else "")
    division = Division.objects.filter(institution=office, bidang=bidang).first() if bidang else None
    Position.objects.create(person=person, institution=office, rank=rank, title=title, division=division)
    if not username:
        return Actor(User(person=person), None)
    user = User.objects.create(username=username, password=hashed(), person=person)
    if role:
        Right.objects.create(user=user, institution=office, role=role)
    return Actor(user, Right.objects.filter(user=user).select_related("institution").first())


def office_people(number: int, office: Institution) -> Actor:
    """Ten people for a kab/kota; the head of planning operates, the chair leads. Returns the operator."""
    office.seat, office.is_demo = SEATS[office.name], True
    office.save()
    short = office.name.split(maxsplit=2)[2].replace(" ", "").lower()
    operator: Actor | None = None
    for place, (rank, title, bidang) in enumerate(OFFICE_TITLES):
        first = FIRST_NAMES[(number * len(OFFICE_TITLES) + place) % len(FIRST_NAMES)]
        username, role = {0: (f"ketua-{short}", Role.OFFICE_LEADERSHIP), 6: (short, Role.OPERATOR)}.get(
            place, ("", None)
        )
        second = FIRST_NAMES[(number * 7 + place * 3 + 11) % len(FIRST_NAMES)]
        actor = person_of(office, f"{first} {second} Contoh", rank, title, bidang, username, role)
        operator = actor if role == Role.OPERATOR else operator
    assert operator
    return operator


def make_admin() -> None:
    person = Person.objects.create(name="Admin Contoh", is_demo=True)
    user = User.objects.create(username="admin", password=hashed(), person=person)
    Right.objects.create(user=user, institution=Institution.objects.get(kind="kpu_ri"), role=Role.ADMIN)
