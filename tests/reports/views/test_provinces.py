"""What several provinces owe, in counts, with the ways down to their offices and papers."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.urls import reverse

from participants.models import Institution, InstitutionKind
from rakor.lib.spreadsheets import read_sheet
from reports import actions
from reports.models import Requirement
from tests import cast as stage
from tests.cast import DUE, Cast
from tests.reports.conftest import BANJAR, TAPIN, Enter

SERUYAN = "KPU Kabupaten Seruyan"
HOUR = timedelta(hours=1)


@pytest.fixture
def country(cast: Cast, report: Requirement, clock: time_machine.Coordinates) -> Cast:
    """The host is of no region; two offices lie in one province, one in another. A paper is accepted, one late."""
    kalteng = Institution.objects.get(name="KPU Provinsi Kalimantan Tengah").region
    region = stage.make_region("Kabupaten Seruyan", "kabupaten", "62.08", kalteng)
    seruyan = stage.make_office(SERUYAN, InstitutionKind.KPU_KABKOTA, region, "6208")
    stage.meetings.invite(rakor=cast.rakor, institutions=[seruyan], by=cast.secretariat, now=stage.NOW)
    banjar = stage.invite_both(cast, cast.rakor)[BANJAR]
    Institution.objects.filter(pk=cast.province.pk).update(region=None)
    accepted = stage.send_report(cast, report, banjar)
    actions.accept(version=accepted, by=cast.secretariat, now=stage.NOW)
    stage.send_report(cast, report, banjar, bidang="TEK", now=DUE + HOUR)
    clock.move_to(DUE + 2 * HOUR)
    return cast


def lines_of(page: str) -> list[tuple[str, list[str]]]:
    """Name of each province and its counts."""
    rows = re.findall(r'<tr role="row"><th scope="row".*?</tr>', page, re.DOTALL)
    texts = [re.sub(r"<[^>]+>", "|", row) for row in rows]
    parts = [[part for part in unescape(text).split("|") if part.strip()] for text in texts]
    return [(row[0], row[1:]) for row in parts]


def test_every_province_has_its_counts_in_official_order(country: Cast, enter: Enter) -> None:
    page = enter(country.chair).get(reverse("province_list", args=[country.rakor.pk])).content.decode()
    none = ["0/1 dikirim", "0 diterima"]

    assert "2 provinsi, 3 kantor; dikirim 2, diterima 1 dari 15 kewajiban; 1 terlambat." in page
    assert lines_of(page) == [
        ("Kalimantan Tengah", ["1 kantor", *none * 5, "0/5"]),
        (
            "Kalimantan Selatan",
            ["2 kantor", "1/2 dikirim", "1 diterima", "1/2 dikirim", "0 diterima, 1 terlambat"]
            + ["0/2 dikirim", "0 diterima"] * 3
            + ["1/10"],
        ),
        (
            "Jumlah",
            ["1/3 dikirim", "1 diterima", "1/3 dikirim", "0 diterima, 1 terlambat"]
            + ["0/3 dikirim", "0 diterima"] * 3
            + ["1/15"],
        ),
    ]


def test_every_line_names_its_columns_for_a_phone(country: Cast, enter: Enter) -> None:
    """There a line is a list and the head of the table is gone; the last line too."""
    page = enter(country.chair).get(reverse("province_list", args=[country.rakor.pk])).content.decode()

    labels = [re.findall(r'data-label="([^"]+)"', row) for row in page.split('<tr role="row"')[2:]]

    assert labels == [["KUL", "TEK", "HUK", "SOS", "DAT", "Diterima"]] * 3


def test_it_leads_down_to_the_matrix_of_a_province_and_to_the_paper_of_a_single_office(
    country: Cast, report: Requirement, enter: Enter
) -> None:
    client, matrix = enter(country.secretariat), reverse("matrix_show", args=[country.rakor.pk])
    past = "per=2020-09-14T16%3A00"

    page = unescape(client.get(reverse("province_list", args=[country.rakor.pk]) + f"?{past}").content.decode())
    down = client.get(f"{matrix}?provinsi=63&{past}").content.decode()

    assert f'<a href="{matrix}?provinsi=63&{past}">Kalimantan Selatan</a>' in page
    assert f'href="{matrix}?provinsi=63&{past}&berkas=TEK"><b>0/2 dikirim</b><span>0 diterima</span>' in page
    seruyan = country.rakor.invitations.get(institution_name=SERUYAN)
    assert reverse("paper_show", args=[seruyan.pk, report.pk, "TEK"]) in page
    assert "Matriks kelengkapan: Kalimantan Selatan" in down
    assert "2 kantor, 5 kolom, 10 kewajiban; diterima 1 dari 10." in down
    assert (TAPIN in down, SERUYAN in down) == (True, False)
    assert f'<a href="?provinsi=63&amp;{past}&amp;keadaan=missing">' in down
    assert client.get(f"{matrix}?provinsi=99").status_code == 422


def test_the_sheet_says_what_the_page_says(country: Cast, enter: Enter, tmp_path: Path) -> None:
    answer = enter(country.observer).get(reverse("province_sheet", args=[country.rakor.pk]))
    (tmp_path / "rekap.xlsx").write_bytes(answer.content)

    rows = read_sheet(tmp_path / "rekap.xlsx", max_rows=20, max_cols=20)

    assert answer["Content-Disposition"] == f'attachment; filename="rekap-per-provinsi-{country.rakor.pk}.xlsx"'
    assert rows[0][0] == "Rakor Contoh. Keadaan per Senin, 14 September 2020 pukul 18.00 WITA"
    assert rows[3][:4] == ["Kalimantan Selatan", "2", "1/2 dikirim, 1 diterima", "1/2 dikirim, 0 diterima, 1 terlambat"]
    assert rows[4][0] == "Jumlah"
    assert rows[4][-4:] == ["15", "2", "1", "1"]


def test_a_host_of_one_province_is_asked_for_none(cast: Cast, report: Requirement, enter: Enter) -> None:
    stage.invite_both(cast, cast.rakor)

    page = enter(cast.secretariat).get(reverse("matrix_show", args=[cast.rakor.pk])).content.decode()

    assert 'name="provinsi"' not in page
    assert "Rekap per provinsi" not in page
    recap = enter(cast.secretariat).get(reverse("province_list", args=[cast.rakor.pk])).content.decode()
    assert [name for name, _ in lines_of(recap)] == ["Kalimantan Selatan", "Jumlah"]


def test_an_office_that_follows_the_address_of_a_province_sees_its_own_row(country: Cast, enter: Enter) -> None:
    address = reverse("matrix_show", args=[country.rakor.pk]) + "?provinsi=62"

    answer = enter(country.operator).get(address)

    assert (answer.status_code, BANJAR in answer.content.decode()) == (200, True)
