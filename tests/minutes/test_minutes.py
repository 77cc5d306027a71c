"""Notes become minutes that the chair freezes; what was approved never changes, what was signed is locked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agendas import actions as agendas
from agendas.actions import Plan
from agendas.models import Appearance, Session
from documents import minutes_actions
from documents.minutes_paper import context_of
from minutes import actions
from minutes.models import FollowUp, Minutes, MinutesState, NoteBlock
from minutes.models.notes import writable_by
from tests import cast as stage
from tests.cast import NOW, PDF, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast, venue_name="Hotel Contoh", city="Banjarmasin")
    stage.invite_both(cast, rakor)
    stage.write_notes(cast, stage.make_session(cast, rakor))
    return cast


def session_of(cast: Cast) -> Session:
    return Session.objects.select_related("rakor__organiser").get(rakor=cast.rakor, kelas__isnull=False)


def test_without_an_outcome_there_is_nothing_to_approve(cast: Cast) -> None:
    empty = stage.make_rakor(cast, title="Kosong")

    with pytest.raises(actions.NothingToApprove):
        actions.propose(rakor=empty, by=cast.secretariat, now=NOW)


def test_notes_are_closed_while_the_chair_reads_and_open_when_they_come_back(cast: Cast) -> None:
    assert writable_by(session_of(cast), cast.note_taker)

    laid = actions.propose(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    assert not writable_by(session_of(cast), cast.note_taker)

    actions.send_back(minutes=laid, text="Lengkapi", by=cast.chair, now=NOW)
    assert writable_by(session_of(cast), cast.note_taker)


def test_what_was_approved_keeps_its_words_when_names_change(cast: Cast) -> None:
    approved = stage.approve_minutes(cast, cast.rakor)
    person = cast.note_taker.person
    person.name = "Nama Baru"
    person.save()
    NoteBlock.objects.update(text="Diubah kemudian")

    approved.refresh_from_db()
    [session] = approved.content["sessions"]
    assert session["note_taker"]["name"] == "note_taker contoh"
    assert session["blocks"][0]["text"] == "Fasilitasi APK oleh KPU kab/kota."
    assert session["outcomes"][0]["follow_ups"] == [
        {
            "task": "Sampaikan jadwal",
            "assignee": "KPU Kabupaten Banjar",
            "assignee_title": "",
            "due_on": "2020-09-21",
            "word": "Tindak lanjut",
        }
    ]


def note_fact(session: Session, started: datetime, ended: datetime, *rows: Appearance) -> None:
    by = session.rakor.created_by
    moments = {"started_at": started, "started_by": by, "ended_at": ended, "ended_by": by}
    Session.objects.filter(pk=session.pk).update(**moments)
    for row in rows:
        row.session = session
        row.save()


def add_session(cast: Cast, kind: str, title: str, starts: datetime) -> Session:
    plan = Plan(kind, title, starts, starts + timedelta(hours=1))
    return agendas.add_session(rakor=cast.rakor, plan=plan, by=cast.secretariat, now=NOW)


def paper_of(minutes: Minutes) -> dict[str, Any]:
    return context_of(minutes, sheet="a4", code="AAAA-AAAA", printed_by="Contoh", now=NOW)["minutes"]


def test_the_paper_prints_what_happened_and_the_frozen_text_keeps_the_plan_too(cast: Cast) -> None:
    opens, closes = datetime(2020, 9, 17, 7, 30, tzinfo=UTC), datetime(2020, 9, 18, 7, 30, tzinfo=UTC)
    opening, kelas = add_session(cast, "pembukaan", "Pembukaan", opens), session_of(cast)
    closing = add_session(cast, "penutupan", "Penutupan", closes)
    title = "Ketua KPU Provinsi Kalimantan Selatan"
    member = Appearance(part="membuka", name="Budi", title="Anggota", stands_in="a.n.", stands_in_for=title)
    note_fact(opening, opens + timedelta(minutes=12), opens + timedelta(minutes=80), member)
    led = Appearance(part="memimpin", name="Eka", title="Anggota")
    spoke = Appearance(part="berbicara", name="Sari", title="Kepala Dinas")
    note_fact(kelas, kelas.starts_at + timedelta(minutes=5), kelas.starts_at + timedelta(minutes=160), led, spoke)
    closed = Appearance(part="menutup", name="Citra", title="Anggota")
    note_fact(closing, closes + timedelta(minutes=40), closes + timedelta(minutes=50), closed)

    approved = stage.approve_minutes(cast, cast.rakor)

    paper = paper_of(approved)
    assert paper["opening"] == [
        f"Rapat dibuka Kamis, 17 September 2020 pukul 15.42 WITA oleh Budi, Anggota (a.n. {title})"
        ", bertempat di Hotel Contoh, Banjarmasin."
    ]
    assert paper["closing"].startswith(
        "Rapat koordinasi ditutup Jumat, 18 September 2020 pukul 16.20 WITA oleh Citra, Anggota."
    )
    identity = {row["label"]: row["lines"] for row in paper["identity"]}
    assert identity["Pemimpin sesi"] == ["Kelas D: Eka, Anggota (19.35–22.10 WITA)"]
    assert identity["Narasumber"] == ["Kelas D: Sari, Kepala Dinas"]
    [frozen] = approved.content["sessions"]
    assert (frozen["span"], frozen["fact"]["span"]) == ("19.30–22.00 WITA", "19.35–22.10 WITA")
    assert frozen["speakers"] == [{"name": "commissioner contoh", "title": "Anggota"}]


def test_who_opens_a_kelas_does_not_open_the_meeting(cast: Cast) -> None:
    kelas = session_of(cast)
    note_fact(kelas, kelas.starts_at, kelas.starts_at, Appearance(part="membuka", name="Eka", title="Anggota"))

    approved = stage.approve_minutes(cast, cast.rakor)

    assert (approved.content["opened"], approved.content["closed"]) == (None, None)


def test_without_facts_and_from_old_frozen_text_the_paper_prints_the_plan(cast: Cast) -> None:
    approved = stage.approve_minutes(cast, cast.rakor)
    today = paper_of(approved)

    for old in ("opened", "closed"):
        assert approved.content.pop(old) is None
    del approved.content["sessions"][0]["fact"]

    assert paper_of(approved) == today
    assert today["opening"] == ["Rapat dibuka Kamis, 17 September 2020, bertempat di Hotel Contoh, Banjarmasin."]
    assert today["closing"].startswith("Rapat koordinasi ditutup Jumat, 18 September 2020.")
    identity = {row["label"]: row["lines"] for row in today["identity"]}
    assert identity["Narasumber"] == ["Kelas D: commissioner contoh (Anggota)"]
    assert "Pemimpin sesi" not in identity


def test_a_second_approval_is_refused_and_prints_once(cast: Cast) -> None:
    approved = stage.approve_minutes(cast, cast.rakor)

    with pytest.raises(actions.AlreadyDone):
        minutes_actions.approve(minutes=approved, sheet="a4", by=cast.chair, now=NOW)


def test_the_signed_scan_locks_the_version_and_circulates_it(cast: Cast) -> None:
    approved = stage.approve_minutes(cast, cast.rakor, signed=True)

    assert approved.state == MinutesState.CIRCULATED
    with pytest.raises(minutes_actions.AlreadySigned):
        scan = SimpleUploadedFile("lain.pdf", PDF)
        minutes_actions.sign(minutes=approved, upload=scan, by=cast.secretariat, now=NOW)


def test_minutes_that_nobody_approved_are_not_signed(cast: Cast) -> None:
    laid = actions.propose(rakor=cast.rakor, by=cast.secretariat, now=NOW)

    with pytest.raises(minutes_actions.NotApproved):
        scan = SimpleUploadedFile("notula.pdf", PDF)
        minutes_actions.sign(minutes=laid, upload=scan, by=cast.secretariat, now=NOW)


def test_a_correction_is_the_next_version_and_the_first_stays(cast: Cast) -> None:
    first = stage.approve_minutes(cast, cast.rakor, signed=True)

    second = actions.open_correction(minutes=first, because="Salah tanggal", by=cast.secretariat, now=NOW)

    assert (second.number, second.state) == (2, MinutesState.DRAFT)
    assert writable_by(session_of(cast), cast.note_taker)
    assert Minutes.objects.get(pk=first.pk).content == first.content


def test_an_office_sees_minutes_and_its_follow_ups_only_when_they_are_out(cast: Cast) -> None:
    assert not FollowUp.objects.visible_to(cast.operator).exists()

    stage.approve_minutes(cast, cast.rakor)
    assert FollowUp.objects.visible_to(cast.operator).count() == 1
    assert not FollowUp.objects.visible_to(cast.other_operator).exists()
    assert not Minutes.objects.visible_to(cast.operator).exists()

    minutes_actions.sign(
        minutes=Minutes.objects.get(), upload=SimpleUploadedFile("n.pdf", PDF), by=cast.secretariat, now=NOW
    )
    assert Minutes.objects.visible_to(cast.operator).count() == 1


def test_two_editors_of_one_block_lose_nothing(cast: Cast) -> None:
    """F26, small: the second saver is told and nothing is overwritten."""
    block = NoteBlock.objects.get()
    twin = NoteBlock.objects.get()
    block.text = "Pertama"
    actions.change_block(block=block, seen_version=1, by=cast.note_taker, now=NOW)

    twin.text = "Kedua"
    with pytest.raises(actions.StaleBlock):
        actions.change_block(block=twin, seen_version=1, by=cast.secretariat, now=NOW)
    assert NoteBlock.objects.get().text == "Pertama"


def test_a_follow_up_is_done_only_when_the_host_verified_it(cast: Cast) -> None:
    stage.approve_minutes(cast, cast.rakor)
    row = FollowUp.objects.get()
    assert [row.is_overdue(day) for day in (row.due_on, row.due_on.replace(day=22))] == [False, True]

    actions.report_follow_up(follow_up=row, text="Jadwal terkirim", by=cast.operator, now=NOW)
    actions.return_follow_up(follow_up=row, text="Lampirkan bukti", by=cast.secretariat, now=NOW)
    row.refresh_from_db()
    assert row.state == "dikembalikan"

    actions.report_follow_up(follow_up=row, text="Terlampir", by=cast.operator, now=NOW)
    actions.verify_follow_up(follow_up=row, by=cast.secretariat, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.return_note) == ("diverifikasi", "")


def test_the_paper_says_identity_talk_outcomes_and_follow_ups(cast: Cast) -> None:
    approved = stage.approve_minutes(cast, cast.rakor)

    paper = context_of(approved, sheet="f4", code="AAAA-AAAA", printed_by="Contoh", now=NOW)

    identity = {row["label"]: row["lines"] for row in paper["minutes"]["identity"]}
    assert identity["Tempat"] == ["Hotel Contoh, Banjarmasin (luring)"]
    assert identity["Notulis"] == ["Kelas D: note_taker contoh"]
    assert paper["minutes"]["outcomes"] == [
        {
            "number": "D-1",
            "text": "Rapat APK selesai 25 September 2020.",
            "kind": "Kesepakatan",
            "assignee": "KPU Kabupaten Banjar",
            "due": "21 Sep 2020",
        }
    ]
    assert paper["follow_ups"]["rows"][0]["source"] == "D-1"
    assert paper["paper"]["size"] == "f4"
