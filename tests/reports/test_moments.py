"""The matrix of any moment of the past is the one that was seen at that moment."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from meetings.models import Invitation, Rakor
from reports import actions, asking, matrix
from reports.models import CellState, Decision, DecisionKind, Obligation, Requirement, Submission
from tests import cast as stage
from tests.cast import DUE, NOW, Cast

HOUR = timedelta(hours=1)
Seen = list[tuple[str, str, bool, bool]]


def seen(rakor: Rakor, at: datetime) -> Seen:
    """State, words, lateness and washing of every cell."""
    offices = Invitation.objects.filter(rakor=rakor).select_related("institution")
    built = matrix.build(rakor=Rakor.objects.get(pk=rakor.pk), invitations=offices, now=at)
    return [(cell.state.value, cell.words, cell.is_late, cell.is_overdue) for cell in built.cells()]


class Story:
    """One office and one paper, to which things happen hour by hour; what cannot be done is left out."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.rakor = stage.make_rakor(cast)
        self.office = stage.invite_both(cast, self.rakor)["KPU Kabupaten Banjar"]
        self.paper = stage.make_requirement(cast, self.rakor, "dim")
        self.now = NOW

    @property
    def owed(self) -> Obligation:
        return actions.obligation_of(requirement=self.paper, invitation=self.office, bidang="")

    def latest(self) -> Submission:
        found = self.owed.latest() if self.owed.pk else None
        if found is None or found.accepted_at or found.returned_at:
            raise actions.AlreadyJudged
        return found

    def send(self) -> None:
        actions.send_paper(obligation=self.owed, content={}, key=uuid4(), by=self.cast.operator, now=self.now)

    def accept(self) -> None:
        actions.accept(version=self.latest(), by=self.cast.secretariat, now=self.now)

    def send_back(self) -> None:
        values = {"note": "Lengkapi", "correct_until": self.now + 5 * HOUR}
        actions.send_back(version=self.latest(), by=self.cast.secretariat, now=self.now, **values)

    def extend(self) -> None:
        until = self.now + 7 * HOUR
        actions.extend(obligation=self.owed, until=until, because="Banjir", by=self.cast.chair, now=self.now)

    def exempt(self) -> None:
        actions.exempt(obligation=self.owed, because="Pindah", by=self.cast.chair, now=self.now)

    def move(self) -> None:
        self.paper.due_at += 3 * HOUR
        asking.change_requirement(requirement=self.paper, by=self.cast.secretariat, now=self.now)

    def add(self) -> None:
        stage.asking.add_requirement(
            requirement=Requirement(rakor=self.rakor, kind="berkas", name="Foto", due_at=DUE, is_obligatory=False),
            by=self.cast.secretariat,
            now=self.now,
        )

    def withdraw(self) -> None:
        asking.withdraw_requirement(requirement=self.paper, because="Batal", by=self.cast.secretariat, now=self.now)

    def draft(self) -> None:
        actions.save_draft(obligation=self.owed, draft={"a": "b"}, now=self.now)

    def tell(self, steps: list[str]) -> dict[datetime, Seen]:
        """What was seen after each step, by its moment."""
        recorded = {}
        for name in steps:
            self.now += HOUR
            with suppress(actions.Closed, actions.AlreadyJudged):
                getattr(self, name)()
            recorded[self.now] = seen(self.rakor, self.now)
        return recorded


STEPS = ("send", "accept", "send_back", "extend", "exempt", "move", "add", "withdraw", "draft")
WHOLE = ["send", "send_back", "send", "extend", "move", "add", "send", "send_back", "extend", "send", "accept"]
WHOLE += ["move", "withdraw"]


def told_again(steps: list[str]) -> None:
    story = Story(stage.make_cast())
    recorded = story.tell(steps)

    assert {at: seen(story.rakor, at) for at in recorded} == recorded


@pytest.mark.django_db
@pytest.mark.parametrize(
    "steps",
    [
        WHOLE,
        ["extend", "extend", "exempt", "draft", "move", "move"],
        ["draft", "move", "send", "exempt", "withdraw"],
        ["send", "accept", "extend", "add", "withdraw"],
        ["send", "withdraw", "move"],
    ],
)
def test_every_moment_of_a_story_is_seen_again_as_it_was(steps: list[str]) -> None:
    told_again(steps)


@pytest.mark.ordeal
class AnyStory(TestCase):
    @settings(max_examples=60)
    @given(st.lists(st.sampled_from(STEPS), min_size=3, max_size=14))
    def test_every_moment_of_any_story_is_seen_again_as_it_was(self, steps: list[str]) -> None:
        told_again(steps)


def one_cell(owed: Obligation, at: datetime) -> tuple[CellState, str]:
    offices = Invitation.objects.filter(pk=owed.invitation.pk).select_related("institution")
    rakor = Rakor.objects.get(pk=owed.requirement.rakor.pk)
    cells = matrix.build(rakor=rakor, invitations=offices, now=at).rows[0].cells
    found = next(cell for cell in cells if cell and cell.column.bidang == owed.bidang)
    return found.state, found.words


def test_the_deadline_of_a_moment_is_the_one_before_the_first_later_move(
    cast: Cast, report: Requirement, owed: Obligation
) -> None:
    for hours in (1, 2):
        report.due_at = DUE + hours * timedelta(days=1)
        asking.change_requirement(requirement=report, by=cast.secretariat, now=NOW + hours * HOUR)

    words = [one_cell(owed, NOW + part * HOUR) for part in (0, 1, 2)]

    assert words == [
        (CellState.MISSING, "5 j lagi"),
        (CellState.MISSING, "28 j lagi"),
        (CellState.MISSING, "51 j lagi"),
    ]


def test_an_extension_that_was_lengthened_is_still_known_as_it_was(cast: Cast, owed: Obligation) -> None:
    for hours in (1, 2):
        until = DUE + hours * 24 * HOUR
        actions.extend(obligation=owed, until=until, because="Banjir", by=cast.chair, now=NOW + hours * HOUR)

    assert one_cell(owed, NOW) == (CellState.MISSING, "5 j lagi")
    assert one_cell(owed, NOW + HOUR) == (CellState.EXTENDED, "s.d. 15/9 16.00")
    assert one_cell(owed, NOW + 2 * HOUR) == (CellState.EXTENDED, "s.d. 16/9 16.00")


def test_a_release_counts_from_its_moment_until_it_is_undone(cast: Cast, owed: Obligation) -> None:
    actions.exempt(obligation=owed, because="Pindah", by=cast.chair, now=NOW + HOUR)
    row = Obligation.objects.get()
    kept = {"obligation": row, "because": "Kembali", "made_by": cast.chair.user}
    Decision.objects.create(kind=DecisionKind.READMIT, made_at=NOW + 2 * HOUR, **kept)

    assert one_cell(owed, NOW) == (CellState.MISSING, "5 j lagi")
    assert one_cell(owed, NOW + HOUR) == (CellState.EXEMPT, "Pindah")
    assert one_cell(owed, NOW + 2 * HOUR) == (CellState.MISSING, "3 j lagi")


def test_an_extension_alone_has_an_end(cast: Cast, owed: Obligation) -> None:
    actions.exempt(obligation=owed, because="Pindah", by=cast.chair, now=NOW)
    kept = {"obligation": Obligation.objects.get(), "because": "x", "made_at": NOW, "made_by": cast.chair.user}
    wrong = [(DecisionKind.EXTEND, None), (DecisionKind.EXEMPT, DUE), (DecisionKind.READMIT, DUE)]

    make: Callable[..., Decision] = Decision.objects.create
    for kind, until in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            make(kind=kind, until=until, **kept)


def test_a_paper_that_is_not_obligatory_is_shown_and_never_counted(cast: Cast, owed: Obligation) -> None:
    Requirement.objects.update(is_obligatory=False)
    actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)
    offices = Invitation.objects.filter(pk=owed.invitation.pk).select_related("institution")

    built = matrix.build(rakor=cast.rakor, invitations=offices, now=DUE + HOUR)

    assert [(cell.state, cell.words) for cell in built.cells()] == [
        (CellState.SENT, "v1, 5 j sebelum"),
        *[(CellState.MISSING, "tidak wajib")] * 4,
    ]
    assert [cell.waits_for_office or cell.is_overdue for cell in built.cells()] == [False] * 5
    assert (built.rows[0].owed, built.rows[0].accepted, built.sent_totals()) == (0, 0, ["0/0"] * 5)
    assert [n for _, n in built.counts() if n] == [1]


@pytest.mark.django_db
def test_an_office_whose_letter_went_out_later_is_not_in_the_matrix_of_before() -> None:
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    stage.make_requirement(cast, rakor, "dim")
    for office, sent_at in ((cast.banjar, NOW), (cast.tapin, NOW + HOUR), (cast.province, None)):
        [row] = stage.meetings.invite(rakor=rakor, institutions=[office], by=cast.secretariat, now=NOW)
        if sent_at:
            stage.meetings.send_invitations(rakor=rakor, by=cast.secretariat, now=sent_at)

    assert [len(seen(rakor, at)) for at in (NOW, NOW + HOUR)] == [2, 3]
