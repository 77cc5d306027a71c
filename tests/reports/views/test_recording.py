"""The page on which the host's secretariat sends for an office; what the office and everybody else read of it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports import actions
from reports.dim.models import DimEntry
from reports.dim.sheets import write_template
from reports.models import Obligation, Submission
from tests import cast as stage
from tests.canaries import text_of
from tests.cast import NOW, PDF, Cast
from tests.reports.conftest import Enter

VIA = "WhatsApp Kasubbag, 14/9 10.20"
CANARY = "Kenari-draf-kantor"


def address(owed: Obligation, name: str = "paper_record") -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, owed.bidang or "-"])


def typed(**changes: Any) -> dict[str, Any]:
    return {"activities": "Siap", "received_via": VIA, "key": str(uuid4())} | changes


def test_the_form_starts_empty_whatever_the_office_typed(cast: Cast, owed: Obligation, enter: Enter) -> None:
    actions.save_draft(obligation=owed, draft={"activities": CANARY}, now=NOW, by=cast.operator)

    page = enter(cast.secretariat).get(address(owed)).content.decode()

    assert "Laporan Divisi Keuangan, Umum, Logistik dan Rumah Tangga, atas nama KPU Kabupaten Banjar" in page
    assert CANARY not in page


def test_it_is_sent_and_the_receipt_says_for_whom_and_how_it_came(
    cast: Cast, owed: Obligation, enter: Enter, media: Path
) -> None:
    owed.requirement.needs_approval = True
    owed.requirement.save()
    values = typed(uploads=SimpleUploadedFile("laporan.pdf", PDF))

    receipt = enter(cast.secretariat).post(address(owed), values, follow=True).content.decode()
    paper = enter(cast.operator).get(address(owed, "paper_show")).content.decode()

    version = Submission.objects.get()
    assert (version.content["activities"], version.files.count(), version.received_via) == ("Siap", 1, VIA)
    assert "secretariat contoh, sekretariat KPU Provinsi Kalimantan Selatan, <b>atas nama</b> KPU Kabupaten" in receipt
    assert f"<dd>{VIA}; tanpa persetujuan pimpinan kantor di sistem</dd>" in receipt
    assert "Versi 1 disampaikan oleh sekretariat KPU Provinsi Kalimantan Selatan atas nama kantor ini," in paper
    assert f"<b>oleh sekretariat</b>, diterima melalui {VIA}" in paper
    assert "Kirim versi 2" in paper


def test_without_a_word_how_it_came_nothing_is_sent_and_nothing_typed_is_lost(
    cast: Cast, owed: Obligation, enter: Enter
) -> None:
    response = enter(cast.secretariat).post(address(owed), typed(received_via=""))

    page = response.content.decode()
    assert response.status_code == 422
    assert "Tulis bagaimana berkas ini sampai kepada sekretariat." in page
    assert ">\nSiap</textarea>" in page
    assert not Submission.objects.exists()
    assert not Obligation.objects.exists()


def test_nil_is_declared_for_the_office(cast: Cast, owed: Obligation, enter: Enter) -> None:
    values = {"nihil-received_via": VIA, "because": "Tidak ada kegiatan", "key": str(uuid4())}
    client = enter(cast.secretariat)

    refused = client.post(address(owed, "paper_record_nil"), values | {"because": ""})
    client.post(address(owed, "paper_record_nil"), values)

    version = Submission.objects.get()
    assert refused.status_code == 422
    assert (version.is_nil, version.content, version.received_via) == (True, {"nihil": "Tidak ada kegiatan"}, VIA)


def test_a_dim_is_taken_from_its_sheet(cast: Cast, banjar: Any, enter: Enter) -> None:
    owed = Obligation(requirement=stage.make_requirement(cast, cast.rakor, "dim"), invitation=banjar, bidang="")
    actions.save_draft(obligation=owed, draft={"rows": [{"problem": CANARY}]}, now=NOW, by=cast.operator)
    client, row = enter(cast.secretariat), {"bidang": "KUL", "problem": "Gudang bocor", "level": "tinggi"}

    empty = client.get(address(owed, "dim_template")).content
    told = client.post(address(owed), typed(upload=sheet_of(owed, {"problem": "Gudang bocor"}))).content.decode()
    client.post(address(owed), typed(upload=sheet_of(owed, row)))

    assert "Uraian masalah" in text_of(empty)
    assert CANARY not in text_of(empty)
    assert "Baris 3 kolom Tingkat: Pilih tingkat: rendah, sedang, atau tinggi." in told
    assert [entry.problem for entry in DimEntry.objects.all()] == ["Gudang bocor"]
    assert Obligation.objects.get().draft == {"rows": [{"problem": CANARY}]}


def sheet_of(owed: Obligation, row: dict[str, str]) -> SimpleUploadedFile:
    sheet = BytesIO()
    write_template(sheet, owed, [row])
    return SimpleUploadedFile("dim.xlsx", sheet.getvalue())


@pytest.mark.parametrize("verb", ["accept", "exempt"])
def test_what_is_settled_is_not_sent_again(cast: Cast, owed: Obligation, enter: Enter, verb: str) -> None:
    if verb == "accept":
        version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)
        actions.accept(version=version, by=cast.secretariat, now=NOW)
    else:
        actions.exempt(obligation=owed, because="Banjir", by=cast.chair, now=NOW)
    client, before = enter(cast.secretariat), Submission.objects.count()

    paper = client.get(address(owed, "paper_show")).content.decode()
    answer = client.post(address(owed), typed(activities="Ketikan sekretariat"))
    page = answer.content.decode()

    assert address(owed) not in paper
    assert answer.status_code == 409
    assert "dan tidak dapat diganti." in page
    assert "Ketikan sekretariat" in page  # to be copied
    assert Submission.objects.count() == before
