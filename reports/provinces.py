"""In which province an invited office lies, by the code of its region on the first day of the rakor.

A kabupaten's code begins with that of its province (Kepmendagri 300.2.2-2138/2025), so no tree is walked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meetings.models import Invitation
from participants.models import RegionCode

DIGITS = 2


def province_code(office: Invitation) -> str:
    """Of an office asked for with `coded`; nothing for one without a region, as KPU RI."""
    return (office.region_code or "")[:DIGITS]


def provinces_of(offices: Iterable[Invitation], *, on: date) -> dict[str, str]:
    """Names by their codes, in official order; nothing, without a query, where no office was asked for with `coded`."""
    codes = {province_code(office) for office in offices} - {""}
    if not codes:
        return {}
    found = RegionCode.objects.valid_on(on).filter(code__in=codes).order_by("code")
    return dict(found.values_list("code", "region__name"))
