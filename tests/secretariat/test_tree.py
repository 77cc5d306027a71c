"""From KPU RI down: words and dates of every level, derived, and nothing else of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import actions as meetings
from meetings.models import Rakor
from participants.gate import Actor
from participants.models import Institution, InstitutionKind, Rank, Role
from secretariat import tree
from secretariat.postponing import cancel, postpone
from secretariat.tree import Branch, BranchState
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
DUE = date(2020, 9, 30)
AFTER = NOW + timedelta(days=17)  # 1 October


class Levels:
    """KPU RI has invited both provinces until 30 September; Kalimantan Selatan has invited its two offices."""

    def __init__(self) -> None:
        self.cast: Cast = stage.make_cast()
        centre = Institution.objects.create(name="KPU Republik Indonesia", kind=InstitutionKind.KPU_RI)
        self.centre = stage.make_actor("centre", centre, Role.SECRETARIAT, Rank.KABAG)
        self.strange = self.cast.stranger.institution
        assert self.strange
        draft = Rakor(title="Rakornas", starts_on=date(2020, 9, 10), ends_on=date(2020, 9, 10), timezone="Asia/Jakarta")
        draft.children_due_on = DUE
        self.root = meetings.create_rakor(rakor=draft, by=self.centre, now=NOW)
        meetings.open_rakor(rakor=self.root, by=self.centre, now=NOW)
        offices = [self.strange, self.cast.province]
        meetings.invite(rakor=self.root, institutions=offices, by=self.centre, now=NOW)
        meetings.send_invitations(rakor=self.root, by=self.centre, now=NOW)
        self.province = stage.make_rakor(self.cast, parent=self.root)
        stage.invite_both(self.cast, self.province)

    def branch(self, name: str, *, after: timedelta = timedelta(0)) -> Branch:
        [found] = [row for row in tree.build(self.root, now=NOW + after).branches if row.name == name]
        return found

    def make_branch_of_banjar(self) -> Rakor:
        host = stage.make_actor("banjar_host", self.cast.banjar, Role.SECRETARIAT, Rank.KASUBBAG)
        return stage.make_branch(host, self.province)


SELATAN, TENGAH = "KPU Provinsi Kalimantan Selatan", "KPU Provinsi Kalimantan Tengah"


@pytest.fixture
def levels() -> Levels:
    return Levels()


def visitor(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def test_the_summary_counts_and_names_the_level(levels: Levels) -> None:
    assert tree.build(levels.root, now=NOW).summary == "1 dari 2 provinsi sudah menjadwalkan; 0 terselenggara"

    after = tree.build(levels.root, now=AFTER)
    assert after.summary == "1 dari 2 provinsi sudah menjadwalkan; 1 terselenggara; 1 lewat tenggat"


def test_the_late_ones_come_first(levels: Levels) -> None:
    """In order stands Tengah, Selatan; late is who has not held it on the day after the last."""
    on_the_day = [(row.name, row.is_late) for row in tree.build(levels.root, now=NOW + timedelta(days=16)).branches]
    assert on_the_day == [(TENGAH, False), (SELATAN, False)]

    stage.make_branch(levels.cast.stranger, levels.root)
    Rakor.objects.filter(pk=levels.province.pk).update(starts_on=date(2020, 10, 20), ends_on=date(2020, 10, 20))
    after = [(row.name, row.is_late) for row in tree.build(levels.root, now=AFTER).branches]
    assert after == [(SELATAN, True), (TENGAH, False)]


def test_a_state_follows_what_happens(levels: Levels) -> None:
    rakor, by = levels.province, levels.cast.secretariat
    assert levels.branch(TENGAH).state == BranchState.MISSING
    assert levels.branch(SELATAN).state == BranchState.SCHEDULED
    assert levels.branch(SELATAN, after=timedelta(days=5)).state == BranchState.HELD

    stage.write_notes(levels.cast, stage.make_session(levels.cast, rakor))
    stage.approve_minutes(levels.cast, rakor)
    assert levels.branch(SELATAN).state == BranchState.FINAL

    other = stage.make_branch(levels.cast.stranger, levels.root)
    postpone(rakor=other, because="Banjir", by=levels.cast.stranger, now=NOW)
    assert levels.branch(TENGAH).state == BranchState.POSTPONED
    cancel(rakor=other, because="Digabung", by=by, now=NOW)
    assert levels.branch(TENGAH).state == BranchState.MISSING


def test_a_draft_below_reads_as_not_scheduled(levels: Levels) -> None:
    Rakor.objects.filter(pk=levels.province.pk).update(opened_at=None, opened_by=None)

    assert levels.branch(SELATAN).state == BranchState.MISSING


def test_of_two_rakor_of_one_office_the_further_one_counts(levels: Levels) -> None:
    stage.make_rakor(levels.cast, parent=levels.root, starts_on=date(2020, 10, 20), ends_on=date(2020, 10, 20))

    found = levels.branch(SELATAN, after=timedelta(days=5))
    assert (found.state, found.rakor) == (BranchState.HELD, levels.province)


def test_the_centre_goes_down_one_level_and_reads_words_and_days(levels: Levels) -> None:
    below = levels.make_branch_of_banjar()
    Rakor.objects.filter(pk=below.pk).update(title="Judul yang tidak dibaca pusat")
    client = visitor(levels.centre)

    with time_machine.travel(NOW, tick=False):
        top = client.get(reverse("rakor_tree", args=[levels.root.pk])).content.decode()
    assert "1 dari 2 menjadwalkan" in top
    assert reverse("branch_show", args=[levels.root.pk, levels.province.pk]) in top

    with time_machine.travel(NOW, tick=False):
        page = client.get(reverse("branch_show", args=[levels.root.pk, levels.province.pk])).content.decode()
    assert "1 dari 2 kabupaten/kota sudah menjadwalkan; 0 terselenggara" in page
    assert "KPU Kabupaten Banjar" in page and "22 September 2020" in page
    assert "Judul yang tidak dibaca pusat" not in page
    assert "Rakor Contoh" not in page  # the title of the province's own rakor


def test_the_centre_opens_nothing_else_of_the_levels_below(levels: Levels) -> None:
    levels.make_branch_of_banjar()
    client = visitor(levels.centre)

    names = ("rakor_show", "rakor_tree", "agenda_show", "matrix_show", "minutes_list", "letter_list", "dim_list")
    statuses = {client.get(reverse(name, args=[levels.province.pk])).status_code for name in names}

    assert statuses == {404}


def test_a_province_sees_neither_the_root_s_tree_nor_the_branch_of_a_sibling(levels: Levels) -> None:
    """Both were invited to the root: its tree is a 403, the sibling's branch is not there."""
    sibling = visitor(levels.cast.stranger)
    levels.make_branch_of_banjar()

    assert sibling.get(reverse("rakor_show", args=[levels.root.pk])).status_code == 200
    assert sibling.get(reverse("rakor_tree", args=[levels.root.pk])).status_code == 403
    assert sibling.get(reverse("branch_show", args=[levels.root.pk, levels.province.pk])).status_code == 403
    own = stage.make_branch(levels.cast.stranger, levels.root)
    assert sibling.get(reverse("branch_show", args=[own.pk, levels.province.pk])).status_code == 404
    assert sibling.get(reverse("rakor_tree", args=[levels.province.pk])).status_code == 404


def test_a_branch_of_another_root_is_not_there(levels: Levels) -> None:
    other = stage.make_rakor(levels.cast, title="Tanpa induk")

    assert visitor(levels.centre).get(reverse("branch_show", args=[levels.root.pk, other.pk])).status_code == 404


def test_the_number_of_queries_does_not_follow_the_number_of_offices(levels: Levels) -> None:
    few = count_queries(levels)
    for n in range(8):
        region = stage.make_region(f"Provinsi {n}", "provinsi", f"8{n}", None)
        office = Institution.objects.create(name=f"KPU {n}", kind=InstitutionKind.KPU_PROVINSI, region=region)
        meetings.invite(rakor=levels.root, institutions=[office], by=levels.centre, now=NOW)
        host = stage.make_actor(f"host-{n}", office, Role.SECRETARIAT, Rank.KABAG)
        stage.make_branch(host, levels.root)
    meetings.send_invitations(rakor=levels.root, by=levels.centre, now=NOW)

    assert count_queries(levels) == few == 3


def count_queries(levels: Levels) -> int:
    with CaptureQueriesContext(connection) as captured:
        tree.build(levels.root, now=NOW)
    return len(captured)
