"""Sending, judging, extending, releasing: what holds on the second click, after the deadline and in between."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rakor.audit.models import AuditRow
from rakor.files.models import StoredFile
from reports import actions, asking
from reports.models import CellState, Obligation, Requirement, Submission
from tests.cast import DUE, NOW, PDF, Cast

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
KEY = UUID("11111111-1111-4111-8111-111111111111")
CONTENT = {"target": "Tepat waktu", "activities": "Rapat kerja é"}


def send(cast: Cast, owed: Obligation, **changes: Any) -> Submission:
    values: dict[str, Any] = {"content": CONTENT, "key": uuid4(), "by": cast.operator, "now": NOW}
    return actions.send_paper(obligation=owed, **values | changes)


def verbs(verb: str) -> int:
    return AuditRow.objects.filter(verb=verb).count()


# --- the receipt


def test_send_paper_keeps_the_very_bytes_that_its_receipt_names(cast: Cast, owed: Obligation, media: Path) -> None:
    content = PDF + bytes(range(256)) * 300

    version = send(cast, owed, uploads=[SimpleUploadedFile("laporan.pdf", content)])

    assert version.sha256 == hashlib.sha256(content).hexdigest()
    assert version.size == len(content) == 76_869
    stored = version.files.get().stored
    assert stored.full_path.read_bytes() == content
    assert stored.full_path.is_relative_to(media)
    assert (version.number, version.sent_at, version.sent_by_name) == (1, NOW, "operator contoh")
    assert version.receipt_number == f"{version.pk:04d}"


def test_send_paper_hashes_the_sorted_json_where_there_is_no_file(cast: Cast, owed: Obligation) -> None:
    version = send(cast, owed)

    written = '{"activities":"Rapat kerja é","target":"Tepat waktu"}'.encode()
    assert version.sha256 == hashlib.sha256(written).hexdigest()
    assert version.size == len(written) == 54


def test_send_paper_writes_one_ledger_row(cast: Cast, owed: Obligation) -> None:
    version = send(cast, owed)

    row = AuditRow.objects.get(verb="paper.sent")
    assert row.details == {"number": 1, "sha256": version.sha256, "late": False}


def test_a_second_click_gives_the_same_receipt(cast: Cast, owed: Obligation, media: Path) -> None:
    first = send(cast, owed, key=KEY, uploads=[SimpleUploadedFile("a.pdf", PDF)])

    second = send(cast, owed, key=KEY, uploads=[SimpleUploadedFile("b.pdf", PDF + b"x")], now=NOW + HOUR)

    assert second == first
    assert (second.sha256, second.sent_at) == (first.sha256, NOW)
    assert Submission.objects.count() == StoredFile.objects.count() == verbs("paper.sent") == 1


def test_a_second_click_after_the_acceptance_still_gives_the_receipt(cast: Cast, owed: Obligation) -> None:
    first = send(cast, owed, key=KEY)
    actions.accept(version=first, by=cast.secretariat, now=NOW)

    assert send(cast, owed, key=KEY) == first


def test_nothing_stays_when_the_ledger_fails(
    cast: Cast, owed: Obligation, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(actions, "record", fail)

    with pytest.raises(OSError, match="disk full"):
        send(cast, owed, uploads=[SimpleUploadedFile("a.pdf", PDF)])

    assert not Submission.objects.exists()
    assert not StoredFile.objects.exists()


# --- on time or late


@pytest.mark.parametrize(("sent_at", "late"), [(DUE - SECOND, False), (DUE, False), (DUE + SECOND, True)])
def test_a_paper_is_late_from_the_second_after_its_deadline(
    cast: Cast, owed: Obligation, sent_at: datetime, late: bool
) -> None:
    assert send(cast, owed, now=sent_at).is_late is late


@pytest.mark.parametrize(("moved", "late"), [(timedelta(days=2), True), (timedelta(days=-2), False)])
def test_a_deadline_moved_afterwards_changes_nothing_for_what_was_sent(
    cast: Cast, report: Requirement, owed: Obligation, moved: timedelta, late: bool
) -> None:
    version = send(cast, owed, now=DUE + SECOND if late else DUE)
    report.due_at = DUE + moved

    asking.change_requirement(requirement=report, by=cast.secretariat, now=DUE + HOUR)

    version.refresh_from_db()
    assert version.is_late is late
    row = AuditRow.objects.get(verb="requirement.changed")
    assert row.details == {"due_at": (DUE + moved).isoformat(), "due_at_before": DUE.isoformat()}


def test_a_deadline_moved_before_holds_for_what_is_sent_then(cast: Cast, report: Requirement, owed: Obligation) -> None:
    report.due_at = DUE + 2 * HOUR
    asking.change_requirement(requirement=report, by=cast.secretariat, now=NOW)

    assert not send(cast, owed, now=DUE + HOUR).is_late


def test_an_extension_moves_the_deadline_of_one_office_only(cast: Cast, owed: Obligation, invitations: Any) -> None:
    actions.extend(obligation=owed, until=DUE + 2 * HOUR, because="Banjir", by=cast.chair, now=NOW)
    other = Obligation(requirement=owed.requirement, invitation=invitations["KPU Kabupaten Tapin"], bidang="KUL")

    version, others = send(cast, owed, now=DUE + HOUR), send(cast, other, now=DUE + HOUR)

    assert (version.is_late, version.due_at) == (False, DUE + 2 * HOUR)
    assert (others.is_late, others.due_at) == (True, DUE)
    row = AuditRow.objects.get(verb="obligation.extended")
    assert row.details == {"until": (DUE + 2 * HOUR).isoformat(), "because": "Banjir"}


@pytest.mark.parametrize(("sent_at", "late"), [(DUE + 2 * HOUR, False), (DUE + 2 * HOUR + SECOND, True)])
def test_a_correction_is_held_against_its_own_deadline(
    cast: Cast, owed: Obligation, sent_at: datetime, late: bool
) -> None:
    first = send(cast, owed)
    until = DUE + 2 * HOUR
    actions.send_back(version=first, note="Lengkapi", correct_until=until, by=cast.secretariat, now=NOW)

    second = send(cast, owed, now=sent_at)

    assert (second.number, second.due_at, second.is_late) == (2, until, late)


def test_a_correction_without_its_own_deadline_is_held_against_the_first(cast: Cast, owed: Obligation) -> None:
    first = send(cast, owed)
    actions.send_back(version=first, note="Lengkapi", correct_until=None, by=cast.secretariat, now=NOW)

    assert send(cast, owed, now=DUE + SECOND).is_late


# --- judging


def test_a_returned_paper_comes_back_as_version_2_and_both_stay(cast: Cast, owed: Obligation, media: Path) -> None:
    first = send(cast, owed, uploads=[SimpleUploadedFile("satu.pdf", PDF)])
    actions.send_back(version=first, note="Lengkapi kolom", correct_until=None, by=cast.secretariat, now=NOW)
    second = send(cast, owed, uploads=[SimpleUploadedFile("dua.pdf", PDF + b"2")])
    actions.accept(version=second, by=cast.commissioner, now=NOW + HOUR)

    versions = list(Submission.objects.order_by("number"))
    assert [version.state for version in versions] == [CellState.RETURNED, CellState.ACCEPTED]
    assert [version.files.get().stored.full_path.read_bytes() for version in versions] == [PDF, PDF + b"2"]
    assert versions[0].return_note == "Lengkapi kolom"
    assert (versions[1].accepted_at, versions[1].accepted_by) == (NOW + HOUR, cast.commissioner.user)


def test_a_version_is_accepted_once(cast: Cast, owed: Obligation) -> None:
    version = send(cast, owed)
    actions.accept(version=version, by=cast.secretariat, now=NOW)

    with pytest.raises(actions.AlreadyJudged):
        actions.accept(version=version, by=cast.commissioner, now=NOW + HOUR)

    version.refresh_from_db()
    assert (version.accepted_at, version.accepted_by) == (NOW, cast.secretariat.user)
    assert verbs("paper.accepted") == 1


def test_an_accepted_version_is_not_returned(cast: Cast, owed: Obligation) -> None:
    version = send(cast, owed)
    actions.accept(version=version, by=cast.secretariat, now=NOW)

    with pytest.raises(actions.AlreadyJudged):
        actions.send_back(version=version, note="Lengkapi", correct_until=None, by=cast.secretariat, now=NOW)

    version.refresh_from_db()
    assert (version.state, version.return_note) == (CellState.ACCEPTED, "")


def test_a_version_that_the_office_replaced_is_not_accepted(cast: Cast, owed: Obligation) -> None:
    first, second = send(cast, owed), send(cast, owed)

    with pytest.raises(actions.AlreadyJudged):
        actions.accept(version=first, by=cast.secretariat, now=NOW)

    assert list(Submission.objects.waiting()) == [second]
    assert verbs("paper.accepted") == 0


def test_nothing_is_sent_after_the_acceptance(cast: Cast, owed: Obligation) -> None:
    actions.accept(version=send(cast, owed), by=cast.secretariat, now=NOW)

    with pytest.raises(actions.AlreadyAccepted):
        send(cast, owed)

    assert Submission.objects.count() == 1


def test_an_office_that_was_released_sends_nothing(cast: Cast, owed: Obligation) -> None:
    actions.exempt(obligation=owed, because="Tanpa pemilihan", by=cast.chair, now=NOW)

    with pytest.raises(actions.Exempted):
        send(cast, owed)

    assert AuditRow.objects.get(verb="obligation.exempted").details == {"because": "Tanpa pemilihan"}


# --- drafts


def test_save_draft_keeps_what_was_typed_and_tells_nobody(cast: Cast, owed: Obligation) -> None:
    before = AuditRow.objects.count()

    actions.save_draft(obligation=owed, draft={"target": "48,25 jt  "}, now=NOW)
    actions.save_draft(obligation=owed, draft={"target": "48,25 jt", "rows": [{"a": "b\x00c"}]}, now=NOW + HOUR)

    row = Obligation.objects.get()
    assert (row.draft, row.draft_saved_at) == ({"target": "48,25 jt", "rows": [{"a": "bc"}]}, NOW + HOUR)
    assert AuditRow.objects.count() == before
