"""The code on the screen, the office's own page, the file of names, and the list by hand."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agendas import hall_code
from agendas.matching import UnreadableList, normalised, read_names
from agendas.models import Attendance, Scan, Session
from meetings.models import Delegate
from participants.gate import Actor
from participants.models import Person, Rank
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.agendas.door import OPENS, SCRIPT, SECOND, STARTS, ask, client_of, make_cast, send, session_of, sighting
from tests.agendas.planning import plan
from tests.cast import Cast

pytestmark = pytest.mark.django_db
FIRST = ("Akhmad", "Siti", "Gusti", "Noor", "Rusmiati", "Hendra", "Laila", "Irwan", "Mira", "Joko", "Ratna")
LAST = (
    "Maulana",
    "Contoh",
    "Rizal",
    "Fajar",
    "Halimah",
    "Zainal",
    "Hidayah",
    "Syahrul",
    "Salmah",
    "Anwar",
    "Basri",
    "Fitri",
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


# --- the code on the screen


def open_code(actor: Actor, code: str, at: datetime, client: Client | None = None) -> Any:
    with time_machine.travel(at, tick=False):
        return (client or client_of(actor)).get(reverse("attendance_open", args=[code]))


def test_a_code_from_the_screen_opens_the_page_that_ticks_the_own_names(cast: Cast) -> None:
    delegate, client = Delegate.objects.get(), client_of(cast.operator)
    code = hall_code.code_of(session_of(cast), now=OPENS)

    opened = open_code(cast.operator, code, OPENS + 59 * SECOND, client)
    tick = reverse("attendance_tick", args=[session_of(cast).pk])
    assert (opened.status_code, opened["Location"]) == (302, tick)

    with time_machine.travel(OPENS + timedelta(minutes=9), tick=False):
        assert f'name="delegates" value="{delegate.pk}"' in client.get(tick).content.decode()
        client.post(tick, {"delegates": [delegate.pk]})
        page = client.get(tick).content.decode()
    row = Attendance.objects.get()
    assert (row.name, row.mode, row.how, row.in_at) == ("Akhmad Contoh", "onsite", "qr", OPENS + timedelta(minutes=9))
    assert "<b>Akhmad Contoh</b>" in page
    assert 'type="checkbox"' not in page


@pytest.mark.parametrize(
    ("who", "age", "at", "sentence"),
    [
        ("operator", 60, STARTS, "Kode ini sudah berganti. Pindai kode yang sedang tampil di layar ruang."),
        ("operator", 0, STARTS + timedelta(minutes=150), "Kode ini tidak berlaku lagi: presensi Kelas D ditutup"),
        ("operator", 0, OPENS - SECOND, "Presensi Kelas D dibuka Kamis, 17 September 2020 pukul 19.00 WITA."),
        ("foreign_operator", 0, STARTS, "Kode ini milik rapat lain; kantor ini tidak diundang ke sesi itu."),
    ],
)
def test_each_code_that_does_not_hold_has_a_sentence_of_its_own(
    cast: Cast, who: str, age: int, at: datetime, sentence: str
) -> None:
    region = stage.make_region("Kabupaten Kapuas", "kabupaten", "62.03", None)
    office = stage.make_office("KPU Kabupaten Kapuas", cast.banjar.kind, region, "6203")  # type: ignore[arg-type]
    cast.actors["foreign_operator"] = stage.make_actor("foreign", office, cast.operator.role, Rank.STAF)
    code = hall_code.code_of(session_of(cast), now=at - age * SECOND)

    answer = open_code(cast.actors[who], code, at)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("change", ["cut", "other_session", "later", "nothing", "odd"])
def test_an_altered_code_is_told_from_one_that_has_gone_by(cast: Cast, change: str) -> None:
    code = hall_code.code_of(session_of(cast), now=STARTS)
    payload, seal = code.split(".")
    pk, turn = payload.split("-")
    altered = {
        "cut": code[:-1],
        "other_session": f"{int(pk) + 1}-{turn}.{seal}",
        "later": f"{pk}-{int(turn) + 1}.{seal}",
        "nothing": "x",
        "odd": "<b>",
    }[change]

    page = open_code(cast.operator, altered, STARTS).content.decode()

    assert "Kode ini tidak lengkap atau sudah diubah. Pindai langsung dari layar ruang." in page


def test_without_the_code_a_hall_is_closed_and_after_ten_minutes_too(cast: Cast) -> None:
    delegate, client = Delegate.objects.get(), client_of(cast.operator)
    refused = ask(cast.operator, "attendance_tick", cast, delegates=[delegate.pk])
    assert refused.status_code == 422
    assert "Presensi sesi ini dibuka dengan memindai kode di layar ruang." in refused.content.decode()

    open_code(cast.operator, hall_code.code_of(session_of(cast), now=STARTS), STARTS, client)
    with time_machine.travel(STARTS + timedelta(minutes=10, seconds=1), tick=False):
        late = client.post(reverse("attendance_tick", args=[session_of(cast).pk]), {"delegates": [delegate.pk]})
    assert late.status_code == 422
    assert Attendance.objects.count() == 0


def test_the_grant_of_one_session_does_not_open_another(cast: Cast) -> None:
    other, client = plan(cast, "Pleno", "17 19.30-21.00"), client_of(cast.operator)
    open_code(cast.operator, hall_code.code_of(session_of(cast), now=STARTS), STARTS, client)

    with time_machine.travel(STARTS, tick=False):
        page = client.get(reverse("attendance_tick", args=[other.pk])).content.decode()

    assert "Presensi sesi ini dibuka dengan memindai kode" in page


def test_who_came_in_by_a_desk_in_the_meantime_is_no_fault_of_the_phone(cast: Cast) -> None:
    Session.objects.update(mode="hybrid")
    send(cast.secretariat, cast, [sighting(cast)])

    answer = ask(cast.operator, "attendance_tick", cast, delegates=[Delegate.objects.get().pk])

    assert answer.status_code == 302
    assert (Attendance.objects.get().how, Scan.objects.count()) == ("petugas", 1)


def test_a_hybrid_session_is_ticked_from_afar_without_a_code(cast: Cast) -> None:
    Session.objects.update(mode="hybrid")
    delegate = Delegate.objects.get()
    ask(cast.operator, "attendance_tick", cast, delegates=[delegate.pk])

    row = Attendance.objects.get()
    assert (row.mode, row.how, row.recorded_by) == ("online", "daring", cast.operator.user)


def test_an_office_ticks_nobody_of_another(cast: Cast) -> None:
    Session.objects.update(mode="hybrid")
    refused = ask(cast.other_operator, "attendance_tick", cast, delegates=[Delegate.objects.get().pk])

    assert refused.status_code == 422
    assert "Nama ini tidak ada lagi dalam delegasi." in refused.content.decode()
    assert Attendance.objects.count() == 0


def test_the_screen_shows_a_code_that_changes_and_only_while_the_doors_are_open(cast: Cast) -> None:
    pages = [ask(cast.secretariat, "attendance_code", cast, at=STARTS + n * SECOND).content.decode() for n in (0, 30)]
    assert pages[0].count('class="hall-qr"') == 1
    assert pages[0].split("<path")[1] != pages[1].split("<path")[1]
    assert 'hx-trigger="every 10s"' in pages[0]

    early = ask(cast.secretariat, "attendance_code", cast, at=OPENS - SECOND).content.decode()
    assert "hall-qr" not in early
    assert "Presensi Kelas D dibuka Kamis, 17 September 2020 pukul 19.00 WITA." in early


# --- the file of the meeting program


@pytest.mark.parametrize(
    "name",
    [
        "H. AKHMAD CONTOH, S.Sos., M.Si",
        "akhmad  contoh",
        "Dr. Akhmad Contoh (tamu)",
        "Akhmad-Contoh",
        "Akhmad Contoh S.Pd.I M.Si",
    ],
)
def test_titles_case_and_punctuation_do_not_part_two_names(name: str) -> None:
    assert normalised(name) == normalised("Drs. H. Akhmad Contoh") == "akhmad contoh"


@pytest.mark.parametrize(
    "content",
    [
        b"Name (Original Name),User Email\nAkhmad,a@b\nSiti,c@d\nAkhmad,a@b\n",
        "\ufeffNama Peserta;Waktu\nAkhmad;1\nSiti;2\n".encode(),
        "1. Summary\nMeeting title\tRapat\n\nName\tFirst Join\nAkhmad\t1\nSiti\t2\n".encode("utf-16"),
    ],
)
def test_the_files_of_three_meeting_programs_are_read(content: bytes) -> None:
    assert [row.name for row in read_names(content)] == ["Akhmad", "Siti"]


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00\x00", b"a,b\n1,2\n", b"\xff\xfe\x00", b'"' * 200_000])
def test_another_file_gets_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableList):
        read_names(content)


def test_names_are_proposed_and_noted_only_when_confirmed(cast: Cast) -> None:
    content = f"Name\nH. Akhmad Contoh S.H.\nAKHMAD CONTOH\n=HYPERLINK(1)\n{SCRIPT}\n".encode()
    page = ask(
        cast.secretariat, "attendance_import", cast, upload=SimpleUploadedFile("a.csv", content)
    ).content.decode()
    delegate = Delegate.objects.get()
    assert f'name="delegates" value="{delegate.pk}" checked' in page
    assert "<li>=HYPERLINK(1)</li>" in page
    assert f"<li>{SCRIPT}</li>" not in page
    assert Attendance.objects.count() == 0

    ask(cast.secretariat, "attendance_import", cast, delegates=[delegate.pk])
    row = Attendance.objects.get()
    assert (row.mode, row.how, row.in_at) == ("online", "daring", None)


# --- by hand


def note(cast: Cast, **typed: Any) -> Any:
    values = {"status": "hadir", "mode": "onsite", "in_at": "", "out_at": "", "note": "", "how": "manual"}
    address = reverse("attendance_note", args=[session_of(cast).pk, Delegate.objects.get().person_id])
    with time_machine.travel(STARTS + timedelta(hours=3), tick=False):
        return client_of(cast.secretariat).post(address, values | typed)


def test_what_is_noted_by_hand_stands_in_the_list_with_its_hours(cast: Cast) -> None:
    note(cast, in_at="2020-09-17T19:50", out_at="2020-09-17T21:00")
    page = ask(cast.observer, "attendance_roll", cast).content.decode()

    assert "<b>Terlambat</b>" in page
    assert "<time>19.50</time>–<time>21.00</time>" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"status": "diwakili"}, "Tulis siapa yang mewakili."),
        ({"in_at": "2020-09-17T21:00", "out_at": "2020-09-17T20:00"}, "Jam keluar mendahului jam masuk."),
        ({"in_at": "2020-09-18T21:00"}, "Jam ini belum tiba. Periksa hari dan jamnya."),
        ({"in_at": "kemarin"}, "Tulis hari dan jam, misalnya 17/09/2020 15.42."),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(cast: Cast, typed: dict[str, str], sentence: str) -> None:
    page = note(cast, **typed, note="Catatan yang diketik").content.decode()

    assert sentence in page
    assert "Catatan yang diketik" in page
    assert Attendance.objects.count() == 0


def test_an_absence_keeps_no_hour_and_a_stand_in_takes_the_seat(cast: Cast) -> None:
    note(cast, status="sakit", in_at="2020-09-17T19:50", represented_by="Siti")
    row = Attendance.objects.get()
    assert (row.status, row.in_at, row.represented_by, row.is_there) == ("sakit", None, "", False)

    note(cast, status="diwakili", represented_by="Siti, Sekretaris")
    row.refresh_from_db()
    assert (row.represented_by, row.is_there) == ("Siti, Sekretaris", True)


def test_a_guest_is_noted_with_title_and_institution(cast: Cast) -> None:
    typed = {"name": SCRIPT, "title": "Camat", "institution_name": "Kecamatan Martapura", "mode": "onsite"}
    ask(cast.secretariat, "guest_add", cast, **typed, in_at="", note="", how="manual")
    page = ask(cast.secretariat, "attendance_roll", cast).content.decode()

    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "Camat, Kecamatan Martapura" in page
    assert [row.target_label for row in AuditRow.objects.filter(verb="attendance.noted")] == [SCRIPT]


def test_somebody_who_does_not_belong_to_the_session_is_a_404(cast: Cast) -> None:
    address = reverse("attendance_note", args=[session_of(cast).pk, cast.stranger.person.pk])

    assert client_of(cast.secretariat).get(address).status_code == 404


# --- the chair's screen


def test_the_screen_asks_for_its_part_again_and_names_who_is_missing_first(cast: Cast) -> None:
    send(cast.secretariat, cast, [sighting(cast)])
    page = ask(cast.chair, "attendance_show", cast).content.decode()
    assert 'hx-trigger="every 15s"' in page
    assert "<b>Luring 1, daring 0 dari 2</b> delegasi; 1 orang tercatat hadir." in page
    assert page.index("KPU Kabupaten Tapin</th>") < page.index("KPU Kabupaten Banjar</th>")

    client = Client(headers={"HX-Request": "true"})
    client.force_login(cast.chair.user)
    assert "<html" not in client.get(reverse("attendance_show", args=[session_of(cast).pk])).content.decode()


@pytest.mark.parametrize("name", ["attendance_show", "attendance_roll", "attendance_desk", "sheet_list"])
def test_2056_people_take_at_most_twelve_queries(cast: Cast, name: str) -> None:
    invitation = Delegate.objects.get().invitation
    people = Person.objects.bulk_create(Person(name=f"{FIRST[n % 11]} {LAST[n % 12]} {n}") for n in range(2055))
    Delegate.objects.bulk_create(
        Delegate(invitation=invitation, person=row, name=row.name, title="Staf", rank=Rank.STAF, mode="onsite")
        for row in people
    )
    stage.sign_in(cast, session_of(cast))
    client = client_of(cast.secretariat)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse(name, args=[session_of(cast).pk])).content.decode()

    assert people[-1].name in page or name == "attendance_show"
    assert len(queries) <= 12
    assert len(gzip.compress(page.encode())) < 60_000  # bytes: a board of more than 500 rows


def test_the_address_in_the_code_is_of_this_site(cast: Cast, settings: Any) -> None:
    code = hall_code.code_of(session_of(cast), now=STARTS)

    path = reverse("attendance_open", args=[code])
    assert urlsplit(f"{settings.SITE_URL}{path}").path == f"/hadir/{code}/"
    assert len(f"{settings.SITE_URL}{path}") < 110
