import logging
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from rakor.lib import clock
from reminders.actions import deliver_due

logger = logging.getLogger(__name__)
EVERY = 15  # seconds


class Command(BaseCommand):
    help = "The reminder clock: every 15 seconds writes the mails that the rules ask for. Several at once do no harm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="look once and end")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self.stdout.write(f"{deliver_due(now=clock.now())} pesan baru.")
            return
        stopping = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        while not stopping.is_set():
            try:
                deliver_due(now=clock.now())
            except Exception:  # the database is away: the next round tries again
                logger.exception("The reminder clock missed a round")
            close_old_connections()
            stopping.wait(EVERY)
