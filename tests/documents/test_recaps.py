"""Recaps on paper: ordered for one division or all, as it stood at that moment, without any draft."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from documents import recap_paper, tasks
from documents.models import PrintedDocument
from documents.recap_actions import RENDER_RECAP
from meetings.models import Invitation
from rakor.jobs.models import Job
from rakor.jobs.tasks import run_job
from reports import actions
from reports.models import Column, QuestionKind, Requirement
from reports.recaps import Head
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
VALUES: dict[str, Any] = {"sheet": "a4", "code": "AAAA-AAAA", "printed_by": "Contoh", "now": NOW}


@pytest.fixture
def cast() -> Cast:
    """Banjar reported on its finances and has a draft for its technical division; Tapin sent nothing."""
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    banjar = stage.invite_both(cast, rakor)["KPU Kabupaten Banjar"]
    report = stage.make_requirement(cast, rakor)
    stage.send_report(cast, report, banjar)
    draft = actions.obligation_of(requirement=report, invitation=banjar, bidang="TEK")
    actions.save_draft(obligation=draft, draft={"activities": "rahasia"}, now=NOW)
    return cast


def report_of(cast: Cast) -> Requirement:
    return Requirement.objects.select_related("rakor__organiser").get(rakor=cast.rakor)


def test_the_last_order_of_all_divisions_comes_out_with_each_under_its_own_head(cast: Cast) -> None:
    """What was sent after the order is not in it, however late the worker comes."""
    requirement, client = report_of(cast), Client()
    client.force_login(cast.chair.user)
    address = reverse("recap_print", args=[cast.rakor.pk, requirement.pk])
    with time_machine.travel(NOW + HOUR, tick=False):
        refused = client.post(address, {"divisi": "XXX", "sheet": "a4"})
        client.post(address, {"divisi": "semua", "sheet": "f4"})
    job = Job.objects.get(task=RENDER_RECAP)
    tapin = Invitation.objects.get(institution_name="KPU Kabupaten Tapin")
    stage.send_report(cast, requirement, tapin, bidang="TEK", now=NOW + 2 * HOUR)

    run_job(tasks.render_recap, job.pk)

    paper = PrintedDocument.objects.get(kind="rekap")
    assert paper.file.name == "Rekap laporan_divisi per 14-09-2020 11.20 WITA F4.pdf"
    pages = PdfReader(BytesIO(paper.file.full_path.read_bytes())).pages
    words = [" ".join(page.extract_text().replace("\u00a0", " ").split()) for page in pages]
    assert len(words) == 5 and "rahasia" not in "".join(words)
    assert "REKAPITULASI LAPORAN DIVISI KEUANGAN" in words[0] and "Sudah masuk 1 dari 2 kantor" in words[0]
    assert "REKAPITULASI LAPORAN DIVISI TEKNIS" in words[1] and "Sudah masuk 0 dari 2 kantor" in words[1]
    assert "Halaman 5 dari 5" in words[4]
    assert float(pages[0].mediabox.width) > 900  # F4 on its side
    assert (refused.status_code, PrintedDocument.objects.visible_to(cast.operator).filter(kind="rekap").count()) == (
        422,
        0,
    )


def test_a_line_says_what_was_sent_or_why_nothing_was(cast: Cast) -> None:
    requirement = report_of(cast)
    tapin = Invitation.objects.get(institution_name="KPU Kabupaten Tapin")
    obligation = actions.obligation_of(requirement=requirement, invitation=tapin, bidang="KUL")
    actions.exempt(obligation=obligation, because="Banjir", by=cast.chair, now=NOW)

    [part] = recap_paper.parts_of(cast.rakor, [Column(requirement, "KUL")], moment=NOW, **VALUES)

    [section] = part["recap"]["sections"]
    [table] = section["tables"]
    assert (section["of"], [name for name, _ in table["heads"]][1], table["totals"]) == ("KPU ", "Target", [])
    first, second = table["rows"]
    assert (first["office"], first["state"], first["cells"][0]) == (
        "Kabupaten Banjar",
        "v1, terkirim",
        ("Kegiatan", False),
    )
    assert (first["files"], first["sentence"]) == ("laporan.pdf", "")
    assert (second["office"], second["sentence"]) == ("Kabupaten Tapin", "Dibebaskan: Banjir")
    assert sum(float(width.removesuffix("mm")) for width in table["widths"]) == pytest.approx(261 - 8 - 42, abs=0.5)


def test_many_questions_go_into_tables_below_each_other() -> None:
    heads = [Head(f"q{n}", "Jumlah", QuestionKind.NUMBER) for n in range(20)]
    heads[3] = Head("q3", "Uraian", QuestionKind.LONG_TEXT)

    assert recap_paper.groups_of(heads) == [(0, 11), (11, 20)]
    assert recap_paper.groups_of([]) == [(0, 0)]


def test_a_country_is_printed_in_parts_with_the_totals_in_the_last(cast: Cast, monkeypatch: Any) -> None:
    monkeypatch.setattr(recap_paper, "PART", 1)
    figures = stage.make_requirement(cast, cast.rakor, "angka")
    figures.questions = [
        {"key": "q1", "label": "TPS", "kind": "angka", "unit": "", "choices": [], "is_required": False}
    ]
    figures.save()
    banjar = Invitation.objects.get(institution_name="KPU Kabupaten Banjar")
    content = {"answers": [{"key": "q1", "label": "TPS", "kind": "angka", "unit": "", "value": 12}]}
    obligation = actions.obligation_of(requirement=figures, invitation=banjar, bidang="")
    actions.send_paper(obligation=obligation, content=content, key=uuid4(), by=cast.operator, now=NOW)
    blank = {"answers": [content["answers"][0] | {"value": None}]}
    tapin = Invitation.objects.get(institution_name="KPU Kabupaten Tapin")
    obligation = actions.obligation_of(requirement=figures, invitation=tapin, bidang="")
    actions.send_paper(obligation=obligation, content=blank, key=uuid4(), by=cast.operator, now=NOW)

    parts = list(recap_paper.parts_of(cast.rakor, [Column(figures, "")], moment=NOW, **VALUES))

    sections = [section for part in parts for section in part["recap"]["sections"]]
    assert [section["part"] for section in sections] == ["Bagian 1 dari 2", "Bagian 2 dari 2"]
    assert [section["tables"][0]["rows"][0]["number"] for section in sections] == [1, 2]
    assert [section["tables"][0]["totals"] for section in sections] == [[], [("12", "dari 1 kantor", True)]]
    assert [section["tables"][0]["rows"][0]["sentence"] for section in sections] == ["", "Dikirim tanpa isian."]
    assert "dari 1 kantor" in render_to_string("papers/recap.html", parts[1])
