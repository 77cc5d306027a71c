"""Only those who still owe are reminded, once, before their own deadline."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail

from meetings.models import Invitation, Rakor
from rakor.jobs.models import Job
from rakor.jobs.tasks import run_job
from reminders import tasks
from reminders.actions import deliver, deliver_due, remind_by_hand
from reminders.models import Delivery, Rule
from reminders.notices import Named, Notice
from reports import actions as reports
from reports.models import Obligation, Requirement
from tests import cast as stage
from tests.cast import DUE, NOW, Cast

pytestmark = pytest.mark.django_db
THREE_HOURS_BEFORE = DUE - timedelta(hours=3)


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    cast.invitations = stage.invite_both(cast, rakor)  # type: ignore[attr-defined]
    cast.requirement = stage.make_requirement(cast, rakor, "dim")  # type: ignore[attr-defined]
    Requirement.objects.update(added_at=NOW - timedelta(days=7))
    return cast


def send_dim(cast: Cast) -> Any:
    return stage.send_report(cast, cast.requirement, cast.invitations["KPU Kabupaten Banjar"], bidang="")  # type: ignore[arg-type]


def told(rule: Rule) -> list[str]:
    return sorted(Delivery.objects.filter(rule=rule).values_list("address", flat=True))


def test_only_the_office_that_still_owes_is_reminded(cast: Cast) -> None:
    send_dim(cast)

    deliver_due(now=THREE_HOURS_BEFORE)

    assert told(Rule.DUE) == ["other-operator@contoh.invalid"]
    delivery = Delivery.objects.get(rule=Rule.DUE)
    assert delivery.subject == "1 berkas ditunggu sampai Senin, 14 September 2020 pukul 16.00 WITA"
    assert "KPU Kabupaten Tapin belum mengirim 1 berkas" in delivery.body
    assert "(3 jam lagi)" in delivery.body


def test_a_reminder_is_sent_once_however_often_the_clock_looks(cast: Cast) -> None:
    deliver_due(now=THREE_HOURS_BEFORE)
    again = deliver_due(now=THREE_HOURS_BEFORE + timedelta(minutes=1))

    assert again == 0
    assert told(Rule.DUE) == [
        "office-chair@contoh.invalid",
        "operator@contoh.invalid",
        "other-operator@contoh.invalid",
    ]


def test_the_same_edition_of_two_rakor_is_told_of_both(cast: Cast) -> None:
    """By name, with the same moment: told of one is not told of the other, though both stand in one lot."""
    person, other = cast.operator.person, stage.make_rakor(cast, title="Rakor kedua")
    first, second = (
        Notice(Rule.EDITION, Named(rakor, person), "edisi-1", "Susunan acara", "Isi")
        for rakor in Rakor.objects.order_by("pk")
    )

    counts = [deliver([first], now=NOW), deliver([first, second], now=NOW), deliver([first, second], now=NOW)]

    assert counts == [1, 1, 0]
    assert Delivery.objects.get(rakor=other).subject == "Susunan acara"


def test_nothing_is_said_before_the_first_hour_and_after_the_deadline(cast: Cast) -> None:
    deliver_due(now=DUE - timedelta(hours=24, seconds=1))
    deliver_due(now=DUE)

    assert told(Rule.DUE) == []


def test_after_a_stop_only_the_nearer_reminder_speaks(cast: Cast) -> None:
    Invitation.objects.update(sent_at=DUE - timedelta(hours=25))
    deliver_due(now=DUE - timedelta(hours=24))
    deliver_due(now=DUE - timedelta(hours=1))

    moments = set(Delivery.objects.filter(rule=Rule.DUE).values_list("moment", flat=True))
    assert moments == {f"{DUE.isoformat()}-24", f"{DUE.isoformat()}-3"}


def test_an_extended_office_is_reminded_of_its_own_deadline(cast: Cast) -> None:
    until = DUE + timedelta(days=2)
    obligation = Obligation(requirement=cast.requirement, invitation=cast.invitations["KPU Kabupaten Tapin"])  # type: ignore[arg-type]
    reports.extend(obligation=obligation, until=until, because="Banjir", by=cast.chair, now=stage.NOW)

    deliver_due(now=THREE_HOURS_BEFORE)

    assert "other-operator@contoh.invalid" not in told(Rule.DUE)
    deliver_due(now=until - timedelta(hours=3))
    assert "other-operator@contoh.invalid" in told(Rule.DUE)


def test_an_exempt_office_hears_nothing(cast: Cast) -> None:
    obligation = Obligation(requirement=cast.requirement, invitation=cast.invitations["KPU Kabupaten Tapin"])  # type: ignore[arg-type]
    reports.exempt(obligation=obligation, because="Tanpa hibah", by=cast.chair, now=stage.NOW)

    deliver_due(now=THREE_HOURS_BEFORE)

    assert "other-operator@contoh.invalid" not in told(Rule.DUE)


def test_a_returned_paper_is_told_without_a_word_of_what_stands_in_it(cast: Cast) -> None:
    version = send_dim(cast)
    reports.send_back(version=version, note="Lengkapi penyebab", correct_until=None, by=cast.secretariat, now=stage.NOW)

    deliver_due(now=stage.NOW)

    assert told(Rule.RETURNED) == ["office-chair@contoh.invalid", "operator@contoh.invalid"]
    bodies = Delivery.objects.filter(rule=Rule.RETURNED).values_list("body", flat=True)
    assert ["Lengkapi penyebab" in body for body in bodies] == [False, False]
    assert all("dim versi 1 dikembalikan dengan catatan; catatannya dibaca pada halaman berkas." in b for b in bodies)


def test_reminding_by_hand_twice_in_a_minute_sends_once(cast: Cast) -> None:
    first = remind_by_hand(rakor=cast.rakor, by=cast.secretariat, now=stage.NOW)
    second = remind_by_hand(rakor=cast.rakor, by=cast.secretariat, now=stage.NOW)

    assert (first, second) == (3, 0)


def one_mail(cast: Cast) -> tuple[Delivery, Job]:
    send_dim(cast)
    deliver_due(now=THREE_HOURS_BEFORE)
    delivery = Delivery.objects.get(rule=Rule.DUE)
    return delivery, Job.objects.get(key=f"delivery:{delivery.pk}")


@pytest.mark.django_db(transaction=True)
def test_a_mail_goes_out_with_its_stable_message_id(cast: Cast) -> None:
    delivery, job = one_mail(cast)

    run_job(tasks.send_mail_of, job.pk)

    [sent] = mail.outbox
    delivery.refresh_from_db()
    assert sent.extra_headers["Message-ID"] == delivery.message_id
    assert sent.to == ["other-operator@contoh.invalid"]
    assert delivery.state == "terkirim"


@pytest.mark.django_db(transaction=True)
def test_a_final_refusal_is_shown_and_not_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """F25: 550 is final."""
    delivery, job = one_mail(cast)
    refusal = SMTPRecipientsRefused({delivery.address: (550, b"no such user")})
    monkeypatch.setattr(tasks.EmailMessage, "send", raising(refusal))

    run_job(tasks.send_mail_of, job.pk)

    delivery.refresh_from_db()
    job.refresh_from_db()
    assert delivery.refusal == "Alamat ditolak (550): no such user"
    assert (delivery.state, job.state) == ("ditolak", "selesai")


@pytest.mark.django_db(transaction=True)
def test_a_passing_failure_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """F25: 450, or a server that hangs up, is not final."""
    delivery, job = one_mail(cast)
    monkeypatch.setattr(tasks.EmailMessage, "send", raising(SMTPServerDisconnected("gone")))

    run_job(tasks.send_mail_of, job.pk)

    delivery.refresh_from_db()
    job.refresh_from_db()
    assert (delivery.state, job.state, job.attempts) == ("menunggu", "menunggu", 1)


def raising(error: Exception) -> Any:
    def send(*args: object, **kwargs: object) -> None:
        raise error

    return send


def test_a_hostile_title_adds_no_header(cast: Cast) -> None:
    """S07: line breaks of a title stay out of the subject."""
    cast.rakor.title = "Rakor\r\nBcc: semua@contoh.invalid"
    cast.rakor.save()

    deliver_due(now=stage.NOW)

    subject = Delivery.objects.filter(rule=Rule.INVITED).first().subject  # type: ignore[union-attr]
    assert subject == "Undangan: Rakor Bcc: semua@contoh.invalid"
