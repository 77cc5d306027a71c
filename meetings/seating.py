"""Who sits in which kelas: by the office's own rules, or by hand with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from meetings.models import Delegate, Invitation, Kelas, Rakor, Seat, SeatRule
from participants.gate import Actor
from participants.models import Position, Rank
from participants.models.institutions import KPU_KINDS
from rakor.audit.actions import record


@dataclass(frozen=True)
class Cell:
    kelas: Kelas
    seats: list[Seat]


@dataclass(frozen=True)
class Row:
    """One office of the coverage: for each kelas, in their order, who sits there."""

    invitation: Invitation
    cells: list[Cell]
    unseated: list[Delegate]

    @property
    def empty(self) -> int:
        return sum(not cell.seats for cell in self.cells)


def coverage(rakor: Rakor, kelas_list: list[Kelas]) -> list[Row]:
    """Offices of the KPU in official order; three queries whatever their number."""
    invited = Invitation.objects.filter(rakor=rakor, institution__kind__in=KPU_KINDS)
    rows = []
    for invitation in invited.prefetch_related("delegates__seats__kelas"):
        delegates = list(invitation.delegates.all())
        for delegate in delegates:
            delegate.invitation = invitation
        seats = [(seat, delegate) for delegate in delegates for seat in delegate.seats.all()]
        for seat, delegate in seats:
            seat.delegate = delegate
        cells = [Cell(kelas, [seat for seat, _ in seats if seat.kelas_id == kelas.pk]) for kelas in kelas_list]
        rows.append(Row(invitation, cells, [delegate for delegate in delegates if not delegate.seats.all()]))
    return rows


def rules_of(rakor: Rakor) -> list[SeatRule]:
    return list(SeatRule.objects.filter(kelas__rakor=rakor).select_related("kelas"))


def kelas_for(delegate: Delegate, bidang: str, rules: Iterable[SeatRule]) -> Kelas | None:
    """The kelas of the rule that says most about this delegate: rank and field before one of them."""
    fitting = [rule for rule in rules if rule.rank in ("", delegate.rank) and rule.bidang in ("", bidang)]
    best = max(fitting, key=lambda rule: (bool(rule.rank) + bool(rule.bidang), bool(rule.bidang)), default=None)
    return best.kelas if best else None


def fields_of(rakor: Rakor) -> dict[tuple[int, int], str]:
    """The field (bidang) of each delegate's division, by institution and person; "" where none is known."""
    delegates = Delegate.objects.filter(invitation__rakor=rakor)
    held = Position.objects.valid_on(rakor.starts_on).filter(
        person__in=delegates.values("person"), institution__in=delegates.values("invitation__institution")
    )
    return {(row[0], row[1]): row[2] or "" for row in held.values_list("institution", "person", "division__bidang")}


@transaction.atomic
def place_by_rules(*, rakor: Rakor, by: Actor, now: datetime) -> int:
    """Gives a seat to each delegate who has none and whom a rule names; returns how many. Seats given stay."""
    rules, fields = rules_of(rakor), fields_of(rakor)
    seats = []
    waiting = Delegate.objects.filter(invitation__rakor=rakor, seats=None).select_related("invitation")
    for delegate in waiting:
        bidang = fields.get((delegate.invitation.institution_id, delegate.person_id), "")
        if kelas := kelas_for(delegate, bidang, rules):
            seats.append(Seat(delegate=delegate, kelas=kelas))
    Seat.objects.bulk_create(seats)
    if seats:
        record(by=by, verb="seats.placed", target=rakor, now=now, rakor_id=rakor.pk, details={"seats": len(seats)})
    return len(seats)


@transaction.atomic
def place_by_hand(*, delegate: Delegate, kelas: Iterable[Kelas], because: str, by: Actor, now: datetime) -> None:
    """Replaces all seats of this delegate; none at all is possible."""
    delegate.seats.all().delete()
    Seat.objects.bulk_create(Seat(delegate=delegate, kelas=row, because=because) for row in kelas)
    details = {"kelas": [row.code for row in kelas], "because": because}
    rakor_id = delegate.invitation.rakor.pk
    record(by=by, verb="delegate.seated", target=delegate, now=now, rakor_id=rakor_id, details=details)


@transaction.atomic
def add_rule(*, rule: SeatRule, by: Actor, now: datetime) -> None:
    """The same rule twice stays one."""
    kelas = rule.kelas
    _, is_new = SeatRule.objects.get_or_create(kelas=kelas, rank=rule.rank, bidang=rule.bidang)
    if is_new:
        record(
            by=by, verb="seat_rule.added", target=kelas, now=now, rakor_id=kelas.rakor.pk, details={"rule": str(rule)}
        )


@transaction.atomic
def remove_rule(*, rule: SeatRule, by: Actor, now: datetime) -> None:
    details = {"rule": str(rule)}
    record(by=by, verb="seat_rule.removed", target=rule.kelas, now=now, rakor_id=rule.kelas.rakor.pk, details=details)
    rule.delete()


@transaction.atomic
def add_usual_rules(*, rakor: Rakor, by: Actor, now: datetime) -> int:
    """A kelas of a division takes that field's people; the one without takes secretaries and kasubbag without field."""
    rules = []
    for kelas in Kelas.objects.filter(rakor=rakor).select_related("division", "rakor"):
        if kelas.division:
            rules.append(SeatRule(kelas=kelas, bidang=kelas.division.bidang))
        else:
            rules += [SeatRule(kelas=kelas, rank=rank) for rank in (Rank.SEKRETARIS, Rank.KASUBBAG)]
    for rule in rules:
        add_rule(rule=rule, by=by, now=now)
    return len(rules)
