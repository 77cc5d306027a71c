"""From a notice to a mail: rows first, then jobs, then the mail worker."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from meetings.models import Invitation, Rakor
from participants.gate import Actor
from participants.models import Person
from rakor.audit.actions import record
from rakor.jobs.actions import enqueue
from reminders import rules
from reminders.models import Delivery, Rule
from reminders.notices import Named, Notice
from reminders.readers import readers_by_office

SEND = "reminders.send"
LOT = 500


def deliver_due(*, now: datetime) -> int:
    """Whatever the rules say now and was not told before; returns the number of new mails."""
    return deliver(rules.all_due(now=now), now=now)


def deliver(notices: Iterable[Notice], *, now: datetime) -> int:
    """Several clocks at once do no harm: the row of a delivery can exist once.

    Of the thousands of notices of a week nearly all were told before; those are left out lot by lot.
    """
    count, rest = 0, iter(notices)
    while lot := list(islice(rest, LOT)):
        told = told_before(lot)
        new = [pair for pair in people_told(lot, now) if key_of(*pair) not in told]
        count += sum(deliver_one(notice, person, now=now) for notice, person in new)
    return count


def people_told(lot: list[Notice], now: datetime) -> Iterator[tuple[Notice, Person]]:
    offices = {notice.to.institution_id for notice in lot if isinstance(notice.to, Invitation)}
    readers = readers_by_office(offices, on=now.date())
    for notice in lot:
        people = [notice.to.person] if isinstance(notice.to, Named) else readers.get(notice.to.institution_id, [])
        yield from ((notice, person) for person in people)


Key = tuple[str, int, int | None, int, str]  # rule, rakor, invitation, person, moment


def key_of(notice: Notice, person: Person) -> Key:
    """What can be told once; the two constraints of Delivery say the same."""
    invitation = notice.to.pk if isinstance(notice.to, Invitation) else None
    return notice.rule, notice.to.rakor_id, invitation, person.pk, notice.moment


def told_before(lot: list[Notice]) -> set[Key]:
    """Keys of deliveries that there are, those of this lot among them."""
    found = Delivery.objects.filter(
        rakor__in={notice.to.rakor_id for notice in lot},
        rule__in={notice.rule for notice in lot},
        moment__in={notice.moment for notice in lot},
    )
    return set(found.values_list("rule", "rakor", "invitation", "person", "moment"))


@transaction.atomic
def deliver_one(notice: Notice, person: Person, *, now: datetime) -> bool:
    delivery, is_new = Delivery.objects.get_or_create(
        rule=notice.rule,
        rakor=notice.to.rakor,
        invitation=notice.to if isinstance(notice.to, Invitation) else None,
        person=person,
        moment=notice.moment,
        defaults={
            "address": person.email,
            "subject": " ".join(notice.subject.split())[:250],
            "body": notice.body,
            "message_id": f"<{uuid4()}@{settings.MESSAGE_ID_DOMAIN}>",
            "created_at": now,
        },
    )
    if is_new:
        enqueue(task=SEND, key=f"delivery:{delivery.pk}", payload={"delivery": delivery.pk}, now=now, queue="mail")
    return is_new


@transaction.atomic
def remind_by_hand(
    *, rakor: Rakor, by: Actor, now: datetime, offices: Collection[int] | None = None, paper: str = ""
) -> int:
    """Tells every office that still owes something, once a minute at most; returns the number of mails.

    `offices` are keys of invitations, `paper` is the name of one column; who owes nothing of it is left in peace.
    """
    moment = "-".join(part for part in (f"{now:%Y-%m-%d %H.%M}", paper) if part)
    notices = [
        rules.due_notice(Rule.BY_HAND, rakor, invitation, due_at, names, f"{moment}-{due_at.isoformat()}", now)
        for invitation, due_at, names in rules.outstanding(rakor, now=now, paper=paper)
        if offices is None or invitation.pk in offices
    ]
    count = deliver(notices, now=now)
    details: dict[str, object] = {"offices": sorted({str(notice.to) for notice in notices})}
    details |= {"paper": paper} if paper else {}
    record(by=by, verb="rakor.reminded", target=rakor, now=now, rakor_id=rakor.pk, details=details)
    return count


@transaction.atomic
def remind_unanswered(*, rakor: Rakor, by: Actor, now: datetime) -> int:
    """Tells every office that has not answered, once a minute at most; returns the number of mails."""
    moment = f"{now:%Y-%m-%d %H.%M}-jawaban"
    notices = [rules.unanswered_notice(Rule.BY_HAND, row, moment, now) for row in rules.silent(rakor)]
    count = deliver(notices, now=now)
    details = {"offices": [str(notice.to) for notice in notices]}
    record(by=by, verb="rakor.answers_chased", target=rakor, now=now, rakor_id=rakor.pk, details=details)
    return count
