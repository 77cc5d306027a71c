"""Work is asked for in the transaction of the change, and given to one worker at a time."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from rakor.audit.transactions import OutsideTransaction
from rakor.jobs import actions
from rakor.jobs.models import Job, JobQuerySet

from .asking import NOW, ask, take

SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


def at_once(work: Callable[[], None], threads: int = 8) -> None:
    """Run it in several threads that start together, each with its own connection."""
    start = Barrier(threads)

    def run() -> None:
        start.wait()
        work()
        connection.close()

    running = [Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def test_enqueue_keeps_what_was_asked_for() -> None:
    job = ask("documents.render", "surat-7-v1", by_id=12, queue="papers", payload={"letter": 7}, total=13)

    job.refresh_from_db()
    assert (job.task, job.key, job.queue, job.payload) == ("documents.render", "surat-7-v1", "papers", {"letter": 7})
    assert (job.created_at, job.due_at, job.created_by_id) == (NOW, NOW, 12)
    assert (job.attempts, job.done, job.total, job.percent, job.state) == (0, 0, 13, 0, "menunggu")


def test_enqueue_gives_back_the_open_job_of_the_same_key() -> None:
    """A second click on the same button asks for the same thing."""
    first = ask(payload={"click": 1})

    second = ask(payload={"click": 2})

    assert second == first
    assert [job.payload for job in Job.objects.all()] == [{"click": 1}]


def test_enqueue_starts_anew_when_the_last_one_has_ended() -> None:
    first = ask()
    take(first).fail("Berkasnya rusak.", now=NOW)

    second = ask()

    assert list(Job.objects.for_key("example.note", "1")) == [second, first]


def test_two_open_jobs_of_one_key_cannot_exist() -> None:
    ask()

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.create(task="example.note", key="1", created_at=NOW, due_at=NOW)


def test_a_job_cannot_fail_without_words() -> None:
    job = ask()

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(failed_at=NOW)


@pytest.mark.django_db(transaction=True)
def test_enqueue_refuses_to_write_outside_a_transaction() -> None:
    with pytest.raises(OutsideTransaction):
        actions.enqueue(task="example.note", key="1", payload={}, now=NOW)

    assert Job.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_enqueue_at_once_makes_one_job() -> None:
    at_once(ask)

    assert Job.objects.count() == 1


def test_claim_leases_the_job_and_counts_the_try() -> None:
    job = ask(payload={"seconds": 1}, by_id=12)

    claim = actions.claim(job_id=job.pk, now=NOW, lease_seconds=60)

    job.refresh_from_db()
    assert (job.attempts, job.state, job.lease_until) == (1, "dikerjakan", NOW + 60 * SECOND)
    assert claim is not None
    assert (claim.job_id, claim.attempt, claim.payload, claim.created_by_id) == (job.pk, 1, {"seconds": 1}, 12)
    assert claim.token == job.lease_token


def test_claim_is_refused_while_another_holds_the_lease() -> None:
    job = ask()
    take(job)

    assert actions.claim(job_id=job.pk, now=NOW + 59 * SECOND, lease_seconds=60) is None


def test_claim_without_its_guard_would_have_two_winners(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twin: the condition of the update is what keeps the second one out."""
    monkeypatch.setattr(JobQuerySet, "claimable", lambda self, now: self)
    job = ask()

    assert take(job).token != take(job).token


def test_claim_succeeds_when_the_lease_has_ended() -> None:
    job = ask()
    take(job)

    claim = take(job, NOW + 60 * SECOND)

    assert claim.attempt == 2


@pytest.mark.parametrize("end", ["finished", "failed", "exhausted", "absent"])
def test_claim_is_refused_when_nothing_is_left_to_do(end: str) -> None:
    job = ask()
    if end == "finished":
        with take(job).finishing(now=NOW):
            pass
    elif end == "failed":
        take(job).fail("Berkasnya rusak.", now=NOW)
    elif end == "exhausted":
        for turn in range(3):
            take(job, NOW + turn * 60 * SECOND)
    else:
        job.delete()

    assert actions.claim(job_id=job.pk or 0, now=NOW + timedelta(days=1), lease_seconds=60) is None


@pytest.mark.django_db(transaction=True)
def test_claim_at_once_has_one_winner() -> None:
    job = ask()
    claims = []

    at_once(lambda: claims.append(actions.claim(job_id=job.pk, now=NOW, lease_seconds=60)))

    assert [claim is None for claim in claims].count(False) == 1
    assert Job.objects.get().attempts == 1


def published(now=NOW) -> list[str]:
    keys: list[str] = []
    actions.publish_due(now=now, send=lambda job: keys.append(job.key))
    return keys


def test_publish_due_sends_a_job_once_per_lease(settings) -> None:
    settings.JOB_LEASE_SECONDS = 60
    ask()

    assert published() == ["1"]
    assert published(NOW + 59 * SECOND) == []
    assert published(NOW + 60 * SECOND) == ["1"]


def test_publish_due_sends_the_longest_waiting_first() -> None:
    for key, due_at in (("lusa", NOW - SECOND), ("kemarin", NOW - 9 * SECOND), ("besok", NOW + SECOND)):
        ask(key=key, due_at=due_at)

    assert published() == ["kemarin", "lusa"]


def test_publish_due_leaves_out_what_is_being_worked_on_or_has_ended() -> None:
    take(ask(key="dikerjakan"))
    take(ask(key="gagal")).fail("Berkasnya rusak.", now=NOW)
    with take(ask(key="selesai")).finishing(now=NOW):
        pass

    assert published() == []


def test_publish_due_sends_a_job_again_whose_worker_is_silent() -> None:
    take(ask())

    assert published(NOW + 60 * SECOND) == ["1"]


def test_publish_due_puts_only_so_many_of_a_queue_into_the_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queue that is slower than a lease would otherwise be filled with repetitions."""
    monkeypatch.setattr(actions, "IN_BROKER", 2)
    jobs = [ask(key=str(number), queue="papers") for number in range(4)]
    ask(key="lain")

    assert sorted(published()) == ["0", "1", "lain"]
    assert published() == []
    take(jobs[0])
    assert published() == ["2"]


def test_publish_due_makes_the_rest_due_again_when_the_broker_refuses() -> None:
    for number in range(3):
        ask(key=str(number))
    sent = []

    def send(job: Job) -> None:
        if sent:
            raise ConnectionRefusedError
        sent.append(job.key)

    with pytest.raises(ConnectionRefusedError):
        actions.publish_due(now=NOW, send=send)

    assert sent == ["0"]
    assert published(NOW + SECOND) == ["1", "2"]


@pytest.mark.django_db(transaction=True)
def test_publish_due_by_several_dispatchers_sends_each_job_once() -> None:
    for number in range(20):
        ask(key=str(number))
    keys: list[str] = []

    at_once(lambda: keys.extend(published()), threads=4)

    assert sorted(keys, key=int) == [str(number) for number in range(20)]


def test_fail_exhausted_says_so_in_words() -> None:
    job = ask()
    for turn in range(3):
        take(job, NOW + turn * 60 * SECOND)

    assert actions.fail_exhausted(now=NOW + 179 * SECOND) == 0
    assert actions.fail_exhausted(now=NOW + 180 * SECOND) == 1
    job.refresh_from_db()
    assert job.error == "Pekerjaan ini gagal tiga kali: proses yang mengerjakannya berhenti sebelum selesai."
    assert (job.state, job.failed_at) == ("gagal", NOW + 180 * SECOND)


def test_release_ends_the_lease_of_a_worker_that_died() -> None:
    job = ask()
    take(job)

    assert actions.release(job_id=job.pk, words="pengerjaannya melewati batas 45 detik.", now=NOW) is True

    assert published(NOW + SECOND) == []
    assert published(NOW + 2 * SECOND) == ["1"]
    assert actions.release(job_id=job.pk, words="lagi", now=NOW) is False
