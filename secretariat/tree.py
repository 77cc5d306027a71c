"""The tree of a rakor: which of the invited KPU have scheduled, held and minuted their own. Derived, never stored.

The organiser above reads words and dates of the levels below, nothing else; papers stay where they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from meetings.models import Invitation, Rakor
from minutes.models import Minutes
from participants.models import InstitutionKind
from participants.models.institutions import KPU_KINDS


class BranchState(models.TextChoices):
    """In the order of progress."""

    MISSING = "missing", "Belum dijadwalkan"
    POSTPONED = "extended", "Ditunda"
    SCHEDULED = "sent", "Dijadwalkan"
    HELD = "held", "Terselenggara"
    FINAL = "accepted", "Notula disetujui"


PROGRESS = list(BranchState)
HELD = (BranchState.HELD, BranchState.FINAL)
SCHEDULED = (BranchState.SCHEDULED, *HELD)
LEVEL_NAMES = {InstitutionKind.KPU_PROVINSI: "provinsi", InstitutionKind.KPU_KABKOTA: "kabupaten/kota"}


@dataclass(frozen=True)
class Branch:
    """One invited KPU and its own rakor below this one."""

    name: str
    kind: str
    state: BranchState
    rakor: Rakor | None
    is_late: bool
    invited_below: int = 0
    scheduled_below: int = 0


@dataclass(frozen=True)
class Tree:
    rakor: Rakor
    due_on: date | None
    branches: list[Branch]  # the late ones first, then in official order

    def count(self, *states: BranchState) -> int:
        return sum(branch.state in states for branch in self.branches)

    @property
    def goes_deeper(self) -> bool:
        return any(branch.invited_below for branch in self.branches)

    @property
    def summary(self) -> str:
        """12 dari 34 provinsi sudah menjadwalkan; 9 terselenggara; 3 lewat tenggat"""
        kinds = {branch.kind for branch in self.branches}
        level = LEVEL_NAMES.get(InstitutionKind(kinds.pop()), "kantor") if len(kinds) == 1 else "kantor"
        parts = [f"{self.count(*SCHEDULED)} dari {len(self.branches)} {level} sudah menjadwalkan"]
        parts.append(f"{self.count(*HELD)} terselenggara")
        late = sum(branch.is_late for branch in self.branches)
        return "; ".join([*parts, f"{late} lewat tenggat"] if late else parts)


def public_rakor() -> QuerySet[Rakor]:
    """What a level above may count: a draft is nobody's business but the office's."""
    return Rakor.objects.without_templates().filter(opened_at__isnull=False, cancelled_at=None)


def branches_of(root: Rakor) -> QuerySet[Rakor]:
    """The rakor of the two levels below; a third one is another root's."""
    return public_rakor().filter(Q(parent=root) | Q(parent__parent=root, parent__in=public_rakor()))


def build(rakor: Rakor, *, now: datetime) -> Tree:
    """Three queries whatever the number of offices."""
    invited = Invitation.objects.filter(rakor=rakor, sent_at__isnull=False, institution__kind__in=KPU_KINDS)
    offices = list(invited.values_list("institution_id", "institution_name", "institution__kind"))
    approved = Minutes.objects.filter(rakor=OuterRef("pk"), approved_at__isnull=False)
    children = list(public_rakor().filter(parent=rakor).annotate(is_minuted=Exists(approved)))
    furthest: dict[int, Rakor] = {}
    for child in sorted(children, key=lambda child: PROGRESS.index(state_of(child, now))):
        furthest[child.organiser_id] = child
    invited_below, scheduled_below = counts_below(children)
    is_past = rakor.children_due_on is not None and rakor.today(now) > rakor.children_due_on
    branches = []
    for office_id, name, kind in offices:
        own = furthest.get(office_id)
        state = state_of(own, now) if own else BranchState.MISSING
        pk = own.pk if own else 0
        is_late = is_past and state not in HELD
        branches.append(Branch(name, kind, state, own, is_late, invited_below[pk], scheduled_below[pk]))
    branches.sort(key=lambda branch: not branch.is_late)
    return Tree(rakor, rakor.children_due_on, branches)


def state_of(child: Rakor, now: datetime) -> BranchState:
    if child.is_minuted:  # type: ignore[attr-defined]
        return BranchState.FINAL
    if child.postponed_at:
        return BranchState.POSTPONED
    is_over = child.closed_at is not None or child.today(now) > child.ends_on
    return BranchState.HELD if is_over else BranchState.SCHEDULED


def counts_below(children: Sequence[Rakor]) -> tuple[Counter[int], Counter[int]]:
    """For each child: how many KPU it has invited, and how many of these have scheduled theirs."""
    rows = Invitation.objects.filter(rakor__in=children, sent_at__isnull=False, institution__kind__in=KPU_KINDS)
    of_office = Rakor.objects.filter(parent=OuterRef("rakor"), organiser=OuterRef("institution"))
    scheduled = Exists(of_office.filter(pk__in=public_rakor(), postponed_at=None))
    counts = rows.order_by().values("rakor").annotate(all=Count("pk"), done=Count("pk", filter=scheduled))
    invited_below: Counter[int] = Counter()
    scheduled_below: Counter[int] = Counter()
    for row in counts:
        invited_below[row["rakor"]], scheduled_below[row["rakor"]] = row["all"], row["done"]
    return invited_below, scheduled_below
