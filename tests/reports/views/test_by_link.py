"""An institution without account sends by its access sheet: its own invitation, and no paper of KPU's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.access_sheets import make_sheet
from meetings.models import Invitation
from participants.gate import Actor
from reports import actions
from reports.models import Obligation, Petition, Submission
from tests import cast as stage
from tests.cast import NOW, PDF, Cast
from tests.reports.conftest import Enter

QUESTION = {"key": "posko", "label": "Posko", "kind": "teks", "unit": "", "choices": [], "is_required": True}
TUS = {"HTTP_TUS_RESUMABLE": "1.0.0"}


@pytest.fixture
def guest(cast: Cast, banjar: Invitation) -> Actor:
    return stage.guest_of(make_sheet(invitation=banjar, by=cast.secretariat, now=NOW).link)


@pytest.fixture
def form(cast: Cast, banjar: Invitation) -> Obligation:
    """A form of the host's own question, with files."""
    requirement = stage.make_requirement(cast, cast.rakor, "formulir")
    requirement.questions = [QUESTION]
    requirement.save()
    return Obligation(requirement=requirement, invitation=banjar, bidang="")


def address(owed: Obligation, name: str, *more: Any) -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, owed.bidang or "-", *more])


def typed(**changes: Any) -> dict[str, Any]:
    return {"posko": "Aula", "key": str(uuid4())} | changes


def test_a_form_is_sent_and_its_receipt_names_the_sheet_and_the_institution(
    cast: Cast, form: Obligation, guest: Actor, enter: Enter
) -> None:
    client = enter(guest)

    refused = client.post(address(form, "paper_send"), typed(posko=""))
    receipt = client.post(address(form, "paper_send"), typed(), follow=True).content.decode()

    version = Submission.objects.get()
    assert refused.status_code == 422
    assert (version.content["answers"][0]["value"], version.sent_by) == ("Aula", guest.user)
    assert "<dd>Pemegang lembar akses, KPU Kabupaten Banjar</dd>" in receipt
    assert reverse("submission_prints", args=[version.pk]) not in receipt


def test_the_draft_is_the_institutions_whoever_typed_it(
    cast: Cast, form: Obligation, guest: Actor, enter: Enter, media: Path
) -> None:
    by_link, by_account, host = enter(guest), enter(cast.operator), enter(cast.secretariat)

    by_link.post(address(form, "paper_save"), typed(uploads=SimpleUploadedFile("peta.pdf", PDF)))
    by_account.post(address(form, "paper_save"), typed(posko="Gudang Kenari"))

    assert "peta.pdf" in by_account.get(address(form, "paper_show")).content.decode()
    assert "Gudang Kenari" in by_link.get(address(form, "paper_show")).content.decode()
    assert b"".join(by_link.get(address(form, "draft_file", 1))) == PDF  # type: ignore[arg-type]
    assert "Kenari" not in host.get(address(form, "paper_show")).content.decode()


def test_a_file_comes_in_pieces_and_goes_out(
    cast: Cast, form: Obligation, guest: Actor, enter: Enter, media: Path
) -> None:
    client = enter(guest)
    begun = {"HTTP_UPLOAD_LENGTH": str(len(PDF)), "HTTP_UPLOAD_METADATA": "filename bGFwb3Jhbi5wZGY="}
    piece = {"content_type": "application/offset+octet-stream", "HTTP_UPLOAD_OFFSET": "0"}

    at = client.post(address(form, "upload_begin"), **TUS, **begun)["Location"]  # type: ignore[arg-type]
    client.patch(at, PDF, **TUS, **piece)  # type: ignore[arg-type]
    taken = client.post(address(form, "upload_take", at.rstrip("/").rpartition("/")[2]))
    client.post(address(form, "paper_send"), typed())

    assert "laporan.pdf" in taken.content.decode()
    assert [file.stored.name for file in Submission.objects.get().files.all()] == ["laporan.pdf"]


def test_nihil_and_more_time(cast: Cast, form: Obligation, guest: Actor, enter: Enter) -> None:
    client = enter(guest)
    wish = {"minta-until_on": "2020-09-16", "minta-until_hour": "12.00", "minta-because": "Banjir"}

    client.post(address(form, "petition_ask"), wish)
    client.post(address(form, "paper_nil"), {"because": "Tidak ada posko", "key": str(uuid4())})

    assert (Petition.objects.get().asked_by, Petition.objects.get().because) == (guest.user, "Banjir")
    assert (Submission.objects.get().is_nil, Submission.objects.get().content) == (True, {"nihil": "Tidak ada posko"})


def test_the_landing_page_lists_what_the_sheet_opens(
    cast: Cast, form: Obligation, owed: Obligation, guest: Actor, enter: Enter
) -> None:
    client = enter(guest)
    listed = reverse("paper_list", args=[cast.rakor.pk])

    landing = client.get(reverse("invitation_show", args=[form.invitation.pk])).content.decode()
    part = client.get(listed, HTTP_HX_REQUEST="true").content.decode()

    assert f'hx-get="{listed}"' in landing
    assert "<html" not in part
    assert part.count("<a href=") == 1
    assert f'href="{address(form, "paper_show")}"' in part
    assert "Tenggat 14 September 2020 pukul 16.00 WITA (5 j lagi)" in part


def test_the_list_asks_the_database_no_more_for_five_papers_than_for_one(
    cast: Cast, form: Obligation, guest: Actor, enter: Enter
) -> None:
    client, listed = enter(guest), reverse("paper_list", args=[cast.rakor.pk])
    counts, shown = [], []
    for more in (0, 4):
        for _ in range(more):
            stage.make_requirement(cast, cast.rakor, "berkas")
        with CaptureQueriesContext(connection) as captured:
            shown.append(client.get(listed).content.count(b'class="status'))
        counts.append(len(captured))

    assert shown == [1, 5]
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("kind", ["laporan_divisi", "dim", "dim_rancangan", "hibah"])
def test_a_paper_of_kpus_own_is_neither_read_nor_written(
    cast: Cast, banjar: Invitation, guest: Actor, enter: Enter, kind: str
) -> None:
    requirement = stage.make_requirement(cast, cast.rakor, kind)
    owed = Obligation(requirement=requirement, invitation=banjar, bidang=next(iter(requirement.bidangs), ""))
    sent = actions.send_paper(obligation=owed, content={}, key=uuid4(), by=cast.operator, now=NOW)
    client, before = enter(guest), list(Obligation.objects.values())

    statuses = {
        client.get(address(owed, "paper_show")).status_code,
        client.post(address(owed, "paper_save"), typed(activities="Siap")).status_code,
        client.post(address(owed, "paper_nil"), {"because": "Nihil", "key": str(uuid4())}).status_code,
        client.post(address(owed, "upload_begin"), **TUS).status_code,  # type: ignore[arg-type]
        client.get(reverse("submission_show", args=[sent.pk])).status_code,
        client.get(reverse("requirement_template", args=[requirement.pk])).status_code,
    }

    assert statuses == {404}
    assert not owed.is_own(guest)
    assert (list(Obligation.objects.values()), Submission.objects.count()) == (before, 1)


def test_the_sheet_of_another_rakor_opens_nothing_here(cast: Cast, form: Obligation, enter: Enter) -> None:
    """The same institution, another invitation."""
    other = stage.invite_both(cast, stage.make_rakor(cast, title="Rakor lain"))["KPU Kabupaten Banjar"]
    guest = stage.guest_of(make_sheet(invitation=other, by=cast.secretariat, now=NOW).link)
    client = enter(guest)

    assert client.get(address(form, "paper_show")).status_code == 404
    assert client.post(address(form, "paper_send"), typed()).status_code == 404
    assert client.get(reverse("paper_list", args=[form.requirement.rakor.pk])).status_code == 404
    assert (form.invitation.is_of(guest), other.is_of(guest), form.is_own(guest)) == (False, True, False)
