"""Sessions stay inside the days, rooms and people in one place, and two editors lose nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agendas.models import Attendance, Session, Topic
from meetings.models import Kelas, Rakor
from participants.models import Position, Rank
from tests import cast as stage
from tests.cast import Cast

pytestmark = pytest.mark.django_db
SESSION = {"kind": "materi", "title": "Materi", "day": "2020-09-17", "starts": "08:00", "ends": "09:00"}


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    return cast


def secretariat(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.secretariat.user)
    return client


def add(cast: Cast, **typed: Any) -> str:
    address = reverse("session_add", args=[cast.rakor.pk])
    return secretariat(cast).post(address, SESSION | typed, follow=True).content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"title": ""}, "Judul sesi wajib diisi."),
        ({"day": "2020-09-19"}, "Sesi harus pada hari rakor: Kamis s.d. Jumat, 17 s.d. 18 September 2020."),
        ({"ends": "07:30"}, "Jam selesai harus sesudah jam mulai."),
        ({"guest_name": "Kepala Dinas"}, "Tulis jabatan narasumber dari luar"),
    ],
)
def test_a_wrong_field_gets_its_sentence_and_nothing_is_saved(cast: Cast, typed: dict[str, str], sentence: str) -> None:
    page = add(cast, room_name="Ballroom", **typed)

    assert sentence in page
    assert 'value="Ballroom"' in page
    assert not Session.objects.exists()


def test_a_room_is_not_given_twice_at_once(cast: Cast) -> None:
    add(cast, room_name="Ballroom")

    page = add(cast, room_name="Ballroom", title="Kedua", starts="08:30", ends="09:30")

    assert "Ballroom dipakai Materi pada 08.00–09.00 WITA." in page
    assert Session.objects.count() == 1


def test_a_speaker_is_not_in_two_places(cast: Cast) -> None:
    speaker = Position.objects.get(institution=cast.province, rank=Rank.KETUA)
    add(cast, speakers=[speaker.pk])

    page = add(cast, title="Kedua", speakers=[speaker.pk], starts="08:59", ends="10:00")
    assert "Narasumber atau moderator ini bertugas di Materi pada 08.00–09.00 WITA." in page

    add(cast, title="Kedua", speakers=[speaker.pk], starts="09:00", ends="10:00")
    assert Session.objects.count() == 2


def test_a_session_may_end_open(cast: Cast) -> None:
    page = add(cast, ends="", starts="20:00", title="Pembukaan")

    assert "20.00 s.d. selesai" in page


def test_a_kelas_comes_with_its_speaker_note_taker_and_topics(cast: Cast) -> None:
    stage.make_session(cast, cast.rakor)

    session = Session.objects.get()
    assert (str(session.kelas), session.note_taker) == ("Kelas D", cast.note_taker.person)
    assert list(Topic.objects.values_list("title", flat=True)) == ["Fasilitas APK", "Pemetaan lokasi APK"]
    assert Rakor.objects.visible_to(cast.note_taker).get() == cast.rakor


def test_a_letter_of_a_kelas_is_used_once(cast: Cast) -> None:
    stage.make_session(cast, cast.rakor)
    typed = {"code": "d", "day": "2020-09-17", "starts": "08:00", "ends": "09:00"}

    page = secretariat(cast).post(reverse("kelas_add", args=[cast.rakor.pk]), typed).content.decode()

    assert "Kelas D sudah ada. Pilih huruf lain." in page
    assert Kelas.objects.count() == 1


def test_the_second_saver_sees_both_texts_and_nothing_is_overwritten(cast: Cast) -> None:
    """F26, small: 409 with what is stored and what was typed."""
    add(cast)
    session = Session.objects.get()
    address, client = reverse("session_change", args=[session.pk]), secretariat(cast)
    client.post(address, SESSION | {"title": "Dari yang pertama", "version": 1})

    second = client.post(address, SESSION | {"title": "Dari yang kedua", "version": 1})

    page = second.content.decode()
    assert second.status_code == 409
    assert "Sesi ini sudah diubah orang lain." in page
    assert "Dari yang pertama" in page
    assert 'value="Dari yang kedua"' in page
    session.refresh_from_db()
    assert session.title == "Dari yang pertama"

    client.post(address, SESSION | {"title": "Dari yang kedua", "version": 2})
    session.refresh_from_db()
    assert session.title == "Dari yang kedua"


def test_days_do_not_shrink_under_a_session(cast: Cast) -> None:
    add(cast, day="2020-09-18")
    typed = {
        "title": "Rakor", "kind": "rakor", "starts_on": "2020-09-17", "ends_on": "2020-09-17",
        "timezone": "Asia/Makassar", "mode": "onsite",
    }  # fmt: skip

    page = secretariat(cast).post(reverse("rakor_change", args=[cast.rakor.pk]), typed).content.decode()

    assert "Pindahkan dulu sesi di luar hari yang baru: Materi." in page
    assert Rakor.objects.get().ends_on.day == 18


def test_topics_keep_their_rows_when_a_session_is_changed(cast: Cast) -> None:
    """Notes point at topics; changing a word must not tear them loose."""
    add(cast, topics="Satu\nDua")
    before = list(Topic.objects.values_list("pk", flat=True))
    session = Session.objects.get()

    typed = SESSION | {"topics": "Satu, diubah\nDua", "version": 1}
    secretariat(cast).post(reverse("session_change", args=[session.pk]), typed)

    assert list(Topic.objects.values_list("pk", "title")) == [(before[0], "Satu, diubah"), (before[1], "Dua")]


def test_a_session_whose_attendance_was_noted_is_not_removed(cast: Cast) -> None:
    add(cast)
    session = Session.objects.get()
    by, person = cast.secretariat.user, cast.note_taker.person
    seen = {"mode": "onsite", "how": "petugas", "recorded_at": stage.NOW, "recorded_by": by}
    Attendance.objects.create(session=session, person=person, name="Nama", title="Staf", **seen)

    page = secretariat(cast).post(reverse("session_remove", args=[session.pk]), follow=True).content.decode()

    assert "Kehadiran pada “Materi” sudah dicatat, jadi sesi ini tidak dapat dihapus." in page
    assert Session.objects.exists()
