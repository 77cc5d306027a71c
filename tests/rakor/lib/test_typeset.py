"""Lines of a paper break where a reader would breathe, never inside a date, an hour or a number with its noun."""

import pytest

from rakor.lib.typeset import glued, unbroken


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Senin, 14 September 2020 pukul 16.00 WITA", "Senin, 14~September 2020 pukul 16.00~WITA"),
        ("26 orang dari 13 KPU, Kelas D", "26~orang dari 13~KPU, Kelas~D"),
        ("paling lambat 5 Okt 2020", "paling lambat 5~Okt 2020"),
        ("1.200 TPS dalam 3 hari", "1.200~TPS dalam 3~hari"),
        ("diucapkan terima kasih.", "diucapkan terima~kasih."),
        ("Kelas pembahasan A s.d. F", "Kelas pembahasan A s.d. F"),
        ("13 kabupaten/kota", '13~<span class="nb">kabupaten/kota</span>'),
        (
            "KPU Kabupaten/Kota dan kab/kota",
            'KPU <span class="nb">Kabupaten/Kota</span> dan <span class="nb">kab/kota</span>',
        ),
        ("", ""),
        (None, ""),
    ],
)
def test_glued_holds_together_what_belongs_together(text: str | None, printed: str) -> None:
    assert glued(text) == printed.replace("~", "\u00a0")


def test_glued_escapes_what_people_typed() -> None:
    assert glued("<img src=x> 3 orang & 'kab/kota'") == (
        '&lt;img src=x&gt; 3\u00a0orang &amp; &#x27;<span class="nb">kab/kota</span>&#x27;'
    )


def test_unbroken_keeps_a_name_on_one_line() -> None:
    assert unbroken("Sdri. Mariatul Contoh") == "Sdri.\u00a0Mariatul\u00a0Contoh"
