"""A sent grant report stands with its figures in rows, once, whatever is clicked twice."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from reports.actions import AlreadyAccepted, accept
from reports.hibah import actions
from reports.hibah.figures import Spending
from reports.hibah.models import HibahLine, HibahReport
from reports.models import Obligation, Submission
from tests.cast import NOW, Cast
from tests.reports.hibah.typing_in import paper

KEY = UUID("33333333-3333-4333-8333-333333333333")


def send(cast: Cast, owed: Obligation, *, key: UUID | None = None, **changes: Any) -> Submission:
    content = paper(**changes).content()
    return actions.send(obligation=owed, content=content, key=key or uuid4(), by=cast.operator, now=NOW)


def test_send_keeps_the_figures_of_the_agreement_and_of_every_line(cast: Cast, owed_hibah: Obligation) -> None:
    version = send(cast, owed_hibah)

    report = HibahReport.objects.get(submission=version)
    assert (report.nphd_number, report.nphd_on) == ("900/12/NPHD/2019", date(2019, 10, 1))
    assert (report.ceiling, report.received, report.received_percent) == (12_553_550_000, 12_553_550_000, "100,00%")
    assert report.spending == Spending(12_553_550_000, 3_558_210_000, 1_684_310_000)
    assert (report.bank, report.on_hand, report.unpaid_tax) == (7_306_030_000, 5_000_000, 0)
    assert [(stage.number, stage.received_on, stage.percent) for stage in report.stages] == [
        (1, date(2019, 11, 18), "40,00%"),
        (2, date(2020, 7, 14), "60,00%"),
    ]
    lines = list(report.lines.all())
    assert [(line.number, line.account) for line in lines] == [
        (1, "521213"),
        (2, "521211"),
        (3, "522151"),
        (4, "524113"),
        (5, "524114"),
    ]
    assert lines[0].spending == Spending(8_412_600_000, 2_218_450_000, 1_142_300_000)
    assert report.lines_total == report.spending


def test_a_second_click_adds_no_rows(cast: Cast, owed_hibah: Obligation) -> None:
    first = send(cast, owed_hibah, key=KEY)

    second = send(cast, owed_hibah, key=KEY, giver="Pemerintah lain")

    assert second == first
    assert HibahReport.objects.get().giver == "Pemerintah Kabupaten Banjar"
    assert HibahLine.objects.count() == 5


def test_every_version_keeps_its_own_figures_and_the_newest_is_current(cast: Cast, owed_hibah: Obligation) -> None:
    first, second = send(cast, owed_hibah), send(cast, owed_hibah, bank="7.306.029.999")

    assert list(HibahReport.objects.order_by("pk").values_list("submission", "bank")) == [
        (first.pk, 7_306_030_000),
        (second.pk, 7_306_029_999),
    ]
    assert [report.submission for report in HibahReport.objects.current()] == [second]


def test_after_the_acceptance_no_figure_is_added(cast: Cast, owed_hibah: Obligation) -> None:
    accept(version=send(cast, owed_hibah), by=cast.secretariat, now=NOW)

    with pytest.raises(AlreadyAccepted):
        send(cast, owed_hibah)

    assert HibahReport.objects.count() == 1


def test_a_version_without_its_figures_never_stays(
    cast: Cast, owed_hibah: Obligation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(version: Submission) -> None:
        raise OSError("gone")

    monkeypatch.setattr(actions, "keep_figures", fail)

    with pytest.raises(OSError, match="gone"):
        send(cast, owed_hibah)

    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "lie",
    [{"received": F("ceiling") + 1}, {"spent_month": F("received")}, {"bank": -1}, {"spent_before": -1}],
)
def test_the_database_holds_no_sum_that_cannot_be(cast: Cast, owed_hibah: Obligation, lie: dict[str, Any]) -> None:
    send(cast, owed_hibah)

    with pytest.raises(IntegrityError), transaction.atomic():
        HibahReport.objects.update(**lie)


def test_the_database_holds_no_line_above_its_ceiling_without_a_note(cast: Cast, owed_hibah: Obligation) -> None:
    send(cast, owed_hibah)

    with pytest.raises(IntegrityError), transaction.atomic():
        HibahLine.objects.filter(number=5).update(ceiling=1)

    assert HibahLine.objects.filter(number=5).update(ceiling=1, note="Revisi diusulkan") == 1


def test_a_foreign_office_sees_no_figures(cast: Cast, owed_hibah: Obligation) -> None:
    send(cast, owed_hibah)

    def seen(who: str) -> int:
        return HibahReport.objects.visible_to(getattr(cast, who)).count()

    assert {who: seen(who) for who in ("operator", "secretariat", "observer")} == {
        "operator": 1,
        "secretariat": 1,
        "observer": 1,
    }
    assert [seen(who) for who in ("other_operator", "stranger", "admin", "note_taker")] == [0, 0, 0, 0]
