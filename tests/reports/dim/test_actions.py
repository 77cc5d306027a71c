"""The problems of an office: typed row by row, sent as one version or as nil."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from rakor.audit.models import AuditRow
from reports.dim import actions
from reports.dim.models import DimEntry
from reports.models import Obligation, Submission
from tests.cast import NOW, Cast

KEY = UUID("22222222-2222-4222-8222-222222222222")
BLANK = dict.fromkeys(("bidang", "stage", "cause", "impact", "efforts", "proposal", "parties"), "")


def row(problem: str, level: str = "tinggi") -> dict[str, str]:
    return BLANK | {"problem": problem, "level": level}


def keep(owed: Obligation, *problems: str) -> Obligation:
    for problem in problems:
        actions.keep_row(obligation=owed, row=row(problem), number=None, now=NOW)
    return Obligation.objects.select_related("requirement__rakor", "invitation__rakor").get()


def send(cast: Cast, owed: Obligation, **changes: Any) -> Submission:
    values: dict[str, Any] = {"is_nil": False, "key": uuid4(), "by": cast.operator, "now": NOW}
    return actions.send(obligation=owed, **values | changes)


def problems(version: Submission) -> list[tuple[int, str]]:
    return list(DimEntry.objects.filter(submission=version).values_list("number", "problem"))


def test_rows_are_added_changed_and_removed_in_the_draft(owed_dim: Obligation) -> None:
    owed = keep(owed_dim, "satu", "dua", "tiga")

    actions.keep_row(obligation=owed, row=row("dua lagi"), number=2, now=NOW)
    actions.drop_row(obligation=owed, number=1, now=NOW + timedelta(minutes=1))
    actions.drop_row(obligation=owed, number=9, now=NOW + timedelta(minutes=2))

    owed.refresh_from_db()
    assert [kept["problem"] for kept in owed.draft["rows"]] == ["dua lagi", "tiga"]
    assert owed.draft_saved_at == NOW + timedelta(minutes=2)


def test_a_sent_dim_is_one_version_with_its_numbered_rows(cast: Cast, owed_dim: Obligation) -> None:
    version = send(cast, keep(owed_dim, "satu", "dua"))

    assert problems(version) == [(1, "satu"), (2, "dua")]
    assert [sent["problem"] for sent in version.content["rows"]] == ["satu", "dua"]
    assert (version.is_nil, version.files.count()) == (False, 0)
    assert AuditRow.objects.filter(verb="paper.sent").count() == 1


def test_a_second_click_adds_no_rows(cast: Cast, owed_dim: Obligation) -> None:
    first = send(cast, keep(owed_dim, "satu"), key=KEY)

    second = send(cast, keep(owed_dim, "dua"), key=KEY)

    assert second == first
    assert problems(first) == [(1, "satu")]


def test_nil_is_a_statement_of_its_own_and_the_draft_stays(cast: Cast, owed_dim: Obligation) -> None:
    version = send(cast, keep(owed_dim, "satu"), is_nil=True)

    assert (version.is_nil, version.content) == (True, {"rows": []})
    assert problems(version) == []
    assert Obligation.objects.get().draft["rows"][0]["problem"] == "satu"


def test_a_click_on_kirim_after_nil_with_the_same_form_adds_nothing(cast: Cast, owed_dim: Obligation) -> None:
    version = send(cast, keep(owed_dim, "satu"), is_nil=True, key=KEY)

    assert send(cast, keep(owed_dim), key=KEY) == version
    assert problems(version) == []


def test_an_empty_draft_is_not_sent(cast: Cast, owed_dim: Obligation) -> None:
    with pytest.raises(actions.NothingTyped):
        send(cast, owed_dim)

    assert not Submission.objects.exists()
    assert not Obligation.objects.exists()


def test_the_list_takes_the_newest_version_only(cast: Cast, owed_dim: Obligation) -> None:
    send(cast, keep(owed_dim, "satu"))
    second = send(cast, keep(owed_dim, "dua"))

    current = DimEntry.objects.visible_to(cast.secretariat).current()

    assert {entry.submission for entry in current} == {second}
    assert [entry.problem for entry in current] == ["satu", "dua"]
    assert not DimEntry.objects.visible_to(cast.other_operator).exists()
