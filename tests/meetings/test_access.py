"""An institution without account comes in by the sheet that the host handed out, and gets no further than it says."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from meetings.access_sheets import Sheet, make_sheet
from meetings.models import AccessLink, Invitation
from participants.models import Right, Role
from rakor.audit.models import AuditRow
from rakor.lib.logs import WithoutSecrets
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
INSIDE = NOW + timedelta(hours=1)


@pytest.fixture
def cast() -> Cast:
    cache.clear()
    cast = stage.make_cast()
    stage.make_rakor(cast)
    return cast


@pytest.fixture
def invitation(cast: Cast) -> Invitation:
    return stage.invite_both(cast, cast.rakor)["KPU Kabupaten Banjar"]


@pytest.fixture
def sheet(cast: Cast, invitation: Invitation) -> Sheet:
    return make_sheet(invitation=invitation, by=cast.secretariat, now=NOW)


@pytest.fixture(autouse=True)
def clock() -> object:
    with time_machine.travel(INSIDE, tick=False) as traveller:
        yield traveller


def path(sheet: Sheet) -> str:
    return sheet.address.removeprefix("http://127.0.0.1:8000")


def come_in(sheet: Sheet) -> Client:
    client = Client()
    assert client.post(path(sheet), {"code": sheet.code}).status_code == 302
    return client


def test_address_and_code_open_one_invitation_and_its_answer_names_the_sheet(
    sheet: Sheet, invitation: Invitation
) -> None:
    client = Client()
    entered = client.post(path(sheet), {"code": f"{sheet.code[:3]} {sheet.code[3:]}"})
    client.post(reverse("invitation_answer", args=[invitation.pk]), {"answer": "hadir"})

    assert entered["Location"] == reverse("invitation_show", args=[invitation.pk])
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.answered_by, invitation.is_answered_by_host) == (
        "hadir",
        sheet.link.user,
        False,
    )
    row = AuditRow.objects.get(verb="invitation.answered")
    assert (row.name, row.position) == ("Pemegang lembar akses", "Lembar akses")
    assert row.institution_name == "KPU Kabupaten Banjar"
    assert AccessLink.objects.get().last_used_at == INSIDE


def test_neither_address_nor_code_is_kept(sheet: Sheet) -> None:
    token = path(sheet).split("/")[2]
    kept = [*AccessLink.objects.values(), *AuditRow.objects.values()]

    assert len(token) == 43
    assert token not in str(kept)
    assert f"'{sheet.code}'" not in str(kept)


def test_the_page_of_the_address_is_told_to_nobody(sheet: Sheet) -> None:
    answer = Client().get(path(sheet))

    assert (answer["Referrer-Policy"], answer["Cache-Control"]) == ("strict-origin", "private, no-store")


def test_a_line_of_the_log_holds_no_token() -> None:
    lines = []
    for address in ("/akses/abc-DEF_1/", "/kalender/abc-DEF_1.ics", "/kalender/tahun/"):
        record = logging.LogRecord("django.request", 30, "", 0, "Not Found: %s", (address,), None)
        WithoutSecrets().filter(record)
        lines.append(record.getMessage())

    assert lines == ["Not Found: /akses/.../", "Not Found: /kalender/...", "Not Found: /kalender/tahun/"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("", "Tulis kode 6 angka dari lembar akses."),
        ("12345", "Kode terdiri atas 6 angka, misalnya 048 213."),
        ("١٢٣٤٥٦", "Kode terdiri atas 6 angka, misalnya 048 213."),
    ],
)
def test_what_is_no_code_gets_its_sentence(sheet: Sheet, code: str, sentence: str) -> None:
    assert sentence in Client().post(path(sheet), {"code": code, "x": "1"}).content.decode()


def test_ten_wrong_codes_close_the_sheet_for_five_minutes(sheet: Sheet) -> None:
    client = Client()
    wrong = f"{(int(sheet.code) + 1) % 10**6:06}"
    for _ in range(10):
        assert "Kode tidak cocok." in client.post(path(sheet), {"code": wrong}).content.decode()

    assert (
        "Terlalu banyak kode salah. Coba lagi 5 menit lagi."
        in client.post(path(sheet), {"code": sheet.code}).content.decode()
    )
    assert not AuditRow.objects.filter(verb="access.used").exists()

    cache.clear()  # five minutes later
    come_in(sheet)


def test_unknown_expired_and_revoked_each_get_their_sentence(
    cast: Cast, sheet: Sheet, clock: time_machine.Coordinates
) -> None:
    unknown = Client().get(reverse("access_enter", args=["entah"]))
    clock.move_to(sheet.link.expires_at)
    expired = Client().get(path(sheet))
    clock.move_to(INSIDE)
    visitor = Client()
    visitor.force_login(cast.secretariat.user)
    visitor.post(reverse("access_revoke", args=[sheet.link.pk]))
    revoked = Client().post(path(sheet), {"code": sheet.code})

    assert "Alamat ini tidak dikenal." in unknown.content.decode()
    assert "Masa berlaku lembar akses ini sudah habis." in expired.content.decode()
    assert "Lembar akses ini sudah dicabut." in revoked.content.decode()
    assert {unknown.status_code, expired.status_code, revoked.status_code} == {404}


def test_a_sheet_lasts_a_week_beyond_the_last_day_and_so_does_who_came_in(
    sheet: Sheet, invitation: Invitation, clock: time_machine.Coordinates
) -> None:
    clock.move_to(sheet.link.expires_at - timedelta(minutes=1))
    client = come_in(sheet)
    clock.shift(timedelta(minutes=2))

    assert sheet.link.expires_at.isoformat() == "2020-09-25T15:59:00+00:00"  # 23.59 WITA
    assert client.get(reverse("invitation_show", args=[invitation.pk])).status_code == 302


def test_a_new_sheet_ends_the_old_one_and_whoever_is_inside_by_it(
    cast: Cast, sheet: Sheet, invitation: Invitation
) -> None:
    inside = come_in(sheet)
    address = reverse("invitation_show", args=[invitation.pk])
    assert inside.get(address).status_code == 200

    make_sheet(invitation=invitation, by=cast.secretariat, now=INSIDE)

    assert inside.get(address).status_code == 302
    assert "dicabut" in Client().get(path(sheet)).content.decode()
    assert list(AccessLink.objects.values_list("revoked_at", flat=True)) == [None, INSIDE]


def test_the_guest_reads_no_other_invitation_and_no_other_rakor(cast: Cast, sheet: Sheet) -> None:
    other = stage.make_rakor(cast, title="Rakor lain")
    foreign = [
        *stage.invite_both(cast, other).values(),
        Invitation.objects.get(rakor=sheet.link.invitation.rakor, institution=cast.tapin),
    ]
    client = come_in(sheet)

    found = {client.get(reverse("invitation_show", args=[row.pk])).status_code for row in foreign}
    found |= {client.get(reverse(name, args=[other.pk])).status_code for name in ("agenda_show", "letter_sent_list")}

    assert found == {404}


def test_the_sheet_shows_address_picture_and_code_once(cast: Cast, invitation: Invitation) -> None:
    client = Client()
    client.force_login(cast.secretariat.user)
    address = reverse("access_sheet", args=[invitation.pk])

    made = client.post(address).content.decode()
    later = client.get(address).content.decode()

    assert "http://127.0.0.1:8000/akses/" in made
    assert 'aria-label="Kode QR"' in made
    assert "Kode 6 angka disampaikan terpisah oleh sekretariat KPU Provinsi Kalimantan Selatan." in made
    assert "/akses/ey" not in later
    assert "Satu lembar masih berlaku" in later
    assert 'class="mono access-code"' not in later


def test_one_press_makes_sheets_for_those_without_account_only(cast: Cast, invitation: Invitation) -> None:
    Right.objects.filter(user=cast.other_operator.user).delete()  # KPU Kabupaten Tapin has none left
    client = Client()
    client.force_login(cast.secretariat.user)

    page = client.get(reverse("access_list", args=[cast.rakor.pk])).content.decode()
    made = client.post(reverse("access_sheets_make", args=[cast.rakor.pk])).content.decode()
    again = client.post(reverse("access_sheets_make", args=[cast.rakor.pk])).content.decode()

    assert "Buat 1 lembar" in page
    assert "1 lembar baru." in made
    assert "Semua instansi sudah mempunyai akun atau lembar akses." in again
    assert AccessLink.objects.get().invitation.institution == cast.tapin


def test_an_access_account_is_no_account_of_the_office(cast: Cast, sheet: Sheet) -> None:
    client = Client()
    client.force_login(cast.operator.user)

    page = client.get(reverse("institution_show", args=[cast.banjar.pk])).content.decode()

    assert Right.objects.get(user=sheet.link.user).role == Role.LINK
    assert "akses-" not in page


def test_whoever_comes_by_a_sheet_is_first_asked_for_the_answer_and_offered_no_empty_choice(
    invitation: Invitation, sheet: Sheet
) -> None:
    client = come_in(sheet)
    page = reverse("invitation_show", args=[invitation.pk])

    before = client.get(page).content.decode()
    client.post(reverse("invitation_answer", args=[invitation.pk]), {"answer": "hadir"})
    after = client.get(page).content.decode()

    assert before.index("<h2>Jawaban</h2>") < before.index("<h2>Delegasi</h2>")
    assert after.index("<h2>Delegasi</h2>") < after.index("<h2>Jawaban</h2>")
    assert '<input type="hidden" name="kelas"' in before
