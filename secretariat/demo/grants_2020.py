"""Grant reports of August 2020 for the demonstration: invented figures that satisfy every check of the form."""

from __future__ import annotations

from datetime import date
from typing import Any

from rakor.lib.money import thousands
from reports.hibah.paper import HibahPaper

AUGUST = date(2020, 8, 1)
# whole rupiah, by the office's name
CEILINGS = {
    "KPU Kabupaten Tanah Laut": 21_375_000_000,
    "KPU Kabupaten Kotabaru": 24_180_500_000,
    "KPU Kabupaten Barito Kuala": 11_642_900_000,
    "KPU Kabupaten Tapin": 10_955_250_000,
    "KPU Kabupaten Hulu Sungai Selatan": 9_873_400_000,
    "KPU Kabupaten Hulu Sungai Tengah": 18_216_750_000,
    "KPU Kabupaten Hulu Sungai Utara": 9_148_600_000,
    "KPU Kabupaten Tabalong": 12_507_300_000,
    "KPU Kabupaten Tanah Bumbu": 22_964_150_000,
    "KPU Kota Banjarmasin": 23_750_000_000,
    "KPU Kota Banjarbaru": 15_428_800_000,
}
# activity, account, then in hundredths: share of the grant, spent of that before August, and in August
LINES = [
    ("Honorarium badan ad hoc", "521213", 67, 26, 14),
    ("Bahan pemutakhiran data pemilih", "521211", 15, 44, 22),
    ("Jasa sosialisasi dan pendidikan pemilih", "522151", 10, 8, 4),
    ("Perjalanan dinas dalam kota", "524113", 5, 28, 10),
    ("Paket rapat dalam kota", "524114", 3, 60, 15),
]
ABOVE_CEILING = "KPU Kabupaten Kotabaru"  # its meetings cost more than planned, and it says why
ON_HAND, UNPAID_TAX = 5_000_000, 2_350_000


def grant_of(office: str, place: int) -> dict[str, Any]:
    """What the office sends, by way of the form that an office fills in."""
    return content_of(typed_grant(office, place))


def typed_grant(office: str, place: int) -> dict[str, str]:
    """The fields of the form as an office types them."""
    ceiling = CEILINGS[office]
    shares = [40, 50] if place % 3 == 1 else [40, 60]  # in hundredths; a third payment of 10 may be still to come
    stages = list(zip(("2019-11-18", "2020-07-14"), [ceiling * share // 100 for share in shares], strict=True))
    lines = [line_of(ceiling, *line, pace=place % 4, is_above=office == ABOVE_CEILING) for line in LINES]
    spent = sum(line["spent_before"] + line["spent_month"] for line in lines)
    received = sum(amount for _, amount in stages)
    typed: dict[str, Any] = {
        "nphd_number": f"900/{101 + place}/NPHD/2019",
        "nphd_on": "2019-10-01",
        "giver": office.replace("KPU", "Pemerintah"),
        "ceiling": ceiling,
        "stages-TOTAL_FORMS": len(stages),
        "lines-TOTAL_FORMS": len(lines),
        "stages-INITIAL_FORMS": "0",
        "lines-INITIAL_FORMS": "0",
        "bank": received - spent + UNPAID_TAX - ON_HAND,
        "on_hand": ON_HAND,
        "unpaid_tax": UNPAID_TAX,
        "obstacles": "Sebagian kegiatan tatap muka dijadwalkan ulang menurut protokol kesehatan.",
    }
    for number, (received_on, amount) in enumerate(stages):
        typed |= {f"stages-{number}-received_on": received_on, f"stages-{number}-amount": amount}
    for number, line in enumerate(lines):
        typed |= {f"lines-{number}-{name}": value for name, value in line.items()}
    return {name: thousands(value) if isinstance(value, int) else value for name, value in typed.items()}


def line_of(
    grant: int, activity: str, account: str, share: int, before: int, month: int, *, pace: int, is_above: bool
) -> dict[str, Any]:
    ceiling = grant * share // 100
    is_above = is_above and account == "524114"
    return {
        "activity": activity,
        "account": account,
        "ceiling": ceiling,
        "spent_before": ceiling * (before + pace * 2) // 100,
        "spent_month": ceiling * (45 if is_above else month - pace) // 100,
        "note": "Rapat koordinasi tambahan dengan kecamatan; revisi rincian diusulkan." if is_above else "",
    }


def content_of(typed: dict[str, str]) -> dict[str, Any]:
    paper = HibahPaper(typed, period=AUGUST, is_final=True)
    assert not paper.problems(), paper.problems()
    return paper.content()
