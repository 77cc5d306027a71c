"""The thread of one paper: read by its office and its host, by nobody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from meetings.access_sheets import make_sheet
from meetings.models import Rakor
from reports.commenting import comment
from reports.models import CellState, Comment, Obligation
from tests import cast as stage
from tests.cast import NOW, Cast
from tests.reports.conftest import Enter

KEY = "5f0f5b5e-43a5-4f0c-8f0f-1d2c3b4a5968"
HTMX = {"HX-Request": "true"}


def address(owed: Obligation, name: str) -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, owed.bidang])


def test_a_question_and_its_answer_stand_in_the_order_of_writing(cast: Cast, owed: Obligation, enter: Enter) -> None:
    asked = {"pesan-text": "Apakah <pagu> ikut ditulis?\nTerima kasih.", "pesan-key": KEY}
    enter(cast.operator).post(address(owed, "comment_add"), asked)
    comment(obligation=owed, text="Ya.", key=uuid4(), by=cast.commissioner, now=NOW + timedelta(minutes=1))

    page = enter(cast.chair).get(address(owed, "comment_list"), headers=HTMX).content.decode()

    assert "Apakah &lt;pagu&gt; ikut ditulis?<br>Terima kasih." in page
    assert page.index("operator contoh") < page.index("Ya.")
    assert "KPU Kabupaten Banjar</p>" in page
    assert "KPU Provinsi Kalimantan Selatan, penyelenggara" in page
    assert "2 pesan" in page


def test_a_second_click_writes_nothing(cast: Cast, owed: Obligation, enter: Enter) -> None:
    office = enter(cast.operator)

    for _ in range(2):
        office.post(address(owed, "comment_add"), {"pesan-text": "Sudah", "pesan-key": KEY}, headers=HTMX)

    assert Comment.objects.count() == 1


def test_an_empty_or_endless_message_keeps_what_was_typed(cast: Cast, owed: Obligation, enter: Enter) -> None:
    office = enter(cast.operator)

    empty = office.post(address(owed, "comment_add"), {"pesan-text": " ", "pesan-key": KEY}, headers=HTMX)
    endless = office.post(address(owed, "comment_add"), {"pesan-text": "a" * 2001, "pesan-key": KEY}, headers=HTMX)

    assert (empty.status_code, endless.status_code) == (422, 422)
    assert "Tulis pesannya." in empty.content.decode()
    assert "a" * 2001 in endless.content.decode()
    assert not Comment.objects.exists()


def test_a_thread_does_not_count_as_work_on_the_paper(cast: Cast, owed: Obligation, enter: Enter) -> None:
    """The host still reads "Belum", and the office finds its draft untouched."""
    comment(obligation=owed, text="Ditunggu.", key=uuid4(), by=cast.secretariat, now=NOW)

    row = Obligation.objects.get()

    assert (row.draft, row.draft_saved_at) == ({}, None)
    page = enter(cast.secretariat).get(reverse("matrix_show", args=[cast.rakor.pk])).content.decode()
    assert CellState.DRAFT.label not in page.partition("<tbody")[2].partition("</tbody")[0]


def test_an_access_sheet_reads_no_thread_of_a_paper_of_kpu(cast: Cast, owed: Obligation) -> None:
    comment(obligation=owed, text="Ditunggu.", key=uuid4(), by=cast.secretariat, now=NOW)
    guest = stage.guest_of(make_sheet(invitation=owed.invitation, by=cast.secretariat, now=NOW).link)

    assert Comment.objects.visible_to(cast.operator).count() == 1
    assert not Comment.objects.visible_to(guest).exists()


def test_after_the_rakor_the_thread_is_read_only(cast: Cast, owed: Obligation, enter: Enter) -> None:
    Rakor.objects.filter(pk=cast.rakor.pk).update(closed_at=NOW, closed_by=cast.chair.user)
    office = enter(cast.operator)

    refused = office.post(address(owed, "comment_add"), {"pesan-text": "Masih?", "pesan-key": KEY})

    assert refused.status_code == 403
    assert "Kirim pesan" not in office.get(address(owed, "comment_list")).content.decode()
