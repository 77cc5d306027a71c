"""Letter models that the office edits: gaps with names, and nothing that runs."""

from hypothesis import given
from hypothesis import strategies as st

from rakor.lib.wording import fill, unknown_fields

MODEL = "Dalam rangka {nama_rakor}, kami mengundang {jabatan} pada {tanggal_rapat}."


def test_fill_puts_the_values_into_their_gaps() -> None:
    values = {"nama_rakor": "Rakor Kesiapan", "jabatan": "Saudara", "tanggal_rapat": "17 September 2020"}

    assert fill(MODEL, values) == "Dalam rangka Rakor Kesiapan, kami mengundang Saudara pada 17 September 2020."


def test_fill_leaves_an_unknown_gap_to_be_seen() -> None:
    assert fill("{nama_rakor} di {tempat}", {"nama_rakor": "Rakor"}) == "Rakor di {tempat}"


def test_fill_evaluates_nothing_and_does_not_fill_a_value_again() -> None:
    text = "{nama.__class__} {0} {nama!r} {{nama}} {% load x %} %(nama)s $nama"

    assert fill(text, {"nama": "{rahasia}", "rahasia": "bocor"}) == (
        "{nama.__class__} {0} {nama!r} {{rahasia}} {% load x %} %(nama)s $nama"
    )


def test_unknown_fields_are_named_once_in_their_order() -> None:
    text = "{tempat} {nama_rakor} {0.__class__} {tempat} {} {pukul}"

    assert unknown_fields(text, ["nama_rakor"]) == ["tempat", "0.__class__", "", "pukul"]
    assert unknown_fields(MODEL, ["nama_rakor", "jabatan", "tanggal_rapat"]) == []


@given(st.text(max_size=60))
def test_fill_without_known_names_changes_no_text(text: str) -> None:
    assert fill(text, {}) == text
