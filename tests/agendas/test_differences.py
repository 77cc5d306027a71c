"""Each sentence of the changelog, word for word."""

from __future__ import annotations

from typing import Any

import pytest

from agendas.differences import difference

TZ = "Asia/Makassar"
EKA = {"name": "Eka Contoh, S.Sos.", "title": "Anggota", "person": 1}
ANWAR = {"name": "Drs. Anwar Contoh", "title": "Sekretaris", "person": 2}
LINA = {"name": "Lina Contoh", "person": 3}
HAFIZ = {"name": "Hafiz Contoh", "person": 4}
BARE = {
    "id": 1, "version": 1, "kind": "Pembukaan", "title": "Pembukaan",
    "starts_at": "2020-09-17T06:00:00+00:00", "ends_at": "2020-09-17T07:00:00+00:00",
    "room": "Ballroom", "kelas": "", "kelas_name": "", "speakers": [EKA], "moderator": None, "note_taker": LINA,
    "topics": ["Satu"], "mode": "",
}  # fmt: skip
KELAS = {"id": 2, "title": "Kelas C: Hukum", "kelas": "C", "kelas_name": "Hukum", "room": "Ruang 3"}


def session(**values: Any) -> dict[str, Any]:
    return BARE | values


def texts(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[str]:
    changes = difference([old] if old else [], [new] if new else [], tz=TZ)
    return [change["text"] for change in changes]


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"starts_at": "2020-09-17T06:40:00+00:00", "ends_at": "2020-09-17T07:40:00+00:00"},
         "Pembukaan mulai 40 menit lebih lambat: Kamis 14.40"),
        ({"starts_at": "2020-09-17T05:00:00+00:00", "ends_at": "2020-09-17T06:00:00+00:00", "room": "Aula"},
         "Pembukaan mulai 1 jam lebih awal dan pindah ruang: Kamis 13.00, Aula"),
        ({"starts_at": "2020-09-17T06:40:00+00:00"},
         "Pembukaan mulai 40 menit lebih lambat: Kamis 14.40–15.00"),
        ({"starts_at": "2020-09-18T00:30:00+00:00", "ends_at": "2020-09-18T01:30:00+00:00"},
         "Pembukaan pindah ke Jumat 08.30, Ballroom"),
        ({"starts_at": "2020-09-18T00:30:00+00:00", "ends_at": None, "room": ""},
         "Pembukaan pindah ke Jumat 08.30 s.d. selesai, ruang belum ditetapkan"),
        ({"starts_at": "2020-10-01T06:00:00+00:00", "ends_at": "2020-10-01T07:00:00+00:00"},
         "Pembukaan pindah ke Kamis 1/10 14.00, Ballroom"),
        ({"ends_at": "2020-09-17T07:30:00+00:00"}, "Pembukaan 30 menit lebih lama: Kamis 14.00–15.30"),
        ({"ends_at": "2020-09-17T06:45:00+00:00"}, "Pembukaan 15 menit lebih singkat: Kamis 14.00–14.45"),
        ({"ends_at": None}, "Pembukaan berakhir terbuka: Kamis 14.00 s.d. selesai"),
        ({"room": "Aula"}, "Pembukaan pindah ruang ke Aula"),
        ({"room": ""}, "Pembukaan tidak lagi di Ballroom; ruang belum ditetapkan"),
        ({"title": "Pembukaan resmi"}, "Pembukaan berganti judul menjadi “Pembukaan resmi”"),
        ({"speakers": [ANWAR]},
         "Narasumber Pembukaan berganti: Drs. Anwar Contoh, Sekretaris menggantikan Eka Contoh, S.Sos."),
        ({"speakers": [EKA, ANWAR]}, "Narasumber Pembukaan bertambah: Drs. Anwar Contoh, Sekretaris"),
        ({"speakers": []}, "Eka Contoh, S.Sos. tidak lagi menjadi narasumber Pembukaan"),
        ({"speakers": [EKA | {"title": "Plh. Ketua"}]}, "Narasumber Pembukaan ditulis: Eka Contoh, S.Sos., Plh. Ketua"),
        ({"moderator": HAFIZ}, "Moderator Pembukaan: Hafiz Contoh"),
        ({"note_taker": HAFIZ}, "Notulis Pembukaan berganti: Hafiz Contoh menggantikan Lina Contoh"),
        ({"note_taker": None}, "Notulis Pembukaan ditiadakan, sebelumnya Lina Contoh"),
        ({"note_taker": LINA | {"name": "Lina Contoh, S.E."}}, "Notulis Pembukaan ditulis: Lina Contoh, S.E."),
        ({"topics": ["Satu", "Dua"]}, "Pokok bahasan Pembukaan berubah"),
        ({"kind": "Arahan"}, "Pembukaan kini berjenis Arahan"),
        ({"mode": "online"}, "Pembukaan diadakan daring"),
    ],
)  # fmt: skip
def test_one_change_is_one_sentence(changed: dict[str, Any], text: str) -> None:
    assert texts(session(), session(**changed)) == [text]


def test_back_from_open_end_and_from_no_room() -> None:
    bare = session(ends_at=None, room="", mode="online")

    assert texts(bare, session()) == [
        "Pembukaan mendapat jam selesai: Kamis 14.00–15.00",
        "Pembukaan bertempat di Ballroom",
        "Pembukaan mengikuti cara rakor",
    ]


def test_a_session_comes_and_goes() -> None:
    material = session(id=7, title="Materi X", starts_at="2020-09-18T01:00:00+00:00")

    assert texts(None, material) == ["Materi X ditambahkan: Jumat 09.00, Ballroom"]
    assert texts(material | {"title": "Penutupan"}, None) == ["Penutupan dihapus"]


def test_a_kelas_is_called_by_its_letter() -> None:
    moved = {"starts_at": "2020-09-18T00:30:00+00:00", "ends_at": "2020-09-18T01:30:00+00:00", "room": "Ruang 2"}

    assert texts(session(**KELAS), session(**KELAS) | moved) == ["Kelas C pindah ke Jumat 08.30, Ruang 2"]


def test_a_kelas_that_meets_twice_is_called_by_its_titles() -> None:
    first, second = session(**KELAS), session(**KELAS) | {"id": 3, "title": "Kelas C: Hukum, lanjutan"}
    talk = session(**KELAS) | {"id": 4, "title": "Tanya jawab"}

    changes = difference([first, second, talk], [row | {"room": "Aula"} for row in (first, second, talk)], tz=TZ)

    assert [change["text"] for change in changes] == [
        "Kelas C: Hukum pindah ruang ke Aula",
        "Kelas C: Hukum, lanjutan pindah ruang ke Aula",
        "Tanya jawab (Kelas C) pindah ruang ke Aula",
    ]


def test_each_change_names_whom_it_concerns() -> None:
    [change] = difference([session(**KELAS)], [session(**KELAS, moderator=HAFIZ, speakers=[EKA])], tz=TZ)

    assert change == {"text": "Moderator Kelas C: Hafiz Contoh", "session": 2, "people": [1, 3, 4], "kelas": "C"}


def test_who_left_is_concerned_as_well() -> None:
    [change] = difference([session()], [session(speakers=[ANWAR])], tz=TZ)

    assert change["people"] == [1, 2, 3]


def test_a_session_that_changes_its_audience_tells_both() -> None:
    changes = difference([session(kelas="C", kelas_name="Hukum")], [session()], tz=TZ)

    assert [(change["text"], change["kelas"]) for change in changes] == [
        ("Pembukaan tidak lagi untuk Kelas C", "C"),
        ("Pembukaan kini untuk semua peserta", ""),
    ]


def test_changes_stand_in_the_order_of_the_day() -> None:
    rows = [session(id=pk, title=f"Sesi {pk}", starts_at=f"2020-09-17T0{9 - pk}:00:00+00:00") for pk in (1, 2, 3)]

    changes = difference([], rows, tz=TZ)

    assert [change["session"] for change in changes] == [3, 2, 1]


def test_what_a_reader_cannot_see_is_no_change() -> None:
    """A saved session has a new version though only the cue for the operator was changed."""
    assert texts(session(), session(version=2)) == []
