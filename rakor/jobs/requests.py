"""What the worker's parent process does when its child is killed in the middle of a job."""

import logging
from typing import Any

from billiard.exceptions import TimeLimitExceeded
from celery.worker.request import Request
from django.db import Error, connection

from rakor.lib import clock

from . import actions
from .claims import DIED

logger = logging.getLogger(__name__)

TOO_LONG = "pengerjaannya melewati batas {:.0f} detik."


class JobRequest(Request):
    def on_failure(self, exc_info: Any, *args: Any, **kwargs: Any) -> Any:
        """The child was lost, or killed at its time limit; exceptions of the job itself end in its row."""
        cause = getattr(exc_info.exception, "exc", exc_info.exception)  # billiard wraps it with its traceback
        timed_out = isinstance(cause, TimeLimitExceeded)
        self.release_job(TOO_LONG.format(self.task.time_limit) if timed_out else DIED)
        return super().on_failure(exc_info, *args, **kwargs)

    def release_job(self, words: str) -> None:
        job_id = self.args[0]
        try:
            actions.release(job_id=job_id, words=words, now=clock.now())
        except Error:
            logger.warning("Job %s keeps its lease: the database is away", job_id)
        finally:
            connection.close()
