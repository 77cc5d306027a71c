"""Money as people type it and as papers print it."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from rakor.lib.money import (
    LARGEST,
    RupiahField,
    UnclearAmount,
    parse_rupiah,
    percent,
    roman,
    rupiah,
    spell_rupiah,
    terbilang,
    thousands,
)

amounts = st.integers(0, LARGEST)


@pytest.mark.parametrize(
    "typed",
    [
        "Rp. 29.286.275.000,-",
        "29286275000",
        "Rp29.286.275.000,00",
        "29.286.275.000",
        "  Rp\u00a029.286.275.000 ",
        "rp 29.286.275.000,--",
        "Rp 29.286.275.000.-",
        "IDR 29.286.275.000",
        "29.286.275.000 rupiah",
    ],
)
def test_parse_rupiah_reads_every_common_way_of_writing_one_amount(typed: str) -> None:
    assert parse_rupiah(typed) == 29_286_275_000


def test_parse_rupiah_reads_small_amounts() -> None:
    assert parse_rupiah("1.234.567") == 1_234_567
    assert parse_rupiah("0") == 0
    assert parse_rupiah("Rp0,00") == 0
    assert parse_rupiah("999") == 999


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("29.2", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("29,286,275", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("1.2345", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("1234.567", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("   ", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("Rp", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("dua juta", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("1e6", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("٣٤٥", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("=1+1", "Tulis rupiah penuh, misalnya 48.250.000."),
        ("Rp 29,2 M", "Tulis rupiah penuh tanpa singkatan, misalnya 29.200.000.000."),
        ("500 juta", "Tulis rupiah penuh tanpa singkatan, misalnya 29.200.000.000."),
        ("500jt", "Tulis rupiah penuh tanpa singkatan, misalnya 29.200.000.000."),
        ("-5.000", "Tulis jumlah nol atau lebih, misalnya 48.250.000."),
        ("Rp -5.000", "Tulis jumlah nol atau lebih, misalnya 48.250.000."),
        ("(5.000)", "Tulis jumlah nol atau lebih, misalnya 48.250.000."),
        ("1.000,50", "Tulis rupiah penuh tanpa sen, misalnya 48.250.000."),
        ("1.000.000.000.000.000", "Tulis jumlah paling besar 999.999.999.999.999."),
        ("9" * 5000, "Tulis jumlah paling besar 999.999.999.999.999."),
    ],
)
def test_parse_rupiah_refuses_what_is_unclear_and_says_what_to_type(typed: str, sentence: str) -> None:
    with pytest.raises(UnclearAmount) as refused:
        parse_rupiah(typed)

    assert str(refused.value) == sentence


@given(amounts)
def test_parse_rupiah_reads_back_what_is_printed(amount: int) -> None:
    assert parse_rupiah(rupiah(amount)) == amount
    assert parse_rupiah(thousands(amount)) == amount
    assert parse_rupiah(str(amount)) == amount


@given(st.text(max_size=30))
def test_parse_rupiah_answers_any_text_with_an_amount_or_a_sentence(typed: str) -> None:
    try:
        assert 0 <= parse_rupiah(typed) <= LARGEST
    except UnclearAmount as unclear:
        assert str(unclear).startswith("Tulis ")


def test_rupiah_prints_one_way() -> None:
    assert rupiah(29_286_275_000) == "Rp29.286.275.000,00"
    assert rupiah(0) == "Rp0,00"
    assert rupiah(-1_500) == "-Rp1.500,00"
    assert thousands(29_286_275_000) == "29.286.275.000"


def test_percent_has_two_decimals_and_a_dash_for_a_share_of_nothing() -> None:
    assert percent(911, 3_316) == "27,47%"
    assert percent(0, 0) == "-"
    assert percent(5, 0) == "-"
    assert percent(0, 7) == "0,00%"
    assert percent(1, 1) == "100,00%"
    assert percent(1, 8) == "12,50%"
    assert percent(12_345, 1) == "1.234.500,00%"


def test_percent_rounds_half_up() -> None:
    assert percent(1, 20_000) == "0,01%"
    assert percent(3, 20_000) == "0,02%"
    assert percent(2_005, 100_000) == "2,01%"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (2_020, "dua ribu dua puluh"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_100_000, "satu juta seratus ribu"),
        (1_001_000, "satu juta seribu"),
        (10**12, "satu triliun"),
        (-5, "minus lima"),
    ],
)
def test_terbilang_writes_numbers_in_words(number: int, words: str) -> None:
    assert terbilang(number) == words


def test_spell_rupiah_writes_a_grant_in_words() -> None:
    assert spell_rupiah(29_286_275_000) == (
        "dua puluh sembilan miliar dua ratus delapan puluh enam juta dua ratus tujuh puluh lima ribu rupiah"
    )


def test_terbilang_refuses_what_it_has_no_word_for() -> None:
    with pytest.raises(ValueError, match="no words"):
        terbilang(10**15)


WORDS = {"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8}
WORDS |= {"sembilan": 9, "sepuluh": 10, "sebelas": 11, "seratus": 100}
SIZES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read_words(words: str) -> int:
    """Reads the words back, by other rules than those that wrote them."""
    total = below_thousand = last = 0
    for word in words.split():
        if word == "seribu":
            total, below_thousand, last = total + 1_000, 0, 0
        elif word in SIZES:
            total, below_thousand, last = total + (below_thousand + last) * SIZES[word], 0, 0
        elif word in ("ratus", "puluh"):
            below_thousand, last = below_thousand + last * (100 if word == "ratus" else 10), 0
        elif word == "belas":
            last += 10
        else:
            below_thousand, last = below_thousand + last, WORDS[word]
    return total + below_thousand + last


@given(amounts)
def test_terbilang_can_be_read_back(amount: int) -> None:
    assert read_words(terbilang(amount)) == amount


def test_roman_writes_months_and_years() -> None:
    assert " ".join(roman(month) for month in range(1, 13)) == "I II III IV V VI VII VIII IX X XI XII"
    assert roman(2024) == "MMXXIV"
    with pytest.raises(ValueError, match="no Roman numeral for 0"):
        roman(0)


class GrantForm(forms.Form):
    ceiling = RupiahField(label="Pagu")
    spent = RupiahField(label="Realisasi", required=False)


def test_rupiah_field_gives_whole_rupiah() -> None:
    form = GrantForm({"ceiling": "Rp. 48.250.000,-", "spent": ""})

    assert form.is_valid()
    assert form.cleaned_data == {"ceiling": 48_250_000, "spent": None}


def test_rupiah_field_shows_again_what_was_typed() -> None:
    form = GrantForm({"ceiling": "Rp 29,2 M"})

    assert form.errors == {"ceiling": ["Tulis rupiah penuh tanpa singkatan, misalnya 29.200.000.000."]}
    assert 'value="Rp 29,2 M"' in str(form["ceiling"])
    assert 'class="form-control money"' in str(form["ceiling"])


def test_rupiah_field_requires_an_amount_and_zero_is_one() -> None:
    assert GrantForm({"ceiling": "  "}).errors.as_data()["ceiling"][0].code == "required"
    assert GrantForm({"ceiling": "0"}).is_valid()


def test_rupiah_field_shows_a_saved_amount_with_dots_and_sees_no_change_in_it() -> None:
    form = GrantForm({"ceiling": "48.250.000"}, initial={"ceiling": 48_250_000})

    assert 'value="48.250.000"' in str(GrantForm(initial={"ceiling": 48_250_000})["ceiling"])
    assert form.changed_data == []
