"""Who hears of a new edition: after ten quiet minutes, once, and only of what concerns them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from agendas import actions, releases
from agendas.actions import Plan
from agendas.models import Session, Speaker
from meetings.actions import name_delegate
from meetings.models import Delegate, Invitation, Kelas
from participants.models import Person, Rank
from reminders.actions import deliver_due
from reminders.models import Delivery, Rule
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
AFTER = NOW + timedelta(hours=1)
QUIET = timedelta(minutes=10)
OPENING = datetime(2020, 9, 17, 7, 30, tzinfo=UTC)  # 15.30 WITA
STAFF = ["commissioner@contoh.invalid", "note-taker@contoh.invalid"]
READERS = ["office-chair@contoh.invalid", "operator@contoh.invalid", "other-operator@contoh.invalid"]
DELEGATES = ["kelas-d@contoh.invalid", "tanpa-kelas@contoh.invalid"]


@pytest.fixture
def cast() -> Cast:
    """Kelas D with speaker and note taker, an opening without anybody, one delegate in the kelas and one in none."""
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    session = stage.make_session(cast, rakor)
    plan = Plan("pembukaan", "Pembukaan", OPENING, OPENING + timedelta(hours=1), "Ballroom")
    actions.add_session(rakor=rakor, plan=plan, by=cast.secretariat, now=NOW)
    invitations = stage.invite_both(cast, rakor)
    for name, kelas, office in (("kelas-d", session.kelas, "Banjar"), ("tanpa-kelas", None, "Tapin")):
        delegate(cast, invitations[f"KPU Kabupaten {office}"], name, kelas)
    return cast


def delegate(cast: Cast, invitation: Invitation, name: str, kelas: Kelas | None) -> None:
    person = Person.objects.create(name=name, email=f"{name}@contoh.invalid")
    row = Delegate(invitation=invitation, person=person, name=name, title="Anggota", rank=Rank.ANGGOTA, mode="onsite")
    name_delegate(delegate=row, kelas=kelas, by=cast.secretariat, now=NOW)


def release(cast: Cast, now: datetime) -> None:
    releases.release(rakor=cast.rakor, by=cast.secretariat, now=now)


def change(kind: str, **values: object) -> None:
    Session.objects.filter(kind=kind).update(**values)


def told(number: int) -> list[str]:
    rows = Delivery.objects.filter(rule=Rule.EDITION, moment=f"edisi-{number}")
    return sorted(rows.values_list("address", flat=True))


def mail_to(address: str, number: int) -> str:
    return Delivery.objects.get(rule=Rule.EDITION, moment=f"edisi-{number}", address=address).body


@pytest.fixture
def released(cast: Cast) -> Cast:
    """The first edition is out and told."""
    release(cast, NOW)
    deliver_due(now=NOW + QUIET)
    return cast


def test_of_the_first_edition_only_those_with_a_task_hear(cast: Cast) -> None:
    release(cast, NOW)

    deliver_due(now=NOW + QUIET)

    assert told(1) == STAFF
    delivery = Delivery.objects.get(rule=Rule.EDITION, address="commissioner@contoh.invalid")
    assert (delivery.rakor, delivery.invitation) == (cast.rakor, None)
    assert delivery.subject == "Susunan acara: Rakor Contoh"
    assert delivery.body == (
        "Susunan acara Rakor Contoh sudah terbit. Sesi yang ditugaskan kepada commissioner contoh:\n\n"
        "- Kelas D\n  Kamis, 17 September 2020, 19.30–22.00 WITA, Ruang D\n\n"
        f"Susunan acara lengkap:\n{settings.SITE_URL}{reverse('agenda_show', args=[cast.rakor.pk])}\n\n"
        "Pesan ini dikirim oleh program Rakor; tidak perlu dibalas."
    )


def test_nothing_is_told_before_ten_quiet_minutes(cast: Cast) -> None:
    release(cast, NOW)

    deliver_due(now=NOW + QUIET - timedelta(seconds=1))
    assert told(1) == []

    deliver_due(now=NOW + QUIET)
    assert told(1) == STAFF


def test_a_second_run_sends_nothing(released: Cast) -> None:
    assert deliver_due(now=NOW + QUIET) == 0
    assert told(1) == STAFF


def test_a_kelas_that_moves_is_told_to_its_own(released: Cast) -> None:
    change("kelas", starts_at=datetime(2020, 9, 18, 0, 30, tzinfo=UTC), ends_at=datetime(2020, 9, 18, 3, 0, tzinfo=UTC))
    release(released, AFTER)

    deliver_due(now=AFTER + QUIET)

    assert told(2) == sorted(["kelas-d@contoh.invalid", *STAFF])
    delivery = Delivery.objects.get(rule=Rule.EDITION, moment="edisi-2", address="kelas-d@contoh.invalid")
    assert delivery.subject == "Perubahan acara, edisi 2: Rakor Contoh"
    assert delivery.body.startswith(
        "Edisi 2 susunan acara Rakor Contoh mengubah yang berikut:\n\n"
        "- Kelas D pindah ke Jumat 08.30, Ruang D\n"
        "  Sekarang: Jumat, 18 September 2020, 08.30–11.00 WITA, Ruang D\n\n"
    )


def test_a_plenary_session_is_told_to_offices_and_delegates(released: Cast) -> None:
    change("pembukaan", ends_at=OPENING + timedelta(minutes=90))
    release(released, AFTER)

    deliver_due(now=AFTER + QUIET)

    assert told(2) == sorted(READERS + DELEGATES)


def test_each_mail_names_only_what_concerns_its_reader(released: Cast) -> None:
    change("pembukaan", ends_at=OPENING + timedelta(minutes=90))
    change("kelas", starts_at=datetime(2020, 9, 17, 12, 0, tzinfo=UTC))
    release(released, AFTER)

    deliver_due(now=AFTER + QUIET)

    assert told(2) == sorted(STAFF + READERS + DELEGATES)
    for address, lines in {
        "commissioner@contoh.invalid": (False, True),
        "operator@contoh.invalid": (True, False),
        "kelas-d@contoh.invalid": (True, True),
    }.items():
        body = mail_to(address, 2)
        assert ("Pembukaan 30 menit lebih lama" in body, "Kelas D mulai 30 menit lebih lambat" in body) == lines


def test_who_is_relieved_and_who_comes_instead_both_hear(released: Cast) -> None:
    Speaker.objects.update(person=released.chair.person, name="chair contoh", title="Ketua")
    release(released, AFTER)

    deliver_due(now=AFTER + QUIET)

    assert told(2) == sorted(["chair@contoh.invalid", "kelas-d@contoh.invalid", *STAFF])


def test_a_removed_session_is_told_with_when_it_was(released: Cast) -> None:
    Session.objects.get(kind="pembukaan").delete()
    release(released, AFTER)

    deliver_due(now=AFTER + QUIET)

    body = mail_to("operator@contoh.invalid", 2)
    assert "- Pembukaan dihapus\n  Semula: Kamis, 17 September 2020, 15.30–16.30 WITA, Ballroom" in body


def test_releases_in_a_row_make_one_mail_against_the_last_quiet_one(released: Cast) -> None:
    soon = AFTER + timedelta(minutes=5)
    change("pembukaan", title="Pembukaan resmi")
    release(released, AFTER)
    change("pembukaan", ends_at=OPENING + timedelta(minutes=90))
    release(released, soon)

    deliver_due(now=AFTER + QUIET)
    assert (told(2), told(3)) == ([], [])

    deliver_due(now=soon + QUIET)
    assert (told(2), told(3)) == ([], sorted(READERS + DELEGATES))
    body = mail_to("operator@contoh.invalid", 3)
    assert "Pembukaan berganti judul menjadi “Pembukaan resmi”" in body
    assert "Pembukaan resmi 30 menit lebih lama: Kamis 15.30–17.00" in body


def test_a_change_that_was_taken_back_is_told_to_nobody(released: Cast) -> None:
    soon = AFTER + timedelta(minutes=5)
    change("pembukaan", title="Salah ketik")
    release(released, AFTER)
    change("pembukaan", title="Pembukaan")
    release(released, soon)

    deliver_due(now=soon + QUIET)

    assert (told(2), told(3)) == ([], [])


def test_an_edition_of_last_week_is_not_told_any_more(cast: Cast) -> None:
    release(cast, NOW)

    deliver_due(now=NOW + timedelta(days=7))

    assert told(1) == []


def test_an_office_whose_letter_is_not_out_hears_nothing(released: Cast) -> None:
    Invitation.objects.filter(institution=released.tapin).update(sent_at=None, sent_by=None)
    change("pembukaan", title="Pembukaan resmi")
    release(released, AFTER)

    deliver_due(now=AFTER + QUIET)

    assert told(2) == ["kelas-d@contoh.invalid", "office-chair@contoh.invalid", "operator@contoh.invalid"]


def test_the_outbox_shows_a_mail_that_belongs_to_no_invitation(released: Cast) -> None:
    client = Client()
    client.force_login(released.secretariat.user)

    page = client.get(reverse("delivery_list", args=[released.rakor.pk])).content.decode()

    assert "commissioner@contoh.invalid" in page
    assert "Perubahan acara" in page
    assert "None" not in page
