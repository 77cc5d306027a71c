"""Each invited office has its turn, in an order that the secretariat settles."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agendas import actions as agendas
from agendas import sharing
from agendas.actions import Plan
from agendas.models import Material, Session, Slot
from agendas.releases import release
from participants.gate import Actor
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.cast import NOW, PDF, Cast

pytestmark = pytest.mark.django_db
STARTS = datetime(2020, 9, 18, 0, 30, tzinfo=UTC)  # 08.30 WITA


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    stage.invite_both(cast, rakor)
    plan = Plan("sharing", "Sharing session", STARTS, STARTS + timedelta(minutes=25))
    agendas.add_session(rakor=rakor, plan=plan, by=cast.secretariat, now=NOW)
    return cast


def session_of(cast: Cast) -> Session:
    return Session.objects.select_related("rakor__organiser").get(rakor=cast.rakor)


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def post(cast: Cast, verb: str, pk: int, **typed: Any) -> str:
    return client_of(cast.secretariat).post(reverse(verb, args=[pk]), typed, follow=True).content.decode()


def offices(cast: Cast) -> list[str]:
    return [str(slot) for slot in Slot.objects.filter(session=session_of(cast))]


def test_turns_come_from_the_invitation_list_in_the_official_order_and_only_once(cast: Cast) -> None:
    page = post(cast, "slot_fill", session_of(cast).pk)
    assert "2 kantor mendapat giliran." in page
    assert "2 kantor, 12 menit tiap kantor" in page
    assert "<time>08.42 WITA</time>" in page

    assert "Semua yang diundang sudah ada." in post(cast, "slot_fill", session_of(cast).pk)
    assert offices(cast) == ["KPU Kabupaten Banjar", "KPU Kabupaten Tapin"]


def test_turns_move_up_and_down_and_stop_at_the_ends(cast: Cast) -> None:
    post(cast, "slot_fill", session_of(cast).pk)
    [first, last] = Slot.objects.all()

    post(cast, "slot_move", last.pk, ke="naik")
    assert offices(cast) == ["KPU Kabupaten Tapin", "KPU Kabupaten Banjar"]
    post(cast, "slot_move", last.pk, ke="naik")
    post(cast, "slot_move", first.pk, ke="turun")
    assert offices(cast) == ["KPU Kabupaten Tapin", "KPU Kabupaten Banjar"]
    assert AuditRow.objects.filter(verb="turn.moved").count() == 1

    post(cast, "slot_remove", last.pk)
    assert offices(cast) == ["KPU Kabupaten Banjar"]


def test_too_many_offices_for_the_length_get_a_sentence(cast: Cast) -> None:
    Session.objects.update(ends_at=STARTS + timedelta(minutes=5))

    page = post(cast, "slot_fill", session_of(cast).pk)

    assert "2 kantor dalam 5 menit berarti kurang dari 3 menit untuk tiap kantor." in page


def test_without_an_end_no_minutes_are_promised(cast: Cast) -> None:
    Session.objects.update(ends_at=None)

    page = post(cast, "slot_fill", session_of(cast).pk)

    assert "lama tiap kantor terbuka karena sesi s.d. selesai" in page


def test_every_office_is_asked_the_same_and_the_office_reads_it(cast: Cast) -> None:
    session = session_of(cast)
    assert sharing.prompts_of(session) == ["Pengalaman", "Kendala", "Usulan"]

    post(cast, "prompts_change", session.pk, prompts="Praktik baik\n\n <b>Hambatan</b> ")

    page = client_of(cast.operator).get(reverse("slot_list", args=[session.pk])).content.decode()
    assert "<li>Praktik baik</li><li>&lt;b&gt;Hambatan&lt;/b&gt;</li>" in page
    assert "Isi dari daftar undangan" not in page
    assert session_of(cast).version == 1


# --- materials


def upload(cast: Cast, name: str, content: bytes, title: str = "Paparan") -> Any:
    file = SimpleUploadedFile(name, content)
    address = reverse("material_add", args=[session_of(cast).pk])
    return client_of(cast.secretariat).post(address, {"title": title, "upload": file})


def test_a_material_goes_out_to_whoever_sees_the_rakor_as_a_download(cast: Cast) -> None:
    upload(cast, "paparan.pdf", PDF)
    address = reverse("material_file", args=[Material.objects.get().pk])

    answer = client_of(cast.operator).get(address)

    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="paparan.pdf"'
    assert client_of(cast.stranger).get(address).status_code == 404


def test_a_material_that_is_taken_away_leaves_its_trace(cast: Cast) -> None:
    upload(cast, "paparan.pdf", PDF)
    material = Material.objects.get()

    post(cast, "material_remove", material.pk)

    assert not Material.objects.exists()
    row = AuditRow.objects.get(verb="material.removed")
    assert (row.target_label, row.details["sha256"]) == ("Paparan", material.file.sha256)


@pytest.mark.parametrize(
    ("name", "content", "title", "sentence"),
    [
        ("paparan.exe", b"MZ", "Paparan", "Jenis berkas ini tidak diterima."),
        ("paparan.pdf", b"<html>", "Paparan", "Isi berkas bukan PDF seperti namanya."),
        ("paparan.pdf", PDF, "", "Tulis judul materi."),
    ],
)
def test_a_wrong_material_gets_its_sentence(cast: Cast, name: str, content: bytes, title: str, sentence: str) -> None:
    answer = upload(cast, name, content, title)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Material.objects.exists()


def test_what_is_only_for_the_committee_is_unknown_to_everybody_else(cast: Cast) -> None:
    upload(cast, "paparan.pdf", PDF)
    Session.objects.update(is_internal=True)
    page = reverse("session_show", args=[session_of(cast).pk])
    file = reverse("material_file", args=[Material.objects.get().pk])

    assert [client_of(cast.operator).get(address).status_code for address in (page, file)] == [404, 404]
    assert client_of(cast.chair).get(page).status_code == 200


def test_the_page_of_a_session_says_its_time_in_the_zone_of_the_reader_too(cast: Cast) -> None:
    cast.banjar.timezone = "Asia/Jakarta"
    cast.banjar.save()
    release(rakor=cast.rakor, by=cast.secretariat, now=NOW)

    page = client_of(cast.operator).get(reverse("session_show", args=[session_of(cast).pk])).content.decode()

    assert "mulai 08.30 WITA (07.30 WIB), selesai 08.55 WITA (07.55 WIB)" in page


def test_the_invited_read_a_session_as_it_was_released(cast: Cast) -> None:
    address, operator = reverse("session_show", args=[session_of(cast).pk]), client_of(cast.operator)
    assert operator.get(address).status_code == 404
    release(rakor=cast.rakor, by=cast.secretariat, now=NOW)
    released = session_of(cast).title

    Session.objects.update(title="Judul kerja")

    assert f"<h2>{released}</h2>" in operator.get(address).content.decode()
    assert "Judul kerja" not in operator.get(address).content.decode()
    assert "<h2>Judul kerja</h2>" in client_of(cast.chair).get(address).content.decode()
