"""The Celery app. Two workers share it, each with one slot:

celery -A rakor worker -Q general,mail -c 1 -n umum@%h
celery -A rakor worker -Q papers -c 1 -n naskah@%h
"""

import os
import resource
from typing import Any

from celery import Celery
from celery.signals import worker_process_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rakor.settings")

PAPERS_MEMORY = 384 * 2**20  # bytes that the process may write to, its own start included

app = Celery("rakor")
app.config_from_object("rakor.jobs.celery_settings")
app.autodiscover_tasks()


@worker_process_init.connect
def limit_memory(**kwargs: Any) -> None:
    """The child that makes papers gets a MemoryError instead of the whole machine."""
    if set(app.amqp.queues.consume_from) == {"papers"}:
        resource.setrlimit(resource.RLIMIT_DATA, (PAPERS_MEMORY, PAPERS_MEMORY))
