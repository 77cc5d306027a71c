"""From a message to a job well done: claim the row, keep the lease, tell the row how it ended."""

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from celery import Task, shared_task
from django.conf import settings
from django.db import Error, connection

from rakor.lib import clock

from . import actions
from .claims import Claim, JobRefused, LeaseLost

logger = logging.getLogger(__name__)

Work = Callable[[Claim], None]

SECONDS = {"general": 300, "mail": 120, "papers": 45}  # a task of this queue is killed after
TOO_BIG = "membutuhkan memori lebih besar daripada yang tersedia."
UNEXPECTED = "terjadi kesalahan yang tidak terduga ({})."


class NeverFinished(RuntimeError):
    """The task came back without `with claim.finishing(...)`: its result may exist any number of times."""


class JobTask(Task):
    Request = "rakor.jobs.requests:JobRequest"


def job_task(name: str, *, queue: str = "general", seconds: int | None = None) -> Callable[[Work], Work]:
    """Make `work(claim)` what a worker does for jobs of this task. A second message for the same job does nothing."""

    def register(work: Work) -> Work:
        @shared_task(base=JobTask, name=name, time_limit=seconds or SECONDS[queue])
        def run(job_id: int) -> None:
            try:
                run_job(work, job_id)
            except MemoryError:  # Celery would end the parent with it; a dead child is only replaced
                os._exit(os.EX_UNAVAILABLE)

        return work

    return register


def run_job(work: Work, job_id: int) -> None:
    """One try. Whatever goes wrong is written on the row; nothing is raised, because nobody would see it."""
    claim = actions.claim(job_id=job_id, now=clock.now(), lease_seconds=settings.JOB_LEASE_SECONDS)
    if claim is None:
        return
    try:
        if cause := _try(work, claim):
            gc.collect()  # what the try left behind may fill the memory that this process is allowed
            claim.give_back(cause, now=clock.now())
    except LeaseLost:
        logger.warning("Job %s (%s): the lease was lost, the result is dropped", claim.job_id, claim.task)


def _try(work: Work, claim: Claim) -> str | None:
    """Do the work; give back why it should be tried again. The traceback, and the memory it holds, is gone then."""
    try:
        with _renewing(claim):
            work(claim)
        if claim.is_open():
            raise NeverFinished(claim.task)
    except JobRefused as refusal:
        claim.fail(refusal.words, now=clock.now())
    except LeaseLost:
        raise
    except MemoryError:
        return TOO_BIG
    except Exception as error:
        logger.exception("Job %s (%s): try %s failed", claim.job_id, claim.task, claim.attempt)
        return UNEXPECTED.format(type(error).__name__)
    return None


@contextmanager
def _renewing(claim: Claim) -> Iterator[None]:
    done = Event()
    keeper = Thread(target=_renew_until, args=(done, claim), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()


def _renew_until(done: Event, claim: Claim) -> None:
    while not done.wait(claim.lease_seconds / 3):
        try:
            claim.renew(clock.now())
        except Error:
            logger.warning("Job %s: the lease could not be renewed, trying again", claim.job_id)
        finally:
            connection.close()
