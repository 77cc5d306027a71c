"""Peak memory and time of a letter on a paper for each of so many institutions, in one process as a worker's child is.

Of the figure for 514 and that for 50, each in a process of its own, the ratio says whether the batch is streamed.
"""

from __future__ import annotations

import resource
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from documents import actions, batches, tasks
from documents.models import Letter, PrintedDocument
from documents.wordings import INVITATION, text_for
from meetings.actions import invite
from meetings.models import Rakor
from participants.gate import Actor
from participants.models import Institution, InstitutionKind, Position, Rank, User
from rakor.jobs.models import Job
from rakor.jobs.tasks import run_job
from rakor.lib import clock

WORK = {batches.RENDER_COPIES: tasks.render_copies, batches.BIND_LETTER: tasks.bind_letter}


class Command(BaseCommand):
    help = "Print peak memory (MiB) and seconds of the papers for --offices institutions; keeps what it made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--offices", type=int, default=514)

    def handle(self, *args: Any, offices: int, **options: Any) -> None:
        letter = numbered_letter(offices)
        began, before = time.monotonic(), peak()
        while job := Job.objects.open().filter(task__in=WORK).first():
            run_job(WORK[job.task], job.pk)
            job.refresh_from_db()
            if not job.finished_at:
                raise SystemExit(job.error)
        bound = PrintedDocument.objects.without_copies().get(letter=letter)
        seconds = time.monotonic() - began
        self.stdout.write(
            f"{letter.copies.count()} papers: peak {peak():.0f} MiB (before {before:.0f}), {seconds:.0f} s, "
            f"one file of {bound.file.size / 1e6:.1f} MB"
        )


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def numbered_letter(offices: int) -> Letter:
    rakor, now = Rakor.objects.select_related("organiser").order_by("pk")[0], clock.now()
    secretariat, chair = (Actor(u, u.rights.first()) for u in (user("sekretariat"), user("ketua")))
    invited = rakor.invitations.count()
    missing = Institution.objects.filter(kind=InstitutionKind.KPU_KABKOTA).order_by("pk")
    missing = missing.exclude(pk__in=rakor.invitations.values("institution"))
    invite(rakor=rakor, institutions=list(missing[: max(0, offices - invited)]), by=secretariat, now=now)
    signer = Position.objects.filter(institution=rakor.organiser, rank=Rank.KETUA)[0]
    values = {"subject": "Undangan", "addressee": "Ketua KPU", "body": text_for(rakor, INVITATION), "signer": signer}
    letter = Letter(rakor=rakor, is_per_institution=True, **values)
    actions.write_letter(letter=letter, by=secretariat, now=now)
    actions.propose(letter=letter, by=secretariat, now=now)
    actions.approve(letter=letter, by=chair, now=now)
    actions.number(letter=letter, by=secretariat, now=now)
    return letter


def user(name: str) -> User:
    return User.objects.get(username=name)
