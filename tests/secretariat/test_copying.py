"""A copy takes the plan, moved by whole days at the same hours, and nothing that happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agendas.models import Edition, Session, Speaker, Topic
from documents.models import Letter
from meetings import actions as meetings
from meetings.models import Delegate, Duty, Invitation, Kelas, Rakor, Room, SeatRule
from participants.gate import Actor
from participants.models import Person, Position, Rank, Role
from rakor.audit.models import AuditRow
from reports.models import Obligation, Requirement
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
ALL = dict.fromkeys(("agenda", "kelas", "requirements", "invitations", "quotas"), "on")
TYPED = {
    "title": "Rakor kedua",
    "starts_on": "2020-11-03",
    "ends_on": "2020-11-04",
    "timezone": "Asia/Makassar",
    "mode": "onsite",
}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    """A rakor in which everything has happened."""
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    session = stage.make_session(cast, rakor)
    Session.objects.filter(pk=session.pk).update(cue="Lampu redup", note_taker=cast.commissioner.person)
    invitation = stage.invite_both(cast, rakor)["KPU Kabupaten Banjar"]
    meetings.set_quotas(rakor=rakor, seats={Rank.KETUA: 1, Rank.ANGGOTA: 4}, by=cast.secretariat, now=NOW)
    meetings.answer_invitation(invitation=invitation, answer="hadir", reason="", by=cast.operator, now=NOW)
    stage.name_delegate(cast, invitation)
    SeatRule.objects.create(kelas=session.kelas, rank=Rank.ANGGOTA, bidang="SOS")
    stage.send_report(cast, stage.make_requirement(cast, rakor), invitation)
    stage.make_requirement(cast, rakor, "hibah")
    stage.write_letter(cast, rakor, until="sent")
    return cast


def copy(actor: Actor, source: Rakor, **typed: Any) -> tuple[str, Rakor | None]:
    client = Client()
    client.force_login(actor.user)
    before = set(Rakor.objects.values_list("pk", flat=True))
    page = client.post(reverse("rakor_copy", args=[source.pk]), TYPED | ALL | typed, follow=True).content.decode()
    return page, Rakor.objects.exclude(pk__in=before).first()


def host_of_banjar(cast: Cast) -> Actor:
    return stage.make_actor("banjar_host", cast.banjar, Role.SECRETARIAT, Rank.KASUBBAG)


def release(cast: Cast, **changes: Any) -> None:
    """An edition of the session as it stands, with what reads otherwise in it."""
    session = Session.objects.get(rakor=cast.rakor)
    row = {
        "id": session.pk,
        "title": session.title,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": None,
        "topics": ["Fasilitas APK"],
        "speakers": [{"person": speaker.person_id} for speaker in session.speakers.all()],
    }
    Edition.objects.create(
        rakor=cast.rakor, number=1, released_at=NOW, released_by=cast.secretariat.user, content=[row | changes], html=""
    )


def test_hours_of_the_clock_stay_in_the_new_zone_and_days_move_together(cast: Cast) -> None:
    """19.30 WITA becomes 19.30 WIT; a deadline three days before stays three days before."""
    page, made = copy(cast.secretariat, cast.rakor, timezone="Asia/Jayapura")

    assert made and "Selasa s.d. Rabu, 3 s.d. 4 November 2020 (WIT)" in page
    session = Session.objects.get(rakor=made)
    assert session.starts_at == datetime(2020, 11, 3, 10, 30, tzinfo=UTC)
    assert session.span() == "19.30–22.00 WIT"
    report, hibah = Requirement.objects.filter(rakor=made)
    assert report.due_text == "Sabtu, 31 Oktober 2020 pukul 16.00 WIT"
    assert hibah.period_text == "Oktober 2020"
    assert {report.added_at, hibah.added_at} == {made.created_at}  # asked now, not when the source asked


def test_the_plan_goes_along(cast: Cast) -> None:
    _, made = copy(cast.secretariat, cast.rakor)

    kelas = Kelas.objects.get(rakor=made)
    session = Session.objects.get(rakor=made)
    assert (kelas.code, kelas.division, kelas.room) == ("D", Kelas.objects.get(rakor=cast.rakor).division, session.room)
    assert list(Room.objects.filter(rakor=made).values_list("name", flat=True)) == ["Ruang D"]
    assert (session.kelas, session.cue) == (kelas, "Lampu redup")
    topics = Topic.objects.filter(session=session).values_list("title", flat=True)
    assert list(topics) == ["Fasilitas APK", "Pemetaan lokasi APK"]
    assert SeatRule.objects.filter(kelas=kelas).values_list("rank", "bidang").get() == ("anggota", "SOS")
    assert made and dict(made.quotas.values_list("rank", "seats")) == {"ketua": 1, "anggota": 4}


def test_nothing_that_happened_goes_along(cast: Cast) -> None:
    _, made = copy(cast.secretariat, cast.rakor)

    assert made and (made.opened_at, made.parent, made.join_url) == (None, None, "")
    rows = list(Invitation.objects.filter(rakor=made).values_list("institution_name", "sent_at", "answer"))
    assert rows == [("KPU Kabupaten Banjar", None, ""), ("KPU Kabupaten Tapin", None, "")]
    assert not Delegate.objects.filter(invitation__rakor=made).exists()
    assert not Letter.objects.filter(rakor=made).exists()
    assert not Obligation.objects.filter(requirement__rakor=made).exists()


def test_one_row_of_the_ledger_says_what_was_taken(cast: Cast) -> None:
    seen = AuditRow.objects.count()

    _, made = copy(cast.secretariat, cast.rakor, quotas="")

    assert AuditRow.objects.count() == seen + 1
    row = AuditRow.objects.latest("pk")
    taken = {"kelas": 1, "sessions": 1, "requirements": 2, "invitations": 2}
    assert made and (row.verb, row.target_id, row.rakor_id) == ("rakor.copied", str(made.pk), made.pk)
    assert row.details == {"source": cast.rakor.pk, "title": "Rakor Contoh", "taken": taken}


def test_only_what_is_ticked_goes_along_and_a_kelas_session_needs_its_kelas(cast: Cast) -> None:
    _, made = copy(cast.secretariat, cast.rakor, kelas="", requirements="", invitations="", quotas="")

    assert made and not Session.objects.filter(rakor=made).exists()
    assert not made.quotas.exists() and not made.invitations.exists()
    assert not Requirement.objects.filter(rakor=made).exists()


def test_people_who_left_stay_behind_and_guests_stay_as_names(cast: Cast) -> None:
    session = Session.objects.get(rakor=cast.rakor)
    guest = Person.objects.create(name="Tamu Contoh")
    Speaker.objects.create(session=session, person=guest, name="Tamu Contoh", title="Kepala Dinas")
    Position.objects.filter(person=cast.chair.person).update(valid_to=date(2020, 10, 1))
    Speaker.objects.create(session=session, person=cast.chair.person, name="Ketua lama", title="Ketua")

    _, made = copy(cast.secretariat, cast.rakor)

    speakers = Speaker.objects.filter(session__rakor=made).values_list("name", "title", "person")
    own = cast.commissioner.person
    assert list(speakers) == [(own.name, "Anggota", own.pk), ("Tamu Contoh", "Kepala Dinas", guest.pk)]
    assert Duty.objects.get(rakor=made).person == own  # the note taker, who still serves


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("title", "", "Nama rakor wajib diisi."),
        ("starts_on", "2020-09-13", "Hari pertama sudah lewat; hari ini 14 September 2020."),
        ("starts_on", "9999-12-31", "Hari pertama lebih dari 5 tahun lagi. Periksa tahunnya."),
        ("starts_on", "0001-01-01", "Hari pertama sudah lewat"),
        ("ends_on", "2020-11-02", "Hari terakhir mendahului hari pertama. Periksa kedua tanggal."),
        ("timezone", "Europe/Paris", "Masukkan pilihan yang valid."),
    ],
)
def test_a_wrong_field_gets_its_sentence_and_nothing_is_copied(
    cast: Cast, field: str, value: str, sentence: str
) -> None:
    page, made = copy(cast.secretariat, cast.rakor, **{"venue_name": "Hotel Contoh", field: value})

    assert sentence in page
    assert 'value="Hotel Contoh"' in page
    assert made is None


def test_an_agenda_longer_than_the_new_days_is_told(cast: Cast) -> None:
    Session.objects.filter(rakor=cast.rakor).update(
        starts_at=datetime(2020, 9, 18, 1, tzinfo=UTC), ends_at=datetime(2020, 9, 18, 2, tzinfo=UTC)
    )

    page, made = copy(cast.secretariat, cast.rakor, ends_on="2020-11-03")
    assert "Acara yang disalin memerlukan 2 hari, sampai 4 November 2020." in page
    assert made is None

    _, made = copy(cast.secretariat, cast.rakor, ends_on="2020-11-03", agenda="")
    assert made and made.ends_on == date(2020, 11, 3)


def test_an_invited_office_makes_its_turunan(cast: Cast) -> None:
    release(cast)

    page, made = copy(host_of_banjar(cast), cast.rakor)

    assert made and (made.parent, made.organiser) == (cast.rakor, cast.banjar)
    assert "Rakor Contoh, KPU Provinsi Kalimantan Selatan" in page
    assert Kelas.objects.get(rakor=made).division in cast.banjar.divisions.filter(bidang="SOS")
    assert [row.period_text for row in Requirement.objects.filter(rakor=made)] == ["", "Agustus 2020"]
    assert not made.invitations.exists()


def test_inner_notes_and_people_of_the_other_office_stay_there(cast: Cast) -> None:
    guest = Person.objects.create(name="Tamu Contoh")
    session = Session.objects.get(rakor=cast.rakor)
    Speaker.objects.create(session=session, person=guest, name="Tamu Contoh", title="Kepala Dinas")
    release(cast)
    inner = Session.objects.get(rakor=cast.rakor)
    inner.pk, inner.title, inner.is_internal, inner.kelas = None, "Rapat panitia", True, None
    inner.save()
    edition = Edition.objects.get()  # from before it was kept for the committee
    edition.content.append(edition.content[0] | {"id": inner.pk})
    edition.save()

    _, made = copy(host_of_banjar(cast), cast.rakor)

    session = Session.objects.get(rakor=made)
    assert (session.title, session.cue, session.note_taker) == ("Kelas D", "", None)
    [speaker] = Speaker.objects.filter(session=session)
    assert (speaker.name, speaker.title, speaker.person == guest) == ("Tamu Contoh", "Kepala Dinas", False)
    assert not Duty.objects.filter(rakor=made).exists()


def test_a_turunan_takes_what_was_released_not_what_is_planned_meanwhile(cast: Cast) -> None:
    release(cast, title="Kelas D, terbit")
    Session.objects.filter(rakor=cast.rakor).update(title="Rahasia", starts_at=NOW, ends_at=None)

    _, made = copy(host_of_banjar(cast), cast.rakor)

    session = Session.objects.get(rakor=made)
    assert (session.title, session.span()) == ("Kelas D, terbit", "19.30 WITA s.d. selesai")
    assert [topic.title for topic in session.topics.all()] == ["Fasilitas APK"]


def test_an_agenda_that_is_not_out_is_not_offered(cast: Cast) -> None:
    client = Client()
    client.force_login(host_of_banjar(cast).user)

    page = client.get(reverse("rakor_copy", args=[cast.rakor.pk])).content.decode()

    assert "Acara induk belum diterbitkan, jadi belum dapat disalin." in page
    assert 'name="agenda"' not in page
    assert 'name="requirements"' in page


def test_a_task_by_name_is_no_invitation_of_the_office(cast: Cast) -> None:
    """Who serves in a rakor sees it, but the own office may not build on it."""
    meetings.give_duty(rakor=cast.rakor, person=cast.stranger.person, kind="panitia")
    client = Client()
    client.force_login(cast.stranger.user)

    assert client.get(reverse("rakor_copy", args=[cast.rakor.pk])).status_code == 403


def test_the_form_of_a_new_rakor_offers_what_may_be_copied(cast: Cast) -> None:
    client = Client()
    client.force_login(host_of_banjar(cast).user)

    page = client.get(reverse("rakor_add")).content.decode()

    assert "Salin dari rakor lama atau templat" in page
    assert reverse("rakor_copy", args=[cast.rakor.pk]) in page
