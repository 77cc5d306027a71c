"""All papers as one zip: the newest that was sent, under names that sort, with a list that can be checked."""

from __future__ import annotations

import hashlib
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Invitation
from rakor.lib.spreadsheets import read_sheet
from reports import actions, approving, sending
from reports.hibah.forms import AgreementForm
from reports.models import Requirement, Submission
from tests import cast as stage
from tests.canaries import text_of
from tests.cast import NOW, PDF, Cast
from tests.reports.conftest import Enter
from tests.reports.hibah import typing_in

pytestmark = pytest.mark.usefixtures("media")
SECRET = "rahasia-kenari"
FIRST = "01 KPU Kabupaten Banjar"


def send(cast: Cast, requirement: Requirement, invitation: Invitation, *, bidang: str = "", **what: Any) -> Submission:
    obligation = actions.obligation_of(requirement=requirement, invitation=invitation, bidang=bidang)
    what = {"content": {}, "key": uuid4(), "by": cast.operator, "now": NOW} | what
    return sending.send(obligation=obligation, **what)


def files(*names: str) -> list[SimpleUploadedFile]:
    return [SimpleUploadedFile(name, PDF + name.encode()) for name in names]


def opened(client: Client, address: str) -> zipfile.ZipFile:
    response = client.get(address)
    assert response.status_code == 200
    return zipfile.ZipFile(BytesIO(b"".join(response)))  # type: ignore[arg-type]


def rows_of(archive: zipfile.ZipFile, name: str, folder: Path) -> list[list[str]]:
    (folder / "lembar.xlsx").write_bytes(archive.read(name))
    return read_sheet(folder / "lembar.xlsx", max_rows=60, max_cols=20)


def of_requirement(requirement: Requirement) -> str:
    return reverse("requirement_zip", args=[requirement.rakor.pk, requirement.pk])


def test_it_holds_the_newest_version_of_every_office_and_a_list_of_all(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter, tmp_path: Path
) -> None:
    """The sums in the list are those of the contents; who has not sent yet stands in it too."""
    Requirement.objects.filter(pk=report.pk).update(most_files=3, bidangs=["KUL", "TEK"])
    report.refresh_from_db()
    send(cast, report, banjar, bidang="KUL", uploads=files("lama.pdf"))
    last = send(cast, report, banjar, bidang="KUL", content={"activities": "Rapat"}, uploads=files("a.pdf", "b.pdf"))

    archive = opened(enter(cast.observer), of_requirement(report))

    assert archive.namelist() == [
        f"{FIRST} laporan_divisi KUL v2 berkas 1.pdf",
        f"{FIRST} laporan_divisi KUL v2 berkas 2.pdf",
        f"{FIRST} laporan_divisi KUL v2 isian.xlsx",
        "_daftar.xlsx",
        "sha256sum.txt",
    ]
    assert archive.read(archive.namelist()[1]) == PDF + b"b.pdf"
    note, heads, *lines = rows_of(archive, "_daftar.xlsx", tmp_path)
    assert note[0] == "Rakor Contoh. Keadaan per Senin, 14 September 2020 pukul 10.20 WITA"
    assert [line[:5] for line in lines[2:]] == [
        ["KPU Kabupaten Banjar", "laporan_divisi", "KUL", "2", "Terkirim"],
        ["KPU Kabupaten Banjar", "laporan_divisi", "TEK", "", "Belum"],
        ["KPU Kabupaten Tapin", "laporan_divisi", "KUL", "", "Belum"],
        ["KPU Kabupaten Tapin", "laporan_divisi", "TEK", "", "Belum"],
    ]
    sent = "14 September 2020 pukul 10.20 WITA"
    assert lines[1][5:10] == [last.receipt_number, sent, "tidak", "b.pdf", archive.namelist()[1]]
    found = [(line[9], line[10], line[11]) for line in lines[:3]]
    assert found == [
        (name, str(len(archive.read(name))), hashlib.sha256(archive.read(name)).hexdigest())
        for name in archive.namelist()[:3]
    ]
    sums = archive.read("sha256sum.txt").decode().splitlines()
    assert sums == [f"{hashlib.sha256(archive.read(n)).hexdigest()}  {n}" for n in archive.namelist()[:-1]]


def test_no_byte_of_a_draft_or_of_what_lies_before_the_head_goes_out(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter
) -> None:
    drafted = actions.obligation_of(requirement=report, invitation=banjar, bidang="TEK")
    actions.save_draft(obligation=drafted, draft={"activities": SECRET}, now=NOW)
    waiting = [SimpleUploadedFile("draf.pdf", PDF + SECRET.encode())]
    actions.attach_to_draft(obligation=drafted, uploads=waiting, began_at=NOW, by=cast.operator, now=NOW)
    laid = actions.obligation_of(requirement=report, invitation=banjar, bidang="HUK")
    content, uploads = {"activities": SECRET}, [SimpleUploadedFile(f"{SECRET}.pdf", PDF)]
    approving.propose(obligation=laid, content=content, uploads=uploads, by=cast.operator, now=NOW)
    stage.send_report(cast, report, banjar)

    for actor in (cast.secretariat, cast.operator):
        response = enter(actor).get(reverse("office_zip", args=[banjar.pk]))
        whole = b"".join(response)  # type: ignore[arg-type]

        assert SECRET not in text_of(whole) and SECRET.encode() not in whole
        assert zipfile.ZipFile(BytesIO(whole)).namelist()[0] == f"{FIRST} laporan_divisi KUL v1.pdf"
    assert SECRET.encode() not in b"".join(enter(cast.chair).get(of_requirement(report)))  # type: ignore[arg-type]


def test_what_was_typed_goes_along_as_a_sheet_and_nihil_as_its_statement(
    cast: Cast, banjar: Invitation, invitations: dict[str, Invitation], enter: Enter, tmp_path: Path
) -> None:
    dim = stage.make_requirement(cast, cast.rakor, "dim")
    row = {"bidang": "KUL", "stage": "", "problem": "=1+1", "level": "tinggi"}
    row |= dict.fromkeys(("cause", "impact", "efforts", "proposal", "parties"), "")
    send(cast, dim, banjar, content={"rows": [row]})
    send(cast, dim, invitations["KPU Kabupaten Tapin"], content={"nihil": "Tidak ada.\nSungguh"}, is_nil=True)

    archive = opened(enter(cast.secretariat), of_requirement(dim))

    assert archive.namelist()[:2] == [f"{FIRST} dim v1.xlsx", "02 KPU Kabupaten Tapin dim v1 nihil.txt"]
    note, heads, line = rows_of(archive, f"{FIRST} dim v1.xlsx", tmp_path)
    assert note[0].startswith("KPU Kabupaten Banjar, dim, versi 1, dikirim 14 September 2020 pukul 10.20 WITA, tanda")
    assert (heads[2], line[2], line[8]) == ("Uraian masalah", "=1+1", "tinggi")
    statement = archive.read("02 KPU Kabupaten Tapin dim v1 nihil.txt").decode("utf-8-sig").split("\r\n")
    assert (statement[0], statement[2:]) == ("PERNYATAAN NIHIL", ["Tidak ada.", "Sungguh"])


def test_figures_go_along_as_numbers(cast: Cast, banjar: Invitation, enter: Enter, tmp_path: Path) -> None:
    grant, asked = stage.make_requirement(cast, cast.rakor, "hibah"), stage.make_requirement(cast, cast.rakor, "angka")
    send(cast, grant, banjar, content=typing_in.paper().content())
    answers = [
        {"key": "q1", "label": "Jumlah TPS", "kind": "angka", "unit": "TPS", "value": 1250},
        {"key": "q2", "label": "Kas", "kind": "rupiah", "unit": "", "value": 0},
        {"key": "q3", "label": "Mulai", "kind": "tanggal", "unit": "", "value": "2020-09-17"},
        {"key": "q4", "label": "Sisa", "kind": "angka", "unit": "", "value": None},
    ]
    send(cast, asked, banjar, content={"answers": answers})

    archive = opened(enter(cast.operator), reverse("office_zip", args=[banjar.pk]))

    grants = rows_of(archive, f"{FIRST} hibah Agustus 2020 v1.xlsx", tmp_path)
    labels = [str(AgreementForm.base_fields[name].label) for name in ("nphd_on", "ceiling")]
    assert ["Perjanjian", labels[0], "01-10-2019", ""] in grants
    assert ["Perjanjian", labels[1], "", "12553550000"] in grants
    assert ["Pencairan", "Tahap 1", "18-11-2019", "5021420000"] in grants
    assert rows_of(archive, f"{FIRST} angka v1.xlsx", tmp_path)[2:] == [
        ["Jumlah TPS", "", "1250", "TPS"],
        ["Kas", "", "0", ""],
        ["Mulai", "Kamis, 17 September 2020", "", ""],
        ["Sisa", "", "", ""],
    ]


def test_hostile_names_stay_within_the_folder_and_apart(
    cast: Cast, report: Requirement, invitations: dict[str, Invitation], enter: Enter
) -> None:
    """A pattern without the office, names of offices as from an attacker: nothing is overwritten, nothing escapes."""
    Requirement.objects.filter(pk=report.pk).update(name_pattern="{kantor}", name="x", bidangs=[])
    for invitation, name in zip(
        invitations.values(), ("../..\\CON\u202e{berkas}\r\n", "..-..-con{BERKAS}"), strict=True
    ):
        Invitation.objects.filter(pk=invitation.pk).update(institution_name=name)
        send(cast, report, invitation, uploads=files("x.pdf"))

    archive = opened(enter(cast.secretariat), of_requirement(report))

    assert archive.namelist()[:2] == ["CON{berkas}.pdf", "con{BERKAS} (2).pdf"]


def test_a_file_with_a_virus_stays_behind_and_the_list_says_so(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter, tmp_path: Path
) -> None:
    stored = stage.send_report(cast, report, banjar).files.get().stored
    stored.virus, stored.checked_at = "Eicar", NOW
    stored.save()

    archive = opened(enter(cast.secretariat), of_requirement(report))

    assert archive.namelist()[0] == f"{FIRST} laporan_divisi KUL v1 isian.xlsx"
    assert rows_of(archive, "_daftar.xlsx", tmp_path)[2][9] == "tidak disertakan: berisi virus Eicar"


def test_others_find_nothing_and_the_name_says_what_and_when(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter
) -> None:
    mine, all_of_one = reverse("office_zip", args=[banjar.pk]), of_requirement(report)
    statuses = {
        name: [enter(getattr(cast, name)).get(address).status_code for address in (mine, all_of_one)]
        for name in ("stranger", "other_operator", "operator", "commissioner")
    }

    assert statuses == {
        "stranger": [404, 404],
        "other_operator": [404, 403],
        "operator": [200, 403],
        "commissioner": [200, 200],
    }
    elsewhere = stage.make_rakor(cast, title="Lain")
    assert enter(cast.secretariat).get(reverse("requirement_zip", args=[elsewhere.pk, report.pk])).status_code == 404
    response = enter(cast.secretariat).get(mine)
    name = "KPU Kabupaten Banjar per 14-09-2020 10.20 WITA.zip"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "private, no-store"


def test_the_ways_to_it_stand_where_people_look(
    cast: Cast, report: Requirement, banjar: Invitation, enter: Enter
) -> None:
    """The host finds each paper and each office, an office its own; the hall offers nothing to take along."""
    mine, all_of_one = reverse("office_zip", args=[banjar.pk]), of_requirement(report)
    pages = {name: reverse(name, args=[cast.rakor.pk]) for name in ("matrix_show", "matrix_hall")}
    pages["invitation_show"] = reverse("invitation_show", args=[banjar.pk])

    def offered(client: Client, name: str) -> list[bool]:
        page = client.get(pages[name]).content.decode()
        return [f'href="{address}"' in page for address in (mine, all_of_one)]

    host, office = enter(cast.chair), enter(cast.operator)
    assert [offered(host, name) for name in pages] == [[False, True], [False, False], [True, False]]
    assert [offered(office, name) for name in ("matrix_show", "invitation_show")] == [[True, False], [True, False]]


def test_as_many_queries_for_two_offices_as_for_one(
    cast: Cast, report: Requirement, invitations: dict[str, Invitation], enter: Enter
) -> None:
    client = enter(cast.secretariat)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            opened(client, of_requirement(report))
        return len(captured)

    counts = [(stage.send_report(cast, report, invitation), asked())[1] for invitation in invitations.values()]

    assert counts[0] == counts[1] <= 14
