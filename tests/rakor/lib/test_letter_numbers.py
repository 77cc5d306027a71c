"""Letter numbers of several offices and years, and patterns that offices write themselves."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from rakor.lib.letter_numbers import LetterNumber, compose, parse, validate_pattern

WITH_MONTH = "{urut}/{klasifikasi}-{jenis}/{kode}/Prov/{bulan_romawi}/{tahun}"
WITHOUT_MONTH = "{urut}/{klasifikasi}-{jenis}/{kode}/{tahun}"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("145/PP.08-PU/1503/KPU-Kab/III/2018", (145, "PP.08", "PU", "1503", "KPU-Kab", 3, 2018)),
        ("366/PL.02-SD/01/KPU/IV/2021", (366, "PL.02", "SD", "01", "KPU", 4, 2021)),
        ("305/PL.02.1-SD/32/Prov/II/2021", (305, "PL.02.1", "SD", "32", "Prov", 2, 2021)),
        ("15/PL.02.1-UND/3271/KPU-Kot/I/2021", (15, "PL.02.1", "UND", "3271", "KPU-Kot", 1, 2021)),
        ("1163/SDM.12-Pu/04/2023", (1163, "SDM.12", "Pu", "04", "", None, 2023)),
        ("176/PL.02.1-ST/3277/2024", (176, "PL.02.1", "ST", "3277", "", None, 2024)),
        ("412/PL.02-Und/63/Prov/IX/2020", (412, "PL.02", "Und", "63", "Prov", 9, 2020)),
        ("57/PL.02-BA/63/Prov/IX/2020", (57, "PL.02", "BA", "63", "Prov", 9, 2020)),
        ("8/HK.03.1-Kpt/71/XII/2019", (8, "HK.03.1", "Kpt", "71", "", 12, 2019)),
        ("21/KU.02.4-SD/06/2024", (21, "KU.02.4", "SD", "06", "", None, 2024)),
        (" 9/HM.03.4-ND/3271/Sek-Kot/VIII/2022 ", (9, "HM.03.4", "ND", "3271", "Sek-Kot", 8, 2022)),
    ],
)
def test_parse_reads_the_numbers_that_offices_really_write(text: str, parts: tuple) -> None:
    assert parse(text) == LetterNumber(*parts)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "412",
        "412/PL.02-Und/63/Prov/IX/1999",
        "412/PL.02-Und/63/Prov//2020",
        "412/PL.02-Und/63/Prov/XIII/2020",
        "412/PL.02-Und/63/Prov/IX/2020\nBcc: x",
        "41234/PL.02-Und/63/2020",
        "005/123/Pem/2020",
        "٤١٢/PL.02-Und/63/2020",
    ],
)
def test_parse_knows_when_it_does_not_know(text: str) -> None:
    assert parse(text) is None


def test_compose_fills_the_pattern_of_the_office() -> None:
    parts = {"seq": 412, "code": "PL.02", "kind": "Und", "unit_code": "63", "month": 9, "year": 2020}

    assert compose(WITH_MONTH, **parts) == "412/PL.02-Und/63/Prov/IX/2020"
    assert compose(WITHOUT_MONTH, **parts) == "412/PL.02-Und/63/2020"


@given(
    seq=st.integers(1, 9999),
    code=st.from_regex(r"[A-Z]{2,4}\.[0-9]{2}(\.[0-9]{1,2})?", fullmatch=True),
    kind=st.from_regex(r"[A-Za-z]{2,3}", fullmatch=True),
    unit_code=st.from_regex(r"[0-9]{2}([0-9]{2})?", fullmatch=True),
    month=st.integers(1, 12),
    year=st.integers(2000, 2099),
)
def test_parse_reads_back_what_was_composed(
    seq: int, code: str, kind: str, unit_code: str, month: int, year: int
) -> None:
    text = compose(WITH_MONTH, seq=seq, code=code, kind=kind, unit_code=unit_code, month=month, year=year)

    assert parse(text) == LetterNumber(seq, code, kind, unit_code, "Prov", month, year)


def test_compose_evaluates_nothing_and_fills_in_one_pass() -> None:
    parts = {"seq": 1, "code": "{tahun}", "kind": "SD", "unit_code": "63", "month": 9, "year": 2020}

    assert compose("{urut}/{0.__class__}/{seq.__init__.__globals__}", **parts) == (
        "1/{0.__class__}/{seq.__init__.__globals__}"
    )
    assert compose("{klasifikasi}-{jenis!r:>9}-%(tahun)s", **parts) == "{tahun}-{jenis!r:>9}-%(tahun)s"


@pytest.mark.parametrize("pattern", [WITH_MONTH, WITHOUT_MONTH, "{urut}/KPU-Kab.X/{tahun}"])
def test_validate_pattern_lets_real_patterns_pass(pattern: str) -> None:
    validate_pattern(pattern)


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("{0.__class__}/{urut}/{tahun}", "Pola nomor hanya mengenal isian {urut}, {klasifikasi}, {jenis}, {kode},"),
        ("{urut}/{nomor}/{tahun}", "Pola nomor hanya mengenal isian {urut}, {klasifikasi}, {jenis}, {kode},"),
        ("{urut}/{tahun}}", "Pola nomor hanya mengenal isian {urut}, {klasifikasi}, {jenis}, {kode},"),
        ("{klasifikasi}/{tahun}", "Pola nomor harus memuat {urut} tepat satu kali."),
        ("{urut}/{kode}", "Pola nomor harus memuat {tahun} tepat satu kali."),
        ("{urut}{urut}/{tahun}", "Pola nomor harus memuat {urut} tepat satu kali."),
        ("{urut}/<b>/{tahun}", "Di luar isian, pola nomor hanya boleh berisi huruf, angka, titik,"),
        ("{urut}/\n/{tahun}", "Di luar isian, pola nomor hanya boleh berisi huruf, angka, titik,"),
    ],
)
def test_validate_pattern_says_what_to_change(pattern: str, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_pattern(pattern)

    assert refused.value.messages[0].startswith(sentence)


def test_an_office_without_a_code_leaves_no_gap_in_its_numbers() -> None:
    number = compose(WITHOUT_MONTH, seq=1, code="PL.02", kind="Und", unit_code="", month=2, year=2024)

    assert number == "1/PL.02-Und/2024"
