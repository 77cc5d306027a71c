"""The link of an online session reaches whom it is for, a quarter of an hour before, and nobody else anywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agendas.joining import doors_of
from agendas.models import Attendance, Session
from meetings.access_sheets import make_sheet
from meetings.models import Invitation, Rakor
from participants.gate import Actor
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
STARTS = datetime(2020, 9, 17, 11, 30, tzinfo=UTC)  # 19.30 WITA
JOIN = {"join_url": "https://rapat.contoh.id/j/777", "meeting_id": "ID-RAPAT-777", "passcode": "sandi-rahasia-9"}
SECRETS = tuple(JOIN.values())


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast, mode="hybrid")
    stage.make_session(cast, rakor)
    stage.invite_both(cast, rakor)
    Rakor.objects.filter(pk=rakor.pk).update(**JOIN)
    return cast


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(actor.user)
    return client


def joins(actor: Actor, cast: Cast, now: datetime) -> str:
    with time_machine.travel(now, tick=False):
        return client_of(actor).get(reverse("session_joins", args=[cast.rakor.pk])).content.decode()


def test_the_link_opens_a_quarter_of_an_hour_before_and_closes_with_the_session(cast: Cast) -> None:
    for who in (cast.operator, cast.other_operator, cast.commissioner):
        early = joins(who, cast, STARTS - timedelta(minutes=15, seconds=1))
        assert "Tautan dibuka pukul 19.15 WITA" in early
        assert [secret for secret in SECRETS if secret in early] == []

        page = joins(who, cast, STARTS - timedelta(minutes=15))
        assert f'<a class="btn btn-sm" href="{JOIN["join_url"]}" target="_blank" rel="noopener noreferrer">' in page
        assert [secret for secret in SECRETS if secret not in page] == []

        after = joins(who, cast, STARTS + timedelta(hours=2, minutes=30))
        assert [secret for secret in SECRETS if secret in after] == []


def test_days_before_the_day_is_named(cast: Cast) -> None:
    assert "Tautan dibuka Kamis, 17 September 2020 pukul 19.15 WITA" in joins(cast.operator, cast, NOW)


def open_at(cast: Cast, now: datetime) -> list[bool]:
    sessions = list(Session.objects.filter(rakor=cast.rakor))
    return [door.is_open for door in doors_of(Rakor.objects.get(pk=cast.rakor.pk), sessions, now=now)]


def test_the_door_follows_what_happens(cast: Cast) -> None:
    session, by = Session.objects.filter(rakor=cast.rakor), cast.secretariat.user
    planned_end = STARTS + timedelta(minutes=150)
    session.update(started_at=STARTS - timedelta(minutes=30), started_by=by)
    assert open_at(cast, STARTS - timedelta(minutes=20)) == [True]  # began early
    assert open_at(cast, planned_end + timedelta(hours=1)) == [True]  # runs late
    assert open_at(cast, datetime(2020, 9, 17, 16, 0, tzinfo=UTC)) == [False]  # midnight of Banjarmasin

    session.update(ended_at=STARTS + timedelta(hours=1), ended_by=by)
    assert open_at(cast, STARTS + timedelta(hours=1)) == [False]


def test_a_session_on_site_and_a_rakor_called_off_have_no_door(cast: Cast) -> None:
    Session.objects.filter(rakor=cast.rakor).update(mode="onsite")
    assert open_at(cast, STARTS) == []

    Session.objects.filter(rakor=cast.rakor).update(mode="online")
    assert open_at(cast, STARTS) == [True]
    Rakor.objects.filter(pk=cast.rakor.pk).update(cancelled_at=NOW, cancelled_by=cast.chair.user)
    assert open_at(cast, STARTS) == []


def test_an_invitation_that_is_not_out_shows_nothing(cast: Cast) -> None:
    Invitation.objects.filter(institution=cast.tapin).update(sent_at=None, sent_by=None)
    address = reverse("session_joins", args=[cast.rakor.pk])

    assert client_of(cast.other_operator).get(address).status_code == 404
    assert client_of(cast.note_taker).get(address).status_code == 403
    assert client_of(cast.observer).get(address).status_code == 403


# --- set by the secretariat


def save(cast: Cast, **typed: Any) -> Any:
    return client_of(cast.secretariat).post(reverse("rakor_join", args=[cast.rakor.pk]), JOIN | typed)


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "http://rapat.contoh.id/j/1", "data:text/html,x", "//rapat.contoh.id/j", "rapat",
        "https://rapat.contoh.id@jahat.example/j", "https://", "ftp://rapat.contoh.id/",
    ],
)  # fmt: skip
def test_another_link_than_https_is_refused_with_a_sentence(cast: Cast, link: str) -> None:
    answer = save(cast, join_url=link)

    page = answer.content.decode()
    assert "Tulis tautan lengkap yang dimulai dengan https://" in page
    assert 'value="sandi-rahasia-9"' in page
    assert Rakor.objects.get(pk=cast.rakor.pk).join_url == JOIN["join_url"]


def test_the_ledger_says_that_a_link_was_set_and_not_which(cast: Cast) -> None:
    save(cast, passcode="sandi-baru-9")

    assert Rakor.objects.get(pk=cast.rakor.pk).passcode == "sandi-baru-9"
    assert AuditRow.objects.get(verb="rakor.join_set").details == {"has_link": True}


def test_a_session_has_its_own_way_and_link(cast: Cast) -> None:
    session = Session.objects.get(rakor=cast.rakor)
    own = {"mode": "online", "join_url": "https://lain.contoh.id/9", "meeting_id": "", "passcode": ""}

    client_of(cast.secretariat).post(reverse("session_join", args=[session.pk]), own)

    page = joins(cast.operator, cast, STARTS)
    assert 'href="https://lain.contoh.id/9"' in page
    assert "sandi-rahasia-9" not in page
    assert Session.objects.get(pk=session.pk).version == 1


def test_an_institution_with_an_access_sheet_finds_the_link_and_ticks_its_names(cast: Cast) -> None:
    invitation = Invitation.objects.select_related("rakor__organiser").get(institution=cast.banjar)
    delegate = stage.name_delegate(cast, invitation)
    guest = stage.guest_of(make_sheet(invitation=invitation, by=cast.secretariat, now=NOW).link)
    session = Session.objects.get()
    tick = reverse("attendance_tick", args=[session.pk])

    agenda = client_of(guest).get(reverse("agenda_show", args=[cast.rakor.pk])).content.decode()
    doors = joins(guest, cast, STARTS)
    with time_machine.travel(STARTS, tick=False):
        client_of(guest).post(tick, {"delegates": [delegate.pk]})

    assert f'hx-get="{reverse("session_joins", args=[cast.rakor.pk])}"' in agenda
    assert [secret for secret in SECRETS if secret not in doors] == []
    assert f'href="{tick}"' in doors
    assert list(Attendance.objects.values_list("person", "mode", "how")) == [(delegate.person_id, "online", "daring")]
