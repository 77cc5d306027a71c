"""Papers beside the attendance: the signed list scanned back, and the surat tugas of who stands in."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from agendas import actions as agendas
from agendas.models import Attendance, Session, SignedSheet, Status
from meetings.actions import give_duty
from meetings.models import AssignmentLetter, Delegate
from meetings.naming import add_assignment
from participants.gate import Actor
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.agendas.planning import plan
from tests.cast import NOW, PDF, Cast

pytestmark = pytest.mark.django_db
AFTER = datetime(2020, 9, 17, 15, 0, tzinfo=UTC)  # an hour after the session


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_session(cast, stage.make_rakor(cast))
    stage.name_delegate(cast, stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"])
    return cast


def session_of(cast: Cast) -> Session:
    return Session.objects.select_related("rakor__organiser").get(rakor=cast.rakor, kind="kelas")


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def post(actor: Actor, name: str, *args: object, **typed: Any) -> Any:
    with time_machine.travel(AFTER, tick=False):
        return client_of(actor).post(reverse(name, args=args), typed)


def page(actor: Actor, name: str, pk: int) -> str:
    return client_of(actor).get(reverse(name, args=[pk])).content.decode()


def scan(name: str = "daftar-hadir.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


# --- the signed list


def test_a_sheet_stands_with_its_session_or_with_every_session_of_its_day(cast: Cast) -> None:
    session = session_of(cast)
    same_day, next_day = plan(cast, "Pleno", "17 09.00-10.00"), plan(cast, "Penutupan", "18 09.00-10.00")
    post(cast.secretariat, "sheet_add", session.pk, about="sesi", upload=scan("kelas.pdf"))
    post(cast.secretariat, "sheet_add", session.pk, about="hari", upload=scan("hari.pdf"))

    shown = {
        row.title: [name for name in ("kelas.pdf", "hari.pdf") if name in page(cast.chair, "sheet_list", row.pk)]
        for row in (session, same_day, next_day)
    }
    assert shown == {"Kelas D": ["kelas.pdf", "hari.pdf"], "Pleno": ["hari.pdf"], "Penutupan": []}
    assert list(SignedSheet.objects.values_list("day", flat=True)) == [date(2020, 9, 17)] * 2
    details = [row.details for row in AuditRow.objects.filter(verb="sheet.attached").order_by("pk")]
    assert [(row["session"], row["day"]) for row in details] == [("Kelas D", "2020-09-17"), (None, "2020-09-17")]


def test_the_file_comes_back_as_it_was_sent_and_stays_when_the_sheet_is_taken_away(cast: Cast) -> None:
    sheet = stage.sign_in(cast, session_of(cast))
    answer: Any = client_of(cast.observer).get(reverse("sheet_file", args=[sheet.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")

    post(cast.secretariat, "sheet_remove", sheet.pk)

    assert SignedSheet.objects.count() == 0
    assert sheet.file.full_path.read_bytes() == PDF
    assert [row.target_label for row in AuditRow.objects.filter(verb="sheet.detached")] == ["daftar-hadir.pdf"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"about": "sesi"}, "Pilih berkas yang akan dikirim."),
        ({"about": "sesi", "upload": scan("a.xlsx", b"PK\x03\x04")}, "Jenis berkas ini tidak diterima."),
        ({"about": "sesi", "upload": scan("a.pdf", b"bukan pdf")}, "Isi berkas bukan PDF seperti namanya."),
        ({"about": "bulan", "upload": scan()}, "Masukkan pilihan yang valid."),
    ],
)
def test_another_file_gets_a_sentence(cast: Cast, typed: dict[str, Any], sentence: str) -> None:
    answer = post(cast.secretariat, "sheet_add", session_of(cast).pk, **typed)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert SignedSheet.objects.count() == 0


def test_names_are_ticked_from_a_sheet_and_from_nothing_else(cast: Cast) -> None:
    session, delegate = session_of(cast), Delegate.objects.get()
    refused = post(cast.secretariat, "sheet_tick", session.pk, delegates=[delegate.pk])
    assert "Lampirkan dahulu pindaian lembarnya" in refused.content.decode()
    assert Attendance.objects.count() == 0

    stage.sign_in(cast, session)
    nobody = post(cast.secretariat, "sheet_tick", session.pk)
    assert "Pilih sekurangnya satu nama." in nobody.content.decode()
    post(cast.secretariat, "sheet_tick", session.pk, delegates=[delegate.pk])

    row = Attendance.objects.get()
    assert (row.status, row.mode, row.how, row.in_at) == ("hadir", "onsite", "lembar", None)
    assert "Semua delegasi sudah tercatat hadir." in page(cast.secretariat, "sheet_list", session.pk)


def test_who_was_excused_and_signed_after_all_was_there(cast: Cast) -> None:
    stage.sign_in(cast, session_of(cast))
    note(cast, status="izin")
    post(cast.secretariat, "sheet_tick", session_of(cast).pk, delegates=[Delegate.objects.get().pk])

    assert (Attendance.objects.get().status, Attendance.objects.get().how) == ("hadir", "lembar")


def test_who_only_reads_sees_the_sheets_and_no_way_to_change_them(cast: Cast) -> None:
    sheet = stage.sign_in(cast, session_of(cast))
    read = page(cast.chair, "sheet_list", session_of(cast).pk)
    assert sheet.file.name in read
    assert "Lampirkan lembar" not in read
    assert 'name="delegates"' not in read

    assert post(cast.note_taker, "sheet_remove", sheet.pk).status_code == 403
    give_duty(rakor=cast.rakor, person=cast.note_taker.person, kind="panitia")
    assert post(cast.note_taker, "sheet_remove", sheet.pk).status_code == 302


def test_a_session_with_a_sheet_is_not_removed(cast: Cast) -> None:
    stage.sign_in(cast, session_of(cast))

    with pytest.raises(agendas.HasAttendance):
        agendas.remove_session(session=session_of(cast), by=cast.secretariat, now=NOW)


# --- the surat tugas of who stands in


def note(cast: Cast, **typed: Any) -> Any:
    values = {"status": "diwakili", "represented_by": "Siti, Sekretaris", "mode": "onsite", "how": "manual"}
    values |= {"in_at": "", "out_at": "", "note": ""} | typed
    return post(cast.secretariat, "attendance_note", session_of(cast).pk, Delegate.objects.get().person_id, **values)


def letter_of(cast: Cast, office: str) -> AssignmentLetter:
    invitation = cast.rakor.invitations.select_related("rakor").get(institution_name__endswith=office)
    return add_assignment(invitation=invitation, upload=scan(f"st-{office}.pdf"), by=cast.secretariat, now=NOW)


def test_the_letter_of_who_stands_in_is_one_that_the_office_sent(cast: Cast) -> None:
    letter = letter_of(cast, "Banjar")
    note(cast, assignment=letter.pk)

    assert Attendance.objects.get().assignment == letter
    link = f'surat tugas: <a href="{reverse("assignment_file", args=[letter.pk])}">st-Banjar.pdf</a>'
    assert link in page(cast.chair, "attendance_roll", session_of(cast).pk)
    assert "surat tugas: st-Banjar.pdf" in page(cast.note_taker, "attendance_roll", session_of(cast).pk)


def test_or_one_that_comes_now_and_then_stands_with_the_invitation_too(cast: Cast) -> None:
    note(cast, upload=scan("st-baru.pdf"))

    letter = AssignmentLetter.objects.get()
    assert Attendance.objects.get().assignment == letter
    assert (str(letter), letter.invitation.institution_name) == ("st-baru.pdf", "KPU Kabupaten Banjar")
    assert AuditRow.objects.filter(verb="assignment.added").count() == 1


def test_the_letter_of_another_office_is_not_offered(cast: Cast) -> None:
    answer = note(cast, assignment=letter_of(cast, "Tapin").pk)

    assert "Surat tugas ini bukan milik kantor itu. Pilih yang lain." in answer.content.decode()
    assert Attendance.objects.count() == 0


def test_whoever_comes_in_person_after_all_needs_no_letter(cast: Cast) -> None:
    note(cast, assignment=letter_of(cast, "Banjar").pk)
    note(cast, status="hadir", assignment=AssignmentLetter.objects.get().pk)

    row = Attendance.objects.get()
    assert (row.status, row.represented_by, row.assignment) == ("hadir", "", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.update(assignment=AssignmentLetter.objects.get())


@pytest.mark.parametrize("status", Status.values)
def test_each_status_is_noted_with_its_way_of_being_there(cast: Cast, status: str) -> None:
    hour = {"in_at": "2020-09-17T19:50", "out_at": "2020-09-17T21:00"}
    note(cast, status=status, mode="online", **hour)

    row = Attendance.objects.get()
    stays = status in ("hadir", "diwakili")
    assert (row.status, row.mode) == (status, "online")
    assert (row.in_at, row.out_at) == (
        (AFTER - timedelta(minutes=190), AFTER - timedelta(hours=2)) if stays else (None, None)
    )
