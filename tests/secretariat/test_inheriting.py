"""A template is never held; a turunan asks for what its parent asks for."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from meetings import actions as meetings
from meetings.models import Rakor, RakorState
from participants.gate import Actor
from participants.models import Rank, Role
from reports.models import Requirement
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return stage.make_cast()


def visitor(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def make_draft(cast: Cast, title: str = "Templat rakor kabupaten") -> Rakor:
    draft = Rakor(title=title, starts_on=date(2020, 9, 17), ends_on=date(2020, 9, 17), timezone=stage.TZ)
    return meetings.create_rakor(rakor=draft, by=cast.secretariat, now=NOW)


def test_a_template_stands_in_its_own_part_and_is_neither_opened_nor_invited(cast: Cast) -> None:
    draft, client = make_draft(cast), visitor(cast.secretariat)

    client.post(reverse("rakor_mark_template", args=[draft.pk]))

    draft.refresh_from_db()
    assert draft.state(NOW) == RakorState.TEMPLATE
    page = client.get(reverse("rakor_list")).content.decode()
    assert page.index("Belum ada rakor.") < page.index("<h2>Templat</h2>") < page.index(draft.title)
    refused = [
        client.post(reverse(name, args=[draft.pk])).status_code
        for name in ("rakor_open", "invitation_add", "rakor_postpone", "rakor_cancel", "rakor_remind")
    ]
    assert refused == [403, 403, 403, 403, 403]
    assert "Templat rakor kabupaten" not in client.get(reverse("home")).content.decode()


def test_what_was_opened_or_has_invited_is_no_template(cast: Cast) -> None:
    opened, inviting, client = stage.make_rakor(cast), make_draft(cast), visitor(cast.secretariat)
    meetings.invite(rakor=inviting, institutions=[cast.banjar], by=cast.secretariat, now=NOW)

    for rakor in (opened, inviting):
        page = client.post(reverse("rakor_mark_template", args=[rakor.pk]), follow=True).content.decode()
        assert "Hanya draf tanpa undangan yang dapat menjadi templat." in page

    assert not Rakor.objects.templates().exists()


def test_a_template_becomes_a_draft_again(cast: Cast) -> None:
    draft, client = make_draft(cast), visitor(cast.secretariat)
    client.post(reverse("rakor_mark_template", args=[draft.pk]))

    client.post(reverse("rakor_unmark_template", args=[draft.pk]))

    draft.refresh_from_db()
    assert draft.state(NOW) == RakorState.DRAFT


def test_the_papers_of_the_parent_are_asked_for_once_as_many_days_before(cast: Cast) -> None:
    """Three days before the parent's first day, 16.00 WITA, is three days before the turunan's, 16.00 WIT."""
    parent = stage.make_rakor(cast)
    stage.make_requirement(cast, parent)
    stage.make_requirement(cast, parent, "dim")
    stage.invite_both(cast, parent)
    host = stage.make_actor("banjar_host", cast.banjar, Role.SECRETARIAT, Rank.KASUBBAG)
    child = stage.make_branch(host, parent, timezone="Asia/Jayapura")
    stage.make_requirement(cast, child, "dim")
    client, address = visitor(host), reverse("requirement_inherit", args=[child.pk])

    first = client.post(address, follow=True).content.decode()
    second = client.post(address, follow=True).content.decode()

    assert "1 permintaan berkas diambil dari induk." in first
    assert "Semua permintaan berkas dari induk sudah ada." in second
    rows = [(row.kind, row.due_text) for row in Requirement.objects.filter(rakor=child)]
    assert rows == [
        ("dim", "Senin, 14 September 2020 pukul 17.00 WIT"),
        ("laporan_divisi", "Sabtu, 19 September 2020 pukul 16.00 WIT"),
    ]
