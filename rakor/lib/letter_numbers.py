"""Numbers of letters. Offices shape them differently and change the shape by year, so the shape is text of the office.

Before 2022: 145/PP.08-PU/1503/KPU-Kab/III/2018; since then mostly 176/PL.02.1-ST/3277/2024.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from rakor.lib.money import roman

MONTHS = tuple(roman(month) for month in range(1, 13))
READER = re.compile(
    r"(?P<seq>[0-9]{1,4})/(?P<code>[A-Z]{2,4}\.[0-9]{2}(?:\.[0-9]{1,2})?)-(?P<kind>[A-Za-z]{2,3})"
    r"/(?P<unit_code>[0-9]{2}(?:[0-9]{2})?)(?:/(?P<unit>(?![IVX]+/)[A-Za-z.\-]+))?"
    rf"(?:/(?P<month>{'|'.join(MONTHS)}))?/(?P<year>20[0-9]{{2}})"
)
FIELDS = ("urut", "klasifikasi", "jenis", "kode", "bulan_romawi", "tahun")
FIELD = re.compile(r"\{(" + "|".join(FIELDS) + r")\}")


@dataclass(frozen=True)
class LetterNumber:
    seq: int
    code: str  # filing code, "PL.02.1"
    kind: str  # "Und", "SD", "BA" as typed
    unit_code: str  # region or bureau, "63"
    unit: str  # "Prov", "KPU-Kab"; empty where the office writes none
    month: int | None
    year: int


def parse(text: str) -> LetterNumber | None:
    """The parts, for searching; None when the text has another shape. What is kept is always the text as typed."""
    match = READER.fullmatch(text.strip())
    if match is None:
        return None
    return LetterNumber(
        seq=int(match["seq"]),
        code=match["code"],
        kind=match["kind"],
        unit_code=match["unit_code"],
        unit=match["unit"] or "",
        month=MONTHS.index(match["month"]) + 1 if match["month"] else None,
        year=int(match["year"]),
    )


def compose(pattern: str, *, seq: int, code: str, kind: str, unit_code: str, month: int, year: int) -> str:
    """The office's pattern with its six named fields filled in one pass; any other text stays as it is.

    A field without a value, as the code of an office that has none, takes its separator with it.
    """
    parts = {
        "urut": str(seq),
        "klasifikasi": code,
        "jenis": kind,
        "kode": unit_code,
        "bulan_romawi": roman(month),
        "tahun": str(year),
    }
    return re.sub(r"/{2,}", "/", FIELD.sub(lambda field: parts[field[1]], pattern))


def validate_pattern(pattern: str) -> None:
    """A Django validator: ValidationError says what to change."""
    rest = FIELD.sub("", pattern)
    if "{" in rest or "}" in rest:
        known = ", ".join(f"{{{name}}}" for name in FIELDS)
        raise ValidationError(f"Pola nomor hanya mengenal isian {known}.", code="unknown_field")
    for needed in ("{urut}", "{tahun}"):
        if pattern.count(needed) != 1:
            raise ValidationError(f"Pola nomor harus memuat {needed} tepat satu kali.", code="missing_field")
    if not re.fullmatch(r"[A-Za-z0-9./\- ]*", rest):
        raise ValidationError(
            "Di luar isian, pola nomor hanya boleh berisi huruf, angka, titik, garis miring, dan tanda hubung.",
            code="odd_character",
        )
