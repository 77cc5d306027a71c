"""The pages on which an office writes its problems and the host reads them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.actions import accept
from reports.dim import actions
from reports.dim.models import DimEntry
from reports.models import Obligation, Requirement, Submission
from tests.cast import NOW, Cast
from tests.reports.conftest import Enter
from tests.reports.dim.test_actions import keep
from tests.reports.dim.test_sheets import GOOD, sheet_of

TYPED = {"bidang": "SOS", "problem": "APK belum disiapkan", "level": "tinggi"}


def address(owed: Obligation, name: str) -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, "-"])


def draft() -> list[str]:
    owed = Obligation.objects.first()
    return [row["problem"] for row in owed.draft.get("rows", [])] if owed else []


def test_a_row_is_typed_changed_and_removed(cast: Cast, owed_dim: Obligation, enter: Enter) -> None:
    client = enter(cast.operator)

    client.post(address(owed_dim, "dim_row_save"), TYPED)
    client.post(address(owed_dim, "dim_row_save"), TYPED | {"problem": "Gudang rawan banjir"})
    client.post(address(owed_dim, "dim_row_save"), TYPED | {"problem": "Gudang bocor", "number": "2"})
    shown = client.get(address(owed_dim, "dim_edit") + "?baris=2").content.decode()
    client.post(address(owed_dim, "dim_row_remove"), {"number": "1"})

    assert "Ubah baris 2" in shown
    assert "Gudang bocor</textarea>" in shown
    assert draft() == ["Gudang bocor"]


def test_a_bad_row_is_shown_again_with_its_sentence(cast: Cast, owed_dim: Obligation, enter: Enter) -> None:
    response = enter(cast.operator).post(
        address(owed_dim, "dim_row_save"), {"problem": "", "cause": "Belum ada titik", "level": ""}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Uraian masalah wajib diisi." in page
    assert "Pilih tingkat: rendah, sedang, atau tinggi." in page
    assert "Belum ada titik</textarea>" in page
    assert draft() == []


@pytest.mark.parametrize("number", ["²", "-1", "999999999999999999999", "x"])
def test_a_strange_row_number_does_no_harm(cast: Cast, owed_dim: Obligation, enter: Enter, number: str) -> None:
    keep(owed_dim, "satu")
    client = enter(cast.operator)

    assert client.get(address(owed_dim, "dim_edit"), {"baris": number}).status_code == 200
    assert client.post(address(owed_dim, "dim_row_remove"), {"number": number}).status_code == 302
    assert draft() == ["satu"]


def test_a_good_sheet_replaces_the_draft(cast: Cast, owed_dim: Obligation, enter: Enter) -> None:
    keep(owed_dim, "lama")

    page = enter(cast.operator).post(
        address(owed_dim, "dim_import"), {"upload": sheet_of(owed_dim, GOOD, GOOD)}, follow=True
    )

    assert "2 baris diambil dari lembar dan tersimpan sebagai draf." in page.content.decode()
    assert draft() == ["APK belum disiapkan"] * 2


def spoiled(owed: Obligation) -> dict[str, tuple[SimpleUploadedFile, str]]:
    """Bad sheets by name, each with the sentence that the page says."""

    def other_stamp(lines: list[list[Any]]) -> None:
        lines[0] = ["DIM KPU Kabupaten Tapin"]

    def other_head(lines: list[list[Any]]) -> None:
        lines[1][0] = "Bidang"

    half = [GOOD, [*GOOD[:2], "", *GOOD[3:]]]
    return {
        "stamp": (sheet_of(owed, GOOD, change=other_stamp), "Sel A1 harus berbunyi"),
        "head": (sheet_of(owed, GOOD, change=other_head), "Baris 2 kolom 1: judul seharusnya “Divisi”."),
        "half": (sheet_of(owed, *half), "Baris 4 kolom Uraian masalah: Uraian masalah wajib diisi."),
        "formula": (sheet_of(owed, ["=1+1", *GOOD[1:]]), "Sel A3 berisi rumus"),
        "type": (SimpleUploadedFile("dim.pdf", b"%PDF-1.4"), "Jenis berkas ini tidak diterima."),
        "name": (SimpleUploadedFile("dim.xlsx", b"%PDF-1.4"), "Isi berkas bukan Excel (.xlsx) seperti namanya."),
    }


@pytest.mark.parametrize("which", ["stamp", "head", "half", "formula", "type", "name"])
def test_a_bad_sheet_leaves_the_draft_as_it_was(cast: Cast, owed_dim: Obligation, enter: Enter, which: str) -> None:
    keep(owed_dim, "lama")
    upload, sentence = spoiled(owed_dim)[which]

    response = enter(cast.operator).post(address(owed_dim, "dim_import"), {"upload": upload})

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert draft() == ["lama"]


def test_the_template_holds_what_the_draft_holds(cast: Cast, owed_dim: Obligation, enter: Enter) -> None:
    keep(owed_dim, "satu")
    client = enter(cast.operator)

    given = client.get(address(owed_dim, "dim_template"))
    client.post(address(owed_dim, "dim_row_remove"), {"number": "1"})
    client.post(address(owed_dim, "dim_import"), {"upload": SimpleUploadedFile("dim.xlsx", given.content)})

    assert given["Content-Disposition"] == f'attachment; filename="dim-{owed_dim.invitation.pk}.xlsx"'
    assert draft() == ["satu"]


def test_sending_twice_with_one_form_gives_one_receipt(cast: Cast, owed_dim: Obligation, enter: Enter) -> None:
    keep(owed_dim, "satu")
    client, same = enter(cast.operator), {"key": str(uuid4())}

    answers = [client.post(address(owed_dim, "dim_send"), same) for _ in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"] == f"/kiriman/{Submission.objects.get().pk}/"
    assert DimEntry.objects.count() == 1


def test_nothing_typed_is_asked_for_once_more(cast: Cast, owed_dim: Obligation, enter: Enter) -> None:
    page = enter(cast.operator).post(address(owed_dim, "dim_send"), {"key": str(uuid4())}, follow=True)

    assert "Belum ada baris. Tulis sedikitnya satu masalah, atau nyatakan nihil." in page.content.decode()
    assert not Submission.objects.exists()


def test_nil_is_shown_on_the_receipt(cast: Cast, owed_dim: Obligation, enter: Enter) -> None:
    page = enter(cast.operator).post(address(owed_dim, "dim_send"), {"key": str(uuid4()), "nihil": "ya"}, follow=True)

    assert "Kantor menyatakan <b>nihil</b>." in page.content.decode()


def test_after_the_acceptance_nothing_is_kept_and_the_page_says_so(
    cast: Cast, owed_dim: Obligation, enter: Enter
) -> None:
    owed = keep(owed_dim, "satu")
    version = actions.send(obligation=owed, is_nil=False, key=uuid4(), by=cast.operator, now=NOW)
    accept(version=version, by=cast.secretariat, now=NOW)

    page = enter(cast.operator).post(address(owed_dim, "dim_row_save"), TYPED, follow=True).content.decode()

    assert "Berkas ini sudah diterima, dibebaskan, atau tidak diminta lagi, dan tidak dapat diganti." in page
    assert draft() == ["satu"]


def test_the_host_reads_what_was_sent_and_no_draft(cast: Cast, owed_dim: Obligation, enter: Enter) -> None:
    owed = keep(owed_dim, "sudah terkirim")
    actions.send(obligation=owed, is_nil=False, key=uuid4(), by=cast.operator, now=NOW)
    keep(owed, "masih draf")

    shown = enter(cast.secretariat).get(reverse("dim_list", args=[cast.rakor.pk])).content.decode()
    other = enter(cast.other_operator).get(reverse("dim_list", args=[cast.rakor.pk])).content.decode()

    assert "sudah terkirim" in shown
    assert "masih draf" not in shown
    assert "sudah terkirim" not in other


def test_the_dim_of_another_office_is_as_absent(
    cast: Cast, owed_dim: Obligation, report: Requirement, enter: Enter
) -> None:
    for who in ("other_operator", "stranger"):
        client = enter(getattr(cast, who))
        assert client.get(address(owed_dim, "dim_edit")).status_code == 404
        assert client.get(address(owed_dim, "dim_template")).status_code == 404
        for name in ("dim_row_save", "dim_row_remove", "dim_import", "dim_send"):
            assert client.post(address(owed_dim, name), TYPED).status_code == 404
    as_report = reverse("dim_edit", args=[owed_dim.invitation.pk, report.pk, "KUL"])
    assert enter(cast.operator).get(as_report).status_code == 404
