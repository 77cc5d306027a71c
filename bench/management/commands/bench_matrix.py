"""Rakor of a whole country for the measurements: 514 offices, nine papers, with one version of each or with ten.

Prints their keys: that with short histories, that with long ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from meetings.models import Invitation, Rakor
from participants.models import Bidang, Institution, InstitutionKind, User
from rakor.lib import clock
from reports.models import Obligation, Requirement, Submission

KINDS = {"laporan_divisi": list(Bidang.values), "dim": [], "hibah": [], "angka": [], "berkas": []}
HOURS_SENT = 240  # before now, when the first version came; each later one came an hour later


class Command(BaseCommand):
    help = "Make two rakor of --offices invited offices; print their keys."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--offices", type=int, default=514)

    def handle(self, *args: Any, offices: int, **options: Any) -> None:
        self.stdout.write(" ".join(str(make(offices, versions).pk) for versions in (1, 10)))


def make(offices: int, versions: int) -> Rakor:
    now, user = clock.now(), User.objects.get(username="sekretariat")
    model = Rakor.objects.select_related("organiser").order_by("pk")[0]
    rakor = Rakor.objects.create(
        organiser=model.organiser,
        title=f"Rakor nasional, {versions} versi",
        starts_on=now.date(),
        ends_on=now.date(),
        timezone=model.timezone,
        created_at=now,
        created_by=user,
        opened_at=now,
        opened_by=user,
    )
    invitations = Invitation.objects.bulk_create(invited(rakor, offices, user, now))
    papers = Requirement.objects.bulk_create(
        Requirement(rakor=rakor, order=n, kind=kind, bidangs=bidangs, name=kind, due_at=now, period=date(2020, 8, 1))
        for n, (kind, bidangs) in enumerate(KINDS.items(), start=1)
    )
    owed = Obligation.objects.bulk_create(
        Obligation(requirement=paper, invitation=office, bidang=bidang)
        for paper in papers
        for office in invitations
        for bidang in paper.bidangs or [""]
    )
    Submission.objects.bulk_create(sent(owed, versions, user, now), batch_size=1000)
    return rakor


def invited(rakor: Rakor, offices: int, user: User, now: datetime) -> Iterator[Invitation]:
    found = Institution.objects.filter(kind=InstitutionKind.KPU_KABKOTA).order_by("pk")
    for order, office in enumerate(found[:offices], start=1):
        name = {"institution": office, "institution_name": office.name}
        yield Invitation(rakor=rakor, order=order, sent_at=now, sent_by=user, **name)


def sent(owed: list[Obligation], versions: int, user: User, now: datetime) -> Iterator[Submission]:
    """Every seventh office is still silent; of the others one third is accepted."""
    for n, obligation in enumerate(owed):
        for number in range(1, versions + 1) if n % 7 else ():
            moment = now - timedelta(hours=HOURS_SENT - number)
            is_accepted = number == versions and n % 3 == 0
            yield Submission(
                obligation=obligation,
                number=number,
                key=UUID(int=number),
                size=1,
                sha256="0" * 64,
                began_at=moment,
                sent_at=moment,
                sent_by=user,
                sent_by_name="Contoh",
                due_at=now,
                accepted_at=now if is_accepted else None,
                accepted_by=user if is_accepted else None,
            )
