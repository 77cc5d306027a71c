"""The matrix as a page and as Excel: the same to the last word, without any office's draft."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse

from meetings import actions as meetings
from meetings.models import Invitation
from rakor.lib.spreadsheets import read_sheet
from reports import actions
from reports.models import Obligation, Requirement
from reports.views import hall
from tests import cast as stage
from tests.cast import DUE, NOW, Cast
from tests.reports.conftest import BANJAR, TAPIN, Enter

SECRET = "rahasia-kantor"
HOUR = timedelta(hours=1)


def page_of(enter: Enter, cast: Cast, actor: str, query: str = "") -> str:
    response = enter(getattr(cast, actor)).get(reverse("matrix_show", args=[cast.rakor.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


def cells_of(page: str) -> list[tuple[str, str]]:
    """State and words of every cell, in the order of the page."""
    found = re.findall(r'class="cell cell-\w+"[^>]*><b><svg.*?</svg>([^<]*)</b><span>([^<]*)</span>', page)
    return [(unescape(state), unescape(words)) for state, words in found]


def sheet_of(enter: Enter, cast: Cast, actor: str, query: str = "") -> HttpResponse:
    address = reverse("matrix_sheet", args=[cast.rakor.pk]) + query
    response: HttpResponse = enter(getattr(cast, actor)).get(address)  # type: ignore[assignment]
    assert response.status_code == 200
    return response


def rows_of(response: HttpResponse, folder: Path) -> list[list[str]]:
    path = folder / "matriks.xlsx"
    path.write_bytes(response.content)
    return read_sheet(path, max_rows=100, max_cols=20)


def test_an_office_that_only_has_a_draft_reads_belum_on_every_page_of_the_host(
    cast: Cast, owed: Obligation, enter: Enter, tmp_path: Path
) -> None:
    actions.save_draft(obligation=owed, draft={"activities": SECRET}, now=NOW)
    address = reverse("paper_show", args=[owed.invitation.pk, owed.requirement.pk, "KUL"])

    for actor in ("secretariat", "chair", "commissioner", "observer"):
        client = enter(getattr(cast, actor))
        pages = [client.get(reverse(name, args=[cast.rakor.pk])) for name in ("matrix_show", "rakor_show")]
        pages += [client.get(address), client.get(reverse("home"))]
        for page in pages:
            text = page.content.decode()
            assert SECRET not in text
            assert "Draf tersimpan" not in text
            assert "cell-draft" not in text
        assert cells_of(pages[0].content.decode()) == [("Belum", "5 j lagi")] * 10
        rows = rows_of(sheet_of(enter, cast, actor), tmp_path)
        assert rows[2][1] == "Belum (5 j lagi)"


def test_the_office_itself_sees_its_draft_and_no_other_office(
    cast: Cast, owed: Obligation, enter: Enter, tmp_path: Path
) -> None:
    actions.save_draft(obligation=owed, draft={"activities": SECRET}, now=NOW)

    page = page_of(enter, cast, "operator")

    assert cells_of(page) == [("Draf", "5 j lagi"), *[("Belum", "5 j lagi")] * 4]
    assert BANJAR in page
    assert TAPIN not in page
    rows = rows_of(sheet_of(enter, cast, "operator"), tmp_path)
    assert [row[0] for row in rows[2:]] == [BANJAR, "Sudah dikirim", "Diterima"]


def test_a_stranger_finds_neither_page_nor_sheet(cast: Cast, owed: Obligation, enter: Enter) -> None:
    for name in ("matrix_show", "matrix_sheet"):
        assert enter(cast.stranger).get(reverse(name, args=[cast.rakor.pk])).status_code == 404


def test_the_page_counts_what_it_shows(cast: Cast, report: Requirement, banjar: Invitation, enter: Enter) -> None:
    stage.make_requirement(cast, cast.rakor, "dim")
    sent = stage.send_report(cast, report, banjar)
    actions.accept(version=sent, by=cast.secretariat, now=NOW)

    page = page_of(enter, cast, "secretariat")

    assert "Keadaan per Senin, 14 September 2020 pukul 10.20 WITA." in page
    assert "2 kantor, 6 kolom, 12 kewajiban; diterima 1 dari 12." in page
    assert 'Belum <span class="count">11</span>' in page
    assert 'Diterima <span class="count">1</span>' in page


def test_the_filter_shows_the_offices_that_have_such_a_cell(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter
) -> None:
    stage.send_report(cast, report, banjar)

    assert TAPIN not in page_of(enter, cast, "secretariat", "?keadaan=sent")
    assert TAPIN in page_of(enter, cast, "secretariat", "?keadaan=missing")
    assert enter(cast.secretariat).get(reverse("matrix_show", args=[cast.rakor.pk]) + "?keadaan=%00").status_code == 422


def test_the_sheet_says_what_the_page_says(cast: Cast, report: Requirement, enter: Enter, tmp_path: Path) -> None:
    invitations = stage.invite_both(cast, cast.rakor)
    sent = stage.send_report(cast, report, invitations[BANJAR])
    actions.send_back(version=sent, note="Lengkapi", correct_until=None, by=cast.secretariat, now=NOW)
    actions.exempt(
        obligation=Obligation(requirement=report, invitation=invitations[TAPIN], bidang="DAT"),
        because="lewat provinsi",
        by=cast.chair,
        now=NOW,
    )

    response = sheet_of(enter, cast, "secretariat")
    rows = rows_of(response, tmp_path)

    assert response["Content-Disposition"] == f'attachment; filename="matriks-kelengkapan-{cast.rakor.pk}.xlsx"'
    assert rows[0][0] == "Rakor Contoh. Keadaan per Senin, 14 September 2020 pukul 10.20 WITA"
    assert rows[1][:3] == ["Kantor", "KUL Keuangan, Umum, Logistik", "TEK Teknis Penyelenggaraan"]
    shown = cells_of(page_of(enter, cast, "secretariat"))
    as_written = [state if state == "Dibebaskan" else f"{state} ({words})" for state, words in shown]
    assert rows[2] == [BANJAR, *as_written[:5], "0/5"]
    assert rows[3] == [TAPIN, *as_written[5:], "0/4"]
    assert as_written[0] == "Dikembalikan (v1, 5 j sebelum)"
    assert rows[4][:3] == ["Sudah dikirim", "1/2", "0/2"]
    assert rows[5][:3] == ["Diterima", "0/2", "0/2"]


def test_an_office_named_like_a_formula_stays_text_in_the_sheet(
    cast: Cast, report: Requirement, enter: Enter, tmp_path: Path
) -> None:
    cast.tapin.name = "=1+1"
    cast.tapin.save()
    meetings.invite(rakor=cast.rakor, institutions=[cast.tapin], by=cast.secretariat, now=NOW)

    response = sheet_of(enter, cast, "secretariat")

    with zipfile.ZipFile(io.BytesIO(response.content)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
    assert rows_of(response, tmp_path)[2][0] == "=1+1"


# --- as it stood


def test_the_page_and_the_sheet_show_the_state_of_the_moment_asked_for(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter, tmp_path: Path, clock: time_machine.Coordinates
) -> None:
    stage.send_report(cast, report, banjar, now=DUE - HOUR)
    stage.send_report(cast, report, banjar, bidang="TEK", now=DUE + HOUR)
    clock.move_to(DUE + 5 * HOUR)

    page = page_of(enter, cast, "secretariat", "?per=2020-09-14T16:00")
    rows = rows_of(sheet_of(enter, cast, "secretariat", "?per=2020-09-14T16:00"), tmp_path)

    assert "Keadaan per Senin, 14 September 2020 pukul 16.00 WITA. 2 kantor" in page
    assert cells_of(page)[:2] == [("Terkirim", "v1, 1 j sebelum"), ("Belum", "0 m lagi")]
    assert rows[0][0] == "Rakor Contoh. Keadaan per Senin, 14 September 2020 pukul 16.00 WITA"
    assert rows[2][1:3] == ["Terkirim (v1, 1 j sebelum)", "Belum (0 m lagi)"]
    assert cells_of(page_of(enter, cast, "secretariat"))[1] == ("Terkirim", "v1, terlambat 1 j")


def test_the_deadlines_that_have_passed_are_a_click_away(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter, clock: time_machine.Coordinates
) -> None:
    link = '<a href="?per=2020-09-14T16%3A00">tenggat 14 Sep 16.00 WITA</a>'

    assert link not in page_of(enter, cast, "secretariat")
    clock.move_to(DUE)
    assert link in page_of(enter, cast, "secretariat")


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("2020-09-14T10:21", "Saat itu belum tiba. Pilih saat yang sudah lewat, atau kosongkan."),
        ("kemarin", "Tulis hari dan jam, misalnya 17/09/2020 15.42."),
        ("%00", "Tulis hari dan jam, misalnya 17/09/2020 15.42."),
    ],
)
def test_a_moment_that_cannot_be_shown_is_said_beside_its_field(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter, typed: str, fault: str
) -> None:
    address = reverse("matrix_show", args=[cast.rakor.pk]) + f"?per={typed}"

    answer = enter(cast.secretariat).get(address)

    assert answer.status_code == 422
    assert fault in answer.content.decode()
    assert "Keadaan per Senin, 14 September 2020 pukul 10.20 WITA." in answer.content.decode()


def test_an_office_that_looks_back_sees_no_draft(cast: Cast, owed: Obligation, enter: Enter) -> None:
    actions.save_draft(obligation=owed, draft={"activities": SECRET}, now=NOW - HOUR)

    assert cells_of(page_of(enter, cast, "operator"))[0] == ("Draf", "5 j lagi")
    assert cells_of(page_of(enter, cast, "operator", "?per=2020-09-14T10:20"))[0] == ("Belum", "5 j lagi")


# --- narrowed


def test_the_filters_of_office_paper_and_lateness_work_together(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter, clock: time_machine.Coordinates
) -> None:
    stage.send_report(cast, report, banjar, bidang="TEK", now=DUE + HOUR)
    clock.move_to(DUE + 5 * HOUR)

    assert TAPIN not in page_of(enter, cast, "secretariat", "?keadaan=late")
    assert BANJAR not in page_of(enter, cast, "secretariat", "?kantor=kab+TAPIN")
    one = page_of(enter, cast, "secretariat", "?berkas=TEK")
    assert cells_of(one) == [("Terkirim", "v1, terlambat 1 j"), ("Belum", "5 j lewat")]
    assert "2 kantor, 1 kolom, 2 kewajiban; diterima 0 dari 2." in one
    none = page_of(enter, cast, "secretariat", "?berkas=HUK&keadaan=sent")
    assert cells_of(none) == []
    assert "Tidak ada kantor dengan saringan ini." in none
    assert len(cells_of(page_of(enter, cast, "secretariat", "?berkas=tidak-ada"))) == 10


# --- in the hall


def test_the_hall_screen_follows_changes_and_sends_nothing_while_there_are_none(
    cast: Cast, report: Requirement, banjar: Invitation, owed: Obligation, enter: Enter
) -> None:
    client, address = enter(cast.secretariat), reverse("matrix_hall", args=[cast.rakor.pk])
    asked = {"headers": {"HX-Request": "true"}}
    first = client.get(address).content.decode()
    [digest] = re.findall(r'"sidik": "([^"]+)"', first)
    again = f"{address}?sidik={digest}&lembar=1"

    actions.save_draft(obligation=owed, draft={"activities": SECRET}, now=NOW)
    unchanged = client.get(again, **asked)
    stage.send_report(cast, report, banjar)
    changed = client.get(again, **asked)

    assert 'class="projected"' in first
    assert (unchanged.status_code, unchanged.content) == (204, b"")
    assert changed.status_code == 200
    assert cells_of(changed.content.decode())[0] == ("Terkirim", "v1, 5 j sebelum")
    assert "<html" not in changed.content.decode()
    assert re.findall(r"</svg> ([^<]+)</b>", changed.content.decode()) == ["Belum 9", "Terkirim 1"]


def test_many_offices_take_turns_on_the_hall_screen_and_their_totals_stay(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hall, "MOST_ROWS", 1)
    client, address = enter(cast.secretariat), reverse("matrix_hall", args=[cast.rakor.pk])

    pages = {typed: client.get(f"{address}?lembar={typed}").content.decode() for typed in ("1", "2", "3", "x")}

    assert [(BANJAR[4:] in page, TAPIN[4:] in page) for page in pages.values()] == [(True, False), (False, True)] + [
        (True, False)
    ] * 2
    assert '"lembar": "2"}' in pages["1"]
    assert '"lembar": "1"}' in pages["2"]
    assert '<a href="?lembar=2" aria-current="true">2–2 dari 2</a>' in pages["2"]
    assert "0/10" in pages["2"]


@pytest.mark.parametrize(("offices", "sheets"), [(0, [0]), (13, [13]), (15, [15]), (16, [8, 8]), (38, [13, 13, 12])])
def test_offices_are_dealt_out_evenly(offices: int, sheets: list[int]) -> None:
    assert [len(sheet) for sheet in hall.dealt([None] * offices)] == sheets  # type: ignore[list-item]


# --- on a phone


def test_what_is_awaited_is_marked_so_that_a_phone_shows_it_first(
    cast: Cast, banjar: Invitation, enter: Enter, clock: time_machine.Coordinates
) -> None:
    dim = stage.make_requirement(cast, cast.rakor, "dim")
    stage.send_report(cast, dim, banjar, bidang="")

    def marks() -> list[tuple[str, str]]:
        page = page_of(enter, cast, "secretariat")
        return re.findall(r'<tr role="row"( class="waits")?><th scope="row".*?<td class="([\w-]*)"', page, re.DOTALL)[
            :2
        ]

    assert marks() == [("", ""), (' class="waits"', "is-awaited")]
    clock.move_to(DUE + HOUR)
    assert marks() == [("", ""), (' class="waits"', "is-missing")]
