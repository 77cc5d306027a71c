from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from meetings.models import Rakor
from participants.models import User
from secretariat.demo import rakor_2020
from secretariat.demo.cast import PASSWORD, make_cast

SHOWN = (
    ("sekretariat", "sekretariat KPU Provinsi Kalimantan Selatan"),
    ("ketua", "ketua KPU Provinsi Kalimantan Selatan"),
    ("banjar", "operator KPU Kabupaten Banjar"),
    ("notulis-d", "notulis kelas D"),
    ("admin", "admin sistem"),
)


class Command(BaseCommand):
    help = "Load the demonstration rakor into an empty database; does nothing where a rakor exists."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--accounts", action="store_true", help="only print the demonstration's accounts")
        parser.add_argument("--cast-only", action="store_true", help="people and accounts without the rakor")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["accounts"] and not Rakor.objects.exists() and not User.objects.exists():
            with transaction.atomic():
                cast = make_cast()
                if not options["cast_only"]:
                    rakor_2020.make_rakor(cast)
        for username, what in SHOWN:
            if User.objects.filter(username=username).exists():
                self.stdout.write(f"{username:12} {PASSWORD}   {what}")
