"""Money is whole rupiah in integers; what people type is either clear or refused, never guessed."""

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

LARGEST = 999_999_999_999_999  # just under a thousand trillion; every grant fits with room to spare
ASK_FULL = "Tulis rupiah penuh, misalnya 48.250.000."
ASK_NO_SHORT = "Tulis rupiah penuh tanpa singkatan, misalnya 29.200.000.000."
ASK_NO_CENTS = "Tulis rupiah penuh tanpa sen, misalnya 48.250.000."
ASK_NOT_NEGATIVE = "Tulis jumlah nol atau lebih, misalnya 48.250.000."
ASK_SMALLER = "Tulis jumlah paling besar 999.999.999.999.999."

AMOUNT = re.compile(
    r"(?:(?:rp|idr)\.?\s*)?(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:[.,]-{1,2}|,(?P<cents>[0-9]{1,2}))?(?:\s*rupiah)?",
    re.IGNORECASE,
)
SHORT_FORM = re.compile(r"[0-9]\s*(?:m|mn|jt|juta|rb|ribu|milyar|miliar|t|triliun|k)\.?$", re.IGNORECASE)
NEGATIVE = re.compile(r"^(?:rp\.?\s*)?[-−(]\s*(?:rp\.?\s*)?[0-9]", re.IGNORECASE)

UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


class UnclearAmount(ValueError):
    """The text is no amount that only one reading fits; its message tells the person what to type."""


def parse_rupiah(text: str) -> int:
    """Whole rupiah from what a person typed; raises UnclearAmount."""
    text = " ".join(text.split())
    match = AMOUNT.fullmatch(text)
    if match is None:
        raise UnclearAmount(_what_to_type(text))
    if int(match["cents"] or 0):
        raise UnclearAmount(ASK_NO_CENTS)
    digits = match["whole"].replace(".", "")
    if len(digits) > 15:
        raise UnclearAmount(ASK_SMALLER)
    return int(digits)


def _what_to_type(text: str) -> str:
    if NEGATIVE.match(text):
        return ASK_NOT_NEGATIVE
    if SHORT_FORM.search(text):
        return ASK_NO_SHORT
    return ASK_FULL


def thousands(number: int) -> str:
    """29286275000 -> "29.286.275.000"."""
    return f"{number:,}".replace(",", ".")


def rupiah(amount: int) -> str:
    """29286275000 -> "Rp29.286.275.000,00"."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{thousands(abs(amount))},00"


def percent(part: int, whole: int) -> str:
    """911 of 3316 -> "27,47%", rounded half up; of nothing -> "-"."""
    if whole == 0:
        return "-"
    share = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share:,}".translate(str.maketrans(",.", ".,")) + "%"


def terbilang(number: int) -> str:
    """The number in words: 1100000 -> "satu juta seratus ribu"."""
    if number < 0:
        return f"minus {terbilang(-number)}"
    if number >= 10**15:
        raise ValueError("no words for a thousand trillion or more")
    return " ".join(_words(number)) or "nol"


def spell_rupiah(amount: int) -> str:
    return f"{terbilang(amount)} rupiah"


def _words(number: int) -> list[str]:
    for size, name in SCALES:
        if number >= size:
            head = ["seribu"] if number // size == 1 and name == "ribu" else [*_words(number // size), name]
            return head + _words(number % size)
    return _words_below_thousand(number)


def _words_below_thousand(number: int) -> list[str]:
    if number >= 200:
        return [UNITS[number // 100], "ratus", *_words_below_thousand(number % 100)]
    if number >= 100:
        return ["seratus", *_words_below_thousand(number - 100)]
    if number >= 20:
        return [UNITS[number // 10], "puluh", *_words_below_thousand(number % 10)]
    if number >= 12:
        return [UNITS[number - 10], "belas"]
    return [UNITS[number]] if number else []


def roman(number: int) -> str:
    """1 to 3999, as in the month of a letter number: 9 -> "IX"."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman numeral for {number}")
    letters = ""
    for size, symbol in ROMAN:
        letters += symbol * (number // size)
        number %= size
    return letters


class RupiahField(forms.Field):
    """An amount typed by hand; gives back int, and shows again exactly what was typed."""

    def __init__(self, **options: Any) -> None:
        attrs = {"class": "form-control money", "inputmode": "numeric", "autocomplete": "off"}
        options.setdefault("widget", forms.TextInput(attrs=attrs))
        super().__init__(**options)

    def to_python(self, value: str | int | None) -> int | None:
        if value is None or isinstance(value, int):
            return value
        if not value.strip():
            return None
        try:
            return parse_rupiah(value)
        except UnclearAmount as unclear:
            raise ValidationError(str(unclear), code="unclear") from unclear

    def prepare_value(self, value: str | int | None) -> str | None:
        return thousands(value) if isinstance(value, int) else value
