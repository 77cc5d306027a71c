"""What waits for one reviewer of the host, the oldest first."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from meetings.models import Rakor
from participants.gate import Actor
from participants.models import Position
from reports.models import Submission


def bidangs_of(actor: Actor, *, on: date) -> list[str]:
    """Of the divisions that this person leads or works in at the institution acted for."""
    if actor.institution is None:
        return []
    held = Position.objects.at(actor.institution, on=on).filter(person=actor.person, division__isnull=False)
    return list(held.values_list("division__bidang", flat=True))


def waiting_for(actor: Actor, *, rakor: Rakor, on: date) -> QuerySet[Submission]:
    """Papers for the own division's review, and those that name none; without a division all of them."""
    waiting = Submission.objects.visible_to(actor).waiting().filter(obligation__invitation__rakor=rakor)
    own = bidangs_of(actor, on=on)
    if own:
        waiting = waiting.filter(
            Q(obligation__requirement__reviewing_bidang__in=own) | Q(obligation__requirement__reviewing_bidang="")
        )
    return waiting.order_by("sent_at", "pk")


def next_after(actor: Actor, version: Submission, *, on: date) -> Submission | None:
    """The one that waits after this one; at the end of the queue its head, if that is another."""
    queue = waiting_for(actor, rakor=version.obligation.invitation.rakor, on=on).exclude(pk=version.pk)
    later = Q(sent_at__gt=version.sent_at) | Q(sent_at=version.sent_at, pk__gt=version.pk)
    return queue.filter(later).first() or queue.first()
