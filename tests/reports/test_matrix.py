"""One cell for each paper that an office owes, in words that the host may read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from meetings.models import Invitation, Rakor
from reports import actions, approving, asking, matrix, petitions
from reports.matrix import Cell
from reports.models import CellState, Obligation, Requirement, Submission
from tests import cast as stage
from tests.cast import DUE, NOW, Cast

HOUR = timedelta(hours=1)


def cell(owed: Obligation, *, now: datetime = NOW, with_drafts: bool = False) -> Cell:
    """The cell of this obligation in a freshly built matrix."""
    rakor = Rakor.objects.get(pk=owed.requirement.rakor.pk)
    office = Invitation.objects.select_related("institution").filter(pk=owed.invitation.pk)
    [row] = matrix.build(rakor=rakor, invitations=office, now=now, with_drafts=with_drafts).rows
    return next(cell for cell in row.cells if cell and cell.column.bidang == owed.bidang)


def send(cast: Cast, owed: Obligation, now: datetime = NOW) -> Submission:
    return actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=now)


def told(found: Cell) -> tuple[CellState, str]:
    return found.state, found.words


@pytest.mark.parametrize(
    ("now", "words", "overdue"),
    [
        (NOW, "5 j lagi", False),
        (DUE - timedelta(minutes=40), "40 m lagi", False),
        (DUE, "0 m lagi", False),
        (DUE + timedelta(hours=17, minutes=59), "17 j lewat", True),
        (DUE + timedelta(hours=99), "99 j lewat", True),
        (DUE + timedelta(days=12, hours=9), "12 hari lewat", True),
    ],
)
def test_a_paper_that_is_missing_says_how_long_there_is_left(
    owed: Obligation, now: datetime, words: str, overdue: bool
) -> None:
    found = cell(owed, now=now)

    assert told(found) == (CellState.MISSING, words)
    assert (found.is_overdue, found.is_late, found.version, found.waits_for_office) == (overdue, False, 0, True)


def test_a_draft_reads_belum_to_the_host_and_draf_to_the_office(owed: Obligation) -> None:
    actions.save_draft(obligation=owed, draft={"target": "rahasia"}, now=NOW)

    assert told(cell(owed)) == (CellState.MISSING, "5 j lagi")
    assert told(cell(owed, with_drafts=True)) == (CellState.DRAFT, "5 j lagi")


def test_a_sent_paper_says_its_version_and_its_distance_to_the_deadline(cast: Cast, owed: Obligation) -> None:
    send(cast, owed, DUE - timedelta(hours=44, minutes=30))

    found = cell(owed)

    assert told(found) == (CellState.SENT, "v1, 44 j sebelum")
    assert (found.version, found.is_late, found.waits_for_office, found.is_settled) == (1, False, False, False)


def test_late_is_judged_by_the_first_version_and_the_deadline_of_that_day(
    cast: Cast, report: Requirement, owed: Obligation
) -> None:
    send(cast, owed, DUE + timedelta(hours=2))
    report.due_at = DUE + timedelta(days=3)
    asking.change_requirement(requirement=report, by=cast.secretariat, now=DUE + timedelta(hours=3))
    send(cast, owed, DUE + timedelta(hours=4))

    found = cell(owed, now=DUE + timedelta(hours=5))

    assert told(found) == (CellState.SENT, "v2, terlambat 2 j")
    assert found.is_late


def test_a_deadline_moved_forward_makes_no_sent_paper_late(cast: Cast, report: Requirement, owed: Obligation) -> None:
    send(cast, owed, DUE - HOUR)
    report.due_at = DUE - timedelta(days=1)
    asking.change_requirement(requirement=report, by=cast.secretariat, now=DUE)

    found = cell(owed, now=DUE)

    assert told(found) == (CellState.SENT, "v1, 1 j sebelum")
    assert not found.is_late


def test_a_returned_paper_says_until_when_it_is_awaited(cast: Cast, owed: Obligation) -> None:
    until = DUE + timedelta(days=1)
    actions.send_back(version=send(cast, owed), note="Lengkapi", correct_until=until, by=cast.secretariat, now=NOW)

    found = cell(owed)

    assert told(found) == (CellState.RETURNED, "batas 15/9 16.00")
    assert (found.due_at, found.waits_for_office) == (until, True)


def test_time_given_after_a_return_holds_for_the_correction_before_the_head_and_when_sent(
    cast: Cast, owed: Obligation
) -> None:
    first, later = send(cast, owed), DUE + timedelta(days=2)
    actions.send_back(version=first, note="Lengkapi", correct_until=DUE + HOUR, by=cast.secretariat, now=NOW)
    actions.extend(obligation=owed, until=later, because="Banjir", by=cast.chair, now=NOW + HOUR)
    returned = cell(owed, now=NOW + HOUR)
    approving.propose(obligation=owed, content={}, by=cast.operator, now=NOW + HOUR)

    proposed = cell(owed, now=DUE + 2 * HOUR, with_drafts=True)

    assert (told(returned), returned.due_at) == ((CellState.RETURNED, "batas 16/9 16.00"), later)
    assert (told(proposed), proposed.due_at) == ((CellState.PROPOSED, "46 j lagi"), later)
    assert actions.deadline_for(Obligation.objects.get(), first.obligation.latest()) == later


def test_an_accepted_paper_is_settled(cast: Cast, owed: Obligation) -> None:
    actions.accept(version=send(cast, owed, DUE - 3 * HOUR), by=cast.secretariat, now=DUE)

    found = cell(owed, now=DUE)

    assert told(found) == (CellState.ACCEPTED, "v1, 3 j sebelum")
    assert found.is_settled


def test_an_extended_deadline_shows_until_it_has_passed(cast: Cast, owed: Obligation) -> None:
    until = DUE + timedelta(hours=44)
    actions.extend(obligation=owed, until=until, because="Banjir", by=cast.chair, now=NOW)

    assert told(cell(owed)) == (CellState.EXTENDED, "s.d. 16/9 12.00")
    assert told(cell(owed, now=until + 2 * HOUR)) == (CellState.MISSING, "2 j lewat")


def test_a_released_office_is_not_counted_as_owing(cast: Cast, owed: Obligation) -> None:
    actions.exempt(obligation=owed, because="lewat provinsi", by=cast.chair, now=NOW)

    found = cell(owed)
    offices = Invitation.objects.filter(pk=owed.invitation.pk).select_related("institution")
    [row] = matrix.build(rakor=cast.rakor, invitations=offices, now=NOW).rows

    assert told(found) == (CellState.EXEMPT, "lewat provinsi")
    assert (found.is_settled, row.owed, row.accepted) == (True, 4, 0)


def test_an_agency_outside_the_kpu_owes_none_of_its_papers(cast: Cast, report: Requirement, banjar: Invitation) -> None:
    region = cast.banjar.region
    agency = stage.make_office("Polres Banjar", "polri", region, "")  # type: ignore[arg-type]
    [guest] = stage.meetings.invite(rakor=cast.rakor, institutions=[agency], by=cast.secretariat, now=NOW)
    file = stage.make_requirement(cast, cast.rakor, "berkas")

    offices = Invitation.objects.filter(pk=guest.pk).select_related("institution")
    built = matrix.build(rakor=cast.rakor, invitations=offices, now=NOW)

    assert [bool(found) for found in built.rows[0].cells] == [False] * 5 + [True]
    assert [found.column.requirement for found in built.cells()] == [file]
    assert built.sent_totals() == ["0/0"] * 5 + ["0/1"]


def test_the_shares_count_what_was_sent_and_what_was_accepted(
    cast: Cast, report: Requirement, invitations: Any
) -> None:
    both = [Obligation(requirement=report, invitation=row, bidang="KUL") for row in invitations.values()]
    actions.accept(version=send(cast, both[0]), by=cast.secretariat, now=NOW)
    returned = send(cast, both[1])
    actions.send_back(version=returned, note="Lengkapi", correct_until=None, by=cast.secretariat, now=NOW)
    send(cast, Obligation(requirement=report, invitation=both[0].invitation, bidang="TEK"), DUE + HOUR)

    offices = Invitation.objects.filter(rakor=cast.rakor).select_related("institution")
    built = matrix.build(rakor=cast.rakor, invitations=offices, now=DUE + HOUR)

    assert built.sent_totals() == ["2/2", "1/2", "0/2", "0/2", "0/2"]
    assert built.accepted_totals() == ["1/2", "0/2", "0/2", "0/2", "0/2"]
    assert built.late_count() == 1
    assert {state.value: n for state, n in built.counts() if n} == {
        "missing": 7,
        "sent": 1,
        "returned": 1,
        "accepted": 1,
    }


def test_an_exemption_that_ended_and_an_acceptance_that_was_reopened_are_seen_at_their_own_moments(
    cast: Cast, owed: Obligation
) -> None:
    actions.exempt(obligation=owed, because="Tidak ada kegiatan", by=cast.chair, now=NOW)
    actions.owe_again(obligation=owed, by=cast.chair, now=NOW + HOUR)
    version = send(cast, owed, NOW + 2 * HOUR)
    actions.accept(version=version, by=cast.secretariat, now=NOW + 3 * HOUR)
    petitions.reopen(version=version, because="Angka keliru", correct_until=None, by=cast.chair, now=NOW + 4 * HOUR)

    states = [cell(owed, now=NOW + hours * HOUR).state for hours in range(5)]

    assert states == [
        CellState.EXEMPT,
        CellState.MISSING,
        CellState.SENT,
        CellState.ACCEPTED,
        CellState.RETURNED,
    ]
