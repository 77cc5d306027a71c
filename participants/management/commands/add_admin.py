import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from participants.actions import admit
from participants.models import Institution, InstitutionKind, Person, Right, Role, User
from rakor.audit.authors import SYSTEM
from rakor.lib import clock


class Command(BaseCommand):
    help = "Add the first Admin sistem, who gives all other accounts in the pages. Asks for the password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name", help="the person's name with titles")

    def handle(self, *args: Any, username: str, name: str, **options: Any) -> None:
        username = username.strip().lower()
        if User.objects.filter(username=username).exists():
            raise CommandError(f"Nama pengguna {username} sudah dipakai.")
        password = getpass.getpass("Kata sandi: ")
        try:
            validate_password(password)
        except ValidationError as weak:
            raise CommandError(" ".join(weak.messages)) from weak
        now = clock.now()
        right = Right(
            institution=Institution.objects.get(kind=InstitutionKind.KPU_RI), role=Role.ADMIN, valid_from=now.date()
        )
        person = Person.objects.create(name=name)
        admit(person=person, username=username, password=password, right=right, by=SYSTEM, now=now)
        self.stdout.write(f"{username} dapat masuk sebagai {Role.ADMIN.label}.")
