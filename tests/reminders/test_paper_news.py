"""What an office hears of its papers, once each, and what its host hears of petitions."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from meetings.models import Invitation
from participants.models import Person
from reminders.actions import deliver_due
from reminders.models import Delivery, Rule
from reports import actions as reports
from reports import asking, petitions
from reports.commenting import comment
from reports.models import Obligation, Requirement
from reports.recording import record_paper
from tests import cast as stage
from tests.cast import DUE, NOW, Cast

pytestmark = pytest.mark.django_db
BANJAR = ["office-chair@contoh.invalid", "operator@contoh.invalid"]
TAPIN = ["other-operator@contoh.invalid"]
LATER = DUE + timedelta(days=1)


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    return cast


@pytest.fixture
def banjar(cast: Cast) -> Invitation:
    return stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]


@pytest.fixture
def dim(cast: Cast, banjar: Invitation) -> Requirement:
    return stage.make_requirement(cast, cast.rakor, "dim")


@pytest.fixture
def owed(dim: Requirement, banjar: Invitation) -> Obligation:
    return Obligation(requirement=dim, invitation=banjar)


def told(rule: Rule) -> list[str]:
    return sorted(Delivery.objects.filter(rule=rule).values_list("address", flat=True))


def mail(rule: Rule) -> Delivery:
    found = Delivery.objects.filter(rule=rule).first()
    assert found
    return found


def test_a_receipt_comes_by_mail_once_and_without_the_content(cast: Cast, owed: Obligation) -> None:
    version = stage.send_report(cast, owed.requirement, owed.invitation, bidang="")

    deliver_due(now=NOW)
    again = deliver_due(now=NOW + timedelta(minutes=1))

    assert (told(Rule.RECEIVED), again) == (BANJAR, 0)
    assert mail(Rule.RECEIVED).subject == f"Tanda terima No. {version.receipt_number}: dim"
    assert version.sha256 in mail(Rule.RECEIVED).body
    assert "pukul 10.20 WITA, dikirim oleh operator contoh." in mail(Rule.RECEIVED).body
    assert "Kegiatan" not in mail(Rule.RECEIVED).body


def test_what_the_host_sent_for_it_is_told_to_the_office(cast: Cast, owed: Obligation) -> None:
    record_paper(obligation=owed, content={"rows": []}, received_via="surat", key=uuid4(), by=cast.secretariat, now=NOW)

    deliver_due(now=NOW)

    assert told(Rule.RECEIVED) == BANJAR
    assert (
        "disampaikan oleh secretariat contoh, sekretariat KPU Provinsi Kalimantan Selatan, atas nama KPU Kabupaten "
        "Banjar, yang menerimanya melalui surat." in mail(Rule.RECEIVED).body
    )


def test_who_comes_to_the_office_later_gets_no_old_receipt(cast: Cast, owed: Obligation) -> None:
    stage.send_report(cast, owed.requirement, owed.invitation, bidang="")
    Person.objects.filter(user=cast.office_chair.user).update(email="")
    deliver_due(now=NOW)
    Person.objects.filter(user=cast.office_chair.user).update(email="office-chair@contoh.invalid")

    deliver_due(now=NOW + timedelta(minutes=1))

    assert told(Rule.RECEIVED) == ["operator@contoh.invalid"]


def test_an_acceptance_is_told_once(cast: Cast, owed: Obligation) -> None:
    version = stage.send_report(cast, owed.requirement, owed.invitation, bidang="")
    reports.accept(version=version, by=cast.secretariat, now=NOW)

    deliver_due(now=NOW)
    deliver_due(now=NOW + timedelta(minutes=1))

    assert told(Rule.ACCEPTED) == BANJAR
    assert mail(Rule.ACCEPTED).subject == "Diterima: dim"


def test_each_extension_is_told_with_its_reason(cast: Cast, owed: Obligation) -> None:
    reports.extend(obligation=owed, until=LATER, because="Banjir", by=cast.chair, now=NOW)
    deliver_due(now=NOW)
    second = NOW + timedelta(hours=1)
    reports.extend(obligation=owed, until=LATER, because="Masih banjir", by=cast.chair, now=second)
    deliver_due(now=second)

    assert told(Rule.EXTENDED) == sorted(BANJAR * 2)
    assert "diperpanjang sampai Selasa, 15 September 2020 pukul 16.00 WITA." in mail(Rule.EXTENDED).body
    assert "Alasan: Masih banjir" in mail(Rule.EXTENDED).body


def test_a_petition_is_told_to_the_host_and_its_answer_to_the_office_alone(cast: Cast, owed: Obligation) -> None:
    petition = petitions.ask(obligation=owed, because="Banjir", until=LATER, by=cast.operator, now=NOW)
    deliver_due(now=NOW)
    petitions.grant(petition=petition, until=LATER, word="Silakan.", by=cast.secretariat, now=NOW)
    deliver_due(now=NOW)

    assert told(Rule.ASKED) == ["secretariat@contoh.invalid"]
    assert mail(Rule.ASKED).subject == "Permohonan perpanjangan: KPU Kabupaten Banjar"
    assert told(Rule.ANSWERED) == BANJAR
    assert "dikabulkan sampai Selasa, 15 September 2020 pukul 16.00 WITA." in mail(Rule.ANSWERED).body
    assert told(Rule.EXTENDED) == []


def test_an_opened_paper_is_told_as_returned_and_not_twice(cast: Cast, owed: Obligation) -> None:
    version = stage.send_report(cast, owed.requirement, owed.invitation, bidang="")
    reports.accept(version=version, by=cast.secretariat, now=NOW)
    petition = petitions.ask(obligation=owed, because="Keliru", until=None, by=cast.operator, now=NOW)
    petitions.grant(petition=petition, until=None, word="", by=cast.secretariat, now=NOW)

    deliver_due(now=NOW)

    assert (told(Rule.RETURNED), told(Rule.ANSWERED)) == (BANJAR, [])


def test_a_moved_deadline_is_told_to_those_who_still_owe_it(cast: Cast, owed: Obligation, dim: Requirement) -> None:
    stage.send_report(cast, dim, owed.invitation, bidang="")
    for due_at in (DUE + timedelta(hours=2), LATER):
        dim.due_at = due_at
        asking.change_requirement(requirement=dim, by=cast.secretariat, now=NOW)

    deliver_due(now=NOW)

    assert told(Rule.MOVED) == TAPIN
    assert "menjadi Selasa, 15 September 2020 pukul 16.00 WITA, semula Senin, 14 Sep" in mail(Rule.MOVED).body


def test_who_has_a_deadline_of_its_own_hears_nothing_of_the_general_one(
    cast: Cast, owed: Obligation, dim: Requirement
) -> None:
    reports.extend(obligation=owed, until=LATER + timedelta(days=1), because="Banjir", by=cast.chair, now=NOW)
    dim.due_at = LATER
    asking.change_requirement(requirement=dim, by=cast.secretariat, now=NOW)

    deliver_due(now=NOW)

    assert told(Rule.MOVED) == TAPIN


def test_a_message_is_told_to_the_other_side_once(cast: Cast, owed: Obligation) -> None:
    comment(obligation=owed, text="Boleh lampiran?", key=uuid4(), by=cast.operator, now=NOW)
    deliver_due(now=NOW)
    asked = told(Rule.COMMENTED)
    comment(obligation=owed, text="Boleh.", key=uuid4(), by=cast.commissioner, now=NOW + timedelta(minutes=1))
    deliver_due(now=NOW + timedelta(minutes=2))
    answered = told(Rule.COMMENTED)
    comment(obligation=owed, text="Terima kasih.", key=uuid4(), by=cast.operator, now=NOW + timedelta(minutes=3))

    deliver_due(now=NOW + timedelta(minutes=4))

    assert asked == ["secretariat@contoh.invalid"]
    assert answered == sorted([*asked, *BANJAR])
    assert told(Rule.COMMENTED) == sorted([*answered, *asked, "commissioner@contoh.invalid"])
    assert "operator contoh, KPU Kabupaten Banjar, tentang dim KPU Kabupaten Banjar:" in mail_with("Boleh lampiran?")


def mail_with(words: str) -> str:
    return Delivery.objects.get(body__contains=words).body
