"""A DIM on a draft regulation: article, wording, problem, proposed wording, reason."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from meetings.models import Invitation
from rakor.lib.spreadsheets import Column, write_sheet
from reports import asking
from reports.dim.models import DimEntry
from reports.models import Obligation, Requirement, Submission
from tests.cast import DUE, NOW, Cast
from tests.reports.conftest import Enter

HEADS = ["Pasal atau ayat", "Rumusan dalam rancangan", "Masalah", "Usulan rumusan", "Alasan"]
ROW = {
    "article": "Pasal 12 ayat (3)",
    "wording": "KPU menetapkan paling lambat 3 hari.",
    "problem": "Tiga hari tidak cukup di kepulauan.",
    "proposal": "KPU menetapkan paling lambat 7 hari.",
    "reason": "Jarak antarpulau.",
}


@pytest.fixture
def owed(cast: Cast, banjar: Invitation) -> Obligation:
    asked = Requirement(rakor=cast.rakor, kind="dim_rancangan", name="DIM rancangan PKPU", due_at=DUE)
    asking.add_requirement(requirement=asked, by=cast.secretariat, now=NOW - timedelta(days=1))
    return Obligation(requirement=asked, invitation=banjar, bidang="")


def place(owed: Obligation) -> list[object]:
    return [owed.invitation.pk, owed.requirement.pk, "-"]


def test_a_remark_is_typed_sent_and_listed_apart_from_the_problems(cast: Cast, owed: Obligation, enter: Enter) -> None:
    office = enter(cast.operator)
    page = office.post(reverse("dim_row_save", args=place(owed)), ROW, follow=True).content.decode()
    office.post(reverse("dim_send", args=place(owed)), {"key": "1" * 32})

    listed = enter(cast.secretariat).get(reverse("dim_list", args=[cast.rakor.pk]))

    assert 'data-label="Pasal atau ayat">Pasal 12 ayat (3)</td>' in page
    assert Submission.objects.get().content == {"rows": [ROW]}
    entry = DimEntry.objects.get()
    assert (entry.article, entry.level, entry.reason) == ("Pasal 12 ayat (3)", "", "Jarak antarpulau.")
    assert (list(listed.context["entries"]), list(listed.context["remarks"])) == ([], [entry])
    assert "KPU menetapkan paling lambat 7 hari." in listed.content.decode()


def test_a_remark_names_its_article(cast: Cast, owed: Obligation, enter: Enter) -> None:
    response = enter(cast.operator).post(reverse("dim_row_save", args=place(owed)), ROW | {"article": " "})

    assert response.status_code == 422
    assert "Tulis pasal atau ayatnya, misalnya Pasal 12 ayat (3)." in response.content.decode()
    assert "Tiga hari tidak cukup di kepulauan." in response.content.decode()


def test_the_sheet_has_the_columns_of_a_draft_regulation_and_reads_them_back(
    cast: Cast, owed: Obligation, enter: Enter
) -> None:
    office = enter(cast.operator)
    empty = office.get(reverse("dim_template", args=place(owed))).content
    lines = CalamineWorkbook.from_filelike(BytesIO(empty)).get_sheet_by_index(0).to_python()
    filled = BytesIO()
    write_sheet(filled, [Column(head, 20) for head in HEADS], [list(ROW.values())], note=str(lines[0][0]), name="DIM")
    upload = SimpleUploadedFile("dim.xlsx", filled.getvalue())

    page = office.post(reverse("dim_import", args=place(owed)), {"upload": upload}, follow=True).content.decode()

    assert lines[1] == HEADS
    assert "1 baris diambil dari lembar dan tersimpan sebagai draf." in page
    assert Obligation.objects.get().draft["rows"] == [ROW]
