"""What a worker does with one message: at most one try, and the row tells how it ended."""

import time
from datetime import timedelta

import pytest
from django.db import connection

from rakor.audit.models import AuditRow
from rakor.jobs import tasks
from rakor.jobs.claims import Claim
from rakor.jobs.models import Job
from rakor.lib import clock

from . import example_tasks
from .asking import NOW, ask, run_due_jobs

pytestmark = pytest.mark.django_db


def test_run_job_finishes_a_job() -> None:
    job = ask()

    tasks.run_job(example_tasks.note, job.pk)

    job.refresh_from_db()
    assert (job.state, job.result) == ("selesai", {"attempt": 1})


def test_run_job_a_second_time_does_nothing() -> None:
    """The broker may deliver a message twice."""
    job = ask()

    for _ in range(2):
        tasks.run_job(example_tasks.note, job.pk)

    assert AuditRow.objects.count() == 1
    assert Job.objects.get().attempts == 1


def test_run_job_for_a_job_that_is_gone_does_nothing() -> None:
    tasks.run_job(example_tasks.note, 404)

    assert AuditRow.objects.count() == 0


def test_run_job_fails_a_refused_job_at_once() -> None:
    job = ask()

    tasks.run_job(example_tasks.refused, job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == ("gagal", 1, "Berkas sumbernya sudah tidak ada.")


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (example_tasks.wrong, "terjadi kesalahan yang tidak terduga (ZeroDivisionError)."),
        (example_tasks.forgetful, "terjadi kesalahan yang tidak terduga (NeverFinished)."),
    ],
)
def test_run_job_gives_a_broken_try_back(work: tasks.Work, words: str) -> None:
    job = ask()

    tasks.run_job(work, job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == ("menunggu", 1, words)


def test_run_job_calls_a_lack_of_memory_by_its_name() -> None:
    def hungry(claim: Claim) -> None:
        raise MemoryError

    job = ask()

    tasks.run_job(hungry, job.pk)

    job.refresh_from_db()
    assert job.error == "membutuhkan memori lebih besar daripada yang tersedia."


def test_run_job_drops_the_result_when_the_lease_was_lost(caplog: pytest.LogCaptureFixture) -> None:
    def robbed(claim: Claim) -> None:
        Job.objects.update(lease_token="12345678123456781234567812345678")
        example_tasks.write_result(claim)

    job = ask()

    tasks.run_job(robbed, job.pk)

    assert AuditRow.objects.count() == 0
    assert "the lease was lost" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_run_job_renews_the_lease_while_it_works(settings) -> None:
    settings.JOB_LEASE_SECONDS = 1
    ends = []

    def long_work(claim: Claim) -> None:
        time.sleep(1.2)
        ends.append(Job.objects.get().lease_until > clock.now())
        example_tasks.write_result(claim)

    tasks.run_job(long_work, ask().pk)
    connection.close()

    assert ends == [True]
    assert Job.objects.get().state == "selesai"


def test_three_tries_of_a_broken_job_and_then_words() -> None:
    job = ask("example.wrong")
    start = clock.now()

    ran = [run_due_jobs(now=start + timedelta(seconds=seconds)) for seconds in (0, 100, 200, 300)]

    job.refresh_from_db()
    assert ran == [1, 1, 1, 0]
    assert (job.state, job.attempts) == ("gagal", 3)
    assert job.error == "Pekerjaan ini gagal tiga kali: terjadi kesalahan yang tidak terduga (ZeroDivisionError)."


def test_a_job_due_tomorrow_is_not_run_today() -> None:
    ask(due_at=NOW + timedelta(days=1))

    assert run_due_jobs(now=NOW) == 0
