"""The grant form: what is taken, what is refused, and the sentence that stands beside each figure."""

from __future__ import annotations

import pytest

from reports.hibah.paper import HibahPaper, line_checks, stage_checks
from tests.reports.hibah.typing_in import AUGUST, LINES, STAGES, faults, paper, typed

NO_SHORT = "Tulis rupiah penuh tanpa singkatan, misalnya 29.200.000.000."
FULL = "Tulis rupiah penuh, misalnya 48.250.000."
ABOVE = ("Paket rapat dalam kota", "524114", "310.000.000", "214.600.000", "118.900.000", "")


def sums(of: HibahPaper) -> dict[str, tuple[str, str]]:
    return {place: (check.level, check.text) for place, check in of.sum_checks().items() if check}


def beside_line(of: HibahPaper, number: int) -> list[tuple[str, str]]:
    return [(check.level, check.text) for check in line_checks(of.lines.forms[number - 1])]


# --- money as it is typed


@pytest.mark.parametrize("text", ["Rp. 29.286.275.000,-", "29286275000", "Rp29.286.275.000,00"])
def test_three_spellings_are_one_amount(text: str) -> None:
    stages = [("2019-11-18", "11.714.510.000"), ("2020-07-14", "17.571.765.000")]

    found = paper(ceiling=text, stages=stages)

    assert found.ceiling == 29_286_275_000
    assert faults(found) == []
    assert [stage_checks(form, found.ceiling)[0].text for form in found.stages.forms] == [
        "40,00% dari NPHD",
        "60,00% dari NPHD",
    ]
    assert sums(found)["stages"] == ("ok", "Jumlah sama dengan NPHD; hibah sudah cair seluruhnya.")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("Rp 29,2 M", NO_SHORT), ("29.2", FULL), ("48,25 jt", NO_SHORT), ("-5", None), ("1.000,50", None)],
)
@pytest.mark.parametrize("is_final", [False, True])
def test_an_unclear_amount_is_refused_beside_its_field_and_stays_typed(
    text: str, sentence: str | None, is_final: bool
) -> None:
    found = paper(is_final=is_final, lines__2__spent_month=text)

    [(level, said)] = beside_line(found, 3)
    assert level == "bad"
    assert said.startswith("Agustus 2020: Tulis ")
    assert sentence is None or said == f"Agustus 2020: {sentence}"
    [problem] = found.problems()
    assert problem.place == "id_lines-2-spent_month"
    assert problem.text == f"Baris 3, Jasa sosialisasi dan pendidikan pemilih, {said}"
    field = str(found.lines.forms[2]["spent_month"])
    assert f'value="{text}"' in field
    assert 'class="form-control money is-invalid"' in field
    assert 'aria-describedby="cek-lines-2"' in field
    assert 'aria-label="Agustus 2020, baris 3"' in field


def test_sums_leave_out_what_cannot_be_read_and_say_so() -> None:
    found = paper(lines__2__spent_month="48,25 jt", stages__0__amount="?")

    assert found.spending.spent_month == 1_142_300_000 + 412_385_000 + 62_475_000 + 18_900_000
    assert found.received == 7_532_130_000
    assert sums(found) == {
        "stages": ("warn", "belum termasuk tahap 1"),
        "lines": ("warn", "belum termasuk baris 3"),
    }


# --- a line against its ceiling


def test_a_line_says_how_far_its_ceiling_is_used() -> None:
    assert beside_line(paper(), 1) == [("ok", "s.d. Agustus 3.360.750.000 (39,95%), sisa 5.051.850.000")]


def test_a_line_above_its_ceiling_is_refused_without_a_note() -> None:
    found = paper(lines=[*LINES[:4], ABOVE])

    assert beside_line(found, 5) == [
        ("warn", "s.d. Agustus 333.500.000 (107,58%), melebihi pagu 23.500.000. Perlu keterangan.")
    ]
    assert faults(found) == [
        "Baris 5, Paket rapat dalam kota, Keterangan: Tulis keterangan karena realisasi melebihi pagu."
    ]
    assert [problem.place for problem in found.problems()] == ["id_lines-4-note"]


def test_a_line_above_its_ceiling_is_taken_with_a_note() -> None:
    found = paper(lines=[*LINES[:4], (*ABOVE[:5], "Rapat tambahan; revisi diusulkan.")])

    assert faults(found) == []
    assert beside_line(found, 5) == [("warn", "s.d. Agustus 333.500.000 (107,58%), melebihi pagu 23.500.000.")]


def test_a_line_exactly_at_its_ceiling_needs_no_note() -> None:
    line = (*ABOVE[:4], "95.400.000", "")

    found = paper(lines=[*LINES[:4], line])

    assert faults(found) == []
    assert beside_line(found, 5) == [("ok", "s.d. Agustus 310.000.000 (100,00%), sisa 0")]


def test_a_ceiling_of_zero_has_no_share() -> None:
    nothing = ("Cadangan", "521211", "0", "0", "0", "")

    assert beside_line(paper(lines=[*LINES, nothing]), 6) == [("ok", "s.d. Agustus 0 (-), sisa 0")]
    assert faults(paper(lines=[*LINES, (*nothing[:4], "1", "")])) == [
        "Baris 6, Cadangan, Keterangan: Tulis keterangan karena realisasi melebihi pagu."
    ]


@pytest.mark.parametrize("account", ["52121", "5212131", "52121a", "521213\n1", "५२१२१३"])
def test_an_account_has_six_figures(account: str) -> None:
    assert faults(paper(lines__0__account=account)) == [
        "Baris 1, Honorarium badan ad hoc, Akun BAS: Tulis enam angka akun BAS, misalnya 521213."
    ]


# --- sums against each other


def test_sums_that_fit_say_so() -> None:
    assert sums(paper()) == {
        "stages": ("ok", "Jumlah sama dengan NPHD; hibah sudah cair seluruhnya."),
        "lines": ("ok", "Jumlah pagu kegiatan sama dengan NPHD."),
        "spent": ("ok", "s.d. Agustus 5.242.520.000 (41,76%), sisa 7.311.030.000"),
        "cash": ("ok", "Menurut realisasi seharusnya 7.311.030.000; tercatat 7.311.030.000, cocok."),
    }


def test_a_payment_still_to_come_is_no_mistake() -> None:
    found = paper(stages=[STAGES[0], ("2020-07-14", "6.000.000.000")])

    assert sums(found)["stages"] == ("ok", "Belum cair 1.532.130.000 dari pagu NPHD.")
    assert faults(found) == []


def test_payments_above_the_agreement_are_refused() -> None:
    found = paper(stages=[*STAGES, ("2020-08-01", "1")], bank="7.306.030.001")

    assert sums(found)["stages"] == ("bad", "Jumlah pencairan melebihi pagu NPHD 1.")
    assert faults(found) == ["Jumlah pencairan melebihi pagu NPHD 1."]
    assert [problem.place for problem in found.problems()] == ["cek-stages"]


def test_ceilings_of_the_lines_may_stay_below_the_agreement_but_not_above() -> None:
    below, above = paper(lines__4__ceiling="309.999.999"), paper(lines__4__ceiling="310.000.001")

    assert sums(below)["lines"] == ("ok", "Jumlah pagu kegiatan di bawah pagu NPHD 1.")
    assert faults(below) == []
    assert faults(above) == ["Jumlah pagu kegiatan melebihi pagu NPHD 1."]


def test_nobody_spends_more_than_was_received() -> None:
    received = [("2019-11-18", "5.242.520.000")]

    assert faults(paper(stages=received)) == []
    assert faults(paper(stages=[("2019-11-18", "5.242.519.999")])) == [
        "Realisasi 5.242.520.000 melebihi hibah yang sudah diterima 5.242.519.999."
    ]


def test_cash_that_does_not_fit_is_told_and_still_taken() -> None:
    found = paper(bank="7.300.000.000", unpaid_tax="2.350.000")

    assert sums(found)["cash"] == (
        "warn",
        "Menurut realisasi seharusnya 7.313.380.000; tercatat 7.305.000.000, selisih 8.380.000. Jelaskan pada kendala.",
    )
    assert faults(found) == []


def test_a_payment_after_the_month_belongs_to_the_next_report() -> None:
    assert faults(paper(stages__1__received_on="2020-08-31")) == []
    assert faults(paper(stages__1__received_on="2020-09-01")) == [
        "Tahap 2, Tanggal diterima: Pencairan setelah 31 Agustus 2020 dilaporkan pada bulan berikutnya."
    ]


# --- complete or not


def test_a_blank_form_is_a_draft_without_a_mistake() -> None:
    found = HibahPaper({}, period=AUGUST)

    assert faults(found) == []
    assert sums(found) == {}
    assert (len(found.stages.forms), len(found.lines.forms)) == (2, 5)


def test_before_sending_everything_that_is_missing_is_named_with_its_place() -> None:
    found = HibahPaper({}, period=AUGUST, is_final=True)

    assert [(problem.place, problem.text) for problem in found.problems()] == [
        ("id_nphd_number", "Nomor NPHD: Tulis nomor NPHD."),
        ("id_nphd_on", "Tanggal NPHD: Pilih tanggal NPHD."),
        ("id_giver", "Pemberi hibah: Tulis pemberi hibah, misalnya Pemerintah Kabupaten."),
        ("id_ceiling", "Pagu NPHD (Rp): Tulis rupiah penuh; 0 bila tidak ada."),
        ("id_stages-0-received_on", "Pencairan: tulis sedikitnya satu tahap."),
        ("id_lines-0-activity", "Realisasi: tulis sedikitnya satu kegiatan."),
        ("id_bank", "Saldo bank (Rp): Tulis rupiah penuh; 0 bila tidak ada."),
        ("id_on_hand", "Saldo tunai (Rp): Tulis rupiah penuh; 0 bila tidak ada."),
        ("id_unpaid_tax", "Pajak belum disetor (Rp): Tulis rupiah penuh; 0 bila tidak ada."),
    ]


def test_a_row_that_was_begun_must_be_finished_before_sending_only() -> None:
    begun = [*LINES, ("Bahan cetak", "", "", "", "", "")]

    assert faults(paper(lines=begun, is_final=False)) == []
    assert faults(paper(lines=begun)) == [
        "Baris 6, Bahan cetak, Akun BAS: Tulis akun BAS.",
        "Baris 6, Bahan cetak, Pagu: Tulis rupiah penuh; 0 bila tidak ada.",
        "Baris 6, Bahan cetak, s.d. Juli: Tulis rupiah penuh; 0 bila tidak ada.",
        "Baris 6, Bahan cetak, Agustus 2020: Tulis rupiah penuh; 0 bila tidak ada.",
    ]


def test_the_month_before_january_is_december() -> None:
    found = HibahPaper(typed(), period=AUGUST.replace(year=2024, month=1))

    assert found.lines.forms[0]["spent_before"].label == "s.d. Desember"
    assert found.lines.forms[0]["spent_month"].label == "Januari 2024"


# --- what is kept and what is sent


def test_a_draft_keeps_exactly_what_was_typed() -> None:
    odd = typed(ceiling=" Rp 29,2 M ", nphd_on="kemarin", lines__2__spent_month="48,25 jt", obstacles="<b>  banjir\r\n")

    kept = HibahPaper(odd, period=AUGUST).typed()

    assert kept == odd
    assert HibahPaper(kept, period=AUGUST).typed() == odd


def test_another_row_is_added_at_the_end_and_loses_nothing() -> None:
    before = typed(lines__0__ceiling="8,4 M")

    with_line = HibahPaper(before, period=AUGUST).typed(more="lines")

    assert with_line == before | {"lines-TOTAL_FORMS": "6"}
    assert len(HibahPaper(with_line, period=AUGUST).lines.forms) == 6


@pytest.mark.parametrize("count", ["999999", "-1", "x", ""])
def test_a_page_cannot_ask_for_endless_rows(count: str) -> None:
    hostile = typed() | {"lines-TOTAL_FORMS": count}

    assert len(HibahPaper(hostile, period=AUGUST).lines.forms) <= 60


def test_content_is_plain_integers_and_text() -> None:
    gap = [LINES[0], ("", "", " ", "", "", ""), (*ABOVE[:5], "Rapat tambahan")]

    content = paper(lines=gap, obstacles="  Banjir ", stages=[*STAGES, ("", "")]).content()

    assert content == {
        "period": "2020-08",
        "agreement": {
            "nphd_number": "900/12/NPHD/2019",
            "nphd_on": "2019-10-01",
            "giver": "Pemerintah Kabupaten Banjar",
            "ceiling": 12_553_550_000,
        },
        "stages": [
            {"number": 1, "received_on": "2019-11-18", "amount": 5_021_420_000},
            {"number": 2, "received_on": "2020-07-14", "amount": 7_532_130_000},
        ],
        "lines": [
            {
                "number": 1,
                "activity": "Honorarium badan ad hoc",
                "account": "521213",
                "ceiling": 8_412_600_000,
                "spent_before": 2_218_450_000,
                "spent_month": 1_142_300_000,
                "note": "",
            },
            {
                "number": 2,
                "activity": "Paket rapat dalam kota",
                "account": "524114",
                "ceiling": 310_000_000,
                "spent_before": 214_600_000,
                "spent_month": 118_900_000,
                "note": "Rapat tambahan",
            },
        ],
        "cash": {"bank": 7_306_030_000, "on_hand": 5_000_000, "unpaid_tax": 0, "obstacles": "Banjir"},
    }


def test_a_name_typed_over_two_lines_is_sent_as_one() -> None:
    content = paper(lines__0__activity="Honorarium\r\n  badan ad hoc").content()

    assert content["lines"][0]["activity"] == "Honorarium badan ad hoc"
