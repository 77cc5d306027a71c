"""The rakor of thirteen offices: 91 papers through their pages, until the matrix says what happened."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from meetings.actions import open_rakor, send_invitations
from meetings.models import Invitation, Rakor
from participants.gate import Actor
from reports.models import Requirement, Submission
from secretariat.demo import rakor_2020
from secretariat.demo.cast import Cast, make_cast
from secretariat.demo.grants_2020 import typed_grant
from secretariat.demo.problems_2020 import problems_of
from secretariat.demo.rakor_2020 import at
from tests.cast import PDF

COLUMNS = ["KUL", "TEK", "HUK", "SOS", "DAT", "dim", "hibah"]
# T sent in time, D accepted, K returned, U returned and then accepted as version 2, L sent late, N nihil,
# B missing, P extended, X exempt
STORY = {
    "KPU Kabupaten Tanah Laut": "TTTTTTT",
    "KPU Kabupaten Kotabaru": "DDDDDDD",
    "KPU Kabupaten Banjar": "DUTTTDB",
    "KPU Kabupaten Barito Kuala": "LLLLLLL",
    "KPU Kabupaten Tapin": "TDUDTTK",
    "KPU Kabupaten Hulu Sungai Selatan": "DDDUDDD",
    "KPU Kabupaten Hulu Sungai Tengah": "DDTDDPT",
    "KPU Kabupaten Hulu Sungai Utara": "BBBBBBB",
    "KPU Kabupaten Tabalong": "DDDDDND",
    "KPU Kabupaten Tanah Bumbu": "KDDTLDT",
    "KPU Kabupaten Balangan": "TTTTTTX",
    "KPU Kota Banjarmasin": "DTDDDDD",
    "KPU Kota Banjarbaru": "TLKDTNT",
}
SENT, RETURNED, CORRECTED, ACCEPTED, LATE = at(13, 10), at(13, 15), at(14, 9), at(14, 11), at(14, 21, 30)
SEEN = at(15, 10)
WORDS = {
    "T": "Terkirim (v1, 30 j sebelum)",
    "N": "Terkirim (v1, 30 j sebelum)",
    "D": "Diterima (v1, 30 j sebelum)",
    "K": "Dikembalikan (batas 15/9 16.00)",
    "U": "Diterima (v2, 30 j sebelum)",
    "L": "Terkirim (v1, terlambat 5 j)",
    "B": "Belum (18 j lewat)",
    "P": "Diperpanjang (s.d. 16/9 12.00)",
    "X": "Dibebaskan",
}


class Kalsel:
    """The rakor with its people, each at a browser of their own."""

    def __init__(self) -> None:
        call_command("load_reference", verbosity=0)
        self.cast: Cast = make_cast()
        self.rakor: Rakor = rakor_2020.plan(self.cast)
        rakor_2020.invite(self.rakor, self.cast)
        rakor_2020.require(self.rakor, self.cast)
        open_rakor(rakor=self.rakor, by=self.cast.secretariat, now=at(2, 11))
        send_invitations(rakor=self.rakor, by=self.cast.secretariat, now=at(2, 12))
        self.invitations = {row.institution_name: row for row in Invitation.objects.filter(rakor=self.rakor)}
        self.requirements = {row.kind: row.pk for row in Requirement.objects.filter(rakor=self.rakor)}

    def post(self, actor: Actor, moment: datetime, name: str, args: list[Any], typed: dict[str, Any]) -> HttpResponse:
        with time_machine.travel(moment, tick=False):
            client = Client()
            client.force_login(actor.user)
            response = client.post(reverse(name, args=args), typed)
        assert response.status_code == 302, response.content.decode()
        return response

    def place(self, office: str, column: str) -> list[Any]:
        kind = column if column in self.requirements else "laporan_divisi"
        return [self.invitations[office].pk, self.requirements[kind], "-" if column == kind else column]

    def send(self, office: str, column: str, moment: datetime, *, is_nil: bool = False) -> None:
        """As the office's operator fills the page of this paper."""
        operator, place, number = self.cast.operators[office], self.place(office, column), list(STORY).index(office)
        typed: dict[str, Any] = {"key": str(uuid4())}
        if column == "dim":
            for row in [] if is_nil else problems_of(number):
                self.post(operator, moment, "dim_row_save", place, row)
            name, typed = "dim_send", typed | ({"nihil": "ya"} if is_nil else {})
        elif column == "hibah":
            name, typed = "hibah_send", typed | typed_grant(office, number)
        else:
            name, upload = "paper_send", SimpleUploadedFile(f"laporan {column}.pdf", PDF + office.encode())
            typed |= {"activities": f"Kegiatan {column} {office}", "uploads": upload}
        self.post(operator, moment, name, place, typed)

    def judge(self, office: str, column: str, moment: datetime, verb: str) -> None:
        requirement, bidang = self.place(office, column)[1:]
        sent = Submission.objects.filter(
            obligation__invitation=self.invitations[office],
            obligation__requirement=requirement,
            obligation__bidang="" if bidang == "-" else bidang,
        )
        last = sent.order_by("-number").first()
        assert last
        typed = {"note": "Lengkapi angka.", "correct_on": "2020-09-15", "correct_hour": "16:00"}
        self.post(self.cast.secretariat, moment, verb, [last.pk], typed)

    def tell(self, office: str, column: str, letter: str) -> None:
        place = self.place(office, column)
        if letter == "P":
            typed = {"until_on": "2020-09-16", "until_hour": "12:00", "because": "Banjir di tiga kecamatan"}
            self.post(self.cast.chair, SENT, "obligation_extend", place, typed)
        elif letter == "X":
            self.post(self.cast.chair, SENT, "obligation_exempt", place, {"because": "Tidak menerima hibah"})
        elif letter != "B":
            self.send(office, column, LATE if letter == "L" else SENT, is_nil=letter == "N")
        if letter in "KU":
            self.judge(office, column, RETURNED, "submission_return")
        if letter == "U":
            self.send(office, column, CORRECTED)
        if letter in "DU":
            self.judge(office, column, ACCEPTED, "submission_accept")


@pytest.mark.django_db
def test_thirteen_offices_fill_ninety_one_cells(media_of_its_own: None) -> None:
    kalsel = Kalsel()
    for office, letters in STORY.items():
        for column, letter in zip(COLUMNS, letters, strict=True):
            kalsel.tell(office, column, letter)

    with time_machine.travel(SEEN, tick=False):
        client = Client()
        client.force_login(kalsel.cast.chair.user)
        page = client.get(reverse("matrix_show", args=[kalsel.rakor.pk])).content.decode()
        sheet = client.get(reverse("matrix_sheet", args=[kalsel.rakor.pk])).content

    rows = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    shown = {str(row[0]): row[1:8] for row in rows[2:15]}
    assert shown == {office: [WORDS[letter] for letter in letters] for office, letters in STORY.items()}
    assert rows[0][0] == f"{kalsel.rakor.title}. Keadaan per Selasa, 15 September 2020 pukul 10.00 WITA"
    assert [row[8] for row in rows[2:15]] == ["0/7", "7/7", "3/7", "0/7", *ACCEPTED_ELSEWHERE]
    assert "13 kantor, 7 kolom, 91 kewajiban; diterima 40 dari 90." in page


ACCEPTED_ELSEWHERE = ["3/7", "7/7", "4/7", "0/7", "6/7", "3/7", "0/6", "6/7", "1/7"]


@pytest.fixture
def media_of_its_own(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
