"""A result exists exactly once, whatever happens to the one who makes it."""

from datetime import timedelta

import pytest

from rakor.audit import actions as audit
from rakor.audit.authors import SYSTEM
from rakor.audit.models import AuditRow
from rakor.jobs.claims import Claim, LeaseLost
from rakor.jobs.models import Job

from .asking import NOW, ask, take

LATER = NOW + timedelta(seconds=60)
pytestmark = pytest.mark.django_db


def finish(claim: Claim, now=LATER) -> None:
    with claim.finishing(now=now) as job:
        audit.record(by=SYSTEM, verb="example.done", target=job, now=now)
        job.result = {"pages": 2}


def results() -> int:
    return AuditRow.objects.filter(verb="example.done").count()


def test_finishing_marks_the_job_finished_together_with_its_result() -> None:
    job = ask()

    finish(take(job))

    job.refresh_from_db()
    assert (job.state, job.finished_at, job.result) == ("selesai", LATER, {"pages": 2})
    assert (job.lease_token, job.lease_until, job.error) == (None, None, "")
    assert results() == 1


def test_finishing_writes_nothing_when_the_lease_went_to_another() -> None:
    job = ask()
    slow = take(job)
    quick = take(job, LATER)

    with pytest.raises(LeaseLost):
        finish(slow)

    assert results() == 0
    finish(quick)
    assert results() == 1


def test_finishing_without_its_guard_would_write_the_result_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twin: the token is what keeps the slow one out."""
    job = ask()
    slow = take(job)
    quick = take(job, LATER)
    monkeypatch.setattr(Claim, "_mine", lambda self: Job.objects.filter(pk=self.job_id))

    finish(slow)
    finish(quick)

    assert results() == 2


def test_finishing_writes_nothing_when_the_job_was_failed_meanwhile() -> None:
    claim = take(ask())
    claim.fail("Berkasnya rusak.", now=NOW)

    with pytest.raises(LeaseLost):
        finish(claim)

    assert results() == 0


def test_finishing_leaves_the_job_open_when_writing_the_result_goes_wrong() -> None:
    job = ask()
    claim = take(job)

    with pytest.raises(ZeroDivisionError), claim.finishing(now=LATER) as row:
        audit.record(by=SYSTEM, verb="example.done", target=row, now=LATER)
        raise ZeroDivisionError

    job.refresh_from_db()
    assert job.state == "dikerjakan"
    assert results() == 0


def test_finishing_late_is_fine_as_long_as_nobody_else_came() -> None:
    job = ask()
    claim = take(job)

    finish(claim, now=LATER + timedelta(hours=1))

    assert results() == 1


def test_renew_keeps_the_job_for_another_lease() -> None:
    job = ask()
    claim = take(job)

    assert claim.renew(NOW + timedelta(seconds=20)) is True

    job.refresh_from_db()
    assert job.lease_until == NOW + timedelta(seconds=80)


def test_renew_tells_that_the_job_went_to_another() -> None:
    job = ask()
    claim = take(job)
    take(job, LATER)

    assert claim.renew(LATER) is False


def test_report_shows_how_far_the_work_is() -> None:
    job = ask()
    claim = take(job)

    claim.report(4, 13)

    job.refresh_from_db()
    assert (job.done, job.total, job.percent) == (4, 13, 30)


def test_report_stops_a_worker_that_lost_its_lease() -> None:
    job = ask()
    claim = take(job)
    take(job, LATER)

    with pytest.raises(LeaseLost):
        claim.report(5, 13)


@pytest.mark.parametrize(("turn", "pause"), [(1, 2), (2, 10)])
def test_give_back_lets_another_try_follow_after_a_pause(turn: int, pause: int) -> None:
    job = ask()
    for earlier in range(turn):
        claim = take(job, NOW + earlier * timedelta(seconds=60))

    claim.give_back("surat elektronik ditolak.", now=LATER)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == ("menunggu", turn, "surat elektronik ditolak.")
    assert job.due_at == LATER + timedelta(seconds=pause)


def test_give_back_fails_the_job_after_the_third_try() -> None:
    job = ask()
    for turn in range(3):
        claim = take(job, NOW + turn * timedelta(seconds=60))

    claim.give_back("surat elektronik ditolak.", now=LATER)

    job.refresh_from_db()
    assert (job.state, job.failed_at) == ("gagal", LATER)
    assert job.error == "Pekerjaan ini gagal tiga kali: surat elektronik ditolak."
