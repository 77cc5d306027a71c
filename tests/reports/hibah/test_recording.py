"""The host's secretariat fills in the grant report of an office that brought it on paper."""

from __future__ import annotations

from reports.actions import save_draft
from reports.hibah.models import HibahReport
from reports.models import Obligation, Submission
from tests.cast import NOW, Cast
from tests.reports.conftest import Enter
from tests.reports.hibah.test_views import ABOVE, address, posted, value_of

VIA = {"received_via": "Diantar 14/9 pukul 10.20"}
CANARY = "Kenari-draf-kantor"


def test_it_starts_empty_and_leaves_the_draft_as_it_was(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    save_draft(obligation=owed_hibah, draft={"giver": CANARY}, now=NOW, by=cast.operator)
    client = enter(cast.secretariat)

    page = client.get(address(owed_hibah, "hibah_record")).content.decode()
    receipt = client.post(address(owed_hibah, "hibah_record"), posted() | VIA, follow=True).content.decode()

    version = Submission.objects.get()
    assert CANARY not in page
    assert "hibah/simpan/" not in page
    assert (version.received_via, HibahReport.objects.get().submission) == ("Diantar 14/9 pukul 10.20", version)
    assert "<dd>Diantar 14/9 pukul 10.20</dd>" in receipt
    assert Obligation.objects.get().draft == {"giver": CANARY}


def test_figures_that_do_not_agree_are_not_sent_and_stand_there_still(
    cast: Cast, owed_hibah: Obligation, enter: Enter
) -> None:
    client = enter(cast.secretariat)

    wrong = client.post(address(owed_hibah, "hibah_record"), posted(lines=ABOVE) | VIA)
    silent = client.post(address(owed_hibah, "hibah_record"), posted())

    assert (wrong.status_code, silent.status_code) == (422, 422)
    assert value_of(wrong.content.decode(), "received_via") == "Diantar 14/9 pukul 10.20"
    assert value_of(wrong.content.decode(), "lines-4-spent_month") == "118.900.000"
    assert "Tulis bagaimana berkas ini sampai kepada sekretariat." in silent.content.decode()
    assert not Submission.objects.exists()


def test_another_row_is_given_and_nothing_is_kept(cast: Cast, owed_hibah: Obligation, enter: Enter) -> None:
    values = posted() | VIA | {"more": "lines"}

    page = enter(cast.secretariat).post(address(owed_hibah, "hibah_record"), values).content.decode()

    assert page.count('data-label="Agustus 2020"><input') == 6
    assert value_of(page, "lines-0-ceiling") == "8.412.600.000"
    assert value_of(page, "received_via") == "Diantar 14/9 pukul 10.20"
    assert not Obligation.objects.exists()
