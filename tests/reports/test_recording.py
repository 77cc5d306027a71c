"""The host's secretariat sends for an office: marked as such, and nothing of the office's own is touched."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rakor.audit.models import AuditRow
from reports import actions, approving, recording
from reports.matrix import build
from reports.models import Obligation, Submission
from tests.cast import DUE, NOW, PDF, Cast

VIA = "WhatsApp Kasubbag, 14/9 10.20"


def record(cast: Cast, owed: Obligation, **changes: Any) -> Submission:
    values = {"content": {"activities": "Siap"}, "received_via": VIA, "key": uuid4(), "now": NOW} | changes
    return recording.record_paper(obligation=owed, by=cast.secretariat, **values)


def test_it_is_the_next_version_with_who_sent_it_and_how_it_came(cast: Cast, owed: Obligation) -> None:
    actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)

    version = record(cast, owed)

    assert (version.number, version.sent_by_name, version.received_via) == (2, "secretariat contoh", VIA)
    assert (version.is_on_behalf, version.approved_at, version.due_at) == (True, None, DUE)
    row = AuditRow.objects.get(verb="paper.recorded")
    assert row.details == {"number": 2, "sha256": version.sha256, "late": False, "via": VIA}


def test_the_draft_of_the_office_and_its_files_stay(cast: Cast, owed: Obligation, media: Path) -> None:
    actions.save_draft(obligation=owed, draft={"activities": "Draf"}, now=NOW, by=cast.operator)
    own, brought = SimpleUploadedFile("draf.pdf", PDF), SimpleUploadedFile("diantar.pdf", PDF)
    actions.attach_to_draft(obligation=owed, uploads=[own], began_at=NOW, by=cast.operator, now=NOW)

    version = record(cast, owed, uploads=[brought])

    row = Obligation.objects.get()
    assert (row.draft, row.draft_version) == ({"activities": "Draf"}, 1)
    assert [str(file) for file in row.draft_files.all()] == ["draf.pdf"]
    assert [str(file) for file in version.files.all()] == ["diantar.pdf"]


def test_what_lies_before_the_head_stays_there_and_may_follow(cast: Cast, owed: Obligation) -> None:
    owed.requirement.needs_approval = True
    owed.requirement.save()
    approving.propose(obligation=owed, content={"activities": "Diajukan"}, by=cast.operator, now=NOW)

    version = record(cast, owed)

    row = Obligation.objects.get()
    assert (row.proposed_at, row.proposed_content) == (NOW, {"activities": "Diajukan"})
    assert version.lacks_approval


def test_the_same_key_records_once(cast: Cast, owed: Obligation) -> None:
    key = uuid4()

    assert record(cast, owed, key=key) == record(cast, owed, key=key)
    assert AuditRow.objects.filter(verb="paper.recorded").count() == 1


def test_an_accepted_paper_is_closed_to_the_host_too(cast: Cast, owed: Obligation) -> None:
    actions.accept(version=record(cast, owed), by=cast.secretariat, now=NOW)

    with pytest.raises(actions.AlreadyAccepted):
        record(cast, owed)


def test_it_is_late_from_the_moment_of_recording(cast: Cast, owed: Obligation) -> None:
    assert record(cast, owed, now=DUE + timedelta(minutes=1)).is_late


def test_the_matrix_says_whose_hand_it_was_until_the_office_sends_its_own(cast: Cast, owed: Obligation) -> None:
    def told() -> str:
        [row] = build(rakor=cast.rakor, invitations=[owed.invitation], now=NOW).rows
        assert row.cells[0]
        return row.cells[0].told

    record(cast, owed)
    recorded = told()
    actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)

    assert (recorded, told()) == ("v1, 5 j sebelum, oleh sekretariat", "v2, 5 j sebelum")
