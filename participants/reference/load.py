"""Regions and the offices of the KPU that follow from them. Loading again only adds what is missing."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from django.db import transaction

from participants.models import Bidang, Division, Institution, InstitutionKind, Region, RegionCode, RegionKind

REGIONS_CSV = Path(__file__).with_name("regions.csv")
ACEH = "11"


def load_all() -> None:
    with transaction.atomic():
        load_regions()
        load_offices()
        load_divisions()


def csv_rows() -> list[dict[str, str]]:
    with REGIONS_CSV.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def load_regions() -> None:
    rows = csv_rows()
    known = {(region.name, region.kind) for region in Region.objects.all()}
    fresh = {
        (row["name"], row["kind"]): Region(
            name=row["name"],
            kind=row["kind"],
            timezone=row["timezone"],
            valid_from=day(row["valid_from"]),
            valid_to=day(row["valid_to"]),
        )
        for row in rows
        if (row["name"], row["kind"]) not in known
    }
    Region.objects.bulk_create(fresh.values())
    regions = {(region.name, region.kind): region for region in Region.objects.all()}
    provinces = {row["code"]: regions[row["name"], row["kind"]] for row in rows if not row["parent_code"]}
    coded = set(RegionCode.objects.values_list("code", "region_id"))
    codes = [
        RegionCode(
            region=regions[row["name"], row["kind"]],
            code=row["code"],
            parent=provinces.get(row["parent_code"]),
            valid_from=day(row["code_valid_from"]),
            valid_to=day(row["code_valid_to"]),
        )
        for row in rows
    ]
    RegionCode.objects.bulk_create(code for code in codes if (code.code, code.region.pk) not in coded)


def load_offices() -> None:
    known = set(Institution.objects.filter(kept_by=None).values_list("name", flat=True))
    Institution.objects.bulk_create(office for office in offices() if office.name not in known)


def offices() -> Iterator[Institution]:
    yield Institution(
        name="KPU Republik Indonesia",
        kind=InstitutionKind.KPU_RI,
        seat="Jakarta",
        letterhead_body="KOMISI PEMILIHAN UMUM",
        letterhead_unit="REPUBLIK INDONESIA",
        letter_code="01",
    )
    codes = RegionCode.objects.select_related("region", "parent").order_by("region_id", "valid_from")
    for _, history in groupby(codes, key=lambda code: code.region_id):
        current = max(history, key=lambda code: code.valid_from or date.min)
        yield office_of(current)


def office_of(code: RegionCode) -> Institution:
    """In Aceh the office is called KIP (Komisi Independen Pemilihan, UU 11/2006)."""
    region = code.region
    is_province = region.kind == RegionKind.PROVINSI
    in_aceh = code.code.startswith(ACEH)
    short = "KIP" if in_aceh else "KPU"
    named = region.name if not is_province or in_aceh else f"Provinsi {region.name}"
    return Institution(
        name=f"{short} {named}",
        kind=InstitutionKind.KPU_PROVINSI if is_province else InstitutionKind.KPU_KABKOTA,
        region=region,
        timezone=region.timezone,
        letterhead_body="KOMISI INDEPENDEN PEMILIHAN" if in_aceh else "KOMISI PEMILIHAN UMUM",
        letterhead_unit=named.upper(),
        letter_code=code.code.replace(".", ""),
        valid_from=region.valid_from,
        valid_to=region.valid_to,
    )


def load_divisions() -> None:
    """The five names of PKPU 8/2019 for every office that has none yet; an office with seven changes its own rows."""
    bare = Institution.objects.filter(
        divisions=None, kind__in=[InstitutionKind.KPU_PROVINSI, InstitutionKind.KPU_KABKOTA]
    )
    Division.objects.bulk_create(
        Division(institution=office, bidang=bidang, name=bidang.label, order=order)
        for office in bare
        for order, bidang in enumerate(Bidang, start=1)
    )
