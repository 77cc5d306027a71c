from django.core.management.base import BaseCommand

from rakor.jobs.dispatcher import Dispatcher


class Command(BaseCommand):
    help = "Publish due jobs, fail exhausted ones and seal the ledger, every second until stopped."

    def handle(self, **options: object) -> None:
        Dispatcher().run()
