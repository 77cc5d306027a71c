"""The recap as a page and as Excel: for the host's people, under the division of the reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Invitation
from participants.models import Division, Position
from rakor.lib.spreadsheets import read_sheet
from reports import actions
from reports.models import Requirement
from tests import cast as stage
from tests.cast import NOW, Cast
from tests.reports.conftest import Enter
from tests.reports.test_recaps import FUNDS, TPS, answered, send

pytestmark = pytest.mark.usefixtures("media")
SECRET = "rahasia-kenari"


def address(requirement: Requirement, name: str = "recap_show") -> str:
    return reverse(name, args=[requirement.rakor.pk, requirement.pk])


def shown(client: Client, at: str) -> str:
    response = client.get(at)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_opens_on_the_division_of_the_reader_and_switches(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter
) -> None:
    """Two divisions of the host share one field of work: both read the same recap."""
    send(cast, report, banjar, "SOS", content={"activities": "Sosialisasi"})
    send(cast, report, banjar, "KUL", content={"activities": "Anggaran"})
    second = Division.objects.create(institution=cast.province, bidang="SOS", name="SDM dan Litbang", order=6)
    Position.objects.filter(person=cast.commissioner.person).update(division=second)

    own, other = enter(cast.commissioner), enter(cast.secretariat)

    page = shown(own, address(report))
    assert "Sosialisasi</td>" in page and "Anggaran</td>" not in page
    assert "SDM dan Litbang" in page and "Sudah masuk 1 dari 2 kantor" in page
    current = re.findall(r'<a href="\?divisi=(\w+)" aria-current', page)
    assert (current, "Anggaran</td>" in shown(other, address(report))) == (["SOS"], True)
    assert "Anggaran</td>" in shown(own, f"{address(report)}?divisi=KUL")


def test_no_draft_is_on_the_page_or_in_the_sheet_and_offices_read_neither(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter, tmp_path: Path
) -> None:
    drafted = actions.obligation_of(requirement=report, invitation=banjar, bidang="KUL")
    actions.save_draft(obligation=drafted, draft={"activities": SECRET}, now=NOW)

    host, office = enter(cast.observer), enter(cast.operator)

    assert SECRET not in shown(host, address(report))
    (tmp_path / "rekap.xlsx").write_bytes(host.get(address(report, "recap_sheet")).content)
    assert SECRET not in str(read_sheet(tmp_path / "rekap.xlsx", max_rows=20, max_cols=20))
    assert [office.get(address(report, name)).status_code for name in ("recap_show", "recap_sheet")] == [403, 403]
    dim = stage.make_requirement(cast, cast.rakor, "dim")
    assert host.get(address(dim)).status_code == 404  # it has a page of its own


def test_the_sheet_holds_numbers_with_their_sums_and_stands_for_a_moment(
    cast: Cast, banjar: Invitation, enter: Enter, tmp_path: Path
) -> None:
    figures = stage.make_requirement(cast, cast.rakor, "angka")
    Requirement.objects.filter(pk=figures.pk).update(questions=[TPS, FUNDS])
    send(cast, figures, banjar, content={"answers": [answered(TPS, 1250), answered(FUNDS, 48_250_000)]})

    response = enter(cast.chair).get(address(figures, "recap_sheet"))

    (tmp_path / "rekap.xlsx").write_bytes(response.content)
    note, heads, first, second, total, counts = read_sheet(tmp_path / "rekap.xlsx", max_rows=20, max_cols=20)
    assert note[0].endswith("per Senin, 14 September 2020 pukul 10.20 WITA. Sudah masuk 1 dari 2 kantor")
    assert heads[4:] == ["Jumlah TPS (TPS)", "Anggaran APD (Rp)", "Keterangan"]
    sent = ["KPU Kabupaten Banjar", "Terkirim", "1", "14 September 2020 pukul 10.20 WITA"]
    assert first[:6] == [*sent, "1250", "48250000"]
    assert second[:6] == ["KPU Kabupaten Tapin", "Belum", "", "", "", ""]
    assert (total[0], total[4:6], counts[4:6]) == ("Jumlah", ["1250", "48250000"], ["dari 1 kantor"] * 2)
    name = "Rekap angka per 14-09-2020 10.20 WITA.xlsx"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_as_many_queries_for_two_offices_as_for_one(
    cast: Cast, report: Requirement, invitations: dict[str, Invitation], enter: Enter
) -> None:
    client, counts = enter(cast.secretariat), []
    for invitation in invitations.values():
        stage.send_report(cast, report, invitation)
        with CaptureQueriesContext(connection) as captured:
            assert f"{invitation}" in shown(client, address(report))
        counts.append(len(captured))

    assert counts[0] == counts[1] <= 20
