"""The hall's screen says what runs and what comes, by what was noted and else by the plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agendas import actions as agendas
from agendas import facts
from agendas.actions import Plan
from agendas.models import Session
from agendas.timeline import Scene, scene_of
from participants.gate import Actor
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
OPENS = datetime(2020, 9, 17, 7, 30, tzinfo=UTC)  # 15.30 WITA
KELAS = datetime(2020, 9, 17, 11, 30, tzinfo=UTC)  # 19.30 WITA
FRIDAY = datetime(2020, 9, 18, 1, 0, tzinfo=UTC)  # 09.00 WITA


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    for title, starts, minutes in (("Pembukaan", OPENS, 60), ("Arahan", OPENS + timedelta(hours=1), None)):
        ends = starts + timedelta(minutes=minutes) if minutes else None
        add(cast, Plan("materi", title, starts, ends, "Ballroom"))
    add(cast, Plan("penutupan", "Penutupan", FRIDAY, FRIDAY + timedelta(hours=1)))
    stage.make_session(cast, cast.rakor, code="D")
    plan = Plan("kelas", "Kelas C", KELAS, KELAS + timedelta(hours=2), "Ruang C")
    by = cast.secretariat
    agendas.add_kelas(rakor=cast.rakor, code="C", name="Hukum", division=None, plan=plan, by=by, now=NOW)
    return cast


def add(cast: Cast, plan: Plan) -> Session:
    return agendas.add_session(rakor=cast.rakor, plan=plan, by=cast.secretariat, now=NOW)


def scene(cast: Cast, now: datetime) -> Scene:
    sessions = Session.objects.filter(rakor=cast.rakor).select_related("kelas", "room")
    return scene_of(list(sessions), cast.rakor, now=now)


def told(cast: Cast, now: datetime) -> tuple[str, list[str], str]:
    seen = scene(cast, now)
    return seen.word, [block.title for block in seen.current], seen.coming.title if seen.coming else ""


def start(cast: Cast, title: str, now: datetime) -> None:
    session = Session.objects.select_related("rakor").get(title=title)
    facts.start(sessions=[session], ending=[], by=cast.secretariat, now=now)


def end(cast: Cast, title: str, now: datetime) -> None:
    facts.end(sessions=[Session.objects.select_related("rakor").get(title=title)], by=cast.secretariat, now=now)


def test_without_notes_the_screen_follows_the_plan(cast: Cast) -> None:
    assert told(cast, OPENS - timedelta(minutes=1)) == ("Belum mulai", [], "Pembukaan")
    assert told(cast, OPENS) == ("Sedang berlangsung", ["Pembukaan"], "Arahan")
    assert told(cast, OPENS + timedelta(hours=1)) == ("Sedang berlangsung", ["Arahan"], "Kelas C s.d. D")
    assert told(cast, KELAS) == ("Sedang berlangsung", ["Kelas C s.d. D"], "Penutupan")


def test_what_was_noted_goes_before_the_plan(cast: Cast) -> None:
    start(cast, "Pembukaan", OPENS + timedelta(minutes=40))
    assert told(cast, OPENS + timedelta(hours=2)) == ("Sedang berlangsung", ["Pembukaan"], "Arahan")

    end(cast, "Pembukaan", OPENS + timedelta(hours=2))
    assert told(cast, OPENS + timedelta(hours=2)) == ("Jeda", [], "Arahan")
    assert scene(cast, OPENS + timedelta(minutes=50)).when == "pukul 16.30 WITA"
    assert scene(cast, OPENS + timedelta(hours=2)).when == "segera"


def test_an_evening_is_over_and_the_next_day_is_named(cast: Cast) -> None:
    late = KELAS + timedelta(hours=3)
    assert told(cast, late) == ("Hari ini selesai", [], "Penutupan")
    assert scene(cast, late).when == "Jumat, 18 September 2020 pukul 09.00 WITA"

    assert told(cast, FRIDAY + timedelta(hours=2)) == ("Hari ini selesai", [], "")
    assert told(cast, FRIDAY + timedelta(days=9)) == ("Hari ini selesai", [], "")
    assert told(cast, NOW) == ("Belum mulai", [], "Pembukaan")


def poll(actor: Actor, cast: Cast, now: datetime, *, by_htmx: bool = True) -> str:
    client = Client(headers={"HX-Request": "true"} if by_htmx else {})
    client.force_login(actor.user)
    with time_machine.travel(now, tick=False):
        return client.get(reverse("hall_show", args=[cast.rakor.pk])).content.decode()


def test_the_page_polls_a_part_that_names_rooms_and_the_clock_of_the_place(cast: Cast) -> None:
    page = poll(cast.secretariat, cast, KELAS, by_htmx=False)
    assert '<html lang="id" class="projected">' in page
    assert 'hx-trigger="every 15s"' in page
    assert '<noscript><meta http-equiv="refresh" content="30"></noscript>' in page

    part = poll(cast.secretariat, cast, KELAS)
    assert "<html" not in part
    assert "<time>19.30 WITA</time>" in part
    assert "<li><b>Kelas C</b><span>Ruang C</span></li>" in part
    assert '<p class="hall-where">Jumat, 18 September 2020 pukul 09.00 WITA' in part


def test_what_is_only_for_the_committee_never_stands_on_the_screen(cast: Cast) -> None:
    Session.objects.filter(title="Pembukaan").update(is_internal=True, title="Gladi <b>bersih</b>")

    assert "Gladi" not in poll(cast.secretariat, cast, OPENS)


def test_a_hostile_title_stays_text(cast: Cast) -> None:
    Session.objects.filter(title="Pembukaan").update(title="<script>x</script>")

    assert "&lt;script&gt;x&lt;/script&gt;" in poll(cast.secretariat, cast, OPENS)


@pytest.mark.parametrize("who", ["secretariat", "observer"])
def test_a_poll_is_cheap(cast: Cast, who: str) -> None:
    client = Client(headers={"HX-Request": "true"})
    client.force_login(getattr(cast, who).user)

    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("hall_show", args=[cast.rakor.pk]))

    assert len(queries) <= 6
