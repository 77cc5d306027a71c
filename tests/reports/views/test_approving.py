"""A paper that the host wants approved first: laid before the office's head, sent, handed back, taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rakor.audit.models import AuditRow
from reports import actions, approving, sending
from reports.dim.models import DimEntry
from reports.hibah.models import HibahReport
from reports.matrix import build
from reports.models import CellState, Obligation, Submission
from tests import cast as stage
from tests.cast import NOW, PDF, Cast
from tests.reports.conftest import Enter
from tests.reports.hibah.typing_in import paper

CANARY = "Kenari-belum-disetujui"


@pytest.fixture
def asked(owed: Obligation) -> Obligation:
    """Banjar's report, to be approved by its head first."""
    owed.requirement.needs_approval = True
    owed.requirement.save()
    return owed


def address(owed: Obligation, name: str) -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, owed.bidang or "-"])


def typed(**changes: Any) -> dict[str, Any]:
    return {"activities": CANARY, "key": str(uuid4())} | changes


def test_an_operator_lays_it_before_the_head_and_nothing_is_sent(
    cast: Cast, asked: Obligation, enter: Enter, media: Any
) -> None:
    values = typed(uploads=SimpleUploadedFile("laporan.pdf", PDF))

    page = enter(cast.operator).post(address(asked, "paper_send"), values, follow=True).content.decode()

    row = Obligation.objects.get()
    assert (row.proposed_at, row.proposed_by) == (NOW, cast.operator.user)
    assert row.proposed_content["activities"] == CANARY
    assert not Submission.objects.exists()
    assert "Diajukan ke pimpinan. Penyelenggara menerimanya setelah pimpinan menyetujui." in page
    assert CANARY in page
    assert "laporan.pdf" in page
    assert 'id="berkas"' not in page
    assert "Setujui dan kirim" not in page


def test_a_colleagues_later_text_is_not_laid_before_the_head_and_no_file_stays(
    cast: Cast, asked: Obligation, enter: Enter, media: Path
) -> None:
    actions.save_draft(obligation=asked, draft={"activities": "Teks rekan"}, now=NOW, by=cast.office_chair, seen=0)
    values = typed(draft_version="0", uploads=SimpleUploadedFile("laporan.pdf", PDF))

    response = enter(cast.operator).post(address(asked, "paper_send"), values)

    assert response.status_code == 409
    assert "<dd>Teks rekan</dd>" in response.content.decode()
    assert Obligation.objects.get().proposed_at is None
    assert [path for path in media.rglob("*") if path.is_file()] == []


def test_the_host_sees_belum_and_not_a_word_until_it_is_sent(cast: Cast, asked: Obligation, enter: Enter) -> None:
    approving.propose(obligation=asked, content={"activities": CANARY}, by=cast.operator, now=NOW)

    for actor in (cast.secretariat, cast.chair, cast.commissioner):
        page = enter(actor).get(address(asked, "paper_show")).content.decode()
        assert CANARY not in page
        assert "pimpinan" not in page.split("<main", 1)[1].lower().replace("pimpinan satker", "")
    [row] = build(rakor=cast.rakor, invitations=[asked.invitation], now=NOW).rows
    assert row.cells[0] is not None
    assert row.cells[0].state == CellState.MISSING
    [own] = build(rakor=cast.rakor, invitations=[asked.invitation], now=NOW, with_drafts=True).rows
    assert own.cells[0] is not None
    assert own.cells[0].state == CellState.PROPOSED


def test_the_head_sends_it_as_it_lay_there(cast: Cast, asked: Obligation, enter: Enter, media: Any) -> None:
    upload = SimpleUploadedFile("laporan.pdf", PDF)
    approving.propose(obligation=asked, content={"activities": "Siap"}, uploads=[upload], by=cast.operator, now=NOW)

    page = enter(cast.office_chair).post(address(asked, "paper_approve"), follow=True).content.decode()

    version = Submission.objects.get()
    assert (version.approved_at, version.approved_by) == (NOW, cast.office_chair.user)
    assert (version.content, version.files.count()) == ({"activities": "Siap"}, 1)
    assert Obligation.objects.get().proposed_at is None
    assert "Disetujui pimpinan</dt><dd>office_chair contoh, Senin, 14 September 2020 pukul 10.20 WITA" in page
    verbs = AuditRow.objects.filter(verb__startswith="paper.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["paper.proposed", "paper.sent"]


def test_a_second_click_of_the_head_sends_nothing_more(cast: Cast, asked: Obligation, enter: Enter) -> None:
    approving.propose(obligation=asked, content={"activities": "Siap"}, by=cast.operator, now=NOW)
    client = enter(cast.office_chair)
    client.post(address(asked, "paper_approve"))

    page = client.post(address(asked, "paper_approve"), follow=True).content.decode()

    assert "Berkas ini sudah diputuskan atau ditarik kembali." in page
    assert Submission.objects.count() == 1


def test_the_head_hands_it_back_with_a_note_that_stays_in_the_office(
    cast: Cast, asked: Obligation, enter: Enter
) -> None:
    approving.propose(obligation=asked, content={"activities": "Siap"}, by=cast.operator, now=NOW)
    client = enter(cast.office_chair)

    assert client.post(address(asked, "paper_hand_back"), {"note": " "}).status_code == 422
    client.post(address(asked, "paper_hand_back"), {"note": CANARY})

    row = Obligation.objects.get()
    assert (row.proposed_at, row.handed_back_by, row.handed_back_note) == (None, cast.office_chair.user, CANARY)
    assert CANARY in enter(cast.operator).get(address(asked, "paper_show")).content.decode()
    assert CANARY not in enter(cast.secretariat).get(address(asked, "paper_show")).content.decode()


def test_the_operator_takes_it_back_and_may_change_it_again(cast: Cast, asked: Obligation, enter: Enter) -> None:
    approving.propose(obligation=asked, content={"activities": "Siap"}, by=cast.operator, now=NOW)
    client = enter(cast.operator)
    refused = client.post(address(asked, "paper_save"), typed(), headers={"hx-request": "true"})

    page = client.post(address(asked, "paper_take_back"), follow=True).content.decode()

    assert refused.status_code == 409
    assert "sedang menunggu persetujuan pimpinan" in refused.content.decode()
    assert "Ditarik kembali. Draf dapat diubah lagi." in page
    assert client.post(address(asked, "paper_save"), typed(), headers={"hx-request": "true"}).status_code == 200


def test_what_lies_before_the_head_takes_no_file_and_loses_none(cast: Cast, asked: Obligation, media: Any) -> None:
    upload = SimpleUploadedFile("laporan.pdf", PDF)
    approving.propose(obligation=asked, content={}, uploads=[upload], by=cast.operator, now=NOW)

    with pytest.raises(actions.Proposed):
        actions.drop_draft_file(obligation=asked, order=1)
    with pytest.raises(actions.Proposed):
        actions.attach_to_draft(obligation=asked, uploads=[upload], began_at=NOW, by=cast.operator, now=NOW)


def test_the_head_who_fills_it_in_approves_by_sending(cast: Cast, asked: Obligation, enter: Enter) -> None:
    enter(cast.office_chair).post(address(asked, "paper_send"), typed())

    assert Submission.objects.get().approved_by == cast.office_chair.user


def test_without_the_wish_of_the_host_nobody_approves(cast: Cast, owed: Obligation, enter: Enter) -> None:
    enter(cast.operator).post(address(owed, "paper_send"), typed())

    assert Submission.objects.get().approved_at is None


def test_what_the_host_released_meanwhile_is_not_sent(cast: Cast, asked: Obligation, enter: Enter) -> None:
    approving.propose(obligation=asked, content={"activities": "Siap"}, by=cast.operator, now=NOW)
    actions.exempt(obligation=asked, because="Banjir", by=cast.secretariat, now=NOW)

    page = enter(cast.office_chair).post(address(asked, "paper_approve"), follow=True).content.decode()

    assert "Kantor ini dibebaskan dari berkas ini." in page
    assert not Submission.objects.exists()


@pytest.mark.parametrize("kind", ["dim", "hibah"])
def test_the_rows_of_its_kind_come_with_the_approval(cast: Cast, banjar: Any, kind: str) -> None:
    requirement = stage.make_requirement(cast, cast.rakor, kind)
    requirement.needs_approval = True
    requirement.save()
    obligation = Obligation(requirement=requirement, invitation=banjar)
    rows = {"rows": [{"problem": "Masalah", "level": "tinggi"}]}
    content = rows if kind == "dim" else paper().content()
    how = {"key": uuid4(), "by": cast.operator, "now": NOW}

    assert sending.hand_in(obligation=obligation, content=content, **how) is None
    assert (DimEntry.objects.count(), HibahReport.objects.count()) == (0, 0)

    sending.approve(obligation=obligation, by=cast.office_chair, now=NOW)

    assert (DimEntry.objects.count(), HibahReport.objects.count()) == ((1, 0) if kind == "dim" else (0, 1))


def test_the_first_page_of_the_office_says_what_waits_for_its_head(cast: Cast, asked: Obligation, enter: Enter) -> None:
    approving.propose(obligation=asked, content={"activities": "Siap"}, by=cast.operator, now=NOW)

    head, operator = (enter(actor).get("/").content.decode() for actor in (cast.office_chair, cast.operator))

    assert "Diajukan, menunggu persetujuan pimpinan kantor" in head
    assert head.count("Putuskan<span") == 1
    assert operator.count("Putuskan<span") == 0
    assert operator.count("Lihat<span") == 1


# --- nihil


def test_nihil_is_a_version_with_a_sentence(cast: Cast, owed: Obligation, enter: Enter) -> None:
    client, key = enter(cast.operator), str(uuid4())

    empty = client.post(address(owed, "paper_nil"), {"key": key, "because": ""})
    page = client.post(address(owed, "paper_nil"), {"key": key, "because": "Tidak ada kegiatan."}, follow=True)

    version = Submission.objects.get()
    assert empty.status_code == 422
    assert "Tulis satu kalimat mengapa nihil." in empty.content.decode()
    assert (version.is_nil, version.content) == (True, {"nihil": "Tidak ada kegiatan."})
    assert "Kantor menyatakan <b>nihil</b>. Tidak ada kegiatan." in page.content.decode()


def test_nihil_leaves_the_files_of_the_draft_where_they_are(cast: Cast, owed: Obligation, media: Any) -> None:
    upload = SimpleUploadedFile("laporan.pdf", PDF)
    actions.attach_to_draft(obligation=owed, uploads=[upload], began_at=NOW, by=cast.operator, now=NOW)

    version = actions.send_paper(
        obligation=owed, content={"nihil": "Kosong"}, key=uuid4(), by=cast.operator, now=NOW, is_nil=True
    )

    assert (version.files.count(), Obligation.objects.get().draft_files.count()) == (0, 1)


def test_figures_are_never_nil(cast: Cast, banjar: Any, enter: Enter) -> None:
    requirement = stage.make_requirement(cast, cast.rakor, "angka")
    values = {"key": str(uuid4()), "because": "Kosong"}
    owed = Obligation(requirement=requirement, invitation=banjar)

    answer = enter(cast.operator).post(address(owed, "paper_nil"), values)

    assert answer.status_code == 404
