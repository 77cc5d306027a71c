"""One paper on its way: typed, kept, sent, looked at, judged - and what is refused with a sentence."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rakor.audit.models import AuditRow
from rakor.files.models import StoredFile
from reports import actions
from reports.models import CellState, Obligation, Requirement, Submission
from tests.cast import DUE, NOW, PDF, Cast
from tests.reports.conftest import Enter

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
SORTS = "Word (.docx), gambar JPEG, PDF, gambar PNG, Excel (.xlsx)"
HOSTILE = ["../../x.pdf", "lap\u202eoran.pdf", "a" * 300 + ".pdf", "<b>x</b>.pdf", "x\u2028y.pdf"]


def address(owed: Obligation, name: str) -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, owed.bidang or "-"])


def typed(**changes: Any) -> dict[str, Any]:
    return {"activities": "Rapat kerja", "key": str(uuid4())} | changes


def docx(*extra: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"), *extra):
            package.writestr(name, content)
    return target.getvalue()


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


# --- files that are refused


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("kosong.pdf", b"", "Berkas kosong (0 byte). Pilih berkas yang berisi."),
        ("besar.pdf", PDF + b"0" * 1000, "Berkas terlalu besar (maks. 0 MB)."),
        ("laporan.pdf", PNG, f"Isi berkas bukan PDF seperti namanya. Simpan ulang sebagai {SORTS}."),
        ("laporan.png", PDF, f"Isi berkas bukan gambar PNG seperti namanya. Simpan ulang sebagai {SORTS}."),
        ("laporan.docx", PDF, f"Isi berkas bukan Word (.docx) seperti namanya. Simpan ulang sebagai {SORTS}."),
        ("laporan.exe", b"MZ", f"Jenis berkas ini tidak diterima. Kirim sebagai {SORTS}."),
        ("laporan.pdf.exe", PDF, f"Jenis berkas ini tidak diterima. Kirim sebagai {SORTS}."),
        ("laporan.html", b"<script>", f"Jenis berkas ini tidak diterima. Kirim sebagai {SORTS}."),
        ("laporan", PDF, f"Jenis berkas ini tidak diterima. Kirim sebagai {SORTS}."),
        ("lembar.xlsx", docx(), "Isi berkas bukan Excel (.xlsx) seperti namanya."),
        (
            "makro.docx",
            docx(("word/vbaProject.bin", b"x")),
            "Berkas Word (.docx) ini berisi makro. Simpan tanpa makro lalu unggah lagi.",
        ),
        ("rusak.docx", docx()[:60], "Berkas Word (.docx) ini rusak. Simpan ulang lalu unggah lagi."),
    ],
    ids=range(12),
)
def test_a_bad_file_is_refused_beside_its_field_and_nothing_typed_is_lost(
    cast: Cast, owed: Obligation, enter: Enter, media: Path, name: str, content: bytes, sentence: str
) -> None:
    Requirement.objects.update(size_limit=1000)
    values = typed(activities="Rapat kerja panjang", uploads=SimpleUploadedFile(name, content))

    response = enter(cast.operator).post(address(owed, "paper_send"), values)

    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert "Rapat kerja panjang" in page
    assert not Submission.objects.exists()
    assert not StoredFile.objects.exists()
    assert list(media.rglob("*")) == []


def test_a_file_of_exactly_the_limit_is_taken(cast: Cast, owed: Obligation, enter: Enter, media: Path) -> None:
    Requirement.objects.update(size_limit=1000)
    content = PDF + b"0" * (1000 - len(PDF))

    enter(cast.operator).post(address(owed, "paper_send"), typed(uploads=SimpleUploadedFile("pas.pdf", content)))

    assert Submission.objects.get().size == 1000


def test_a_zip_bomb_is_refused_from_its_directory(cast: Cast, owed: Obligation, enter: Enter, media: Path) -> None:
    bomb = docx(("word/media/bom.bin", b"\0" * (201 * 1024 * 1024)))
    assert len(bomb) < 300_000

    response = enter(cast.operator).post(
        address(owed, "paper_send"), typed(uploads=SimpleUploadedFile("bom.docx", bomb))
    )

    assert response.status_code == 422
    assert "ini terlalu besar bila dibuka" in response.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("/etc/passwd.pdf", "passwd.pdf"),
        ("lap\x1boran\x7f.pdf", "laporan.pdf"),
        ("laporan\u202efdp.pdf", "laporanfdp.pdf"),
        ("\u2066laporan\u2069\u200b.pdf", "laporan.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
        ("<script>alert(1)</script>.pdf", "script>.pdf"),
        ('"; filename=lain.exe.pdf', '"; filename=lain.exe.pdf'),
        ("Laporan Divisi Keuangan é.PDF", "Laporan Divisi Keuangan é.PDF"),
    ],
)
def test_a_hostile_name_is_only_shown_and_never_a_path(
    cast: Cast, owed: Obligation, media: Path, name: str, kept: str
) -> None:
    upload = SimpleUploadedFile("berkas.pdf", PDF)
    upload._name = name  # as a parser less careful than Django's would hand it over

    version = actions.send_paper(obligation=owed, content={}, uploads=[upload], key=uuid4(), by=cast.operator, now=NOW)

    stored = version.files.get().stored
    assert stored.name == kept
    assert stored.full_path.resolve().is_relative_to(media.resolve())
    assert kept not in stored.path


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
def test_a_hostile_name_does_no_harm_on_its_way_through_the_browser(
    cast: Cast, owed: Obligation, enter: Enter, media: Path, name: str
) -> None:
    client = enter(cast.operator)
    upload = SimpleUploadedFile("berkas.pdf", PDF)
    upload._name = name

    page = client.post(address(owed, "paper_send"), typed(uploads=upload), follow=True).content.decode()

    version = Submission.objects.get()
    stored = version.files.get().stored
    assert len(stored.name) <= 150
    assert "/" not in stored.name
    assert "<b>x" not in page
    served = client.get(reverse("submission_file", args=[version.pk, 1]))
    assert served["Content-Disposition"].startswith("attachment; filename")
    assert b"".join(served) == PDF  # type: ignore[arg-type]


# --- the file as it goes out


def test_a_file_is_served_as_a_download_that_no_browser_runs(
    cast: Cast, owed: Obligation, enter: Enter, media: Path
) -> None:
    content = PDF + bytes(range(256))
    version = actions.send_paper(
        obligation=owed,
        content={},
        uploads=[SimpleUploadedFile("laporan kul.pdf", content)],
        key=uuid4(),
        by=cast.operator,
        now=NOW,
    )

    for actor in (cast.operator, cast.office_chair, cast.secretariat, cast.chair):
        served = enter(actor).get(reverse("submission_file", args=[version.pk, 1]))

        assert b"".join(served) == content  # type: ignore[arg-type]
        assert served["Content-Type"] == "application/pdf"
        assert served["Content-Disposition"] == 'attachment; filename="laporan kul.pdf"'
        assert served["X-Content-Type-Options"] == "nosniff"
        assert served["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert served["Cache-Control"] == "private, no-store"


def test_a_version_without_a_file_has_none_to_serve(cast: Cast, owed: Obligation, enter: Enter) -> None:
    version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)

    assert enter(cast.operator).get(reverse("submission_file", args=[version.pk, 1])).status_code == 404


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
