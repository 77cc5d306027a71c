"""What an operator types into the grant form: two payments of 40 and 60 per cent, and five activities."""

from __future__ import annotations

from datetime import date
from typing import Any

from reports.hibah.paper import HibahPaper

AUGUST = date(2020, 8, 1)
STAGES = [("2019-11-18", "5.021.420.000"), ("2020-07-14", "7.532.130.000")]
LINES = [
    ("Honorarium badan ad hoc", "521213", "8.412.600.000", "2.218.450.000", "1.142.300.000", ""),
    ("Bahan pemutakhiran data pemilih", "521211", "1.906.150.000", "846.720.000", "412.385.000", ""),
    ("Jasa sosialisasi dan pendidikan pemilih", "522151", "1.284.000.000", "96.500.000", "48.250.000", ""),
    ("Perjalanan dinas dalam kota", "524113", "640.800.000", "181.940.000", "62.475.000", ""),
    ("Paket rapat dalam kota", "524114", "310.000.000", "214.600.000", "18.900.000", ""),
]
LINE_FIELDS = ("activity", "account", "ceiling", "spent_before", "spent_month", "note")


def typed(*, stages: Any = STAGES, lines: Any = LINES, **changes: str) -> dict[str, str]:
    """The fields of a complete form as the browser posts them, except for these changes."""
    fields = {
        "nphd_number": "900/12/NPHD/2019",
        "nphd_on": "2019-10-01",
        "giver": "Pemerintah Kabupaten Banjar",
        "ceiling": "12.553.550.000",
        "bank": "7.306.030.000",
        "on_hand": "5.000.000",
        "unpaid_tax": "0",
        "obstacles": "",
        "stages-TOTAL_FORMS": str(len(stages)),
        "stages-INITIAL_FORMS": "0",
        "lines-TOTAL_FORMS": str(len(lines)),
        "lines-INITIAL_FORMS": "0",
    }
    for number, (received_on, amount) in enumerate(stages):
        fields |= {f"stages-{number}-received_on": received_on, f"stages-{number}-amount": amount}
    for number, line in enumerate(lines):
        fields |= {f"lines-{number}-{name}": text for name, text in zip(LINE_FIELDS, line, strict=True)}
    return fields | {name.replace("__", "-"): text for name, text in changes.items()}


def paper(*, is_final: bool = True, **changes: Any) -> HibahPaper:
    return HibahPaper(typed(**changes), period=AUGUST, is_final=is_final)


def faults(of: HibahPaper) -> list[str]:
    return [problem.text for problem in of.problems()]
