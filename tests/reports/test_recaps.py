"""What all offices wrote beside each other: by division, with sums that count only what was given."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from meetings.models import Invitation
from reports import actions, recaps
from reports.models import Column, Requirement, Submission
from reports.recaps import Recap
from tests import cast as stage
from tests.cast import NOW, PDF, Cast

pytestmark = pytest.mark.usefixtures("media")
SECRET = "rahasia-kenari"
TPS = {"key": "q1", "label": "Jumlah TPS", "kind": "angka", "unit": "TPS", "choices": [], "is_required": False}
FUNDS = TPS | {"key": "q2", "label": "Anggaran APD", "kind": "rupiah", "unit": ""}
READY = TPS | {"key": "q3", "label": "APD diterima", "kind": "ya_tidak", "unit": ""}
STORE = TPS | {"key": "q4", "label": "Gudang", "kind": "pilihan", "unit": "", "choices": ["Milik", "Sewa", "Pinjam"]}
START = TPS | {"key": "q5", "label": "Mulai", "kind": "tanggal", "unit": ""}


@pytest.fixture
def figures(cast: Cast) -> Requirement:
    figures = stage.make_requirement(cast, cast.rakor, "angka")
    figures.questions = [TPS, FUNDS, READY, STORE, START]
    figures.save()
    return figures


def send(cast: Cast, requirement: Requirement, invitation: Invitation, bidang: str = "", **what: Any) -> Submission:
    obligation = actions.obligation_of(requirement=requirement, invitation=invitation, bidang=bidang)
    return actions.send_paper(obligation=obligation, key=uuid4(), by=cast.operator, **({"now": NOW} | what))


def answered(question: dict[str, Any], value: Any) -> dict[str, Any]:
    return {name: question[name] for name in ("key", "label", "kind", "unit")} | {"value": value}


def built(cast: Cast, requirement: Requirement, bidang: str = "") -> Recap:
    return recaps.build(rakor=cast.rakor, column=Column(requirement, bidang), moment=NOW)


def test_each_office_stands_in_official_order_with_what_it_sent_last(
    cast: Cast, report: Requirement, invitations: dict[str, Invitation]
) -> None:
    """The newest version of this division alone; a file instead of words, and who is still awaited."""
    tapin, banjar = invitations["KPU Kabupaten Tapin"], invitations["KPU Kabupaten Banjar"]
    send(cast, report, tapin, "KUL", content={}, uploads=[SimpleUploadedFile("laporan.pdf", PDF)])
    send(cast, report, banjar, "KUL", content={"activities": "Lama", "target": "1"})
    send(cast, report, banjar, "KUL", content={"activities": "Rapat", "target": "", "plans": "Lanjut"})
    send(cast, report, banjar, "TEK", content={"activities": "Lain"})

    found = {bidang: built(cast, report, bidang) for bidang in ("KUL", "TEK")}

    first, second = found["KUL"].rows
    assert [(row.invitation, row.state.label) for row in (first, second)] == [(banjar, "Terkirim"), (tapin, "Terkirim")]
    assert [answer.text for answer in first.answers] == ["Rapat", "", "", "", "", "Lanjut"]
    assert (first.is_typed, second.is_typed, [str(file) for file in second.files]) == (True, False, ["laporan.pdf"])
    assert [head.label for head in found["KUL"].heads][:3] == ["Kegiatan yang dilaksanakan", "Target", "Realisasi"]
    assert [(row.state.label, row.answers[0].text) for row in found["TEK"].rows] == [
        ("Terkirim", "Lain"),
        ("Belum", ""),
    ]
    assert recaps.shares(cast.rakor, report.columns(), NOW) == {
        "KUL": "2/2",
        "TEK": "1/2",
        "HUK": "0/2",
        "SOS": "0/2",
        "DAT": "0/2",
    }


def test_nihil_says_so_and_a_draft_is_not_there(
    cast: Cast, report: Requirement, invitations: dict[str, Invitation]
) -> None:
    send(cast, report, invitations["KPU Kabupaten Banjar"], "KUL", content={"nihil": "Tidak ada."}, is_nil=True)
    drafted = actions.obligation_of(requirement=report, invitation=invitations["KPU Kabupaten Tapin"], bidang="KUL")
    actions.save_draft(obligation=drafted, draft={"activities": SECRET}, now=NOW)

    first, second = built(cast, report, "KUL").rows

    assert (first.nil_note, first.is_typed) == ("Nihil. Tidak ada.", False)
    assert (second.version, second.nil_note, second.is_typed) == (None, "", False)


def test_sums_count_what_was_given_and_say_from_how_many_offices(
    cast: Cast, figures: Requirement, invitations: dict[str, Invitation]
) -> None:
    """0 is a figure, blank is none; nobody's answer has no sum."""
    given = {
        "KPU Kabupaten Banjar": [(TPS, 1250), (FUNDS, 0), (READY, "Ya"), (STORE, "Sewa"), (START, "2020-09-17")],
        "KPU Kabupaten Tapin": [(TPS, 430), (FUNDS, None), (READY, "Ya"), (STORE, ""), (START, "")],
    }
    for name, answers in given.items():
        send(cast, figures, invitations[name], content={"answers": [answered(*answer) for answer in answers]})

    recap = built(cast, figures)

    assert [head.text for head in recap.heads][:2] == ["Jumlah TPS (TPS)", "Anggaran APD (Rp)"]
    assert [answer.text for answer in recap.rows[0].answers] == ["1.250", "0", "Ya", "Sewa", "17 Sep 2020"]
    assert [answer.text for answer in recap.rows[1].answers] == ["430", "", "Ya", "", ""]
    assert [(total.text, total.note) for total in recap.totals()] == [
        ("1.680", "dari 2 kantor"),
        ("0", "dari 1 kantor"),
        ("Ya 2, Tidak 0", "dari 2 kantor"),
        ("Milik 0, Sewa 1, Pinjam 0", "dari 1 kantor"),
        ("", ""),
    ]
    Submission.objects.all().delete()
    assert [total.text for total in built(cast, figures).totals()] == ["", "", "", "", ""]


def test_a_question_keeps_its_column_by_its_key_and_adds_up_only_what_fits(
    cast: Cast, figures: Requirement, invitations: dict[str, Invitation]
) -> None:
    """Asked for thousands at first, and with a question that is not asked any more."""
    old = [answered(TPS | {"unit": "ribu", "label": "TPS"}, 3), answered(TPS | {"key": "q9", "label": "Bilik"}, 7)]
    send(cast, figures, invitations["KPU Kabupaten Banjar"], content={"answers": old})
    send(cast, figures, invitations["KPU Kabupaten Tapin"], content={"answers": [answered(TPS, 430)]})

    recap = built(cast, figures)

    assert [(head.label, head.is_asked) for head in recap.heads][-1] == ("Bilik", False)
    assert len(recap.heads) == 6
    assert [row.answers[0].text for row in recap.rows] == ["3 ribu", "430"]
    totals = recap.totals()
    assert (totals[0].text, totals[0].note) == ("430", "dari 1 kantor; 1 jawaban lama tidak ikut")
    assert (totals[5].text, totals[5].note) == ("7", "dari 1 kantor")
