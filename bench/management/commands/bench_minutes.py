"""Times the job that prints minutes against WeasyPrint alone on the same HTML, in turn, in one warm process."""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import median
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.template.loader import render_to_string

from agendas.models import Session
from documents import minutes_actions, minutes_paper
from documents.models import PrintedDocument
from documents.tasks import render_minutes
from meetings.models import Rakor
from minutes import actions
from minutes.models import Minutes, NoteBlock, Outcome
from participants.gate import Actor
from participants.models import User
from rakor.jobs.actions import claim
from rakor.jobs.models import Job
from rakor.lib import clock
from rakor.lib.pdf import render_pdf

ROUNDS = 5
TEXT = "Penyediaan bahan kampanye mengikuti ketentuan; jadwal rapat disampaikan kepada provinsi. " * 4


class Command(BaseCommand):
    help = "Print the ratio of the printing job's time to WeasyPrint's on the same HTML."

    def handle(self, *args: Any, **options: Any) -> None:
        minutes = approved_minutes()
        html = render_to_string("papers/minutes.html", paper_of(minutes))
        render_pdf(html)
        ratios = []
        for _ in range(ROUNDS):
            alone = seconds(lambda: render_pdf(html))
            whole = seconds(lambda: print_once(minutes))
            ratios.append(whole / alone)
        self.stdout.write(f"{median(ratios):.3f}")


def seconds(work: Any) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def actor(username: str) -> Actor:
    user = User.objects.get(username=username)
    return Actor(user, user.rights.select_related("institution").first())


def approved_minutes() -> Minutes:
    rakor, now = Rakor.objects.earliest("pk"), clock.now()
    secretariat, chair = actor("sekretariat"), actor("ketua")
    for session in Session.objects.filter(rakor=rakor, kelas__isnull=False):
        for _ in range(6):
            block = NoteBlock(session=session, speaker="Eka Contoh", speaker_from="Anggota", text=TEXT)
            actions.add_block(block=block, by=secretariat, now=now)
        outcome = Outcome(session=session, text=TEXT[:90])
        actions.add_block(block=outcome, by=secretariat, now=now)
    laid = actions.propose(rakor=rakor, by=secretariat, now=now)
    minutes_actions.approve(minutes=laid, sheet="a4", by=chair, now=now)
    laid.refresh_from_db()
    return laid


def paper_of(minutes: Minutes) -> dict[str, Any]:
    return minutes_paper.context_of(minutes, sheet="a4", code="AAAA-AAAA", printed_by="Contoh", now=clock.now())


def print_once(minutes: Minutes) -> None:
    """The worker's whole task: claim, context, template, PDF, file, rows. Done again by opening the job again."""
    with transaction.atomic():
        PrintedDocument.objects.filter(minutes=minutes).delete()
        Job.objects.filter(task=minutes_actions.RENDER_MINUTES).update(finished_at=None, attempts=0)
    job = Job.objects.get(task=minutes_actions.RENDER_MINUTES)
    taken = claim(job_id=job.pk, now=clock.now() + timedelta(seconds=1), lease_seconds=60)
    assert taken
    render_minutes(taken)
