"""The dispatcher goes on whatever the broker does, and ends when it is told to (cases F06 to F08)."""

import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import redis

from rakor.audit.models import AuditRow
from rakor.jobs.models import Job
from rakor.lib import clock
from tests.services import OwnRedis, works_in

from .asking import ask
from .crew import Crew, until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def broker() -> Iterator[OwnRedis]:
    with OwnRedis() as server:
        yield server


def ask_notes(count: int, name: str) -> None:
    for number in range(count):
        ask(key=f"{name}-{number}", now=clock.now())


def all_done() -> bool:
    return not Job.objects.open().exists()


def hang(broker: OwnRedis, crew: Crew, count: int, seconds: float) -> tuple[int, float]:
    """Stop Redis for a while and ask for jobs meanwhile; give back how the dispatcher ended that had to publish."""
    assert works_in(broker.process.pid, broker.folder)
    server = psutil.Process(broker.process.pid)
    server.suspend()
    try:
        ask_notes(count, "macet")
        until(lambda: Job.objects.in_broker(clock.now()).exists())  # it is being sent, and hangs
        time.sleep(seconds)
        ending = crew.end("dispatcher")
    finally:
        server.resume()
    crew.start("dispatcher")
    return ending


def survive(tmp_path: Path, broker: OwnRedis, count: int, seconds: float) -> tuple[int, float]:
    """The first job ends while Redis hangs."""
    with Crew(tmp_path, "worker-general", broker_url=broker.url) as crew:
        job = ask("example.slow", "awal", now=clock.now(), payload={"seconds": 0.6})
        until(lambda: Job.objects.get(pk=job.pk).state == "dikerjakan")
        ending = hang(broker, crew, count, seconds)
        until(all_done, seconds=180)
        ask_notes(count, "hilang")
        until(lambda: Job.objects.in_broker(clock.now()).exists())
        with redis.Redis.from_url(broker.url) as line:
            line.flushall()
        until(all_done, seconds=180)
    return ending


@pytest.mark.dealt_to("sqlite")
def test_jobs_survive_a_broker_that_hangs_and_one_that_forgets(tmp_path: Path, broker: OwnRedis) -> None:
    """The dispatcher, told to end while it hangs on the broker, ends within two seconds."""
    code, seconds_to_end = survive(tmp_path, broker, count=20, seconds=1)

    assert AuditRow.objects.filter(verb="example.done").count() == 41
    assert code == 0
    assert seconds_to_end < 8  # two on a quiet machine; a hung broker would take minutes


@pytest.mark.ordeal
def test_514_jobs_survive_a_broker_that_hangs_and_one_that_forgets(tmp_path: Path, broker: OwnRedis) -> None:
    survive(tmp_path, broker, count=514, seconds=60)

    assert AuditRow.objects.filter(verb="example.done").count() == 1 + 2 * 514
