"""The process that looks every second: it publishes due jobs, fails exhausted ones and seals the ledger.

Two threads, because a hung broker may hold the publishing one for minutes; neither delays the end of the process.
"""

import logging
import signal
from collections.abc import Callable
from functools import partial
from threading import Event, Thread
from typing import Any

from celery import current_app
from django.db import close_old_connections, connection

from rakor.audit import actions as audit
from rakor.lib import clock

from . import actions
from .models import Job

logger = logging.getLogger(__name__)

IMPATIENT = {"max_retries": 1, "interval_start": 0, "socket_timeout": 2, "socket_connect_timeout": 2}


def publish() -> None:
    with current_app.connection_for_write(transport_options=IMPATIENT) as broker:
        producer = current_app.amqp.Producer(broker)
        actions.publish_due(now=clock.now(), send=partial(_send, producer))


def _send(producer: Any, job: Job) -> None:
    current_app.send_task(job.task, args=[job.pk], queue=job.queue, producer=producer, retry=False)


def fail_exhausted() -> None:
    actions.fail_exhausted(now=clock.now())


def seal() -> None:
    audit.seal(now=clock.now())


class Dispatcher:
    def __init__(self) -> None:
        self.stopping = Event()

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; then end within two seconds, whatever the broker or the database does."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stopping.set())
        threads = [
            Thread(target=self.repeat, args=(step, seconds), daemon=True)
            for step, seconds in ((publish, 1), (fail_exhausted, 1), (seal, 5))
        ]
        for thread in threads:
            thread.start()
        self.stopping.wait()
        for thread in threads:
            thread.join(timeout=0.5)

    def repeat(self, step: Callable[[], None], seconds: float) -> None:
        while not self.stopping.is_set():
            try:
                step()
            except Exception as error:  # the broker or the database is away: the next round tries again
                logger.error("%s: %s: %s", step.__name__, type(error).__name__, error)
            close_old_connections()
            self.stopping.wait(seconds)
        connection.close()
