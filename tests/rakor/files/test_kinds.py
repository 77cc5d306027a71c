"""Name and content must agree, and what a hostile person builds is refused before anything parses it."""

from __future__ import annotations

import tracemalloc
from io import BytesIO
from itertools import product

import pytest

from rakor.files.kinds import PAPERS, RefusedFile, kind_of
from tests.rakor.files.samples import ACCEPTED, HOSTILE, TRUE, many

MIB = 1024 * 1024


def verdict(name: str, content: bytes) -> str:
    """Empty where the file is taken, otherwise the sentence."""
    try:
        kind_of(name, BytesIO(content), allowed=PAPERS)
    except RefusedFile as refused:
        return str(refused)
    return ""


def test_of_ten_kinds_under_ten_names_only_five_true_ones_pass() -> None:
    taken = [
        (extension, true) for extension, true in product(TRUE, TRUE) if not verdict(f"laporan.{extension}", TRUE[true])
    ]

    assert taken == [(extension, extension) for extension in ACCEPTED]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_hostile_person_builds_is_refused(name: str) -> None:
    content = HOSTILE[name]()

    assert verdict("lampiran.xlsx", content)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("macros", "Berkas Excel (.xlsx) ini berisi makro. Simpan tanpa makro lalu unggah lagi."),
        ("encrypted", "Berkas Excel (.xlsx) ini dikunci dengan kata sandi. Hapus kata sandinya lalu unggah lagi."),
        ("cut off", "Berkas Excel (.xlsx) ini rusak. Simpan ulang lalu unggah lagi."),
        ("Word inside Excel", "Isi berkas bukan Excel (.xlsx) seperti namanya."),
    ],
)
def test_the_sentence_says_what_to_do(name: str, sentence: str) -> None:
    assert verdict("lampiran.xlsx", HOSTILE[name]()) == sentence


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a.zip", "Berkas zip tidak diterima. Kirim isinya satu per satu."),
        ("a.xls", "Format Excel lama (.xls) tidak diterima. Simpan sebagai .xlsx atau PDF."),
        (
            "a",
            "Jenis berkas ini tidak diterima. Kirim sebagai Word (.docx), gambar JPEG, PDF, gambar PNG, Excel (.xlsx).",
        ),
    ],
)
def test_a_name_that_is_not_taken_gets_a_hint(name: str, sentence: str) -> None:
    assert verdict(name, b"MZ") == sentence


def test_a_photo_of_an_iphone_is_told_how_to_come_whatever_its_name() -> None:
    said = {verdict(name, TRUE["heic"]) for name in ("IMG_1.HEIC", "IMG_1.jpg")}

    assert len(said) == 1
    assert said.pop().startswith("Foto HEIC dari iPhone belum dapat diterima. Kirim sebagai JPEG:")


@pytest.mark.parametrize("parts", [6_000, pytest.param(100_000, marks=pytest.mark.ordeal)])
def test_a_directory_without_end_is_refused_before_it_is_read(parts: int) -> None:
    content = BytesIO(many(parts))
    tracemalloc.start()

    with pytest.raises(RefusedFile):
        kind_of("a.xlsx", content, allowed=PAPERS)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 2 * MIB
