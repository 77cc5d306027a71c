"""Tasks of the tests only; a worker gets them with `-I tests.rakor.jobs.example_tasks`."""

import ctypes
import time

from rakor.audit import actions as audit
from rakor.audit.authors import SYSTEM
from rakor.jobs.claims import Claim, JobRefused
from rakor.jobs.tasks import job_task
from rakor.lib import clock


def write_result(claim: Claim) -> None:
    """The result of every example is one row of the ledger."""
    now = clock.now()
    with claim.finishing(now=now) as job:
        audit.record(by=SYSTEM, verb="example.done", target=job, now=now, details={"attempt": claim.attempt})
        job.result = {"attempt": claim.attempt}


@job_task("example.note")
def note(claim: Claim) -> None:
    write_result(claim)


@job_task("example.slow")
def slow(claim: Claim) -> None:
    """Sleeps for the seconds in its payload, then writes its result."""
    time.sleep(claim.payload["seconds"])
    write_result(claim)


@job_task("example.endless", seconds=1)
def endless(claim: Claim) -> None:
    time.sleep(3600)


@job_task("example.endless_paper", queue="papers", seconds=4)
def endless_paper(claim: Claim) -> None:
    time.sleep(3600)


@job_task("example.paper", queue="papers")
def paper(claim: Claim) -> None:
    time.sleep(claim.payload.get("seconds", 0))
    write_result(claim)


@job_task("example.greedy", queue="papers")
def greedy(claim: Claim) -> None:
    """Wants one GiB."""
    hoard = []
    for _ in range(1024):
        hoard.append(bytearray(2**20))
    write_result(claim)


@job_task("example.crash")
def crash(claim: Claim) -> None:
    """Ends its process with a segmentation fault."""
    ctypes.string_at(0)


@job_task("example.wrong")
def wrong(claim: Claim) -> None:
    raise ZeroDivisionError


@job_task("example.refused")
def refused(claim: Claim) -> None:
    raise JobRefused("Berkas sumbernya sudah tidak ada.")


@job_task("example.forgetful")
def forgetful(claim: Claim) -> None:
    """Comes back without having finished."""
