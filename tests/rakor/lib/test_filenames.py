"""Names that every system takes, whatever an office or a file is called."""

from __future__ import annotations

import pytest

from rakor.lib.filenames import Names, safe_name


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("01 KPU Kabupaten Banjar DIM v2", "01 KPU Kabupaten Banjar DIM v2.pdf"),
        ("KPU Kab/Kota \\ ..", "KPU Kab-Kota -.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ('a<b>c:d"e|f?g*h', "a-b-c-d-e-f-g-h.pdf"),
        ("satu\r\ndua\ttiga\u2028empat\x00", "satu dua tiga empat.pdf"),
        ("laporan\u202efdp.exe\u2066\u200b\ufeff", "laporanfdp.exe.pdf"),
        ("CON", "_CON.pdf"),
        ("lpt1.tar", "_lpt1.tar.pdf"),
        ("CONTOH", "CONTOH.pdf"),
        (" .-rf ", "rf.pdf"),
        ("berakhir titik. .", "berakhir titik.pdf"),
        ("", "berkas.pdf"),
        ("\u202e...", "berkas.pdf"),
        ("e\u0301", "\u00e9.pdf"),
        ("x" * 200, "x" * 116 + ".pdf"),
        ("\u20ac" * 60, "\u20ac" * 38 + ".pdf"),  # three bytes each, cut between two of them
    ],
)
def test_a_name_is_one_line_that_every_system_takes(stem: str, name: str) -> None:
    assert safe_name(stem, "pdf") == name
    assert len(name.encode()) <= 120


def test_two_names_that_a_system_takes_for_one_get_a_number() -> None:
    names = Names("daftar.xlsx")

    given = [names.take(stem, "xlsx") for stem in ("Daftar", "DIM", "dim", "DIM (2)", "DIM", "caf\u00e9", "CAFE\u0301")]

    assert given == [
        *("Daftar (2).xlsx", "DIM.xlsx", "dim (2).xlsx", "DIM (2) (2).xlsx", "DIM (3).xlsx"),
        *("caf\u00e9.xlsx", "CAF\u00c9 (2).xlsx"),
    ]
    assert names.take("z" * 300, "pdf", mark=" berkas 2").endswith("zz berkas 2.pdf")  # what tells parts apart stays
    long = {names.take("y" * 300, "pdf") for _ in range(12)}
    assert len(long) == 12 and {len(name) for name in long} == {120}
