"""What a host asks for: divisions, moved deadlines, withdrawal, sets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from participants.models import InstitutionKind
from rakor.audit.models import AuditRow
from reports import actions, asking
from reports.actions import Withdrawn
from reports.models import DeadlineMove, KeptRequirement, Obligation, Requirement, Submission
from tests import cast as stage
from tests.cast import DUE, NOW, Cast

HOUR = timedelta(hours=1)


def test_a_division_report_is_asked_of_every_division_unless_some_are_named(cast: Cast) -> None:
    everybody = stage.make_requirement(cast, cast.rakor)
    two = asking.add_requirement(
        requirement=Requirement(
            rakor=cast.rakor, kind="laporan_divisi", name="Dua", bidangs=["HUK", "SOS"], due_at=DUE
        ),
        by=cast.secretariat,
        now=NOW,
    )

    assert [column.bidang for column in everybody.columns()] == ["KUL", "TEK", "HUK", "SOS", "DAT"]
    assert [column.label for column in two.columns()] == [
        "Laporan Divisi Hukum dan Pengawasan",
        "Laporan Divisi Sosialisasi, Pendidikan Pemilih, Partisipasi Masyarakat dan SDM",
    ]


@pytest.mark.parametrize(
    ("kind", "kinds", "owed"),
    [
        ("dim", [], False),
        ("dim", ["bawaslu"], False),
        ("hibah", ["bawaslu"], False),
        ("angka", [], True),
        ("angka", ["bawaslu"], True),
        ("angka", ["polri"], False),
        ("berkas", [], True),
    ],
)
def test_an_agency_owes_what_it_is_asked_for_and_never_the_papers_of_the_kpu(
    cast: Cast, kind: str, kinds: list[str], owed: bool
) -> None:
    cast.tapin.kind = InstitutionKind.BAWASLU

    assert Requirement(kind=kind, institution_kinds=kinds).is_owed_by(cast.tapin) is owed


def test_a_moved_deadline_keeps_the_old_one_and_an_unmoved_one_leaves_nothing(cast: Cast, report: Requirement) -> None:
    report.due_at = DUE + HOUR
    asking.change_requirement(requirement=report, by=cast.secretariat, now=NOW)
    asking.change_requirement(requirement=report, by=cast.secretariat, now=NOW + HOUR)

    move = DeadlineMove.objects.get()
    assert (move.due_before, move.due_after, move.moved_at) == (DUE, DUE + HOUR, NOW)
    assert move.moved_by == cast.secretariat.user


def test_what_was_withdrawn_meanwhile_is_not_asked_for_again_by_a_change(cast: Cast, report: Requirement) -> None:
    stale = Requirement.objects.get(pk=report.pk)
    asking.withdraw_requirement(requirement=report, because="Batal", by=cast.secretariat, now=NOW)

    stale.due_at = DUE + HOUR
    with pytest.raises(Withdrawn):
        asking.change_requirement(requirement=stale, by=cast.secretariat, now=NOW)

    kept = Requirement.objects.get()
    assert (kept.withdrawn_at, kept.due_at, DeadlineMove.objects.count()) == (NOW, DUE, 0)


def test_what_no_office_has_seen_can_be_removed(cast: Cast, report: Requirement) -> None:
    asking.remove_requirement(requirement=report, by=cast.secretariat, now=NOW)

    assert not Requirement.objects.exists()
    assert AuditRow.objects.get(verb="requirement.removed").target_label == "laporan_divisi"


def test_a_draft_is_not_removed_under_the_hands_of_who_types_it(
    cast: Cast, report: Requirement, owed: Obligation
) -> None:
    actions.save_draft(obligation=owed, draft={"target": "x"}, now=NOW)

    with pytest.raises(asking.SeenByOffices):
        asking.remove_requirement(requirement=report, by=cast.secretariat, now=NOW)

    assert Obligation.objects.get().draft == {"target": "x"}


def test_what_has_versions_is_withdrawn_once_and_its_versions_stay(
    cast: Cast, report: Requirement, owed: Obligation
) -> None:
    version = stage.send_report(cast, report, owed.invitation)

    with pytest.raises(asking.SeenByOffices):
        asking.remove_requirement(requirement=report, by=cast.secretariat, now=NOW)
    answers = [
        asking.withdraw_requirement(requirement=report, because="Digabung", by=cast.secretariat, now=NOW)
        for _ in range(2)
    ]

    report.refresh_from_db()
    assert answers == [True, False]
    assert (report.withdrawn_at, report.withdrawn_because) == (NOW, "Digabung")
    assert (Submission.objects.get(), version.files.count()) == (version, 1)
    with pytest.raises(actions.Withdrawn):
        stage.send_report(cast, report, owed.invitation, bidang="TEK")


def test_a_set_carries_the_form_of_each_paper_and_how_long_before_the_first_day_it_is_due(
    cast: Cast, report: Requirement
) -> None:
    questions = [
        {"key": "q1", "label": "TPS", "kind": "angka", "unit": "TPS", "choices": [], "is_required": True},
    ]
    figures = Requirement(rakor=cast.rakor, kind="angka", name="TPS", questions=questions, due_at=DUE + HOUR)
    asking.add_requirement(requirement=figures, by=cast.secretariat, now=NOW)
    stage.make_requirement(cast, cast.rakor, "hibah")

    kept = asking.keep_set(rakor=cast.rakor, name="Biasa", by=cast.secretariat, now=NOW)

    rows = list(KeptRequirement.objects.filter(kept_in=kept))
    assert [(row.kind, row.days_before, f"{row.due_hour:%H.%M}") for row in rows] == [
        ("laporan_divisi", 3, "16.00"),
        ("angka", 3, "17.00"),
        ("hibah", 3, "16.00"),
    ]
    with pytest.raises(asking.NameTaken):
        asking.keep_set(rakor=cast.rakor, name="Biasa", by=cast.secretariat, now=NOW)

    later = stage.make_rakor(cast, title="Berikutnya", starts_on=date(2020, 11, 5), ends_on=date(2020, 11, 5))
    asked = asking.ask_set(rakor=later, kept=kept, by=cast.secretariat, now=NOW)
    again = asking.ask_set(rakor=later, kept=kept, by=cast.secretariat, now=NOW)

    assert [(row.kind, row.due_text, row.period) for row in asked] == [
        ("laporan_divisi", "Senin, 2 November 2020 pukul 16.00 WITA", None),
        ("angka", "Senin, 2 November 2020 pukul 17.00 WITA", None),
        ("hibah", "Senin, 2 November 2020 pukul 16.00 WITA", date(2020, 10, 1)),
    ]
    assert asked[1].questions == questions
    assert again == []
