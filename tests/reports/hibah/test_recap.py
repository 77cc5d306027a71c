"""All offices' grants beside each other: sums of the newest versions, blanks for who has not sent."""

from __future__ import annotations

import re
from typing import Any

from django.urls import reverse

from meetings.models import Invitation
from reports.actions import exempt, save_draft
from reports.hibah.figures import Spending
from reports.hibah.models import HibahReport
from reports.hibah.recap import recaps
from reports.models import Obligation, Requirement
from tests import cast as stage
from tests.cast import NOW, Cast
from tests.reports.conftest import BANJAR, TAPIN, Enter
from tests.reports.hibah.test_actions import send
from tests.reports.hibah.typing_in import typed


def both(hibah: Requirement, invitations: dict[str, Invitation]) -> list[Obligation]:
    return [Obligation(requirement=hibah, invitation=invitations[name]) for name in (BANJAR, TAPIN)]


def test_sums_are_those_of_the_newest_versions(cast: Cast, hibah: Requirement, invitations: Any) -> None:
    banjar, tapin = both(hibah, invitations)
    send(cast, banjar, lines__0__spent_month="1.000.000")
    send(cast, banjar)
    send(cast, tapin, ceiling="12.553.550.001", stages=[("2019-11-18", "6.000.000.000")])

    [recap] = recaps(rakor=cast.rakor, actor=cast.secretariat)

    assert (recap.before, recap.month) == ("Juli", "Agustus")
    assert [row.invitation.institution_name for row in recap.rows] == [BANJAR, TAPIN]
    assert recap.spending == Spending(25_107_100_001, 7_116_420_000, 3_368_620_000)
    assert (recap.received, recap.spending.percent) == (18_553_550_000, "41,76%")
    assert recap.awaited == []


def test_an_office_that_has_not_sent_is_blank_and_named(
    cast: Cast, hibah: Requirement, invitations: Any, enter: Enter
) -> None:
    banjar, tapin = both(hibah, invitations)
    send(cast, banjar)
    save_draft(obligation=tapin, draft=typed(giver="Pemerintah rahasia"), now=NOW)

    page = enter(cast.secretariat).get(reverse("hibah_list", args=[cast.rakor.pk])).content.decode()

    assert "Sudah masuk 1 dari 2 kantor, per Senin, 14 September 2020 pukul 10.20 WITA." in page
    assert "Belum masuk: KPU Kabupaten Tapin." in page
    row = page.partition(f'<th scope="row">{TAPIN}')[2].partition("</tr>")[0]
    assert "Belum" in row
    assert re.findall(r"<td[^>]*>([^<]*)</td>", row) == [""] * 7
    assert "rahasia" not in page
    assert "Jumlah 1 kantor" in page
    total = page.partition("<tfoot>")[2]
    assert re.findall(r"<td[^>]*>([^<]*)</td>", total) == [
        "12.553.550.000",
        "12.553.550.000",
        "3.558.210.000",
        "1.684.310.000",
        "5.242.520.000",
        "41,76%",
        "7.311.030.000",
    ]


def test_a_released_office_is_neither_awaited_nor_counted(cast: Cast, hibah: Requirement, invitations: Any) -> None:
    banjar, tapin = both(hibah, invitations)
    send(cast, banjar)
    exempt(obligation=tapin, because="lewat provinsi", by=cast.chair, now=NOW)

    [recap] = recaps(rakor=cast.rakor, actor=cast.secretariat)

    assert (recap.owed, len(recap.reports), recap.awaited) == (1, 1, [])


def test_an_office_reads_its_own_row_only(cast: Cast, hibah: Requirement, invitations: Any, enter: Enter) -> None:
    for owed in both(hibah, invitations):
        send(cast, owed)

    page = enter(cast.other_operator).get(reverse("hibah_list", args=[cast.rakor.pk])).content.decode()

    assert TAPIN in page
    assert BANJAR not in page
    assert "<tfoot>" not in page


def test_two_months_are_two_tables_and_reports_of_another_rakor_stay_out(
    cast: Cast, hibah: Requirement, invitations: Any
) -> None:
    send(cast, both(hibah, invitations)[0])
    stage.make_requirement(cast, cast.rakor, "hibah")
    first = cast.rakor
    other = stage.make_rakor(cast, title="Rakor lain")

    assert [len(recap.reports) for recap in recaps(rakor=first, actor=cast.secretariat)] == [1, 0]
    assert recaps(rakor=other, actor=cast.secretariat) == []


def test_a_recap_runs_as_many_queries_for_two_offices_as_for_one(
    cast: Cast, hibah: Requirement, invitations: Any, django_assert_num_queries: Any
) -> None:
    for owed in both(hibah, invitations):
        send(cast, owed)

    for actor, offices in ((cast.operator, 1), (cast.secretariat, 2)):
        with django_assert_num_queries(4):
            [recap] = recaps(rakor=cast.rakor, actor=actor)
            assert len(recap.reports) == offices
            assert all(row.version and row.version.state for row in recap.rows)
    assert HibahReport.objects.count() == 2


def test_without_a_requirement_the_page_says_what_to_do(cast: Cast, enter: Enter) -> None:
    page = enter(cast.secretariat).get(reverse("hibah_list", args=[cast.rakor.pk])).content.decode()

    assert "Realisasi hibah belum diminta." in page
    assert reverse("requirement_add", args=[cast.rakor.pk]) in page
