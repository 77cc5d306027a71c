import itertools
import logging
import signal
import threading
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from rakor.files.antivirus import check_kept
from rakor.files.tidying import tidy
from rakor.lib import clock
from reminders.actions import deliver_due

logger = logging.getLogger(__name__)
EVERY = 15  # seconds
TIDY_EVERY = 3600  # seconds


class Command(BaseCommand):
    help = "The reminder clock: mails that the rules ask for each 15 s, tidy files each hour. Several do no harm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="look once and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(f"{deliver_due(now=clock.now())} pesan baru.")
            return
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        for round_number in itertools.count():
            attempt(lambda: deliver_due(now=clock.now()))
            if round_number % (TIDY_EVERY // EVERY) == 0:
                attempt(lambda: tidy(now=clock.now()))
            attempt(lambda: check_kept(now=clock.now()))
            close_old_connections()
            if stopping.wait(EVERY):
                return


def attempt(step: Callable[[], object]) -> None:
    try:
        step()
    except Exception:  # the database is away: the next round tries again
        logger.exception("The reminder clock missed a round")
