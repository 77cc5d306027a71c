"""The matrix of a moment on paper: ordered, printed in parts, without any draft."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from documents import matrix_paper, tasks
from documents.matrix_actions import RENDER_MATRIX
from documents.models import PrintedDocument
from meetings.models import Invitation
from participants.models import Institution
from rakor.jobs.models import Job
from rakor.jobs.tasks import run_job
from rakor.lib.pdf import render_pdf
from reports import actions as reports
from reports.models import Obligation
from tests import cast as stage
from tests.cast import DUE, NOW, Cast

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
VALUES: dict[str, Any] = {"sheet": "a4", "code": "AAAA-AAAA", "printed_by": "Contoh", "now": DUE + HOUR}


@pytest.fixture
def cast() -> Cast:
    """Banjar sent one report in time and one late, has a draft; Tapin sent nothing."""
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    banjar = stage.invite_both(cast, rakor)["KPU Kabupaten Banjar"]
    report = stage.make_requirement(cast, rakor)
    stage.send_report(cast, report, banjar)
    stage.send_report(cast, report, banjar, bidang="TEK", now=DUE + HOUR)
    draft = Obligation(requirement=report, invitation=banjar, bidang="HUK")
    reports.save_draft(obligation=draft, draft={"activities": "rahasia"}, now=NOW)
    return cast


def test_a_cell_says_when_the_newest_version_came_and_a_draft_is_not_there(cast: Cast) -> None:
    [part] = matrix_paper.parts_of(cast.rakor, moment=DUE + HOUR, **VALUES)
    [banjar, tapin] = part["matrix"]["rows"]

    assert [(cell["word"], cell["note"], cell["is_open"]) for cell in banjar["cells"]] == [
        ("Terkirim", "14/9 10.20", False),
        ("Terkirim", "14/9 17.00, terlambat", False),
        ("Belum", "", True),
        ("Belum", "", True),
        ("Belum", "", True),
    ]
    assert {cell["word"] for cell in tapin["cells"]} == {"Belum"}
    assert (banjar["share"], part["matrix"]["sent"]) == ("0/5", ["1/2", "1/2", "0/2", "0/2", "0/2"])


def test_what_came_after_the_moment_is_not_printed(cast: Cast) -> None:
    [part] = matrix_paper.parts_of(cast.rakor, moment=DUE, **VALUES)

    assert part["matrix"]["occasion"] == "saat tenggat"
    assert part["matrix"]["sent"] == ["1/2", "0/2", "0/2", "0/2", "0/2"]


def test_many_offices_are_printed_in_parts_and_the_last_has_the_totals(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix_paper, "PART", 1)

    parts = [part["matrix"] for part in matrix_paper.parts_of(cast.rakor, moment=DUE, **VALUES)]

    assert [part["part"] for part in parts] == ["Bagian 1 dari 2", "Bagian 2 dari 2"]
    assert [[row["number"] for row in part["rows"]] for part in parts] == [[1], [2]]
    assert [part["is_last"] for part in parts] == [False, True]


def test_a_province_is_printed_alone(cast: Cast) -> None:
    kalteng = Institution.objects.get(name="KPU Provinsi Kalimantan Tengah")
    stage.meetings.invite(rakor=cast.rakor, institutions=[kalteng], by=cast.secretariat, now=NOW)

    [part] = matrix_paper.parts_of(cast.rakor, moment=DUE, province="63", **VALUES)

    assert [row["office"] for row in part["matrix"]["rows"]] == ["Kabupaten Banjar", "Kabupaten Tapin"]
    assert part["matrix"]["province"] == "Kalimantan Selatan"


def test_the_page_is_turned_and_says_of_when_it_is(cast: Cast) -> None:
    [context] = matrix_paper.parts_of(cast.rakor, moment=DUE, **VALUES)

    [page] = PdfReader(BytesIO(render_pdf(render_to_string("papers/matrix.html", context)))).pages
    text = " ".join(page.extract_text().split())

    assert page.mediabox.width > page.mediabox.height
    assert "Keadaan per Senin, 14 September 2020 pukul 16.00 WITA (saat tenggat)" in text
    assert "Halaman 1 dari 1" in text
    assert "AAAA-AAAA" in text
    assert "2 Kabupaten Tapin" in text


def test_a_whole_province_stands_on_one_sheet(cast: Cast) -> None:
    """Thirteen offices with seven papers, the names as long as they come."""
    for kind in ("dim", "hibah"):
        stage.make_requirement(cast, cast.rakor, kind)
    [context] = matrix_paper.parts_of(cast.rakor, moment=DUE + HOUR, **VALUES)
    rows = context["matrix"]["rows"]
    context["matrix"]["rows"] = (rows * 7)[:13]
    rows[0]["office"] = "Kabupaten Hulu Sungai Selatan"

    pdf = PdfReader(BytesIO(render_pdf(render_to_string("papers/matrix.html", context))))

    assert len(pdf.pages) == 1


@pytest.mark.django_db(transaction=True)
def test_an_ordered_print_comes_out_of_the_job(cast: Cast, tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = Client()
    client.force_login(cast.chair.user)
    address = reverse("matrix_print", args=[cast.rakor.pk])

    with time_machine.travel(DUE + HOUR, tick=False):
        for _ in range(2):
            client.post(address, {"per": "2020-09-14T16:00", "sheet": "f4"})
        job = Job.objects.get(task=RENDER_MATRIX)
        run_job(tasks.render_matrix, job.pk)

    [printed] = PrintedDocument.objects.all()
    assert printed.file.name == f"matriks-rakor-{cast.rakor.pk}-per-2020-09-14-1600-f4.pdf"
    page = client.get(reverse("matrix_printed", args=[cast.rakor.pk])).content.decode()
    assert printed.file.name in page


@time_machine.travel(NOW, tick=False)
def test_a_moment_to_come_is_refused_and_nothing_typed_is_lost(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.secretariat.user)

    answer = client.post(reverse("matrix_print", args=[cast.rakor.pk]), {"per": "2020-09-15T16:00", "sheet": "f4"})

    assert answer.status_code == 422
    assert "Saat itu belum tiba." in answer.content.decode()
    assert 'value="2020-09-15T16:00"' in answer.content.decode()
    assert not Job.objects.filter(task=RENDER_MATRIX).exists()


def test_a_host_without_offices_gets_an_empty_page(cast: Cast) -> None:
    Invitation.objects.update(is_copy=True)

    [part] = matrix_paper.parts_of(cast.rakor, moment=NOW, **VALUES)

    assert part["matrix"]["rows"] == []
