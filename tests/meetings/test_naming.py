"""Names have a deadline: afterwards people are swapped with a reason, and what moves no seat stays open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from meetings import actions, naming
from meetings.models import AssignmentLetter, Delegate, Invitation, Kelas, Rakor, Seat
from participants.gate import Actor
from participants.models import Rank
from rakor.audit.models import AuditRow
from secretariat import copying, postponing
from tests import cast as stage
from tests.cast import NOW, PDF, Cast

pytestmark = pytest.mark.django_db
PERSON = {"name": "Rusmiati Contoh", "title": "Anggota", "rank": "ketua"}


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    return cast


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def visitor(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def close(cast: Cast) -> None:
    naming.set_naming_due(rakor=cast.rakor, due_at=NOW - timedelta(minutes=1), by=cast.secretariat, now=NOW)


def test_the_deadline_is_typed_and_read_in_the_zone_of_the_rakor(cast: Cast, invitation: Invitation) -> None:
    typed = {"naming_due_at": "2020-09-15T16:00"}
    page = visitor(cast.secretariat).post(reverse("naming_due_change", args=[cast.rakor.pk]), typed, follow=True)

    assert Rakor.objects.get().naming_due_at.isoformat() == "2020-09-15T08:00:00+00:00"  # type: ignore[union-attr]
    assert "nama paling lambat 15 September 2020 pukul 16.00 WITA" in page.content.decode()
    own = visitor(cast.operator).get(reverse("invitation_show", args=[invitation.pk])).content.decode()
    assert "Nama delegasi disebut paling lambat <b>Selasa, 15 September 2020 pukul 16.00 WITA</b>." in own


def test_after_the_deadline_an_office_adds_and_removes_nobody_but_the_host_does(
    cast: Cast, invitation: Invitation
) -> None:
    delegate = stage.name_delegate(cast, invitation)
    close(cast)
    office, host = visitor(cast.operator), visitor(cast.secretariat)
    add, remove = reverse("delegate_add", args=[invitation.pk]), reverse("delegate_remove", args=[delegate.pk])

    refused = office.post(add, PERSON | {"mode": "onsite"})
    kept = office.post(remove, follow=True).content.decode()

    assert refused.status_code == 422
    assert "Batas penyebutan nama lewat pada 14 September 2020 pukul 10.19 WITA." in refused.content.decode()
    assert 'value="Rusmiati Contoh"' in refused.content.decode()
    assert "untuk menambah atau mengeluarkan orang, hubungi sekretariat" in kept
    assert [row.name for row in Delegate.objects.all()] == ["Akhmad Contoh"]
    host.post(add, PERSON | {"mode": "onsite"})
    host.post(remove)
    assert [row.name for row in Delegate.objects.all()] == ["Rusmiati Contoh"]


def test_a_late_swap_needs_a_reason_and_takes_over_seat_and_mode(cast: Cast, invitation: Invitation) -> None:
    delegate = stage.name_delegate(cast, invitation)
    Delegate.objects.filter(pk=delegate.pk).update(mode="online", phone="0812", note="vegetarian")
    kelas = Kelas.objects.create(rakor=cast.rakor, code="A", name="Bidang A")
    Seat.objects.create(delegate=delegate, kelas=kelas)
    close(cast)
    client, address = visitor(cast.operator), reverse("delegate_swap", args=[delegate.pk])

    asked = client.post(address, PERSON).content.decode()
    assert "Tulis mengapa orangnya diganti, misalnya: sakit." in asked
    assert Delegate.objects.get().name == "Akhmad Contoh"

    client.post(address, PERSON | {"because": "Sakit"})
    now = Delegate.objects.get()
    assert (now.pk, now.name, now.title, now.mode) == (delegate.pk, "Rusmiati Contoh", "Anggota", "online")
    assert (now.phone, now.note, [seat.kelas for seat in now.seats.all()]) == ("", "", [kelas])
    assert now.person != delegate.person
    row = AuditRow.objects.get(verb="delegate.swapped")
    before = {"name": "Akhmad Contoh", "title": "Ketua", "rank": "ketua", "person": delegate.person_id}
    assert row.details == {"before": before, "because": "Sakit"}


def test_before_the_deadline_a_swap_needs_no_reason_but_a_free_seat(cast: Cast, invitation: Invitation) -> None:
    actions.set_quotas(rakor=cast.rakor, seats={Rank.KETUA: 1, Rank.ANGGOTA: 0}, by=cast.secretariat, now=NOW)
    typed = {Rank.KETUA: 1, Rank.ANGGOTA: 0}
    naming.change_invitation(invitation=invitation, seats=typed, by=cast.secretariat, now=NOW)  # type: ignore[arg-type]
    delegate = stage.name_delegate(cast, invitation)
    client, address = visitor(cast.operator), reverse("delegate_swap", args=[delegate.pk])

    full = client.post(address, PERSON | {"rank": "anggota"}).content.decode()
    client.post(address, PERSON)

    assert "Kursi untuk Anggota sudah penuh." in full
    assert Delegate.objects.get().name == "Rusmiati Contoh"


def test_harmless_fields_stay_open(cast: Cast, invitation: Invitation) -> None:
    delegate = stage.name_delegate(cast, invitation)
    close(cast)
    typed = {"title": "Plt. Ketua", "mode": "onsite", "phone": "0812-0000-0000", "note": "vegetarian"}

    visitor(cast.operator).post(reverse("delegate_change", args=[delegate.pk]), typed | {"name": "Orang Lain"})

    now = Delegate.objects.get()
    assert (now.name, now.title, now.phone, now.note) == ("Akhmad Contoh", "Plt. Ketua", "0812-0000-0000", "vegetarian")


def test_telephone_and_note_are_read_by_the_own_office_and_the_host_only(cast: Cast, invitation: Invitation) -> None:
    delegate = stage.name_delegate(cast, invitation)
    Delegate.objects.filter(pk=delegate.pk).update(phone="0812-0000-0000", note="vegetarian")
    address = reverse("invitation_show", args=[invitation.pk])

    pages = {
        who: visitor(getattr(cast, who)).get(address).content.decode() for who in ("operator", "chair", "observer")
    }

    assert {who: ("0812-0000-0000" in page, "vegetarian" in page) for who, page in pages.items()} == {
        "operator": (True, True),
        "chair": (True, True),
        "observer": (False, False),
    }


def test_those_named_before_come_again_in_one_click_as_far_as_there_are_seats(
    cast: Cast, invitation: Invitation
) -> None:
    for name in ("Akhmad Contoh", "Rusmiati Contoh"):
        row = Delegate(invitation=invitation, name=name, title="Ketua", rank=Rank.KETUA, mode="onsite", phone="0812")
        actions.name_delegate(delegate=row, by=cast.operator, now=NOW)
    later = stage.make_rakor(cast, title="Rakor kedua")
    actions.set_quotas(rakor=later, seats={Rank.KETUA: 1}, by=cast.secretariat, now=NOW)
    asked = stage.invite_both(cast, later)["KPU Kabupaten Banjar"]
    client = visitor(cast.operator)

    offered = [row.pk for row in naming.earlier_delegates(asked)]
    page = client.post(reverse("delegate_again", args=[asked.pk]), {"delegates": offered}, follow=True).content.decode()

    assert [(row.name, row.phone) for row in asked.delegates.all()] == [("Akhmad Contoh", "0812")]
    assert asked.delegates.get().person == invitation.delegates.first().person  # type: ignore[union-attr]
    assert "Rusmiati Contoh belum masuk: kursi untuk Ketua sudah penuh." in page


def test_people_of_another_office_are_never_named_again(cast: Cast, invitation: Invitation) -> None:
    stage.name_delegate(cast, invitation)
    later = stage.invite_both(cast, stage.make_rakor(cast, title="Rakor kedua"))["KPU Kabupaten Tapin"]
    foreign = Delegate.objects.get()

    visitor(cast.other_operator).post(reverse("delegate_again", args=[later.pk]), {"delegates": [foreign.pk]})

    assert naming.earlier_delegates(later) == []
    assert not later.delegates.exists()


def test_a_surat_tugas_is_kept_and_every_version_of_it(cast: Cast, invitation: Invitation) -> None:
    client, address = visitor(cast.operator), reverse("assignment_add", args=[invitation.pk])

    for name in ("st-1.pdf", "st-2.pdf"):
        client.post(address, {"upload": SimpleUploadedFile(name, PDF)})
    refused = client.post(address, {"upload": SimpleUploadedFile("st.pdf", b"<html>")})

    assert [str(row) for row in AssignmentLetter.objects.all()] == ["st-2.pdf", "st-1.pdf"]
    assert refused.status_code == 422
    assert "Isi berkas bukan PDF seperti namanya." in refused.content.decode()
    letter = AssignmentLetter.objects.last()
    assert letter
    own = client.get(reverse("assignment_file", args=[letter.pk]))
    assert b"".join(own.streaming_content) == PDF  # type: ignore[attr-defined]
    assert visitor(cast.other_operator).get(reverse("assignment_file", args=[letter.pk])).status_code == 404


def test_new_days_and_a_copy_keep_what_was_asked(cast: Cast, invitation: Invitation) -> None:
    """The deadline moves with the first day, at its hour; tembusan stays tembusan."""
    close(cast)
    Invitation.objects.filter(pk=invitation.pk).update(is_copy=True, asked_for="Kabag Ops", technical_staff=2)
    postponing.postpone(rakor=cast.rakor, because="Banjir", by=cast.secretariat, now=NOW)
    postponing.reschedule(rakor=cast.rakor, starts_on=date(2020, 9, 20), due={}, by=cast.secretariat, now=NOW)
    assert cast.rakor.naming_due_at == NOW - timedelta(minutes=1) + timedelta(days=3)

    fresh = Rakor(title="Salinan", starts_on=date(2020, 10, 1), ends_on=date(2020, 10, 2), timezone="Asia/Makassar")
    take = copying.Take(invitations=True)
    copying.copy_rakor(source=cast.rakor, rakor=fresh, take=take, by=cast.secretariat, now=NOW)
    row = fresh.invitations.get(institution=cast.banjar)
    assert (row.is_copy, row.asked_for, row.technical_staff) == (True, "Kabag Ops", 2)
