from typing import Any

from django.core.management.base import BaseCommand

from documents import wordings
from meetings.reference import load as elections
from participants.models import Institution, Region
from participants.reference import load as offices


class Command(BaseCommand):
    help = "Load regions, KPU offices, elections, stages and letter models. Running it again adds only what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        offices.load_all()
        elections.load_all()
        wordings.load_all()
        self.stdout.write(f"{Region.objects.count()} wilayah, {Institution.objects.count()} instansi.")
