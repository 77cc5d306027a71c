"""One paper on its way: typed, kept, sent, looked at, judged - and what is refused with a sentence."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rakor.audit.models import AuditRow
from reports import actions
from reports.models import CellState, Obligation, Submission
from tests.cast import DUE, NOW, PDF, Cast
from tests.reports.conftest import Enter


def address(owed: Obligation, name: str) -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, owed.bidang or "-"])


def typed(**changes: Any) -> dict[str, Any]:
    return {"activities": "Rapat kerja", "key": str(uuid4())} | changes


# --- sending


def test_sending_leads_to_the_receipt_with_zone_size_and_sha256(
    cast: Cast, owed: Obligation, enter: Enter, media: Path
) -> None:
    client = enter(cast.operator)

    response = client.post(
        address(owed, "paper_send"), typed(uploads=SimpleUploadedFile("laporan kul.pdf", PDF)), follow=True
    )

    version = Submission.objects.get()
    page = response.content.decode()
    assert response.redirect_chain == [(reverse("submission_show", args=[version.pk]), 302)]
    assert f"Tanda terima No. {version.receipt_number}" in page
    assert "<time>Senin, 14 September 2020 pukul 10.20 WITA</time>" in page
    assert "operator contoh, KPU Kabupaten Banjar" in page
    assert "laporan kul.pdf</a>, 69 byte (69 byte)" in page
    assert hashlib.sha256(PDF).hexdigest() in page
    assert "Rapat kerja" in page


def test_a_second_click_leads_to_the_same_receipt(cast: Cast, owed: Obligation, enter: Enter) -> None:
    client, same = enter(cast.operator), typed()

    answers = [client.post(address(owed, "paper_send"), same) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert Submission.objects.count() == 1


def test_a_late_paper_is_taken_and_says_so(cast: Cast, owed: Obligation, enter: Enter, clock: Any) -> None:
    clock.move_to(DUE.replace(hour=9))

    page = enter(cast.operator).post(address(owed, "paper_send"), typed(), follow=True).content.decode()

    assert "Tenggat sudah lewat; pengumpulan dicatat terlambat." in page
    assert "Senin, 14 September 2020 pukul 17.00 WITA" in page
    assert "Terlambat</span>" in page


def test_an_empty_report_is_not_sent(cast: Cast, owed: Obligation, enter: Enter) -> None:
    response = enter(cast.operator).post(address(owed, "paper_send"), typed(activities="  ", target="Selesai"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Isi kegiatan yang dilaksanakan atau pilih berkas laporan." in page
    assert "Selesai" in page
    assert not Submission.objects.exists()


def test_after_the_acceptance_a_click_on_kirim_says_why_nothing_was_sent(
    cast: Cast, owed: Obligation, enter: Enter
) -> None:
    version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)
    actions.accept(version=version, by=cast.secretariat, now=NOW)

    page = enter(cast.operator).post(address(owed, "paper_send"), typed(), follow=True).content.decode()

    assert "Versi terakhir sudah diterima; berkas ini tidak dapat diganti lagi." in page
    assert Submission.objects.count() == 1


def test_a_cancelled_rakor_takes_no_paper(cast: Cast, owed: Obligation, enter: Enter) -> None:
    rakor = cast.rakor
    rakor.cancelled_at, rakor.cancelled_by, rakor.cancelled_because = NOW, cast.chair.user, "Banjir"
    rakor.save()

    assert enter(cast.operator).post(address(owed, "paper_send"), typed()).status_code == 403
    assert not Submission.objects.exists()


# --- who may not


@pytest.mark.parametrize("who", ["other_operator", "stranger", "admin", "note_taker"])
def test_the_paper_of_another_office_is_as_absent(
    cast: Cast, owed: Obligation, enter: Enter, media: Path, who: str
) -> None:
    upload = SimpleUploadedFile("laporan.pdf", PDF)
    version = actions.send_paper(obligation=owed, content={}, uploads=[upload], key=uuid4(), by=cast.operator, now=NOW)
    client = enter(getattr(cast, who))

    for name, more in (("submission_show", []), ("submission_file", [1])):
        assert client.get(reverse(name, args=[version.pk, *more])).status_code == 404
    for name in ("submission_accept", "submission_return"):
        assert client.post(reverse(name, args=[version.pk])).status_code == 404
    assert client.get(address(owed, "paper_show")).status_code == 404
    for name in ("paper_save", "paper_send", "obligation_extend", "obligation_exempt"):
        assert client.post(address(owed, name), typed()).status_code == 404
    assert Submission.objects.count() == 1


def test_an_office_does_not_judge_its_own_paper_and_a_host_does_not_send_it(
    cast: Cast, owed: Obligation, enter: Enter
) -> None:
    version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)

    assert enter(cast.operator).post(reverse("submission_accept", args=[version.pk])).status_code == 403
    assert enter(cast.secretariat).post(address(owed, "paper_send"), typed()).status_code == 403
    version.refresh_from_db()
    assert version.state == CellState.SENT


def test_an_unknown_division_or_requirement_is_a_404(cast: Cast, owed: Obligation, enter: Enter) -> None:
    client, pk, requirement_pk = enter(cast.operator), owed.invitation.pk, owed.requirement.pk

    for tail in ([requirement_pk, "XXX"], [requirement_pk, "-"], [999_999, "KUL"], [10**30, "KUL"]):
        assert client.get(reverse("paper_show", args=[pk, *tail])).status_code == 404


# --- drafts


def test_an_autosave_keeps_what_was_typed_and_says_when(cast: Cast, owed: Obligation, enter: Enter) -> None:
    client = enter(cast.operator)

    response = client.post(
        address(owed, "paper_save"), {"activities": "  belum selesai", "key": "x"}, headers={"HX-Request": "true"}
    )

    assert response.content.decode() == (
        'Draf tersimpan 10.20 WITA<input type="hidden" name="draft_version" id="draft-version" value="1"'
        ' hx-swap-oob="true">\n'
    )
    assert Obligation.objects.get().draft["activities"] == "  belum selesai"
    assert "  belum selesai</textarea>" in client.get(address(owed, "paper_show")).content.decode()


def test_an_autosave_after_the_acceptance_says_that_it_saved_nothing(
    cast: Cast, owed: Obligation, enter: Enter
) -> None:
    version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)
    actions.accept(version=version, by=cast.secretariat, now=NOW)

    response = enter(cast.operator).post(
        address(owed, "paper_save"), {"activities": "lambat"}, headers={"HX-Request": "true"}
    )

    assert response.status_code == 409
    assert response.content.decode() == (
        "Tidak tersimpan. Berkas ini sudah diterima, dibebaskan, atau tidak diminta lagi, dan tidak dapat diganti."
    )
    assert Obligation.objects.get().draft == {}


def test_a_session_that_ended_carries_what_was_typed_to_the_login(owed: Obligation, client: Any) -> None:
    response = client.post(address(owed, "paper_send"), typed(activities="Sudah panjang"))

    assert response.status_code == 401
    assert "Sudah panjang" in response.content.decode()
    assert not Submission.objects.exists()


# --- judging


def test_a_paper_goes_back_with_its_note_and_comes_again(cast: Cast, owed: Obligation, enter: Enter) -> None:
    host, office = enter(cast.secretariat), enter(cast.operator)
    office.post(address(owed, "paper_send"), typed())
    first = Submission.objects.get()

    host.post(
        reverse("submission_return", args=[first.pk]),
        {"note": "Lengkapi kolom target", "correct_on": "2020-09-15", "correct_hour": "12:00"},
    )
    page = office.get(address(owed, "paper_show")).content.decode()
    office.post(address(owed, "paper_send"), typed())
    second = Submission.objects.get(number=2)
    answer = host.post(reverse("submission_accept", args=[second.pk]), follow=True).content.decode()

    assert "Lengkapi kolom target" in page
    assert "Batas perbaikan Selasa, 15 September 2020 pukul 12.00 WITA." in page
    assert "Kirim versi 2" in page
    assert second.due_at.isoformat() == "2020-09-15T04:00:00+00:00"
    assert "2 versi terkirim" in answer
    second.refresh_from_db()
    assert second.state == CellState.ACCEPTED


def test_a_paper_is_not_returned_without_a_note(cast: Cast, owed: Obligation, enter: Enter) -> None:
    version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)

    response = enter(cast.secretariat).post(reverse("submission_return", args=[version.pk]), {"note": " "})

    assert response.status_code == 422
    assert "Tulis apa yang perlu diperbaiki." in response.content.decode()
    version.refresh_from_db()
    assert version.state == CellState.SENT


def test_who_judges_second_is_told(cast: Cast, owed: Obligation, enter: Enter) -> None:
    version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)
    actions.accept(version=version, by=cast.secretariat, now=NOW)

    page = enter(cast.commissioner).post(reverse("submission_accept", args=[version.pk]), follow=True).content.decode()

    assert "Versi ini sudah diperiksa orang lain atau diganti versi baru." in page


def test_an_exemption_is_taken_back_once(cast: Cast, owed: Obligation, enter: Enter) -> None:
    actions.exempt(obligation=owed, because="Tanpa pemilihan", by=cast.chair, now=NOW)
    client = enter(cast.secretariat)

    pages = [client.post(address(owed, "obligation_owe"), follow=True).content.decode() for _ in range(2)]

    row = Obligation.objects.get()
    assert "Pembebasan dicabut; KPU Kabupaten Banjar mengirim berkas ini lagi." in pages[0]
    assert "Kantor ini tidak sedang dibebaskan dari berkas ini." in pages[1]
    assert (row.exempted_at, row.exempted_because) == (None, "")
    assert row.fillable_by(cast.operator)
    [entry] = AuditRow.objects.filter(verb="obligation.owed_again")
    assert entry.details["exempted_because"] == "Tanpa pemilihan"


def test_a_chair_extends_and_releases_with_a_reason(cast: Cast, owed: Obligation, enter: Enter) -> None:
    client = enter(cast.chair)

    client.post(
        address(owed, "obligation_extend"), {"until_on": "2020-09-16", "until_hour": "12.00", "because": "Banjir"}
    )
    refused = client.post(address(owed, "obligation_exempt"), {"because": ""})
    client.post(address(owed, "obligation_exempt"), {"because": "Tanpa pemilihan"})

    assert refused.status_code == 422
    assert "Tulis alasannya." in refused.content.decode()
    row = Obligation.objects.get()
    assert row.extended_until is not None
    assert row.extended_until.isoformat() == "2020-09-16T04:00:00+00:00"
    assert (row.exempted_because, row.exempted_by) == ("Tanpa pemilihan", cast.chair.user)


def test_the_page_counts_the_correction_deadline_not_the_first_one(
    cast: Cast, owed: Obligation, enter: Enter, clock: Any
) -> None:
    version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)
    until = DUE.replace(day=15)
    actions.send_back(version=version, note="Lengkapi", correct_until=until, by=cast.secretariat, now=NOW)
    clock.move_to(DUE.replace(hour=10))

    assert "Tenggat sudah lewat" not in enter(cast.operator).get(address(owed, "paper_show")).content.decode()
