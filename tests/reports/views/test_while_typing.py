"""What an office is told when something happened while it typed; what it typed is never lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse

from participants.models import Institution
from reports import actions, asking
from reports.models import Obligation, Requirement, Submission
from tests.cast import DUE, NOW, Cast
from tests.reports.conftest import Enter

HTMX = {"HX-Request": "true"}
MOVED = (
    "Tenggat berubah selama halaman ini terbuka: sekarang Senin, 14 September 2020 pukul 10.00 WITA, "
    "semula Senin, 14 September 2020 pukul 16.00 WITA."
)
EARLIER = NOW - timedelta(minutes=20)


def address(owed: Obligation, name: str) -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, owed.bidang or "-"])


def typed(**changes: Any) -> dict[str, Any]:
    return {"activities": "Rapat <kerja>", "key": str(uuid4()), "seen_due": DUE.isoformat()} | changes


def move_deadline(requirement: Requirement, cast: Cast) -> None:
    requirement.due_at = EARLIER
    asking.change_requirement(requirement=requirement, by=cast.secretariat, now=NOW)


def test_a_moved_deadline_is_told_with_every_saving_and_on_the_receipt(
    cast: Cast, owed: Obligation, report: Requirement, enter: Enter
) -> None:
    office = enter(cast.operator)
    page = office.get(address(owed, "paper_show")).content.decode()
    unmoved = office.post(address(owed, "paper_save"), typed(), headers=HTMX).content.decode()
    move_deadline(report, cast)

    saved = office.post(address(owed, "paper_save"), typed(), headers=HTMX).content.decode()
    receipt = office.post(address(owed, "paper_send"), typed(), follow=True).content.decode()

    assert f'name="seen_due" value="{DUE.isoformat()}"' in page
    assert "Tenggat berubah" not in unmoved
    assert f"Draf tersimpan 10.20 WITA. {MOVED}" in saved
    assert MOVED in receipt
    assert Submission.objects.get().is_late


def test_a_page_that_tells_no_deadline_or_nonsense_hears_nothing(cast: Cast, owed: Obligation, enter: Enter) -> None:
    office = enter(cast.operator)

    for seen in ("", "kemarin", "2020-09-14T16:00"):
        saved = office.post(address(owed, "paper_save"), typed(seen_due=seen), headers=HTMX)
        assert (saved.status_code, "Tenggat berubah" in saved.content.decode()) == (200, False)


def test_a_paper_withdrawn_or_accepted_meanwhile_shows_what_was_typed(
    cast: Cast, owed: Obligation, report: Requirement, enter: Enter
) -> None:
    office = enter(cast.operator)
    version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.office_chair, now=NOW)
    actions.accept(version=version, by=cast.secretariat, now=NOW)
    accepted = office.post(address(owed, "paper_send"), typed())
    asking.withdraw_requirement(requirement=report, because="Digabung", by=cast.secretariat, now=NOW)
    withdrawn = office.post(address(owed, "paper_save"), typed())

    for answer, why in ((accepted, "Versi terakhir sudah diterima"), (withdrawn, "tidak diminta lagi")):
        page = answer.content.decode()
        assert (answer.status_code, why in page) == (409, True)
        assert "<dt>Kegiatan yang dilaksanakan</dt><dd>Rapat &lt;kerja&gt;</dd>" in page
    assert Submission.objects.count() == 1


def test_who_types_for_a_dissolved_office_is_told_so_and_keeps_the_text(
    cast: Cast, owed: Obligation, enter: Enter
) -> None:
    office = enter(cast.operator)
    actions.save_draft(obligation=owed, draft={"activities": "Kemarin"}, now=NOW)
    Institution.objects.filter(pk=cast.banjar.pk).update(valid_to=date(2020, 9, 13))

    saved = office.post(address(owed, "paper_save"), typed(), headers=HTMX)
    sent = office.post(address(owed, "paper_send"), typed())

    why = "Hak akun ini untuk KPU Kabupaten Banjar berlaku sampai Minggu, 13 September 2020."
    assert (saved.status_code, saved.content.decode()) == (403, f"Tidak tersimpan. {why}")
    assert sent.status_code == 403
    assert why in sent.content.decode()
    assert "Rapat &lt;kerja&gt;" in sent.content.decode()
    assert Obligation.objects.get().draft == {"activities": "Kemarin"}
    assert enter(cast.secretariat).get(address(owed, "paper_show")).status_code == 200
