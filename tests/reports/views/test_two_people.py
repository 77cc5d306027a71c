"""Two people of one office on one draft: the second saver gets both texts."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from reports import actions
from reports.models import Obligation, Submission
from tests import cast as stage
from tests.cast import NOW, Cast
from tests.reports.conftest import Enter
from tests.reports.hibah.typing_in import typed as grant_typed

HTMX = {"HX-Request": "true"}


@pytest.fixture
def kept(cast: Cast, owed: Obligation) -> Obligation:
    """The head saved this as version 1."""
    draft = {"activities": "Teks pimpinan", "target": "Sama"}
    return actions.save_draft(obligation=owed, draft=draft, now=NOW, by=cast.office_chair, seen=0)


def address(owed: Obligation, name: str) -> str:
    return reverse(name, args=[owed.invitation.pk, owed.requirement.pk, owed.bidang or "-"])


def typed(**changes: Any) -> dict[str, Any]:
    return {"activities": "Teks operator", "target": "Sama", "key": str(uuid4()), "draft_version": "0"} | changes


@pytest.mark.parametrize("name", ["paper_save", "paper_send"])
def test_the_second_gets_both_texts_and_nothing_is_lost(cast: Cast, kept: Obligation, enter: Enter, name: str) -> None:
    response = enter(cast.operator).post(address(kept, name), typed())

    page = response.content.decode()
    assert response.status_code == 409
    assert "Rekan sekantor menyimpan isian lain sejak halaman ini dibuka." in page
    assert "<dt>Kegiatan yang dilaksanakan</dt><dd>Teks pimpinan</dd>" in page
    assert "<dt>Target</dt>" not in page
    assert "Teks operator</textarea>" in page
    assert 'id="draft-version" value="1"' in page
    assert Obligation.objects.get().draft["activities"] == "Teks pimpinan"
    assert not Submission.objects.exists()


def test_saving_again_takes_what_stands_in_the_fields(cast: Cast, kept: Obligation, enter: Enter) -> None:
    enter(cast.operator).post(address(kept, "paper_save"), typed(draft_version="1"))

    row = Obligation.objects.get()
    assert (row.draft["activities"], row.draft_version) == ("Teks operator", 2)


def test_an_autosave_of_the_second_saves_nothing_and_says_so(cast: Cast, kept: Obligation, enter: Enter) -> None:
    response = enter(cast.operator).post(address(kept, "paper_save"), typed(), headers=HTMX)

    assert response.status_code == 409
    assert "Tekan Simpan draf untuk melihat keduanya." in response.content.decode()
    assert Obligation.objects.get().draft["activities"] == "Teks pimpinan"


def test_ones_own_autosaves_may_overtake_each_other(cast: Cast, owed: Obligation, enter: Enter) -> None:
    client = enter(cast.operator)

    statuses = [client.post(address(owed, "paper_save"), typed(), headers=HTMX).status_code for _ in range(2)]

    assert statuses == [200, 200]
    assert Obligation.objects.get().draft_version == 2


def test_a_row_of_the_dim_typed_against_older_rows_is_not_put_in(cast: Cast, banjar: Any, enter: Enter) -> None:
    owed = Obligation(requirement=stage.make_requirement(cast, cast.rakor, "dim"), invitation=banjar)
    rows = {"rows": [{"problem": "Baris pimpinan", "level": "tinggi"}]}
    actions.save_draft(obligation=owed, draft=rows, now=NOW, by=cast.office_chair)
    values = {"problem": "Baris operator", "level": "rendah", "draft_version": "0"}

    response = enter(cast.operator).post(address(owed, "dim_row_save"), values)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Baris pimpinan" in page
    assert "Baris operator</textarea>" in page
    assert Obligation.objects.get().draft == rows


def test_the_grant_form_shows_what_the_colleague_saved(cast: Cast, banjar: Any, enter: Enter) -> None:
    owed = Obligation(requirement=stage.make_requirement(cast, cast.rakor, "hibah"), invitation=banjar)
    actions.save_draft(obligation=owed, draft=grant_typed(giver="Pemkab"), now=NOW, by=cast.office_chair)
    values = grant_typed(giver="Pemerintah Kab. Banjar") | {"draft_version": "0", "key": str(uuid4())}
    client = enter(cast.operator)

    answers = [client.post(address(owed, name), values) for name in ("hibah_save", "hibah_send")]

    assert [answer.status_code for answer in answers] == [409, 409]
    page = answers[0].content.decode()
    assert "<dt>Pemberi hibah</dt><dd>Pemkab</dd>" in page
    assert page.count("<dt>Nomor NPHD</dt>") == 0
    assert "Pemerintah Kab. Banjar" in page
    assert Obligation.objects.get().draft["giver"] == "Pemkab"
