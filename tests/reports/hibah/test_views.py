"""The page on which an office fills in its grant report: typed, kept, refused, sent, read."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from rakor.audit.models import AuditRow
from reports.actions import accept, send_back
from reports.hibah.models import HibahReport
from reports.models import Obligation, Requirement, Submission
from tests.cast import DUE, NOW, Cast
from tests.reports.conftest import Enter
from tests.reports.hibah.test_actions import send
from tests.reports.hibah.typing_in import LINES, typed

ABOVE = [*LINES[:4], ("Paket rapat dalam kota", "524114", "310.000.000", "214.600.000", "118.900.000", "")]
HTMX = {"HX-Request": "true"}


def address(owed: Obligation, name: str) -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, "-"])


def posted(**changes: Any) -> dict[str, str]:
    return typed(**changes) | {"key": str(uuid4())}


def value_of(page: str, name: str) -> str:
    """What stands in the field of that name."""
    field = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    assert field, name
    found = re.search(r'value="([^"]*)"', field[0])
    return found[1] if found else ""


def test_a_blank_form_offers_rows_and_names_the_month(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    page = enter(cast.operator).get(address(owed_hibah, "hibah_edit")).content.decode()

    assert "5 jam 40 menit <small>sampai tenggat</small>" in page
    assert "Senin, 14 September 2020 pukul 16.00 WITA." in page
    assert page.count('data-label="Agustus 2020"><input') == 5
    assert '<th scope="col" class="num">s.d. Juli</th>' in page
    assert "perlu diperbaiki" not in page


def test_what_was_typed_is_kept_readable_or_not(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    client = enter(cast.operator)

    client.post(address(owed_hibah, "hibah_save"), posted(ceiling="Rp 29,2 M", lines__2__spent_month="48,25 jt"))
    page = client.get(address(owed_hibah, "hibah_edit")).content.decode()

    assert value_of(page, "ceiling") == "Rp 29,2 M"
    assert value_of(page, "lines-2-spent_month") == "48,25 jt"
    assert value_of(page, "lines-0-ceiling") == "8.412.600.000"
    assert "2 isian perlu diperbaiki sebelum dikirim" in page
    assert '<a href="#id_lines-2-spent_month">Baris 3, Jasa sosialisasi dan pendidikan pemilih, Agustus 2020:' in page
    assert not AuditRow.objects.filter(verb="paper.sent").exists()


def test_an_autosave_answers_with_the_time_and_renews_every_sentence(
    cast: Cast, owed_hibah: Obligation, enter: Enter
) -> None:
    answer = enter(cast.operator).post(address(owed_hibah, "hibah_save"), posted(lines=ABOVE), headers=HTMX)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Draf tersimpan 10.20 WITA" in page
    assert '<div id="perbaikan" hx-swap-oob="true">' in page
    for place in ("stages-0", "stages-1", "lines-0", "lines-4", "stages", "lines", "spent", "cash"):
        assert f'<div id="cek-{place}" hx-swap-oob="true">' in page
    assert "melebihi pagu 23.500.000. Perlu keterangan." in page
    assert '<span id="jumlah-month" hx-swap-oob="true">1.784.310.000</span>' in page
    assert "<!doctype" not in page


@pytest.mark.parametrize(("table", "field"), [("lines", "lines-5-activity"), ("stages", "stages-2-amount")])
def test_another_row_needs_no_script_and_loses_nothing(
    cast: Cast, owed_hibah: Obligation, enter: Enter, table: str, field: str
) -> None:
    response = enter(cast.operator).post(
        address(owed_hibah, "hibah_save"), posted(ceiling="Rp 29,2 M") | {"more": table}, follow=True
    )

    page = response.content.decode()
    last = {"lines": "lines-5", "stages": "stages-2"}[table]
    assert response.redirect_chain == [(f"{address(owed_hibah, 'hibah_edit')}#{last}", 302)]
    assert f'name="{field}"' in page
    assert f'<tr id="{last}">' in page
    assert value_of(page, "ceiling") == "Rp 29,2 M"
    assert value_of(page, "lines-4-spent_month") == "18.900.000"


def test_a_good_report_is_sent_and_shown_with_its_sums(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    response = enter(cast.operator).post(address(owed_hibah, "hibah_send"), posted(), follow=True)

    page = response.content.decode()
    version = Submission.objects.get()
    assert response.redirect_chain == [(f"/kiriman/{version.pk}/", 302)]
    assert f"Tanda terima No. {version.receipt_number}" in page
    assert version.sha256 in page
    assert "900/12/NPHD/2019, tanggal 1 Oktober 2019" in page
    assert "Rp12.553.550.000,00" in page
    assert "Jumlah sama dengan NPHD" in page
    for figure in ("3.360.750.000", "39,95%", "5.051.850.000", "5.242.520.000", "41,76%", "7.311.030.000"):
        assert f">{figure}</td>" in page


def test_a_line_above_its_ceiling_is_not_sent_without_a_note(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    client = enter(cast.operator)

    refused = client.post(address(owed_hibah, "hibah_send"), posted(lines=ABOVE, obstacles="Hujan lebat"))
    page = refused.content.decode()
    sent = client.post(address(owed_hibah, "hibah_send"), posted(lines=ABOVE, lines__4__note="Rapat tambahan"))

    assert refused.status_code == 422
    assert '<div class="fix" role="alert">' in page
    assert '<a href="#id_lines-4-note">Baris 5, Paket rapat dalam kota, Keterangan:' in page
    assert "Keterangan baris 5, wajib karena melebihi pagu" in page
    assert value_of(page, "lines-4-spent_month") == "118.900.000"
    assert "Hujan lebat</textarea>" in page
    assert sent.status_code == 302
    assert HibahReport.objects.get().lines.get(number=5).note == "Rapat tambahan"


def test_what_was_refused_is_kept_as_a_draft(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    client = enter(cast.operator)

    client.post(address(owed_hibah, "hibah_send"), posted(bank="29.2"))

    assert not Submission.objects.exists()
    assert Obligation.objects.get().draft == typed(bank="29.2")
    assert value_of(client.get(address(owed_hibah, "hibah_edit")).content.decode(), "bank") == "29.2"


def test_a_second_click_on_kirim_leads_to_the_same_receipt(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    client, same = enter(cast.operator), posted()

    answers = [client.post(address(owed_hibah, "hibah_send"), same) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Submission.objects.count() == HibahReport.objects.count() == 1


def test_a_form_without_its_key_is_shown_again(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    assert enter(cast.operator).post(address(owed_hibah, "hibah_send"), typed()).status_code == 422
    assert not Submission.objects.exists()


def test_a_late_report_is_taken_and_says_so(cast: Cast, owed_hibah: Obligation, enter: Enter, clock: Any) -> None:
    clock.move_to(DUE.replace(hour=10))
    client = enter(cast.operator)

    before = client.get(address(owed_hibah, "hibah_edit")).content.decode()
    after = client.post(address(owed_hibah, "hibah_send"), posted(), follow=True).content.decode()

    assert "2 jam <small>lewat tenggat</small>" in before
    assert "berkas tetap dapat dikirim dan dicatat terlambat" in before
    assert "Tenggat sudah lewat; pengumpulan dicatat terlambat." in after
    assert Submission.objects.get().is_late


def test_a_returned_report_opens_with_what_was_sent_and_its_note(
    cast: Cast, owed_hibah: Obligation, enter: Enter
) -> None:
    client = enter(cast.operator)
    client.post(address(owed_hibah, "hibah_save"), posted())
    client.post(address(owed_hibah, "hibah_send"), posted())
    send_back(
        version=Submission.objects.get(),
        note="Samakan angka perjalanan",
        correct_until=DUE.replace(day=15),
        by=cast.secretariat,
        now=NOW,
    )

    page = client.get(address(owed_hibah, "hibah_edit")).content.decode()

    assert "Perbaikan atas versi 1, menjadi versi 2." in page
    assert "Samakan angka perjalanan" in page
    assert "Selasa, 15 September 2020 pukul 16.00 WITA." in page
    assert "Kirim versi 2</button>" in page
    assert value_of(page, "lines-3-spent_month") == "62.475.000"


def test_after_the_acceptance_what_was_typed_is_shown_once_more(
    cast: Cast, owed_hibah: Obligation, enter: Enter
) -> None:
    accept(version=send(cast, owed_hibah), by=cast.secretariat, now=NOW)
    client = enter(cast.operator)

    opened = client.get(address(owed_hibah, "hibah_edit"))
    saved = client.post(address(owed_hibah, "hibah_save"), posted(bank="7"))
    autosaved = client.post(address(owed_hibah, "hibah_save"), posted(), headers=HTMX)
    sent = client.post(address(owed_hibah, "hibah_send"), posted(bank="8"))

    assert opened["Location"] == address(owed_hibah, "paper_show")
    assert [answer.status_code for answer in (saved, autosaved, sent)] == [409, 409, 409]
    assert value_of(saved.content.decode(), "bank") == "7"
    assert "Isian di bawah tidak tersimpan; salin bila masih diperlukan." in sent.content.decode()
    assert autosaved.content.decode().startswith("Tidak tersimpan. Berkas ini sudah diterima")
    assert Obligation.objects.get().draft == {}
    assert Submission.objects.count() == 1


def test_what_is_typed_is_never_taken_for_markup(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    client, nasty = enter(cast.operator), '"><script>alert(1)</script>'

    saved = client.post(
        address(owed_hibah, "hibah_save"), posted(lines__0__activity=nasty, ceiling=nasty, giver=nasty), headers=HTMX
    )
    shown = client.get(address(owed_hibah, "hibah_edit"))

    assert "<script>alert" not in saved.content.decode()
    assert "<script>alert" not in shown.content.decode()
    assert Obligation.objects.get().draft["ceiling"] == nasty


def test_the_character_that_no_text_may_hold_is_left_out_of_the_draft(
    cast: Cast, owed_hibah: Obligation, enter: Enter
) -> None:
    client = enter(cast.operator)

    answer = client.post(address(owed_hibah, "hibah_save"), posted(giver="Peme\x00rintah", ceiling="1\x00"))
    refused = client.post(address(owed_hibah, "hibah_send"), posted(giver="Peme\x00rintah"))

    assert (answer.status_code, refused.status_code) == (302, 422)
    assert Obligation.objects.get().draft["giver"] == "Pemerintah"


def test_the_grant_of_another_office_is_as_absent(
    cast: Cast, owed_hibah: Obligation, report: Requirement, enter: Enter
) -> None:
    for who in ("other_operator", "stranger", "admin"):
        client = enter(getattr(cast, who))
        assert client.get(address(owed_hibah, "hibah_edit")).status_code == 404
        for name in ("hibah_save", "hibah_send"):
            assert client.post(address(owed_hibah, name), posted()).status_code == 404
    assert enter(cast.secretariat).get(address(owed_hibah, "hibah_edit")).status_code == 403
    as_report = reverse("hibah_edit", args=[owed_hibah.invitation.pk, report.pk, "KUL"])
    assert enter(cast.operator).get(as_report).status_code == 404
    assert not Submission.objects.exists()


def test_the_host_sees_no_draft_of_a_grant(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    enter(cast.operator).post(address(owed_hibah, "hibah_save"), posted(giver="Pemerintah rahasia"))
    client = enter(cast.secretariat)

    for page in (address(owed_hibah, "paper_show"), reverse("hibah_list", args=[cast.rakor.pk])):
        text = client.get(page).content.decode()
        assert "rahasia" not in text
        assert "Draf" not in text
