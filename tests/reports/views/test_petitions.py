"""An office asks for time or for its accepted paper back; the host grants it or says why not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from reports import actions, petitions
from reports.matrix import build
from reports.models import CellState, Obligation, Petition, Reopening, Submission
from tests.cast import NOW, Cast
from tests.reports.conftest import Enter

WISHED = datetime(2020, 9, 16, 4, 0, tzinfo=UTC)  # 12.00 WITA
ASKED = {"minta-until_on": "2020-09-16", "minta-until_hour": "12.00", "minta-because": "Banjir"}
GRANTED = {"kabul-until_on": "2020-09-16", "kabul-until_hour": "12.00"}


def address(owed: Obligation, name: str) -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, owed.bidang])


def accepted(owed: Obligation, cast: Cast) -> Submission:
    version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)
    actions.accept(version=version, by=cast.secretariat, now=NOW)
    return version


def ask(owed: Obligation, cast: Cast, until: datetime | None = WISHED) -> Petition:
    return petitions.ask(obligation=owed, because="Banjir", until=until, by=cast.operator, now=NOW)


def test_more_time_is_asked_and_granted_and_both_read_it(cast: Cast, owed: Obligation, enter: Enter) -> None:
    office, host = enter(cast.operator), enter(cast.secretariat)

    told = office.post(address(owed, "petition_ask"), ASKED, follow=True).content.decode()
    petition = Petition.objects.get()
    waiting = host.get(address(owed, "paper_show")).content.decode()
    host.post(reverse("petition_grant", args=[petition.pk]), GRANTED | {"kabul-because": "Silakan."})

    row = Obligation.objects.get()
    after = office.get(address(owed, "paper_show")).content.decode()
    assert "Permohonan tersampaikan kepada penyelenggara." in told
    assert "Permohonan perpanjangan sampai" in waiting
    assert (row.extended_until, row.extended_because) == (WISHED, "Banjir")
    assert "Dikabulkan sampai 16 Sep 12.00 WITA. Silakan." in after


def test_only_one_petition_waits_at_a_time(cast: Cast, owed: Obligation, enter: Enter) -> None:
    ask(owed, cast)

    page = enter(cast.operator).post(address(owed, "petition_ask"), ASKED, follow=True).content.decode()

    assert "Satu permohonan masih menunggu jawaban penyelenggara." in page
    assert Petition.objects.count() == 1


def test_time_without_a_moment_or_a_reason_is_asked_again(cast: Cast, owed: Obligation, enter: Enter) -> None:
    client = enter(cast.operator)

    timeless = client.post(address(owed, "petition_ask"), {"minta-because": "Banjir bandang"})
    silent = client.post(address(owed, "petition_ask"), ASKED | {"minta-because": ""})

    assert (timeless.status_code, silent.status_code) == (422, 422)
    assert "Isi hari dan pukul yang diminta." in timeless.content.decode()
    assert "Banjir bandang" in timeless.content.decode()
    assert "Tulis alasannya." in silent.content.decode()
    assert not Petition.objects.exists()


def test_what_is_declined_says_why_and_leaves_the_deadline(cast: Cast, owed: Obligation, enter: Enter) -> None:
    petition, host = ask(owed, cast), enter(cast.chair)

    wordless = host.post(reverse("petition_decline", args=[petition.pk]), {"tolak-word": ""})
    host.post(reverse("petition_decline", args=[petition.pk]), {"tolak-word": "Rakor tidak dapat menunggu."})

    assert wordless.status_code == 422
    assert Obligation.objects.get().extended_until is None
    page = enter(cast.operator).get(address(owed, "paper_show")).content.decode()
    assert "Tidak dikabulkan: Rakor tidak dapat menunggu." in page


def test_who_answers_second_changes_nothing(cast: Cast, owed: Obligation) -> None:
    petition = ask(owed, cast)
    petitions.decline(petition=petition, word="Tidak", by=cast.chair, now=NOW)

    with pytest.raises(petitions.AlreadyAnswered):
        petitions.grant(petition=petition, until=WISHED, word="", by=cast.secretariat, now=NOW)

    assert Obligation.objects.get().extended_until is None


def test_an_accepted_paper_is_opened_again_on_request(cast: Cast, owed: Obligation, enter: Enter) -> None:
    version = accepted(owed, cast)
    petition = ask(owed, cast, until=None)

    enter(cast.secretariat).post(reverse("petition_grant", args=[petition.pk]), {})

    version.refresh_from_db()
    row = Reopening.objects.get()
    assert petition.is_reopening
    assert (version.state, version.return_note) == (CellState.RETURNED, "Dibuka kembali: Banjir")
    assert (row.accepted_at, row.accepted_by) == (NOW, cast.secretariat.user)
    again = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)
    assert again.number == 2


def test_the_host_opens_an_accepted_paper_with_a_reason_once(cast: Cast, owed: Obligation, enter: Enter) -> None:
    version, client = accepted(owed, cast), enter(cast.secretariat)
    reasonless = client.post(reverse("submission_reopen", args=[version.pk]), {})

    client.post(reverse("submission_reopen", args=[version.pk]), {"buka-because": "Angka keliru"})
    second = client.post(reverse("submission_reopen", args=[version.pk]), {"buka-because": "Lagi"}, follow=True)

    assert reasonless.status_code == 422
    assert "Berkas ini tidak sedang diterima" in second.content.decode()
    assert Reopening.objects.get().because == "Angka keliru"


def test_more_time_after_a_return_moves_the_deadline_of_the_correction(cast: Cast, owed: Obligation) -> None:
    """The twin in the matrix says the same."""
    version = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)
    until = NOW + timedelta(hours=4)
    actions.send_back(version=version, note="Lengkapi", correct_until=until, by=cast.secretariat, now=NOW)
    later = NOW + timedelta(hours=1)
    petition = petitions.ask(obligation=owed, because="Banjir", until=WISHED, by=cast.operator, now=later)

    petitions.grant(petition=petition, until=WISHED, word="", by=cast.secretariat, now=later)

    row = Obligation.objects.select_related("requirement", "invitation").get()
    [line] = build(rakor=cast.rakor, invitations=[owed.invitation], now=later).rows
    cell: Any = line.cells[0]
    assert actions.deadline_for(row, row.latest()) == WISHED
    assert (cell.due_at, cell.words) == (WISHED, "batas 16/9 12.00")
