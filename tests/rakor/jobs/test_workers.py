"""Workers that are killed, hang, crash or want too much: every job still ends once (cases F01 to F05)."""

import random
import time
from pathlib import Path

import pytest

from rakor.audit.models import AuditRow
from rakor.jobs.models import Job
from rakor.lib import clock

from .asking import ask
from .crew import LEASE, Crew, until

pytestmark = pytest.mark.django_db(transaction=True)


def is_running(job: Job) -> bool:
    return Job.objects.get(pk=job.pk).state == "dikerjakan"


def is_ended(*jobs: Job) -> bool:
    return not Job.objects.open().filter(pk__in=[job.pk for job in jobs]).exists()


def results(job: Job) -> int:
    return AuditRow.objects.filter(verb="example.done", target_id=str(job.pk)).count()


def ask_now(task: str, key: str = "1", **more) -> Job:
    return ask(f"example.{task}", key, now=clock.now(), **more)


def ask_slow(key: str) -> Job:
    return ask_now("slow", key, payload={"seconds": 0.6})


def kill_child_once(crew: Crew, key: str) -> None:
    """Ask for a job, kill the child in the middle of it, wait for its end."""
    job = ask_slow(key)
    until(lambda: is_running(job), seconds=60)
    time.sleep(random.uniform(0, 0.4))
    crew.kill_child("worker-general")
    until(lambda: is_ended(job), seconds=60)


def kill_worker_once(crew: Crew, key: str) -> float:
    """The same with worker and child, and the worker starts again; give back how long the job took then."""
    job = ask_slow(key)
    until(lambda: is_running(job))
    crew.kill_whole("worker-general")
    crew.start("worker-general")
    return until(lambda: is_ended(job), seconds=60)


@pytest.mark.dealt_to("postgresql")
def test_a_killed_child_and_a_killed_worker_end_in_one_result_each(tmp_path: Path) -> None:
    with Crew(tmp_path, "worker-general") as crew:
        kill_child_once(crew, "anak")
        seconds = kill_worker_once(crew, "semua")
        until(lambda: not AuditRow.objects.unsealed().exists())  # the dispatcher does that as well
        code, seconds_to_end = crew.end("dispatcher")

    assert [(job.state, job.attempts, results(job)) for job in Job.objects.order_by("id")] == [("selesai", 2, 1)] * 2
    assert seconds < LEASE + 30
    assert code == 0
    assert seconds_to_end < 8  # two on a quiet machine; a hung broker would take minutes


@pytest.mark.ordeal
def test_ten_killed_children_and_three_killed_workers_end_in_one_result_each(tmp_path: Path) -> None:
    with Crew(tmp_path, "worker-general") as crew:
        for number in range(10):
            kill_child_once(crew, f"anak {number}")
        seconds = [kill_worker_once(crew, f"semua {number}") for number in range(3)]

    ended = Job.objects.order_by("id")
    assert [(job.state, results(job)) for job in ended] == [("selesai", 1)] * 13
    assert all(2 <= job.attempts <= 3 for job in ended)
    assert max(seconds) < LEASE + 30


@pytest.mark.dealt_to("sqlite")
def test_a_hanging_a_crashing_and_a_greedy_job_leave_the_slot_to_others(tmp_path: Path) -> None:
    with Crew(tmp_path, "worker-general", "worker-papers"):
        bad = [ask_now("endless"), ask_now("crash"), ask_now("greedy", queue="papers")]
        good = [ask_now("note"), ask_now("paper", queue="papers")]
        until(lambda: is_ended(*good) and not Job.objects.filter(attempts=0).exists())
        until(lambda: Job.objects.exclude(error="").count() == 3)

    assert [results(job) for job in good] == [1, 1]
    assert [Job.objects.get(pk=job.pk).error.removeprefix("Pekerjaan ini gagal tiga kali: ") for job in bad] == [
        "pengerjaannya melewati batas 1 detik.",
        "proses yang mengerjakannya berhenti sebelum selesai.",
        "membutuhkan memori lebih besar daripada yang tersedia.",
    ]


@pytest.mark.ordeal
def test_a_hanging_a_crashing_and_a_greedy_job_fail_after_three_tries(tmp_path: Path) -> None:
    with Crew(tmp_path, "worker-general", "worker-papers") as crew:
        bad = [ask_now("endless"), ask_now("crash"), ask_now("greedy", queue="papers")]
        good = [ask_now("paper", str(number), queue="papers") for number in range(20)]
        good += [ask_now("note", str(number)) for number in range(20)]
        until(lambda: is_ended(*good), seconds=60)
        until(lambda: is_ended(*bad), seconds=120)
        alive = [crew.processes[name].poll() is None for name in ("worker-general", "worker-papers")]

    assert [results(job) for job in good] == [1] * 40
    assert list(Job.objects.filter(failed_at__isnull=False).values_list("attempts", flat=True)) == [3, 3, 3]
    assert alive == [True, True]
