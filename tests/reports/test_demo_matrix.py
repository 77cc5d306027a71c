"""The demonstration: 13 offices x 7 columns = 91 cells, as they stood on 14 September 2020 at 10.41 WITA."""

from __future__ import annotations

from django.core.management import call_command
from django.test import TestCase

from meetings.models import Invitation, Rakor
from reports import matrix
from reports.dim.models import DimEntry
from reports.hibah.models import HibahReport
from reports.models import Submission
from secretariat.demo import rakor_2020
from secretariat.demo.cast import make_cast
from secretariat.demo.rakor_2020 import at

AS_IT_STOOD = at(14, 10, 41)
WORDS = {"T": "Terkirim", "D": "Diterima", "K": "Dikembalikan", "B": "Belum", "P": "Diperpanjang"}
# KUL TEK HUK SOS DAT DIM Hibah
STATES = {
    "KPU Kabupaten Tanah Laut": "TDDDTTT",
    "KPU Kabupaten Kotabaru": "DDDTDDD",
    "KPU Kabupaten Banjar": "DKBBBBB",
    "KPU Kabupaten Barito Kuala": "DTDBDDT",
    "KPU Kabupaten Tapin": "TDBDTTK",
    "KPU Kabupaten Hulu Sungai Selatan": "DBDKDDD",
    "KPU Kabupaten Hulu Sungai Tengah": "BDTDDPT",
    "KPU Kabupaten Hulu Sungai Utara": "DTDDDDD",
    "KPU Kabupaten Tabalong": "TDDDTTD",
    "KPU Kabupaten Tanah Bumbu": "KDDTBDT",
    "KPU Kabupaten Balangan": "DDTBDTB",
    "KPU Kota Banjarmasin": "DTBDDDD",
    "KPU Kota Banjarbaru": "TBKDTTT",
}


class DemoMatrix(TestCase):
    """Loaded once for all of its tests, which change nothing."""

    @classmethod
    def setUpTestData(cls) -> None:
        call_command("load_reference", verbosity=0)
        cls.rakor = rakor_2020.make_rakor(make_cast())
        cls.offices = Invitation.objects.filter(rakor=cls.rakor).select_related("institution")

    def built(self) -> matrix.Matrix:
        return matrix.build(rakor=self.rakor, invitations=self.offices.all(), now=AS_IT_STOOD)

    def test_has_ninety_one_cells_in_the_official_order(self) -> None:
        built = self.built()

        assert [column.head for column in built.columns] == ["KUL", "TEK", "HUK", "SOS", "DAT", "DIM", "Hibah"]
        assert [row.invitation.institution_name for row in built.rows] == list(STATES)
        assert len(built.cells()) == 13 * 7 == 91

    def test_every_cell_has_its_state(self) -> None:
        shown = {
            row.invitation.institution_name: [str(cell.state.label) for cell in row.cells if cell]
            for row in self.built().rows
        }

        assert shown == {office: [WORDS[letter] for letter in letters] for office, letters in STATES.items()}

    def test_the_words_of_one_row(self) -> None:
        banjar = self.built().rows[2]

        assert [cell.words for cell in banjar.cells if cell] == [
            "v1, 55 j sebelum",
            "batas 15/9 16.00",
            *["5 j lagi"] * 5,
        ]
        assert (banjar.accepted, banjar.owed) == (1, 7)

    def test_counts_and_shares(self) -> None:
        built = self.built()

        assert {state.value: n for state, n in built.counts()} == {
            "missing": 14,
            "extended": 1,
            "exempt": 0,
            "sent": 25,
            "returned": 5,
            "accepted": 46,
        }
        assert built.sent_totals() == ["12/13", "11/13", "10/13", "10/13", "11/13", "11/13", "11/13"]
        assert built.accepted_totals() == ["7/13", "7/13", "7/13", "7/13", "7/13", "6/13", "5/13"]
        assert built.late_count() == 0

    def test_runs_as_many_queries_for_one_office_as_for_thirteen(self) -> None:
        one = self.offices.filter(institution_name="KPU Kabupaten Banjar")
        rakor = Rakor.objects.get(pk=self.rakor.pk)

        with self.assertNumQueries(6):
            matrix.build(rakor=rakor, invitations=one, now=AS_IT_STOOD)
        with self.assertNumQueries(6):
            matrix.build(rakor=rakor, invitations=self.offices.all(), now=AS_IT_STOOD)

    def test_eleven_offices_sent_a_dim_one_of_them_as_nil(self) -> None:
        sent = Submission.objects.filter(obligation__requirement__kind="dim")

        assert sent.count() == 11
        [nil] = sent.filter(is_nil=True)
        assert nil.obligation.invitation.institution_name == "KPU Kota Banjarbaru"
        assert not DimEntry.objects.filter(submission=nil).exists()
        assert DimEntry.objects.count() == 20

    def test_the_sums_of_every_grant_fit_together(self) -> None:
        reports = list(HibahReport.objects.prefetch_related("lines"))

        assert len(reports) == 11
        for report in reports:
            assert report.lines_total.ceiling == report.ceiling
            assert report.lines_total.spent == report.spending.spent <= report.received <= report.ceiling
            assert report.bank + report.on_hand == report.received - report.spending.spent + report.unpaid_tax
        [above] = [line for report in reports for line in report.lines.all() if line.spending.excess]
        assert (above.activity, above.spending.percent, bool(above.note)) == ("Paket rapat dalam kota", "107,00%", True)
