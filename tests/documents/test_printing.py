"""A state has one print, whatever happens to the worker that makes it."""

from __future__ import annotations

import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest

from documents import tasks
from documents.actions import RENDER_LETTER
from documents.models import Letter, PrintedDocument
from rakor.files.models import StoredFile
from rakor.jobs import actions as jobs
from rakor.jobs.claims import LeaseLost
from rakor.jobs.models import Job
from rakor.jobs.tasks import run_job
from tests import cast as stage
from tests.cast import NOW, Cast
from tests.rakor.jobs.crew import Crew, until

pytestmark = pytest.mark.django_db(transaction=True)


def numbered(cast: Cast, count: int = 1) -> list[Letter]:
    rakor = stage.make_rakor(cast)
    return [stage.write_letter(cast, rakor, until="numbered") for _ in range(count)]


def files_on_disk(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_numbering_orders_one_print_and_the_worker_makes_it() -> None:
    [letter] = numbered(stage.make_cast())

    run_job(tasks.render_letter, Job.objects.get(task=RENDER_LETTER).pk)

    printed = PrintedDocument.objects.get(letter=letter)
    assert printed.file.full_path.read_bytes().startswith(b"%PDF-")
    assert printed.file.name == f"surat-{letter.number.replace('/', '-')}.pdf"
    assert printed.file.size == printed.file.full_path.stat().st_size


def test_a_second_run_prints_nothing() -> None:
    numbered(stage.make_cast())
    job = Job.objects.get(task=RENDER_LETTER)

    run_job(tasks.render_letter, job.pk)
    run_job(tasks.render_letter, job.pk)

    assert PrintedDocument.objects.count() == 1


def test_a_worker_that_lost_its_lease_keeps_nothing() -> None:
    numbered(stage.make_cast())
    job = Job.objects.get(task=RENDER_LETTER)
    slow = jobs.claim(job_id=job.pk, now=job.due_at, lease_seconds=1)
    quick = jobs.claim(job_id=job.pk, now=job.due_at + timedelta(seconds=2), lease_seconds=60)
    assert slow and quick

    tasks.render_letter(quick)
    with pytest.raises(LeaseLost):
        tasks.render_letter(slow)

    assert PrintedDocument.objects.count() == 1


def test_workers_killed_in_the_middle_of_a_pdf_end_in_one_document_each(tmp_path: Path, settings: Any) -> None:
    """F01: the child is killed while it works on a letter; each has one document and no file is left over."""
    settings.MEDIA_ROOT = tmp_path / "media"
    kill_while_printing(tmp_path, letters=2, kills=1)


@pytest.mark.ordeal
def test_ten_kills_in_the_middle_of_ten_pdfs(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    kill_while_printing(tmp_path, letters=10, kills=10)


def kill_while_printing(var: Path, *, letters: int, kills: int) -> None:
    numbered(stage.make_cast(), letters)
    Job.objects.update(due_at=NOW)
    killed: set[int] = set()
    with Crew(var, "worker-papers") as crew:
        while len(killed) < kills:
            until(lambda: bool(being_printed(killed)), 90)
            killed.add(being_printed(killed)[0])
            for child in psutil.Process(crew.processes["worker-papers"].pid).children():
                os.kill(child.pid, signal.SIGKILL)
        until(lambda: not Job.objects.open().exists(), 180)

    assert Job.objects.failed().count() == 0
    assert PrintedDocument.objects.count() == letters
    kept = set(StoredFile.objects.values_list("path", flat=True))
    assert files_on_disk(var / "media") == kept


def being_printed(killed: set[int]) -> list[int]:
    leased = Job.objects.open().filter(lease_token__isnull=False).exclude(pk__in=killed)
    return list(leased.values_list("pk", flat=True))
