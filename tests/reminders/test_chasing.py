"""Only who was asked and is silent is chased for an answer, each morning once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings import actions as meetings
from meetings.access_sheets import make_sheet
from meetings.models import Invitation
from meetings.naming import set_naming_due
from participants.models import InstitutionKind, Right
from rakor.audit.models import AuditRow
from reminders.actions import deliver_due, remind_unanswered
from reminders.models import Delivery, Rule
from secretariat.postponing import cancel, postpone
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
NAMING_DUE = datetime(2020, 9, 18, 4, 0, tzinfo=UTC)  # Friday 12.00 WITA
THREE_DAYS_BEFORE = datetime(2020, 9, 15, 0, 0, tzinfo=UTC)  # 08.00 WITA
DAY_BEFORE = THREE_DAYS_BEFORE + timedelta(days=2)
MORNING_OF = THREE_DAYS_BEFORE + timedelta(days=3)
BOTH = ["office-chair@contoh.invalid", "operator@contoh.invalid", "other-operator@contoh.invalid"]


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    set_naming_due(rakor=cast.rakor, due_at=NAMING_DUE, by=cast.secretariat, now=NOW)
    cast.invitations = stage.invite_both(cast, cast.rakor)  # type: ignore[attr-defined]
    return cast


def answer(cast: Cast) -> None:
    banjar = cast.invitations["KPU Kabupaten Banjar"]  # type: ignore[index]
    meetings.answer_invitation(invitation=banjar, answer="hadir", reason="", by=cast.operator, now=NOW)


def told(rule: Rule = Rule.UNANSWERED) -> list[str]:
    return sorted(Delivery.objects.filter(rule=rule).values_list("address", flat=True))


def test_three_days_before_the_deadline_everybody_silent_is_told_once(cast: Cast) -> None:
    deliver_due(now=THREE_DAYS_BEFORE - timedelta(seconds=1))
    assert told() == []

    deliver_due(now=THREE_DAYS_BEFORE)
    deliver_due(now=THREE_DAYS_BEFORE + timedelta(hours=9))

    assert told() == BOTH
    delivery = Delivery.objects.filter(rule=Rule.UNANSWERED).first()
    assert delivery
    assert delivery.subject == "Jawaban undangan ditunggu sampai Jumat, 18 September 2020 pukul 12.00 WITA"
    assert "untuk Rakor Contoh, Kamis s.d. Jumat, 17 s.d. 18 September 2020, belum dijawab." in delivery.body


def test_each_morning_speaks_and_after_a_stop_only_the_nearest(cast: Cast) -> None:
    deliver_due(now=THREE_DAYS_BEFORE)
    deliver_due(now=MORNING_OF)
    deliver_due(now=NAMING_DUE)

    moments = set(Delivery.objects.filter(rule=Rule.UNANSWERED).values_list("moment", flat=True))
    assert moments == {f"{NAMING_DUE.isoformat()}-3", f"{NAMING_DUE.isoformat()}-0"}


def test_who_has_answered_is_never_chased(cast: Cast) -> None:
    answer(cast)

    for now in (THREE_DAYS_BEFORE, DAY_BEFORE, MORNING_OF):
        deliver_due(now=now)
    remind_unanswered(rakor=cast.rakor, by=cast.secretariat, now=MORNING_OF)

    assert set(told() + told(Rule.BY_HAND)) == {"other-operator@contoh.invalid"}


def test_a_tembusan_and_who_was_asked_after_that_morning_are_left_alone(cast: Cast) -> None:
    Invitation.objects.filter(institution=cast.banjar).update(is_copy=True)
    Invitation.objects.filter(institution=cast.tapin).update(sent_at=THREE_DAYS_BEFORE + timedelta(hours=1))

    deliver_due(now=THREE_DAYS_BEFORE + timedelta(hours=2))
    assert told() == []

    deliver_due(now=DAY_BEFORE)
    assert told() == ["other-operator@contoh.invalid"]


@pytest.mark.parametrize("verb", [postpone, cancel])
def test_a_rakor_put_off_or_called_off_chases_nobody(cast: Cast, verb: Any) -> None:
    verb(rakor=cast.rakor, because="Banjir", by=cast.secretariat, now=NOW)

    deliver_due(now=THREE_DAYS_BEFORE)

    assert told() == []
    client = client_of(cast)
    assert client.post(reverse("unanswered_remind", args=[cast.rakor.pk])).status_code == 403
    assert "Ingatkan yang belum menjawab" not in invitations_page(cast, client)


def test_without_a_deadline_no_clock_chases(cast: Cast) -> None:
    set_naming_due(rakor=cast.rakor, due_at=None, by=cast.secretariat, now=NOW)

    deliver_due(now=THREE_DAYS_BEFORE)

    assert told() == []


def test_a_deadline_before_eight_has_no_morning_of_its_own(cast: Cast) -> None:
    early = datetime(2020, 9, 17, 23, 0, tzinfo=UTC)  # Friday 07.00 WITA
    set_naming_due(rakor=cast.rakor, due_at=early, by=cast.secretariat, now=NOW)

    deliver_due(now=early - timedelta(minutes=1))

    assert set(Delivery.objects.filter(rule=Rule.UNANSWERED).values_list("moment", flat=True)) == {
        f"{early.isoformat()}-1"
    }


# --- by hand


def client_of(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.secretariat.user)
    return client


def invitations_page(cast: Cast, client: Client) -> str:
    return client.get(reverse("invitation_list", args=[cast.rakor.pk])).content.decode()


def test_by_hand_twice_in_a_minute_sends_once_and_stands_in_the_ledger(cast: Cast) -> None:
    first = remind_unanswered(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    second = remind_unanswered(rakor=cast.rakor, by=cast.secretariat, now=NOW)

    assert (first, second) == (3, 0)
    assert told(Rule.BY_HAND) == BOTH
    row = AuditRow.objects.filter(verb="rakor.answers_chased").first()
    assert row and row.details == {"offices": ["KPU Kabupaten Banjar", "KPU Kabupaten Tapin"]}


def test_the_page_names_who_is_waited_for_and_reminds_them(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    answer(cast)
    client = client_of(cast)
    assert "Ingatkan yang belum menjawab" in invitations_page(cast, client)

    address = reverse("unanswered_list", args=[cast.rakor.pk])
    page = client.get(address).content.decode()
    answered = client.post(reverse("unanswered_remind", args=[cast.rakor.pk]), follow=True)

    assert "1 instansi; 1 di antaranya terjangkau surel." in page
    assert "KPU Kabupaten Tapin" in page and "KPU Kabupaten Banjar" not in page
    assert "1 pengingat disiapkan untuk instansi yang belum menjawab." in answered.content.decode()
    assert told(Rule.BY_HAND) == ["other-operator@contoh.invalid"]


def test_who_has_no_account_gets_words_to_copy_that_hold_no_secret(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    Right.objects.filter(institution=cast.tapin).delete()
    bank = stage.make_office("Bank <b>Kalsel</b>", InstitutionKind.LAIN, cast.tapin.region, "")  # type: ignore[arg-type]
    meetings.invite(rakor=cast.rakor, institutions=[bank], by=cast.secretariat, now=NOW)
    meetings.send_invitations(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    sheet = make_sheet(invitation=cast.invitations["KPU Kabupaten Tapin"], by=cast.secretariat, now=NOW)  # type: ignore[index]

    page = client_of(cast).get(reverse("unanswered_list", args=[cast.rakor.pk])).content.decode()

    assert "Yth. Bank &lt;b&gt;Kalsel&lt;/b&gt;. Undangan Rakor Contoh," in page
    assert "paling lambat 18 September 2020 pukul 12.00 WITA kepada sekretariat." in page
    assert "12.00 WITA lewat alamat pada lembar akses yang sudah diterima" in page
    assert sheet.code not in page and sheet.address.rstrip("/").rpartition("/")[2] not in page
    assert page.index("KPU Kabupaten Tapin") < page.index("KPU Kabupaten Banjar")  # no mail reaches it


def test_when_all_have_answered_the_page_says_so(cast: Cast) -> None:
    Invitation.objects.update(answer="hadir", answered_at=NOW, answered_by=cast.operator.user)

    client = client_of(cast)

    page = client.get(reverse("unanswered_list", args=[cast.rakor.pk])).content.decode()
    assert "Semua yang diundang sudah menjawab." in page
    assert "Ingatkan yang belum menjawab" not in invitations_page(cast, client)
