"""The day itself: one press starts and ends, a second changes nothing, and the plan never moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agendas import actions as agendas
from agendas import facts
from agendas.actions import Plan
from agendas.models import Appearance, Session
from meetings.actions import give_duty
from participants.gate import Actor
from participants.models import Position, Rank
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
OPENS = datetime(2020, 9, 17, 7, 30, tzinfo=UTC)  # 15.30 WITA
LATE = OPENS + timedelta(minutes=12)  # 15.42 WITA


def add(cast: Cast, kind: str, title: str, starts: datetime, minutes: int, **more: Any) -> Session:
    plan = Plan(kind, title, starts, starts + timedelta(minutes=minutes), **more)
    return agendas.add_session(rakor=cast.rakor, plan=plan, by=cast.secretariat, now=NOW)


@pytest.fixture
def cast() -> Cast:
    """Registration without a gap before the opening, a meal after it, then kelas C and D in parallel."""
    cast = stage.make_cast()
    stage.make_rakor(cast, venue_name="Hotel Contoh", city="Banjarmasin")
    add(cast, "registrasi", "Registrasi", OPENS - timedelta(minutes=90), 90)
    chair = Position.objects.get(institution=cast.province, rank=Rank.KETUA)
    add(cast, "pembukaan", "Pembukaan", OPENS, 60, speakers=[chair])
    for code in ("C", "D"):
        session = stage.make_session(cast, cast.rakor, code=code) if code == "D" else make_kelas_c(cast)
        assert session.starts_at == datetime(2020, 9, 17, 11, 30, tzinfo=UTC)
    return cast


def make_kelas_c(cast: Cast) -> Session:
    starts = datetime(2020, 9, 17, 11, 30, tzinfo=UTC)
    plan = Plan("kelas", "Kelas C", starts, starts + timedelta(minutes=150))
    return agendas.add_kelas(
        rakor=cast.rakor, code="C", name="Hukum", division=None, plan=plan, by=cast.secretariat, now=NOW
    )


def named(title: str) -> Session:
    return Session.objects.select_related("rakor__organiser").get(title=title)


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def press(actor: Actor, verb: str, title: str, at: datetime, **typed: Any) -> str:
    with time_machine.travel(at, tick=False):
        answer = client_of(actor).post(reverse(verb, args=[named(title).pk]), typed, follow=True)
    return answer.content.decode()


def facts_of(title: str) -> tuple[datetime | None, datetime | None]:
    session = named(title)
    return session.started_at, session.ended_at


def day(actor: Actor, at: datetime) -> str:
    with time_machine.travel(at, tick=False):
        return client_of(actor).get(reverse("day_show", args=[actor_rakor(actor)])).content.decode()


def actor_rakor(actor: Actor) -> int:
    return Session.objects.values_list("rakor", flat=True)[0]


def test_the_button_goes_through_the_day_in_the_order_of_the_plan(cast: Cast) -> None:
    by = cast.secretariat
    assert ">Mulai Registrasi</button>" in day(by, OPENS - timedelta(hours=3))
    assert ">Mulai Registrasi</button>" in day(by, OPENS - timedelta(minutes=1))
    assert ">Mulai Pembukaan</button>" in day(by, OPENS)  # nobody noted the registration

    press(by, "session_start", "Registrasi", OPENS - timedelta(minutes=80))
    assert ">Akhiri Registrasi, mulai Pembukaan</button>" in day(by, LATE)

    page = press(by, "session_start", "Pembukaan", LATE)
    assert "Pembukaan dimulai 15.42 WITA." in page
    assert facts_of("Registrasi") == (OPENS - timedelta(minutes=80), LATE)
    assert facts_of("Pembukaan") == (LATE, None)
    assert ">Akhiri Pembukaan</button>" in day(by, LATE + timedelta(minutes=1))  # a meal stands before the kelas

    press(by, "session_end", "Pembukaan", LATE + timedelta(hours=1))
    assert ">Mulai Kelas C s.d. D</button>" in day(by, LATE + timedelta(hours=2))


def test_parallel_kelas_start_together_and_end_one_by_one(cast: Cast) -> None:
    at = datetime(2020, 9, 17, 11, 35, tzinfo=UTC)
    press(cast.secretariat, "session_start", "Kelas C", at, serentak="1")
    assert (facts_of("Kelas C"), facts_of("Kelas D")) == ((at, None), (at, None))

    press(cast.note_taker, "session_end", "Kelas D", at + timedelta(hours=2))

    assert facts_of("Kelas D") == (at, at + timedelta(hours=2))
    assert ">Akhiri Kelas C</button>" in day(cast.secretariat, at + timedelta(hours=2, minutes=1))


def test_a_second_press_changes_nothing(cast: Cast) -> None:
    press(cast.secretariat, "session_start", "Pembukaan", LATE)
    page = press(cast.secretariat, "session_start", "Pembukaan", LATE + timedelta(minutes=5))
    assert "Sesi ini sudah dimulai sebelumnya." in page
    assert facts_of("Pembukaan") == (LATE, None)

    press(cast.secretariat, "session_end", "Pembukaan", LATE + timedelta(minutes=6))
    page = press(cast.secretariat, "session_end", "Pembukaan", LATE + timedelta(minutes=7))
    assert "Sesi ini sudah selesai sebelumnya." in page
    assert facts_of("Pembukaan") == (LATE, LATE + timedelta(minutes=6))
    verbs = AuditRow.objects.filter(verb__in=["session.started", "session.ended"]).values_list("verb", flat=True)
    assert list(verbs) == ["session.started", "session.ended"]


def test_an_old_page_does_not_end_what_runs_now(cast: Cast) -> None:
    press(cast.secretariat, "session_start", "Pembukaan", LATE)
    press(cast.secretariat, "session_end", "Pembukaan", LATE + timedelta(minutes=1))
    press(cast.secretariat, "session_start", "Registrasi", LATE + timedelta(minutes=2))

    press(cast.secretariat, "session_start", "Pembukaan", LATE + timedelta(minutes=3))

    assert facts_of("Registrasi") == (LATE + timedelta(minutes=2), None)


def test_what_is_planned_to_go_on_beside_the_next_is_not_ended_by_it(cast: Cast) -> None:
    add(cast, "lain", "Pameran", OPENS - timedelta(hours=1), 300)
    press(cast.secretariat, "session_start", "Pameran", OPENS)

    press(cast.secretariat, "session_start", "Pembukaan", LATE)

    assert facts_of("Pameran") == (OPENS, None)
    assert ">Akhiri Pembukaan</button>" in day(cast.secretariat, LATE + timedelta(minutes=1))
    press(cast.secretariat, "session_start", "Kelas D", LATE + timedelta(hours=3))
    assert facts_of("Pameran") == (OPENS, LATE + timedelta(hours=3))


def test_what_has_not_begun_cannot_end_and_nothing_starts_days_before(cast: Cast) -> None:
    page = press(cast.secretariat, "session_end", "Pembukaan", LATE)
    assert "Pembukaan belum dimulai, jadi belum dapat diakhiri." in page

    page = press(cast.secretariat, "session_start", "Pembukaan", NOW)
    assert "Pembukaan baru direncanakan Kamis, 17 September 2020 pukul 15.30 WITA." in page
    assert facts_of("Pembukaan") == (None, None)


def test_a_key_that_bounces_finds_no_button_in_focus(cast: Cast) -> None:
    press(cast.secretariat, "session_start", "Pembukaan", LATE)

    page = day(cast.secretariat, LATE + timedelta(seconds=2))
    assert " autofocus>" not in page
    assert 'hx-trigger="load delay:6s"' in page
    assert 'accesskey="m" autofocus>' in day(cast.secretariat, LATE + timedelta(seconds=6))


def test_a_note_taker_runs_the_own_session_and_no_other(cast: Cast) -> None:
    own, other = named("Kelas D"), named("Pembukaan")
    client = client_of(cast.note_taker)

    with time_machine.travel(own.starts_at, tick=False):
        assert client.post(reverse("session_start", args=[other.pk])).status_code == 403
        assert client.post(reverse("session_start", args=[own.pk])).status_code == 302
    assert facts_of("Pembukaan") == (None, None)

    give_duty(rakor=cast.rakor, person=cast.note_taker.person, kind="panitia")
    with time_machine.travel(own.starts_at, tick=False):
        assert client.post(reverse("session_start", args=[other.pk])).status_code == 302


def test_after_the_closing_no_fact_changes(cast: Cast) -> None:
    cast.rakor.closed_at, cast.rakor.closed_by = LATE, cast.chair.user
    cast.rakor.save()
    address = reverse("session_start", args=[named("Pembukaan").pk])

    assert client_of(cast.secretariat).post(address).status_code == 403


# --- by hand


def typed(session: Session, *rows: dict[str, str], **moments: str) -> dict[str, str]:
    fields = {"hadir-TOTAL_FORMS": str(len(rows)), "hadir-INITIAL_FORMS": "0", "seen": facts.mark_of(session)}
    for place, row in enumerate(rows):
        fields |= {f"hadir-{place}-{name}": value for name, value in row.items()}
    return fields | moments


STOOD_IN = {
    "part": "membuka",
    "name": "Budi Contoh",
    "title": "Anggota",
    "stands_in": "a.n.",
    "stands_in_for": "Ketua KPU Provinsi Kalimantan Selatan",
}


def save(cast: Cast, session: Session, fields: dict[str, str]) -> Any:
    with time_machine.travel(LATE + timedelta(hours=3), tick=False):
        return client_of(cast.secretariat).post(reverse("session_fact", args=[session.pk]), fields)


def test_the_form_starts_from_the_plan(cast: Cast) -> None:
    page = client_of(cast.secretariat).get(reverse("session_fact", args=[named("Pembukaan").pk])).content.decode()

    assert '<option value="membuka" selected>Membuka</option>' in page
    assert 'value="chair contoh"' in page


def test_facts_are_kept_beside_the_plan_with_who_stood_in(cast: Cast) -> None:
    session = named("Pembukaan")

    answer = save(cast, session, typed(session, STOOD_IN, started="2020-09-17T15:42", ended="17/09/2020 16.50"))

    assert answer.status_code == 302
    assert facts_of("Pembukaan") == (LATE, datetime(2020, 9, 17, 8, 50, tzinfo=UTC))
    after = named("Pembukaan")
    assert (after.starts_at, after.ends_at, after.version) == (OPENS, OPENS + timedelta(hours=1), 1)
    assert str(Appearance.objects.get()) == "Budi Contoh, Anggota (a.n. Ketua KPU Provinsi Kalimantan Selatan)"
    row = AuditRow.objects.get(verb="session.fact_corrected")
    assert row.details["before"]["started_at"] == ""
    assert row.details["after"]["appearances"] == [STOOD_IN]


@pytest.mark.parametrize(
    ("moments", "row", "sentence"),
    [
        ({"started": "2020-09-17T15:42", "ended": "2020-09-17T15:41"}, {}, "Jam selesai mendahului jam mulai."),
        ({"ended": "2020-09-17T15:41"}, {}, "Isi jam mulai; sesi yang selesai pernah dimulai."),
        ({"started": "2002-09-17T15:42"}, {}, "Tanggal ini di luar hari rakor: Kamis s.d. Jumat"),
        ({"started": "2020-09-18T08:00"}, {}, "Jam ini belum terjadi"),
        ({"started": "kemarin sore"}, {}, "Tulis hari dan jam, misalnya 17/09/2020 15.42."),
        ({}, STOOD_IN | {"title": ""}, "Tulis jabatannya."),
        ({}, STOOD_IN | {"name": ""}, "Tulis nama, atau kosongkan seluruh baris."),
        ({}, STOOD_IN | {"stands_in_for": ""}, "Tulis siapa yang diwakili."),
        ({}, STOOD_IN | {"stands_in": ""}, "Pilih Plh., Plt., atau a.n."),
    ],
)
def test_a_wrong_fact_gets_its_sentence_and_loses_nothing(
    cast: Cast, moments: dict[str, str], row: dict[str, str], sentence: str
) -> None:
    session = named("Pembukaan")

    page = save(cast, session, typed(session, row or STOOD_IN, **moments)).content.decode()

    assert sentence in page
    assert 'value="Ketua KPU Provinsi Kalimantan Selatan"' in page or row
    assert facts_of("Pembukaan") == (None, None)
    assert not Appearance.objects.exists()


def test_one_name_stands_once_in_a_part(cast: Cast) -> None:
    session = named("Pembukaan")

    page = save(cast, session, typed(session, STOOD_IN, STOOD_IN)).content.decode()

    assert "Nama ini sudah ada dengan peran yang sama." in page


def test_saving_the_form_unchanged_keeps_the_seconds_of_a_press(cast: Cast) -> None:
    pressed = LATE + timedelta(seconds=37)
    press(cast.chair, "session_start", "Pembukaan", pressed)
    session = named("Pembukaan")

    save(cast, session, typed(session, STOOD_IN, started="2020-09-17T15:42", ended="2020-09-17T15:42"))

    assert facts_of("Pembukaan") == (pressed, pressed)
    assert named("Pembukaan").started_by == cast.chair.user


def test_a_press_in_the_meantime_is_not_overwritten_by_an_open_form(cast: Cast) -> None:
    session = named("Pembukaan")
    fields = typed(session, STOOD_IN)
    press(cast.secretariat, "session_start", "Pembukaan", LATE)

    answer = save(cast, session, fields)

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Mulai Kamis, 17 September 2020 pukul 15.42 WITA; selesai belum" in page
    assert 'value="Budi Contoh"' in page
    assert facts_of("Pembukaan") == (LATE, None)


def test_hostile_names_stay_text(cast: Cast) -> None:
    session = named("Pembukaan")
    save(cast, session, typed(session, STOOD_IN | {"name": "<script>alert(1)</script>"}))

    page = client_of(cast.operator).get(reverse("session_show", args=[session.pk]))

    assert page.status_code == 404  # not invited yet
    page = client_of(cast.chair).get(reverse("session_show", args=[session.pk])).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;, Anggota" in page
    assert "<script>alert" not in page
