"""One number, a paper for each institution; all of them in one file and in a zip."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from documents import actions, batches, bundles, tasks
from documents.models import Letter, PrintedDocument
from meetings import actions as meetings
from meetings.models import Invitation
from rakor.jobs import actions as jobs
from rakor.jobs.claims import LeaseLost
from rakor.jobs.models import Job
from rakor.jobs.tasks import run_job
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db(transaction=True)
WORK = {batches.RENDER_COPIES: tasks.render_copies, batches.BIND_LETTER: tasks.bind_letter}


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    cast.tapin.name = "<b>KPU</b> Kabupaten {{7*7}}"
    cast.tapin.save()
    meetings.invite(rakor=cast.rakor, institutions=[cast.banjar, cast.tapin], by=cast.secretariat, now=NOW)
    return cast


def numbered(cast: Cast) -> Letter:
    return stage.write_letter(cast, cast.rakor, until="numbered", is_per_institution=True)


def work_off() -> None:
    while job := Job.objects.open().filter(task__in=WORK).first():
        run_job(WORK[job.task], job.pk)
        job.refresh_from_db()
        assert job.finished_at, job.error


def text_of(printed: PrintedDocument) -> list[str]:
    with printed.file.full_path.open("rb") as stored:
        return [page.extract_text().replace("\u00a0", " ") for page in PdfReader(stored, strict=True).pages]


def test_every_institution_gets_its_own_paper_with_the_one_number(cast: Cast) -> None:
    letter = numbered(cast)
    work_off()

    papers = PrintedDocument.objects.filter(letter=letter).exclude(copy=None).order_by("copy__order")
    first, second = ("".join(text_of(paper)) for paper in papers)
    assert "Sdr. Ketua KPU Kabupaten Banjar" in first and "Tapin" not in first
    assert "Sdr. Ketua <b>KPU</b> Kabupaten {{7*7}}" in second
    assert first.count(letter.number) >= 1 and letter.number in second
    assert len({paper.code for paper in papers}) == 2


def test_the_last_paper_orders_the_file_that_holds_all_in_order(cast: Cast) -> None:
    letter = numbered(cast)
    assert not Job.objects.filter(task=batches.BIND_LETTER).exists()

    work_off()

    bound = PrintedDocument.objects.without_copies().get(letter=letter)
    pages = text_of(bound)
    assert [("Banjar" in page, "{{7*7}}" in page) for page in pages] == [(True, False), (False, True)]
    progress = batches.progress_of(letter)
    assert (progress.done, progress.total, progress.percent, progress.is_open) == (2, 2, 100, False)


def test_an_institution_invited_later_changes_nothing_that_was_numbered(cast: Cast) -> None:
    letter = numbered(cast)
    region = stage.make_region("Kabupaten Baru", "kabupaten", "63.99", None)
    late = stage.make_office("KPU Kabupaten Baru", cast.banjar.kind, region, "6399")  # type: ignore[arg-type]
    meetings.invite(rakor=cast.rakor, institutions=[late], by=cast.secretariat, now=NOW)

    work_off()

    assert letter.copies.count() == 2


def test_a_second_run_and_a_lost_lease_keep_nothing(cast: Cast) -> None:
    numbered(cast)
    job = Job.objects.get(task=batches.RENDER_COPIES)
    slow = jobs.claim(job_id=job.pk, now=job.due_at, lease_seconds=1)
    quick = jobs.claim(job_id=job.pk, now=job.due_at + timedelta(seconds=2), lease_seconds=60)
    assert slow and quick

    tasks.render_copies(quick)
    with pytest.raises(LeaseLost):
        tasks.render_copies(slow)
    run_job(tasks.render_copies, job.pk)

    assert PrintedDocument.objects.exclude(copy=None).count() == 2


def test_the_page_shows_progress_and_what_failed_and_asks_again(cast: Cast) -> None:
    letter, client = numbered(cast), Client()
    client.force_login(cast.secretariat.user)
    address = reverse("letter_batch", args=[letter.pk])

    assert "0 dari 2 naskah jadi. Halaman ini boleh ditinggalkan." in client.get(address).content.decode()
    Job.objects.filter(task=batches.RENDER_COPIES).update(failed_at=NOW, error="Pekerjaan ini gagal tiga kali.")
    page = client.get(address).content.decode()
    assert "Pekerjaan ini gagal tiga kali." in page and "Cetak lagi yang belum jadi" in page

    client.post(reverse("letter_batch_retry", args=[letter.pk]))
    client.post(reverse("letter_batch_retry", args=[letter.pk]))
    assert Job.objects.open().filter(task=batches.RENDER_COPIES).count() == 1
    work_off()
    answer = client.get(address, headers={"hx-request": "true"})
    done = answer.content.decode()
    assert "Unduh semua dalam satu berkas" in done and "hx-get" not in done
    assert answer["HX-Refresh"] == "true"
    assert "&lt;b&gt;KPU&lt;/b&gt; Kabupaten {{7*7}}" in done


def test_an_office_reads_its_own_paper_and_no_other(cast: Cast) -> None:
    letter = numbered(cast)
    work_off()
    Letter.objects.filter(pk=letter.pk).update(
        signed_at=NOW,
        signed_by=cast.secretariat.user,
        signed_file=PrintedDocument.objects.first().file,  # type: ignore[union-attr]
    )
    letter.refresh_from_db()
    assert not PrintedDocument.objects.visible_to(cast.operator).exists()

    actions.send(letter=letter, by=cast.secretariat, now=NOW)

    seen = [row.copy.invitation.institution for row in PrintedDocument.objects.visible_to(cast.operator) if row.copy]
    assert seen == [cast.banjar]
    assert PrintedDocument.objects.visible_to(cast.operator).count() == 1
    client = Client()
    client.force_login(cast.operator.user)
    assert "Unduh naskah cetak" in client.get(reverse("letter_show", args=[letter.pk])).content.decode()


def test_all_letters_of_a_rakor_are_one_file_and_one_zip(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)
    letter = numbered(cast)
    plain = stage.write_letter(cast, cast.rakor, until="numbered")
    cancelled = stage.write_letter(cast, cast.rakor, until="numbered")
    for row in (plain, cancelled):
        run_job(tasks.render_letter, Job.objects.get(key=f"letter:{row.pk}").pk)
    actions.cancel(letter=cancelled, because="Salah", by=cast.secretariat, now=NOW)
    work_off()
    client = Client()
    client.force_login(cast.secretariat.user)

    client.post(reverse("bundle_order", args=[cast.rakor.pk]))
    run_job(tasks.bind_rakor, Job.objects.get(task=bundles.BIND_RAKOR).pk)
    response = client.get(reverse("bundle_zip", args=[cast.rakor.pk]))

    bound = PrintedDocument.objects.get(kind="berkas")
    assert [letter.number in page or plain.number in page for page in text_of(bound)][:3] == [True] * 3
    with zipfile.ZipFile(BytesIO(b"".join(response))) as archive:  # type: ignore[arg-type]
        assert archive.testzip() is None
        assert archive.namelist() == [
            "001-surat-1-PL.02-Und-63-2020-001.pdf",
            "002-surat-1-PL.02-Und-63-2020-002.pdf",
            "003-surat-2-PL.02-Und-63-2020.pdf",
        ]
    assert not PrintedDocument.objects.visible_to(cast.operator).filter(pk=bound.pk).exists()


def test_without_a_print_there_is_nothing_to_bind(cast: Cast) -> None:
    with pytest.raises(bundles.NothingPrinted):
        bundles.order(rakor=cast.rakor, by=cast.secretariat, now=NOW)


def test_many_institutions_are_cut_into_slices(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "SLICE", 1)

    numbered(cast)

    parts = Job.objects.filter(task=batches.RENDER_COPIES)
    assert [len(job.payload["copies"]) for job in parts] == [1, 1]
    assert Invitation.objects.count() == 2
    work_off()
    assert PrintedDocument.objects.without_copies().count() == 1
