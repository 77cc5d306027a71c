"""The files of one paper: refused with a sentence, harmless whatever their names, served as downloads."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rakor.files.models import StoredFile
from reports import actions
from reports.models import Obligation, Requirement, Submission
from tests.cast import NOW, PDF, Cast
from tests.reports.conftest import Enter
from tests.reports.views.test_papers import address, typed

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 64
SORTS = "Word (.docx), gambar JPEG, PDF, gambar PNG, Excel (.xlsx)"
HOSTILE = ["../../x.pdf", "lap\u202eoran.pdf", "a" * 300 + ".pdf", "<b>x</b>.pdf", "x\u2028y.pdf"]


def docx(*extra: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>"), *extra):
            package.writestr(name, content)
    return target.getvalue()


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


@pytest.mark.parametrize("name", ["paper_save", "paper_send"])
def test_a_file_too_many_beside_those_of_the_draft_is_refused_and_nothing_typed_is_lost(
    cast: Cast, owed: Obligation, enter: Enter, media: Path, name: str
) -> None:
    Requirement.objects.update(most_files=1)
    client = enter(cast.operator)
    client.post(address(owed, "paper_save"), typed(uploads=SimpleUploadedFile("satu.pdf", PDF)))

    values = typed(activities="Rapat kerja panjang", uploads=SimpleUploadedFile("dua.pdf", PDF))
    response = client.post(address(owed, name), values)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Berkas di draf dan yang dikirim terlalu banyak. Hapus dahulu yang tidak perlu." in page
    assert "Rapat kerja panjang</textarea>" in page
    assert not Submission.objects.exists()
    assert [path for path in media.rglob("*") if path.is_file()] == [StoredFile.objects.get().full_path]


def test_what_is_sent_twice_or_refused_leaves_no_second_file(
    cast: Cast, owed: Obligation, enter: Enter, media: Path
) -> None:
    """Files are on the disk before the transaction; those that it has no use for go again."""
    client, once = enter(cast.operator), typed()

    for _ in range(2):
        client.post(address(owed, "paper_send"), once | {"uploads": SimpleUploadedFile("laporan.pdf", PDF)})
    actions.accept(version=Submission.objects.get(), by=cast.secretariat, now=NOW)
    refused = client.post(address(owed, "paper_send"), typed(uploads=SimpleUploadedFile("lagi.pdf", PDF)))

    assert refused.status_code == 409
    assert [path.stat().st_size for path in media.rglob("*") if path.is_file()] == [len(PDF)]


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
