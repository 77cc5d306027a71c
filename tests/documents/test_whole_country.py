"""A rakor of KPU RI with every KPU kab/kota: invited by rule, four delegates each, one number, a paper for each."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from documents import actions, batches, tasks
from documents.models import Letter, LetterCopy, PrintedDocument
from meetings import actions as meetings
from meetings.models import Delegate, Rakor
from participants.gate import Actor
from participants.models import Institution, InstitutionKind, Position, Rank, Region, RegionCode, Role
from rakor.jobs.models import Job
from rakor.jobs.tasks import run_job
from reminders.actions import deliver_due
from reminders.models import Delivery
from tests import cast as stage
from tests.cast import NOW

WORK = {batches.RENDER_COPIES: tasks.render_copies, batches.BIND_LETTER: tasks.bind_letter}
DAY = NOW.date()
RANKS = (Rank.KETUA, Rank.ANGGOTA, Rank.SEKRETARIS, Rank.KASUBBAG)


class Country:
    def __init__(self, offices: int) -> None:
        self.host = Institution.objects.create(
            name="KPU Republik Indonesia",
            kind=InstitutionKind.KPU_RI,
            timezone="Asia/Jakarta",
            letter_code="RI",
            letterhead_unit="KOMISI PEMILIHAN UMUM",
        )
        self.secretariat = stage.make_actor("pusat", self.host, Role.SECRETARIAT, Rank.KABAG)
        self.chair = stage.make_actor("ketua_pusat", self.host, Role.LEADERSHIP, Rank.KETUA)
        self.settle(offices)
        rakor = Rakor(title="Rakornas", starts_on=DAY, ends_on=DAY, timezone="Asia/Jakarta")
        self.rakor = meetings.create_rakor(rakor=rakor, by=self.secretariat, now=NOW)
        meetings.open_rakor(rakor=self.rakor, by=self.secretariat, now=NOW)
        self.client = Client()
        self.client.force_login(self.secretariat.user)

    def settle(self, count: int) -> None:
        names = [f"Kabupaten Contoh {n:03d}" for n in range(1, count + 1)]
        regions = Region.objects.bulk_create(
            Region(name=name, kind="kabupaten", timezone="Asia/Jakarta") for name in names
        )
        RegionCode.objects.bulk_create(
            RegionCode(region=row, code=f"{11 + n // 40}.{n % 40:02d}") for n, row in enumerate(regions)
        )
        Institution.objects.bulk_create(
            Institution(name=f"KPU {row.name}", kind=InstitutionKind.KPU_KABKOTA, region=row, timezone=row.timezone)
            for row in regions
        )

    def invite(self) -> None:
        self.client.post(reverse("invitation_add", args=[self.rakor.pk]), {"all_kabkota": "on", "copy": ""})

    def name_delegates(self, by: Actor) -> None:
        for invitation in self.rakor.invitations.select_related("institution", "rakor__organiser"):
            for place, rank in enumerate(RANKS, start=1):
                delegate = Delegate(
                    invitation=invitation, name=f"Contoh {place}", title=rank.label, rank=rank, mode="onsite"
                )
                meetings.name_delegate(delegate=delegate, by=by, now=NOW)

    def number(self) -> Letter:
        signer = Position.objects.get(institution=self.host, rank=Rank.KETUA)
        letter = Letter(rakor=self.rakor, subject="Undangan", addressee="-", body="Isi surat.", signer=signer)
        letter.is_per_institution = True
        actions.write_letter(letter=letter, by=self.secretariat, now=NOW)
        actions.propose(letter=letter, by=self.secretariat, now=NOW)
        actions.approve(letter=letter, by=self.chair, now=NOW)
        self.client.post(reverse("letter_number", args=[letter.pk]))
        letter.refresh_from_db()
        return letter

    def batch(self, letter: Letter) -> str:
        return self.client.get(reverse("letter_batch", args=[letter.pk])).content.decode()


def work(jobs: int | None = None) -> None:
    """So many parts of the batch, or all that there are."""
    while jobs != 0 and (job := Job.objects.open().filter(task__in=WORK).first()):
        run_job(WORK[job.task], job.pk)
        job.refresh_from_db()
        assert job.finished_at, job.error
        jobs = None if jobs is None else jobs - 1


def run_whole(offices: int, first_part: int) -> None:
    country = Country(offices)
    country.invite()
    assert country.rakor.invitations.count() == offices
    country.name_delegates(country.secretariat)

    letter = country.number()
    assert f"0 dari {offices} naskah jadi. Halaman ini boleh ditinggalkan." in country.batch(letter)
    work(1)
    assert f"{first_part} dari {offices} naskah jadi" in country.batch(letter)
    work()

    assert "Unduh semua dalam satu berkas" in country.batch(letter)
    papers = PrintedDocument.objects.filter(letter=letter)
    assert papers.exclude(copy=None).count() == offices
    assert len(set(papers.values_list("code", flat=True))) == offices + 1
    assert list(LetterCopy.objects.values_list("order", flat=True)) == list(range(1, offices + 1))
    with papers.without_copies().get().file.full_path.open("rb") as bound:
        assert len(PdfReader(bound).pages) == offices
    assert Delegate.objects.filter(invitation__rakor=country.rakor).count() == offices * len(RANKS)
    assert deliver_due(now=NOW) == 0 and not Delivery.objects.exists()  # nothing is told before the letter is sent


@pytest.mark.django_db(transaction=True)
def test_five_offices_are_invited_named_and_written_to_in_one_batch(monkeypatch: Any) -> None:
    monkeypatch.setattr(batches, "SLICE", 2)

    run_whole(5, first_part=2)


@pytest.mark.ordeal
@pytest.mark.django_db(transaction=True)
def test_514_offices_are_invited_named_and_written_to_in_one_batch() -> None:
    run_whole(514, first_part=batches.SLICE)
