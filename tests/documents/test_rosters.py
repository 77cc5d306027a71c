"""Lists to be signed, cards, signs, travellers and rooms."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from agendas import personal_code
from agendas.models import Attendance, Group, How, Session, Speaker
from documents import roster_paper, roster_sheets, tasks
from documents.models import PrintedDocument, PrintedKind
from documents.roster_actions import RENDER_ROSTER, Asked
from documents.rosters import Occasion, RosterGroup, RosterRow, by_place, roster_of, totals_of
from meetings import actions as meetings
from meetings.models import Delegate, Rakor
from participants.models import Institution, Person, Position, Rank
from rakor.jobs.models import Job
from rakor.jobs.tasks import run_job
from rakor.lib.pdf import render_pdf
from rakor.lib.qr import qr_path
from rakor.lib.spreadsheets import read_sheet
from tests import cast as stage
from tests.cast import NOW, Cast

HOSTILE = "<script>alert(1)</script> =1+1"
EVENING = datetime(2020, 9, 17, 14, 30, tzinfo=UTC)
VALUES: dict[str, Any] = {"code": "AAAA-AAAA", "printed_by": "Contoh", "now": NOW}


@pytest.fixture
def cast(db: None) -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast, venue_name="Hotel Contoh", city="Banjarmasin")
    cast.session = stage.make_session(cast, cast.rakor)  # type: ignore[attr-defined]
    invitations = stage.invite_both(cast, cast.rakor)
    name(cast, invitations["KPU Kabupaten Banjar"], "Akhmad Contoh, S.Pd.", "onsite", seated=True)
    name(cast, invitations["KPU Kabupaten Banjar"], HOSTILE, "online")
    name(cast, invitations["KPU Kabupaten Tapin"], "Citra Contoh", "online")
    return cast


def name(cast: Cast, invitation: Any, person: str, mode: str, *, seated: bool = False) -> Delegate:
    delegate = Delegate(invitation=invitation, name=person, title="Anggota", rank=Rank.ANGGOTA, mode=mode)
    kelas = cast.session.kelas if seated else None  # type: ignore[attr-defined]
    return meetings.name_delegate(delegate=delegate, kelas=kelas, by=cast.secretariat, now=NOW)


def day_of(cast: Cast) -> Occasion:
    return Occasion(Rakor.objects.select_related("organiser").get(pk=cast.rakor.pk), cast.rakor.starts_on)


def kelas_of(cast: Cast, *, is_filled: bool = False) -> Occasion:
    day = day_of(cast)
    return Occasion(day.rakor, day.day, cast.session, is_filled)  # type: ignore[attr-defined]


def filled_day_of(cast: Cast) -> Occasion:
    return replace(day_of(cast), is_filled=True)


def paper(kind: PrintedKind, occasion: Occasion, sheet: str = "a4") -> str:
    [page] = parts(kind, occasion, sheet)
    return page


def parts(kind: PrintedKind, occasion: Occasion, sheet: str = "a4") -> list[str]:
    wanted = Asked(occasion, RosterGroup.PARTICIPANTS)
    pages = roster_paper.parts_of(kind, wanted, sheet=sheet, **VALUES)
    return [render_to_string(template, context) for template, context in pages]


def test_participants_stand_in_the_official_order_with_what_was_kept(cast: Cast) -> None:
    Person.objects.update(name="Nama Baru")
    Position.objects.update(title="Jabatan baru")

    rows = roster_of(day_of(cast), "peserta")

    assert [(row.name, row.title, row.office, row.mode) for row in rows] == [
        ("Akhmad Contoh, S.Pd.", "Anggota", "KPU Kabupaten Banjar", "luring"),
        (HOSTILE, "Anggota", "KPU Kabupaten Banjar", "daring"),
        ("Citra Contoh", "Anggota", "KPU Kabupaten Tapin", "daring"),
    ]


def test_of_a_kelas_only_those_who_sit_there(cast: Cast) -> None:
    assert [row.name for row in roster_of(kelas_of(cast), "peserta")] == ["Akhmad Contoh, S.Pd."]


def test_speakers_stand_once_and_the_committee_by_its_duties(cast: Cast) -> None:
    again = Session.objects.create(rakor=cast.rakor, kind="pleno_kelas", title="Pleno", starts_at=EVENING)
    Speaker.objects.create(session=again, person=cast.commissioner.person, name="Lain", title="Lain")

    speakers, committee = roster_of(day_of(cast), "narasumber"), roster_of(day_of(cast), "panitia")

    assert [(row.name, row.title, row.office) for row in speakers] == [
        ("commissioner contoh", "Anggota", "KPU Provinsi Kalimantan Selatan")
    ]
    assert [(row.name, row.title, row.office) for row in committee] == [("note_taker contoh", "Notulis", "")]
    assert roster_of(day_of(cast), "tamu") == []


def test_an_office_with_anybody_in_the_hall_counts_as_luring(cast: Cast) -> None:
    totals = totals_of(day_of(cast), roster_of(day_of(cast), "peserta"))

    assert totals.sentence == "luring 1, daring 1 dari 2"
    assert (totals.onsite, totals.online) == (1, 2)


def test_groups_are_named_by_office_or_where_several_came_by_region() -> None:
    def row(office: str, place: str) -> RosterRow:
        return RosterRow("A", "B", office, place, "luring", "", "")

    alone = [row("KPU Kota Banjar", "Kota Banjar"), row("KPU Kota Bima", "Kota Bima")]
    together = [row("KPU Kota Bima", "Kota Bima"), row("Bawaslu Kota Bima", "Kota Bima")]

    assert [title for title, _ in by_place(alone)] == ["KPU Kota Banjar", "KPU Kota Bima"]
    assert [title for title, _ in by_place(together)] == ["Kota Bima"]


def test_boxes_alternate_and_numbers_go_through_the_groups(cast: Cast) -> None:
    html = paper(PrintedKind.ROSTER, day_of(cast))

    boxes = [html.index(box) for box in ('<td class="box">1</td><td class="off">', '<td class="box">3</td>')]
    assert boxes == sorted(boxes)
    assert '<td class="off"></td><td class="box">2</td>' in html
    assert "luring 1, daring 1 dari 2" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; =1+1" in html and "<script>" not in html


def test_a_long_list_repeats_its_head_and_cuts_no_row(cast: Cast) -> None:
    invitation = cast.rakor.invitations.get(institution=cast.banjar)
    for n in range(40):
        name(cast, invitation, f"Peserta {n:02d} Contoh", "onsite")

    reader = PdfReader(BytesIO(render_pdf(paper(PrintedKind.ROSTER, day_of(cast)))))
    pages = [page.extract_text().replace("\u00a0", " ") for page in reader.pages]

    assert len(pages) == 3
    assert all("Tanda tangan" in page for page in pages[:2])
    for n in range(40):
        assert sum(f"Peserta {n:02d} Contoh" in page for page in pages) == 1
    assert "Halaman 1 dari 3" in pages[0]


def test_a_list_too_long_for_one_part_goes_on_in_the_next(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster_paper, "PART", 2)

    first, second = parts(PrintedKind.ROSTER, day_of(cast))

    assert "Bagian 1 dari 2" in first and "Rekapitulasi" not in first
    assert "Bagian 2 dari 2" in second and "Rekapitulasi" in second
    assert '<td class="box">2</td>' in first and '<td class="box">3</td>' in second
    assert len(parts(PrintedKind.CARDS, day_of(cast))) == 2


@pytest.mark.parametrize("sheet", ["a4", "f4"])
def test_cards_and_signs_carry_each_name_as_text(cast: Cast, sheet: str) -> None:
    for kind, times in ((PrintedKind.CARDS, 1), (PrintedKind.SIGNS, 2)):
        html = paper(kind, day_of(cast), sheet)
        assert html.count("Citra Contoh") == times
        assert "<script>" not in html
        assert len(PdfReader(BytesIO(render_pdf(html))).pages) == (1 if kind == PrintedKind.CARDS else 2)


def test_a_card_of_a_delegate_carries_the_code_of_the_desk_and_no_other_card(cast: Cast) -> None:
    code = personal_code.code_of(Delegate.objects.get(name="Citra Contoh"))

    html = paper(PrintedKind.CARDS, day_of(cast))
    assert html.count(f'd="{qr_path(code).path}"') == 1
    assert html.count(f"<b>{code}</b>") == 1

    speakers = Asked(day_of(cast), RosterGroup.SPEAKERS)
    [(template, context)] = roster_paper.parts_of(PrintedKind.CARDS, speakers, sheet="a4", **VALUES)
    assert "<svg" not in render_to_string(template, context)


def test_travellers_are_those_who_come_to_the_hall(cast: Cast) -> None:
    Person.objects.filter(name="Akhmad Contoh, S.Pd.").update(nip="198001012005011001")

    html = paper(PrintedKind.TRAVEL, day_of(cast))

    assert "198001012005011001" in html
    assert "Citra" not in html


def test_the_sheets_hold_text_and_no_formula(cast: Cast, tmp_path: Path) -> None:
    rakor = day_of(cast).rakor
    books = {
        "hadir": roster_sheets.attendance(Asked(day_of(cast), RosterGroup.PARTICIPANTS), NOW),
        "jalan": roster_sheets.travellers(rakor, NOW),
        "kamar": roster_sheets.rooms(rakor, NOW),
    }
    read = {}
    for word, content in books.items():
        (tmp_path / f"{word}.xlsx").write_bytes(content)
        read[word] = read_sheet(tmp_path / f"{word}.xlsx", max_rows=50, max_cols=20)

    assert read["hadir"][0][0].startswith(
        "Daftar hadir peserta: Seluruh hari, Kamis, 17 September 2020. Delegasi luring 1"
    )
    assert read["hadir"][5][1:3] == ["KPU Kabupaten Banjar", "2 orang"]
    assert read["hadir"][3][:6] == ["2", HOSTILE, "Anggota", "KPU Kabupaten Banjar", "Kabupaten Banjar", "daring"]
    assert [row[1] for row in read["jalan"][2:]] == ["Akhmad Contoh, S.Pd."]
    assert read["jalan"][1][4:6] == ["NIP", "Golongan"]
    assert read["kamar"][2][6:8] == ["17-09-2020", "18-09-2020"]


# --- the page


def client_of(actor: Any) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


@pytest.mark.django_db(transaction=True)
def test_a_list_is_ordered_printed_and_handed_out(cast: Cast) -> None:
    client = client_of(cast.secretariat)
    typed = {
        "kind": "hadir",
        "occasion": f"sesi:{cast.session.pk}",
        "group": "peserta",
        "boxes": "kosong",
        "sheet": "f4",
    }  # type: ignore[attr-defined]

    for _ in range(2):
        client.post(reverse("roster_print", args=[cast.rakor.pk]), typed)
    job = Job.objects.get(task=RENDER_ROSTER)
    assert "Naskah menunggu" in client.get(reverse("roster_list", args=[cast.rakor.pk])).content.decode()
    run_job(tasks.render_roster, job.pk)

    printed = PrintedDocument.objects.get(kind="hadir")
    assert printed.file.name == f"daftar-hadir-peserta-kelas-d-rakor-{cast.rakor.pk}-f4.pdf"
    assert printed.file.full_path.read_bytes().startswith(b"%PDF-")
    assert PrintedDocument.objects.visible_to(cast.note_taker).filter(pk=printed.pk).exists()
    assert not PrintedDocument.objects.visible_to(cast.operator).filter(pk=printed.pk).exists()


def test_the_page_counts_and_refuses_what_is_no_choice(cast: Cast) -> None:
    client = client_of(cast.secretariat)

    page = client.get(reverse("roster_list", args=[cast.rakor.pk])).content.decode()
    refused = client.post(reverse("roster_print", args=[cast.rakor.pk]), {"kind": "hadir", "occasion": "hari:x"})
    sheet = client.get(
        reverse("roster_sheet", args=[cast.rakor.pk]),
        {"occasion": "hari:2020-09-17", "group": "panitia", "boxes": "terisi"},
    )

    assert "1 peserta luring dan 2 daring sudah disebut namanya; delegasi luring 1, daring 1 dari 2 instansi" in page
    assert refused.status_code == 422
    assert sheet.status_code == 200 and sheet.content.startswith(b"PK")


def test_who_takes_notes_prints_lists_but_reads_no_nip(cast: Cast) -> None:
    client = client_of(cast.note_taker)

    page = client.get(reverse("roster_list", args=[cast.rakor.pk])).content.decode()

    assert "Perjalanan dan kamar" not in page
    assert client.get(reverse("travel_sheet", args=[cast.rakor.pk])).status_code == 403
    assert client_of(cast.operator).get(reverse("roster_list", args=[cast.rakor.pk])).status_code == 403


def note(cast: Cast, person: Person, **values: Any) -> None:
    fixed = {"mode": "onsite", "how": How.DESK, "recorded_at": EVENING, "recorded_by": cast.secretariat.user}
    row = {"session": cast.session, "name": person.name, "title": "Anggota", "institution_name": "Bank Contoh"}  # type: ignore[attr-defined]
    Attendance.objects.create(person=person, **row | fixed | values)


def person(start: str) -> Person:
    return Delegate.objects.get(name__startswith=start).person


def plenary_of(cast: Cast) -> Session:
    begins = EVENING - timedelta(hours=6)
    return Session.objects.create(rakor=cast.rakor, kind="pembukaan", title="Pembukaan", starts_at=begins)


def test_a_list_says_who_came_only_where_it_is_to_be_filled(cast: Cast) -> None:
    note(cast, person("Akhmad"), in_at=EVENING)

    filled, empty = kelas_of(cast, is_filled=True), kelas_of(cast)

    assert [row.arrived for row in roster_of(filled, RosterGroup.PARTICIPANTS)] == ["hadir 22.30 WITA"]
    assert [row.arrived for row in roster_of(empty, RosterGroup.PARTICIPANTS)] == [""]


def test_a_day_says_first_in_and_last_out_and_the_kelas(cast: Cast) -> None:
    morning = plenary_of(cast)
    note(cast, person("Akhmad"), session=morning, in_at=morning.starts_at, out_at=EVENING - timedelta(hours=4))
    note(cast, person("Akhmad"), in_at=EVENING, out_at=EVENING + timedelta(hours=1))
    note(cast, person("Citra"), session=morning, mode="online", in_at=morning.starts_at)
    note(cast, person("Citra"), status="sakit")

    rows = roster_of(filled_day_of(cast), RosterGroup.PARTICIPANTS)

    assert [row.arrived for row in rows] == ["hadir 16.30–23.30 WITA, Kelas D", "", "hadir 16.30 WITA"]


def test_a_filled_list_counts_who_came_and_an_empty_one_who_was_named(cast: Cast) -> None:
    note(cast, person("Citra"), status="diwakili", represented_by="Dewi Contoh", mode="onsite")
    note(cast, person("Akhmad"), status="izin")

    filled, empty = paper(PrintedKind.ROSTER, filled_day_of(cast)), paper(PrintedKind.ROSTER, day_of(cast))

    assert "luring 1, daring 0 dari 2 instansi, yang tercatat hadir" in filled
    assert "hadir 0 dari 2 orang" in filled.replace("\u00a0", " ")
    assert "diwakili Dewi Contoh" in filled
    assert "Peserta yang tercatat hadir, dari 3 nama" in filled
    assert "luring 1, daring 1 dari 2 instansi, menurut nama yang didaftarkan" in empty
    assert "Dewi Contoh" not in empty


def test_who_came_to_a_kelas_without_a_seat_stands_on_its_filled_list_alone(cast: Cast) -> None:
    note(cast, person("Citra"), in_at=EVENING, institution_name="KPU Kabupaten Tapin")

    filled, empty = (roster_of(kelas_of(cast, is_filled=state), RosterGroup.PARTICIPANTS) for state in (True, False))

    assert [(row.name, row.place) for row in filled] == [
        ("Akhmad Contoh, S.Pd.", "Kabupaten Banjar"),
        ("Citra Contoh", "Kabupaten Tapin"),
    ]
    assert [row.name for row in empty] == ["Akhmad Contoh, S.Pd."]


def test_a_place_counts_the_offices_that_were_asked_there(cast: Cast) -> None:
    police = Institution.objects.create(
        name="Polres Banjar", kind="polri", region=cast.banjar.region, timezone="Asia/Makassar"
    )
    [invited] = meetings.invite(rakor=cast.rakor, institutions=[police], by=cast.secretariat, now=NOW)
    name(cast, invited, "Eko Contoh", "onsite")
    note(cast, person("Akhmad"))

    heads = roster_paper.roster(Asked(filled_day_of(cast), RosterGroup.PARTICIPANTS))["groups"]

    assert [(head["title"], head["subtotal"]) for head in heads] == [
        ("Kabupaten Banjar", "hadir 1 dari 2 instansi, 1 dari 3 orang"),
        ("Kabupaten Tapin", "hadir 0 dari 1 orang"),
    ]
    assert [row.name for row in heads[0]["rows"]] == ["Akhmad Contoh, S.Pd.", HOSTILE, "Eko Contoh"]


def test_who_was_excused_is_said_and_guests_stand_on_a_list_of_their_own(cast: Cast) -> None:
    note(cast, Delegate.objects.get(name__startswith="Akhmad").person, status="izin")
    note(cast, Person.objects.create(name=HOSTILE), group=Group.GUEST)

    assert [row.arrived for row in roster_of(kelas_of(cast, is_filled=True), RosterGroup.PARTICIPANTS)] == ["izin"]
    guests = roster_of(kelas_of(cast, is_filled=True), RosterGroup.GUESTS)
    assert [(row.name, row.office, row.arrived) for row in guests] == [(HOSTILE, "Bank Contoh", "hadir")]
