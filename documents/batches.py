"""One letter on a paper for each institution: the letter is the parent, slices of its papers are the children.

A child makes some papers and keeps them together; whoever makes the last of them orders the file that holds them all.
So no process ever holds more than one slice, whatever the number of institutions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from documents.models import Letter, LetterCopy, PrintedDocument, PrintedKind
from meetings.models import Invitation
from participants.gate import Actor
from rakor.audit.actions import record
from rakor.audit.transactions import require_transaction
from rakor.files.actions import store_bytes
from rakor.files.kinds import KINDS
from rakor.jobs.actions import enqueue
from rakor.jobs.models import Job

RENDER_COPIES = "documents.render_copies"
BIND_LETTER = "documents.bind_letter"
SLICE = 20  # papers of one child: some seconds of work, well within its time limit


@dataclass(frozen=True)
class Made:
    """One paper that its child holds until all of the slice are done."""

    copy: LetterCopy
    code: str
    content: bytes


@dataclass(frozen=True)
class Progress:
    done: int
    total: int
    failed: list[Job]  # the last try of each part that ended in words
    bound: PrintedDocument | None

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_open(self) -> bool:
        return self.bound is None and not self.failed


def head_of(invitation: Invitation) -> str:
    """Ketua KPU Kabupaten Banjar; an office outside KPU is addressed by its head."""
    return f"{'Ketua' if invitation.institution.is_kpu else 'Pimpinan'} {invitation.institution_name}"


def address_copies(letter: Letter) -> None:
    """Who is invited now receives this letter, in the official order; later changes leave it as it is."""
    invitations = Invitation.objects.filter(rakor=letter.rakor).select_related("institution")
    copies = [
        LetterCopy(letter=letter, invitation=row, order=order, addressee=f"Sdr. {head_of(row)}\ndi {place_of(row)}")
        for order, row in enumerate(invitations, start=1)
    ]
    LetterCopy.objects.bulk_create(copies)


def place_of(invitation: Invitation) -> str:
    return invitation.institution.seat or "tempat"


def order(letter: Letter, *, by: Actor, now: datetime) -> None:
    """A part that is already waiting or printed is not asked for again."""
    require_transaction()
    waiting = list(letter.copies.unprinted().values_list("pk", flat=True))
    printer = {"by": by.name, "position": by.position}
    for first in range(0, len(waiting), SLICE):
        part = waiting[first : first + SLICE]
        enqueue(
            task=RENDER_COPIES,
            key=f"copies:{letter.pk}:{part[0]}",
            payload={"letter": letter.pk, "copies": part, **printer},
            by_id=by.user_id,
            now=now,
            queue="papers",
            total=len(part),
        )
    if not waiting:
        order_binding(letter, by_id=by.user_id, now=now)


def order_binding(letter: Letter, *, by_id: int | None, now: datetime) -> None:
    if not PrintedDocument.objects.without_copies().filter(letter=letter).exists():
        payload = {"letter": letter.pk}
        enqueue(
            task=BIND_LETTER, key=f"bind:{letter.pk}", payload=payload, by_id=by_id, now=now, queue="papers", total=1
        )


def keep(letter: Letter, made: list[Made], *, by_id: int | None, now: datetime) -> None:
    """In the transaction that ends the child's job. The letter's row is locked, so that one child is the last."""
    Letter.objects.select_for_update().get(pk=letter.pk)
    for paper in made:
        name = f"surat-{letter.number.replace('/', '-')}-{paper.copy.order:03d}.pdf"
        stored = store_bytes(content=paper.content, name=name, kind=KINDS["pdf"], now=now, by_id=by_id)
        PrintedDocument.objects.create(
            rakor=letter.rakor,
            kind=PrintedKind.LETTER,
            letter=letter,
            copy=paper.copy,
            file=stored,
            code=paper.code,
            made_at=now,
        )
    if not letter.copies.unprinted().exists():
        order_binding(letter, by_id=by_id, now=now)


@transaction.atomic
def try_again(*, letter: Letter, by: Actor, now: datetime) -> None:
    order(letter, by=by, now=now)
    record(by=by, verb="letter.printed_again", target=letter, now=now, rakor_id=letter.rakor.pk)


def progress_of(letter: Letter) -> Progress:
    copies = letter.copies.all()
    total, waiting = copies.count(), copies.unprinted().count()
    return Progress(
        done=total - waiting,
        total=total,
        failed=failed_of(letter),
        bound=PrintedDocument.objects.without_copies().filter(letter=letter).select_related("file").first(),
    )


def failed_of(letter: Letter) -> list[Job]:
    """Parts whose newest try failed; one that was asked for again is not among them."""
    newest: dict[str, Job] = {}
    jobs = Job.objects.filter(task=RENDER_COPIES, key__startswith=f"copies:{letter.pk}:")
    for job in (jobs | Job.objects.filter(task=BIND_LETTER, key=f"bind:{letter.pk}")).order_by("pk"):
        newest[job.key] = job
    return [job for job in newest.values() if job.failed_at]


def context_of_copy(context: dict[str, Any], copy: LetterCopy, verify: dict[str, str]) -> dict[str, Any]:
    """The letter's context with this institution's address and a code of its own."""
    letter = context["letter"] | {"addressee": copy.addressee.splitlines()}
    return context | {"letter": letter, "verify": verify}
