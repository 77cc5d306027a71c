"""Put off, asked again, called off: days move, what was sent stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agendas.models import Edition, Session
from documents.models import Letter
from meetings import actions as meetings
from meetings.models import Delegate, Rakor, RakorState
from participants.gate import Actor
from rakor.audit.models import AuditRow
from reminders.actions import deliver_due
from reminders.models import Delivery, Rule
from reports import actions as reports
from reports import matrix
from reports.models import Obligation, Submission
from secretariat import postponing
from tests import cast as stage
from tests.cast import DUE, NOW, Cast

pytestmark = pytest.mark.django_db
REASON = "Banjir di Banjarmasin"
NEW_DUE = datetime(2020, 10, 12, 8, tzinfo=UTC)  # 28 days later, 16.00 WITA


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    stage.make_session(cast, rakor)
    cast.invitation = stage.invite_both(cast, rakor)["KPU Kabupaten Banjar"]  # type: ignore[attr-defined]
    cast.requirement = stage.make_requirement(cast, rakor, "dim")  # type: ignore[attr-defined]
    return cast


def visitor(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def postpone(cast: Cast, because: str = REASON) -> str:
    address = reverse("rakor_postpone", args=[cast.rakor.pk])
    page = visitor(cast.secretariat).post(address, {"because": because}, follow=True).content.decode()
    cast.rakor.refresh_from_db()
    return page


def reschedule(cast: Cast, **typed: Any) -> str:
    pk = cast.requirement.pk
    values = {"starts_on": "2020-10-15", f"day_{pk}": "2020-10-12", f"hour_{pk}": "16:00"} | typed
    address = reverse("rakor_reschedule", args=[cast.rakor.pk])
    page = visitor(cast.secretariat).post(address, values, follow=True).content.decode()
    cast.rakor.refresh_from_db()
    return page


def told(rule: Rule) -> list[str]:
    return sorted(Delivery.objects.filter(rule=rule).values_list("address", flat=True))


EVERY_READER = ["office-chair@contoh.invalid", "operator@contoh.invalid", "other-operator@contoh.invalid"]


def test_a_postponed_rakor_says_so_to_everybody_with_its_reason(cast: Cast) -> None:
    page = postpone(cast)

    assert cast.rakor.state(NOW) == RakorState.POSTPONED
    assert "<li><b>Ditunda</b></li>" in page
    office = visitor(cast.operator)
    shown = office.get(reverse("rakor_show", args=[cast.rakor.pk])).content.decode()
    assert "<b>Rakor ditunda:</b> Banjir di Banjarmasin" in shown
    home = office.get(reverse("home")).content.decode()
    assert "ditunda.</b> Banjir di Banjarmasin" in home
    assert "Jawab undangan" not in home


def test_a_reason_is_needed_and_the_first_one_stays(cast: Cast) -> None:
    assert "Tulis alasannya." in postpone(cast, "")
    assert cast.rakor.postponed_at is None

    postpone(cast)
    postponing.postpone(rakor=cast.rakor, because="Lain", by=cast.secretariat, now=NOW)

    cast.rakor.refresh_from_db()
    assert cast.rakor.postponed_because == REASON
    row = AuditRow.objects.get(verb="rakor.postponed")
    assert row.details == {"because": REASON}


def test_while_postponed_nobody_answers_and_no_deadline_speaks(cast: Cast) -> None:
    postpone(cast)

    answer = reverse("invitation_answer", args=[cast.invitation.pk])
    assert visitor(cast.operator).post(answer, {"answer": "hadir"}).status_code == 403
    remind = reverse("rakor_remind", args=[cast.rakor.pk])
    assert visitor(cast.secretariat).post(remind).status_code == 403
    deliver_due(now=DUE - timedelta(hours=3))
    assert told(Rule.DUE) == []
    assert told(Rule.POSTPONED) == EVERY_READER
    assert deliver_due(now=DUE) == 0
    mail = Delivery.objects.filter(rule=Rule.POSTPONED)[0]
    assert mail.subject == "Ditunda: Rakor Contoh"
    assert "semula Kamis s.d. Jumat, 17 s.d. 18 September 2020.\n\nAlasan: Banjir di Banjarmasin" in mail.body


def test_a_returned_paper_is_told_while_postponed_and_old_news_is_not(cast: Cast) -> None:
    version = stage.send_report(cast, cast.requirement, cast.invitation, bidang="")  # type: ignore[arg-type]
    postpone(cast)
    reports.send_back(version=version, note="Lengkapi", correct_until=None, by=cast.secretariat, now=NOW)

    deliver_due(now=NOW + timedelta(days=7))
    assert (told(Rule.RETURNED), told(Rule.POSTPONED)) == ([], [])
    deliver_due(now=NOW + timedelta(days=6))
    assert told(Rule.RETURNED) == ["office-chair@contoh.invalid", "operator@contoh.invalid"]


def test_the_new_days_are_proposed_before_anything_is_saved(cast: Cast) -> None:
    postpone(cast)
    address = reverse("rakor_reschedule", args=[cast.rakor.pk])

    page = visitor(cast.secretariat).get(address, {"starts_on": "2020-10-15"}).content.decode()

    assert "Kamis s.d. Jumat, 15 s.d. 16 Oktober 2020; belum ada yang tersimpan" in page
    assert '<td data-label="Menjadi">15 Okt 19.30 WITA</td>' in page
    assert 'value="2020-10-12"' in page
    assert Rakor.objects.get(pk=cast.rakor.pk).starts_on == date(2020, 9, 17)


def test_new_days_move_sessions_and_deadlines_in_one_go(cast: Cast) -> None:
    before = Session.objects.get()
    postpone(cast)

    page = reschedule(cast)

    assert "Jadwal baru tersimpan: Kamis s.d. Jumat, 15 s.d. 16 Oktober 2020." in page
    assert (cast.rakor.starts_on, cast.rakor.ends_on) == (date(2020, 10, 15), date(2020, 10, 16))
    assert (cast.rakor.postponed_at, cast.rakor.postponed_because) == (None, "")
    session = Session.objects.get()
    assert session.starts_at == before.starts_at + timedelta(days=28)
    assert session.version == before.version + 1
    cast.requirement.refresh_from_db()
    assert cast.requirement.due_at == NEW_DUE
    moved = AuditRow.objects.get(verb="requirement.changed")
    assert moved.details["due_at_before"] == DUE.isoformat()
    row = AuditRow.objects.get(verb="rakor.rescheduled")
    assert row.details == {"starts_on_before": "2020-09-17", "starts_on": "2020-10-15"}


def test_a_proposed_deadline_can_be_changed_before_it_is_saved(cast: Cast) -> None:
    postpone(cast)

    reschedule(cast, **{f"day_{cast.requirement.pk}": "2020-10-10", f"hour_{cast.requirement.pk}": "12.00"})

    cast.requirement.refresh_from_db()
    cast.requirement.rakor = cast.rakor
    assert cast.requirement.due_text == "Sabtu, 10 Oktober 2020 pukul 12.00 WITA"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("starts_on", "", "Bidang ini tidak boleh kosong."),
        ("starts_on", "2020-09-13", "Hari pertama sudah lewat; hari ini 14 September 2020."),
        ("starts_on", "9999-12-31", "Hari pertama lebih dari 5 tahun lagi. Periksa tahunnya."),
        ("day", "0001-01-01", "Lebih dari setahun dari hari pertama. Periksa tahunnya."),
        ("hour", "25.00", "Masukkan waktu yang valid."),
    ],
)
def test_a_wrong_day_is_told_and_nothing_moves(cast: Cast, field: str, value: str, sentence: str) -> None:
    postpone(cast)
    name = field if field == "starts_on" else f"{field}_{cast.requirement.pk}"

    assert sentence in reschedule(cast, **{name: value})

    assert cast.rakor.postponed_at is not None
    cast.requirement.refresh_from_db()
    assert cast.requirement.due_at == DUE


def test_answers_are_asked_again_and_stay_in_the_ledger(cast: Cast) -> None:
    by = cast.operator
    meetings.answer_invitation(invitation=cast.invitation, answer="tidak_hadir", reason="Tugas", by=by, now=NOW)
    stage.name_delegate(cast, cast.invitation)
    letter = stage.write_letter(cast, cast.rakor, until="sent")
    postpone(cast)

    reschedule(cast)

    cast.invitation.refresh_from_db()
    assert (cast.invitation.answer, cast.invitation.reason, cast.invitation.answered_at) == ("", "", None)
    assert cast.invitation.sent_at is not None
    row = AuditRow.objects.get(verb="invitation.asked_again")
    assert row.details == {"answer": "tidak_hadir", "reason": "Tugas"}
    assert Delegate.objects.count() == 1
    assert Letter.objects.get().number == letter.number != ""
    deliver_due(now=NOW)
    assert told(Rule.RESCHEDULED) == EVERY_READER
    body = Delivery.objects.filter(rule=Rule.RESCHEDULED)[0].body
    assert (
        "dijadwalkan kembali oleh KPU Provinsi Kalimantan Selatan: Kamis s.d. Jumat, 15 s.d. 16 Oktober 2020." in body
    )


def test_a_paper_sent_in_time_stays_in_time_and_a_late_one_late(cast: Cast) -> None:
    """The deadline moves to before the paper was sent, or far behind it: what counts is the one of that day."""
    stage.send_report(cast, cast.requirement, cast.invitation, bidang="")  # type: ignore[arg-type]
    other = stage.make_requirement(cast, cast.rakor)
    stage.send_report(cast, other, cast.invitation, now=DUE + timedelta(hours=1))  # type: ignore[arg-type]
    postpone(cast)

    pk = other.pk
    early = {f"day_{cast.requirement.pk}": "2020-09-14", f"hour_{cast.requirement.pk}": "08.00"}
    reschedule(cast, **early, **{f"day_{pk}": "2020-10-12", f"hour_{pk}": "16.00"})

    assert [row.is_late for row in Submission.objects.order_by("pk")] == [False, True]
    seen = matrix.build(rakor=cast.rakor, invitations=[cast.invitation], now=DUE + timedelta(days=1))  # type: ignore[list-item]
    assert [cell.is_late for cell in seen.cells() if cell.version] == [False, True]


def test_an_extension_stays_as_far_behind_the_deadline(cast: Cast) -> None:
    row = Obligation(requirement=cast.requirement, invitation=cast.invitation)  # type: ignore[misc]
    until = DUE + timedelta(days=2)
    reports.extend(obligation=row, until=until, because="Listrik padam", by=cast.chair, now=NOW)
    postpone(cast)

    reschedule(cast)

    extended = Obligation.objects.get()
    assert (extended.extended_until, extended.extended_because) == (NEW_DUE + timedelta(days=2), "Listrik padam")


def test_a_released_agenda_with_the_old_days_is_called_to_mind(cast: Cast) -> None:
    reminder = "Terbitkan edisi baru acara: yang dibaca undangan masih menyebut hari yang lama."
    postpone(cast)
    assert reminder not in reschedule(cast)

    by = cast.secretariat.user
    Edition.objects.create(rakor=cast.rakor, number=1, released_at=NOW, released_by=by, content=[], html="")
    postpone(cast)
    assert reminder in reschedule(cast)


def test_the_second_saver_changes_nothing(cast: Cast) -> None:
    postpone(cast)
    reschedule(cast)

    with pytest.raises(postponing.NotPostponed):
        postponing.reschedule(rakor=cast.rakor, starts_on=date(2020, 12, 1), due={}, by=cast.secretariat, now=NOW)

    assert "Langkah ini tidak terbuka" in reschedule(cast, starts_on="2020-12-01")
    assert cast.rakor.starts_on == date(2020, 10, 15)


def test_a_cancelled_rakor_says_why_and_is_changed_no_more(cast: Cast) -> None:
    client, address = visitor(cast.secretariat), reverse("rakor_cancel", args=[cast.rakor.pk])
    assert "Tulis alasannya." in client.post(address, {"because": ""}).content.decode()

    page = client.post(address, {"because": "Digabung"}, follow=True).content.decode()

    cast.rakor.refresh_from_db()
    assert "<b>Rakor dibatalkan:</b> Digabung" in page
    assert cast.rakor.state(NOW) == RakorState.CANCELLED
    assert AuditRow.objects.get(verb="rakor.cancelled").details == {"because": "Digabung"}
    assert client.post(address, {"because": "Lagi"}).status_code == 403
