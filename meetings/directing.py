"""What binds a rakor to the levels above and below it: its parent, its arahan, the papers that it refers to."""

from __future__ import annotations

from datetime import date, datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from meetings.models import Direction, Rakor, Reference
from participants.gate import Actor
from participants.models import InstitutionKind
from rakor.audit.actions import record
from rakor.files.actions import store_upload

LEVELS = (InstitutionKind.KPU_RI, InstitutionKind.KPU_PROVINSI, InstitutionKind.KPU_KABKOTA)  # from the top


class OwnAncestor(Exception):
    """The rakor that should become the parent stands below this one already."""


def possible_parents(rakor: Rakor) -> list[Rakor]:
    """Rakor of a higher KPU to which the organiser was invited, the newest first."""
    own = rakor.organiser.kind
    higher = LEVELS[: LEVELS.index(InstitutionKind(own))] if own in LEVELS else LEVELS
    shared = Rakor.objects.filter(
        invitations__institution=rakor.organiser, invitations__sent_at__isnull=False, organiser__kind__in=higher
    )
    return list(shared.filter(cancelled_at=None).exclude(pk=rakor.pk).select_related("organiser"))


@transaction.atomic
def set_parent(*, rakor: Rakor, parent: Rakor | None, by: Actor, now: datetime) -> None:
    """Raises OwnAncestor when the rakor would stand above itself."""
    if parent and rakor in [parent, *parent.ancestors()]:
        raise OwnAncestor
    rakor.parent = parent
    rakor.save(update_fields=["parent"])
    details = {"parent": parent.pk if parent else None, "title": str(parent or "")}
    record(by=by, verb="rakor.parent_set", target=rakor, now=now, rakor_id=rakor.pk, details=details)


@transaction.atomic
def set_children_due(*, rakor: Rakor, due_on: date | None, by: Actor, now: datetime) -> None:
    rakor.children_due_on = due_on
    rakor.save(update_fields=["children_due_on"])
    details = {"due_on": due_on.isoformat() if due_on else None}
    record(by=by, verb="rakor.children_due_set", target=rakor, now=now, rakor_id=rakor.pk, details=details)


@transaction.atomic
def add_direction(*, rakor: Rakor, text: str, by: Actor, now: datetime) -> Direction:
    """Behind those that exist."""
    Rakor.objects.select_for_update().get(pk=rakor.pk)
    last = rakor.directions.aggregate(last=Max("order"))["last"] or 0
    direction = Direction.objects.create(rakor=rakor, order=last + 1, text=text)
    record(by=by, verb="direction.added", target=direction, now=now, rakor_id=rakor.pk)
    return direction


@transaction.atomic
def move_direction(*, direction: Direction, places: int, by: Actor, now: datetime) -> None:
    """-1 is up. Beyond either end nothing changes."""
    rakor = direction.rakor
    assert rakor  # those of a paper are changed with the paper
    Rakor.objects.select_for_update().get(pk=rakor.pk)
    rows = list(rakor.directions.all())
    here = rows.index(direction)
    if not 0 <= here + places < len(rows):
        return
    rows.insert(here + places, rows.pop(here))
    for order, row in enumerate(rows, start=1):
        row.order = order
    Direction.objects.bulk_update(rows, ["order"])
    record(by=by, verb="direction.moved", target=direction, now=now, rakor_id=rakor.pk, details={"places": places})


@transaction.atomic
def remove_direction(*, direction: Direction, by: Actor, now: datetime) -> None:
    record(by=by, verb="direction.removed", target=direction, now=now, rakor_id=direction.rakor_id)
    direction.delete()


@transaction.atomic
def save_reference(
    *, reference: Reference, lines: list[str], upload: UploadedFile | None, by: Actor, now: datetime
) -> Reference:
    """New or changed. Its arahan are replaced by the lines; without an upload the kept file stays."""
    verb = "reference.changed" if reference.pk else "reference.added"
    if upload:
        reference.file = store_upload(upload=upload, now=now, by_id=by.user_id)
    reference.save()
    reference.directions.all().delete()
    Direction.objects.bulk_create(
        Direction(reference=reference, order=order, text=text) for order, text in enumerate(lines, start=1)
    )
    details = {"directions": lines, "sha256": reference.file.sha256 if reference.file else ""}
    record(by=by, verb=verb, target=reference, now=now, rakor_id=reference.rakor.pk, details=details)
    return reference


@transaction.atomic
def remove_reference(*, reference: Reference, by: Actor, now: datetime) -> None:
    """Its file stays in the store: the ledger names it."""
    record(by=by, verb="reference.removed", target=reference, now=now, rakor_id=reference.rakor.pk)
    reference.delete()
