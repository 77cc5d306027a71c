"""When each participant of an online session came and went, as the programs of three makers write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agendas.listed_hours import Hours, Reader
from agendas.matching import read_names
from agendas.models import Attendance, Session
from rakor.lib import dates
from tests import cast as stage
from tests.cast import TZ, Cast

pytestmark = pytest.mark.django_db
STARTS = datetime(2020, 9, 17, 11, 30, tzinfo=UTC)  # 19.30 WITA
AFTER = STARTS + timedelta(hours=3)
ZOOM = """Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)
H. Akhmad Contoh S.H.,a@b.invalid,09/17/2020 07:41:07 PM,09/17/2020 08:05:00 PM,24
Tamu Lain,c@d.invalid,09/17/2020 07:41:07 PM,09/17/2020 08:05:00 PM,24
AKHMAD CONTOH,,09/17/2020 07:28:13 PM,09/17/2020 09:58:01 PM,150
"""
TEAMS = "1. Ringkasan\nJudul rapat\tRapat\n\nNama\tBergabung pertama\tTerakhir keluar\n"
TEAMS += "Akhmad Contoh\t17/09/20 19.28.13\t17/09/20 21.58.01\n"


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_session(cast, stage.make_rakor(cast))
    stage.name_delegate(cast, stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"])
    return cast


def session_of(cast: Cast) -> Session:
    return Session.objects.select_related("rakor__organiser").get(rakor=cast.rakor, kind="kelas")


def ask(cast: Cast, **typed: Any) -> Any:
    with time_machine.travel(AFTER, tick=False):
        client = Client()
        client.force_login(cast.secretariat.user)
        return client.post(reverse("attendance_import", args=[session_of(cast).pk]), typed)


def propose(cast: Cast, content: str, encoding: str = "utf-8") -> str:
    page: str = ask(cast, upload=SimpleUploadedFile("daftar.csv", content.encode(encoding))).content.decode()
    return page


def hours_of(row: Attendance) -> tuple[str, str]:
    return tuple(dates.hour(at, TZ) if at else "" for at in (row.in_at, row.out_at))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "head", "hour"),
    [
        ("09/17/2020 07:28:13 PM", "Join Time", "19.28"),
        ("9/17/20, 7:28:13\u202fPM", "First Join", "19.28"),
        ("17/09/2020 19:28:13", "Waktu bergabung", "19.28"),
        ("17.09.2020 19.28", "Waktu Bergabung", "19.28"),
        ("17.09.20 19.28.00", "Waktu Bergabung", "19.28"),
        ("2020-09-17T19:28:13", "join time", "19.28"),
        ("2020-09-17T11:28:13Z", "join time", "19.28"),
        ("2020-09-17 18:28:13 WIB", "join time", "19.28"),
        ("2020-09-17 18:28:13+07:00", "join time", "19.28"),
        ("09/17/2020 11:28:13 AM", "Join Time (UTC)", "19.28"),
        ("09/17/2020 06:28:13 PM", "Join time (GMT+7)", "19.28"),
        ("7:28 PM", "Time joined", "19.28"),
        ("19.28.13", "Jam masuk", "19.28"),
    ],
)
def test_an_hour_is_read_as_each_program_writes_it(cast: Cast, text: str, head: str, hour: str) -> None:
    moment = Reader(session_of(cast), now=AFTER).moment(text, head)

    assert moment
    assert dates.hour(moment, TZ) == hour


@pytest.mark.parametrize(
    "text",
    ["tadi malam", "09/17/2020", "17/17/2020 19:28", "09/17/2020 27:28", "13:28 PM", "09/18/2020 07:28 PM", "=1+1"]
    + ["10/09/2020 19:28", "17/09/2019 19:28", "09/17/2020 23:59", "9" * 40],
)
def test_what_is_no_hour_of_this_session_is_left_open(cast: Cast, text: str) -> None:
    read = Reader(session_of(cast), now=AFTER).hours([(text, "Join Time")], [])

    assert read == Hours(is_odd=True)


def test_nine_slash_ten_is_read_as_the_day_of_the_session(cast: Cast) -> None:
    for month, day in ((9, 10), (10, 9)):
        starts = datetime(2020, month, day, 11, 30, tzinfo=UTC)
        Session.objects.update(starts_at=starts, ends_at=None)

        read = Reader(session_of(cast), now=starts + timedelta(hours=2)).moment("9/10/2020 19:28", "Join Time")

        assert read == starts - timedelta(minutes=2)


def test_who_went_before_coming_has_no_hour_of_going(cast: Cast) -> None:
    joined, left = [("09/17/2020 20:00", "")], [("09/17/2020 19:40", "")]

    read = Reader(session_of(cast), now=AFTER).hours(joined, left)
    assert (read.in_at, read.out_at, read.is_odd) == (STARTS + timedelta(minutes=30), None, True)


def test_a_name_that_joined_twice_is_one_with_the_first_coming_and_the_last_going(cast: Cast) -> None:
    page = propose(cast, ZOOM)
    assert "dalam berkas: H. Akhmad Contoh S.H.; AKHMAD CONTOH; masuk 19.28 WITA; keluar 21.58 WITA" in page
    assert "<li>Tamu Lain</li>" in page
    assert Attendance.objects.count() == 0

    [sealed] = re.findall(r'name="hours" value="([^"]+)"', page)
    [pk] = re.findall(r'name="delegates" value="(\d+)" checked', page)
    ask(cast, delegates=[pk], hours=sealed)

    row = Attendance.objects.get()
    assert (row.mode, row.how, hours_of(row)) == ("online", "daring", ("19.28", "21.58"))
    assert row.scans.count() == 2  # type: ignore[attr-defined]


def test_indonesian_heads_of_a_file_with_tabs_are_read(cast: Cast) -> None:
    assert "masuk 19.28 WITA; keluar 21.58 WITA" in propose(cast, TEAMS, "utf-16")


def test_an_unreadable_hour_is_said_and_the_name_still_proposed(cast: Cast) -> None:
    page = propose(cast, "Name,Join Time,Leave Time\nAkhmad Contoh,09/17/2020 19:40,besok\n")

    assert "masuk 19.40 WITA; sebagian jamnya tidak terbaca atau bukan jam sesi ini, jadi dibiarkan kosong" in page
    assert "tanpa jam" in propose(cast, "Name\nAkhmad Contoh\n")


def test_hours_that_this_program_did_not_write_are_refused(cast: Cast) -> None:
    [pk] = re.findall(r'name="delegates" value="(\d+)"', propose(cast, ZOOM))

    for forged in ("x", f'{{"{pk}":["2020-09-17T11:28:13+00:00",null]}}', "a:b:c"):
        answer = ask(cast, delegates=[pk], hours=forged)
        assert answer.status_code == 422
        assert "Usulan ini berubah. Pilih lagi berkasnya." in answer.content.decode()
    assert Attendance.objects.count() == 0


def test_every_coming_and_going_of_a_name_is_kept_with_its_head() -> None:
    one, _ = read_names(b"Name,Join Time,Leave Time\nA,1,2\nB,3,4\nA,5,6\n")

    assert (one.joined, one.left) == (
        [("1", "Join Time"), ("5", "Join Time")],
        [("2", "Leave Time"), ("6", "Leave Time")],
    )
