"""Whom a rule of inviting means, on the first day of the rakor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from meetings.actions import invite
from meetings.models import Invitation, Rakor
from participants.actions import add_institution
from participants.gate import Actor
from participants.models import Institution, InstitutionKind, Region, RegionCode, RegionKind
from participants.models.institutions import KPU_KINDS

AGENCIES = [kind for kind in InstitutionKind if kind not in KPU_KINDS]
KIND_ORDER = list(InstitutionKind.values)
FOUND_AT_MOST = 20


def offices_below(rakor: Rakor) -> list[Institution]:
    """Whom "semua" means: the KPU kab/kota of a province, the KPU provinsi of KPU RI, nobody below a kab/kota."""
    organiser, day = rakor.organiser, rakor.starts_on
    if organiser.region is None:
        found = Institution.objects.valid_on(day).filter(kind=InstitutionKind.KPU_PROVINSI)
        return list(found.order_by("letter_code"))
    if organiser.region.kind == RegionKind.PROVINSI:
        return list(Institution.objects.kpu_kabkota_of(organiser.region, on=day))
    return []


def kpu_kabkota(rakor: Rakor, provinces: Iterable[Region] | None = None) -> list[Institution]:
    """Of these provinces, of all without any, in the official order."""
    found = Institution.objects.valid_on(rakor.starts_on).filter(kind=InstitutionKind.KPU_KABKOTA)
    if provinces is not None:
        codes = RegionCode.objects.valid_on(rakor.starts_on).filter(parent__in=list(provinces))
        found = found.filter(region__in=codes.values("region"))
    return in_order(rakor, found)


def reachable(rakor: Rakor) -> QuerySet[Institution]:
    """Everybody whom this host can invite."""
    host = rakor.organiser
    return Institution.objects.valid_on(rakor.starts_on).known_to(host).exclude(pk=host.pk)


def agencies(rakor: Rakor, *, is_below: bool) -> QuerySet[Institution]:
    """Every body that is no KPU, of the host's own region or of the regions right below it."""
    region, found = rakor.organiser.region, reachable(rakor).filter(kind__in=AGENCIES)
    if not is_below:
        return found.filter(region=region)
    if region is None:
        return found.filter(region__kind=RegionKind.PROVINSI)
    if region.kind != RegionKind.PROVINSI:
        return found.none()
    return found.filter(region__in=Region.objects.within(region, on=rakor.starts_on).values("pk"))


def kinds_of(found: QuerySet[Institution]) -> list[tuple[str, str]]:
    """The kinds that occur, as choices with their number."""
    counts = Counter(found.values_list("kind", flat=True))
    return [(kind.value, f"{kind.label} ({counts[kind.value]})") for kind in AGENCIES if counts[kind.value]]


def in_order(rakor: Rakor, found: Iterable[Institution]) -> list[Institution]:
    """Kind by kind, each in the official order of its regions' codes."""
    codes = dict(RegionCode.objects.valid_on(rakor.starts_on).values_list("region", "code"))
    return sorted(found, key=lambda row: (KIND_ORDER.index(row.kind), codes.get(row.region_id or 0, ""), row.name))


def search(rakor: Rakor, typed: str) -> list[Institution]:
    """The first few whose name holds every typed word, those already invited too."""
    if not typed.strip():
        return []
    named = Institution.objects.named_like(typed)
    return list(reachable(rakor).filter(pk__in=named.values("pk")).order_by("name")[:FOUND_AT_MOST])


@transaction.atomic
def invite_guest(*, rakor: Rakor, institution: Institution, is_copy: bool, by: Actor, now: datetime) -> Invitation:
    """A body from outside, noted for this host alone and invited at once."""
    host = rakor.organiser
    institution.kept_by, institution.region, institution.timezone = host, host.region, host.timezone
    institution.is_demo = host.is_demo
    add_institution(institution=institution, by=by, now=now)
    [invitation] = invite(rakor=rakor, institutions=[institution], is_copy=is_copy, by=by, now=now)
    return invitation
