"""How many delegations a session needs: typed, counted, and said with the moment at which it was reached."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from agendas import attendance
from agendas.attendance import Mark
from agendas.models import How, Move, Session
from agendas.quorum import quorum_of
from agendas.roll import counts_by_session, roll_of
from meetings.models import Invitation, Mode
from tests import cast as stage
from tests.cast import TZ, Cast

pytestmark = pytest.mark.django_db
STARTS = datetime(2020, 9, 17, 11, 30, tzinfo=UTC)  # 19.30 WITA
MINUTE = timedelta(minutes=1)


@pytest.fixture
def cast() -> Cast:
    """Two offices are asked, each with a delegate."""
    cast = stage.make_cast()
    rakor = stage.make_rakor(cast)
    stage.make_session(cast, rakor)
    for invitation in stage.invite_both(cast, rakor).values():
        stage.name_delegate(cast, invitation)
    return cast


def session_of(cast: Cast) -> Session:
    return Session.objects.select_related("rakor__organiser").get(rakor=cast.rakor, kind="kelas")


def come(cast: Cast, office: str, at: datetime | None) -> None:
    [delegate] = Invitation.objects.get(institution_name__endswith=office).delegates.select_related("invitation")  # type: ignore[attr-defined]
    by: dict[str, Any] = {"by": cast.secretariat, "now": STARTS}
    if at is None:
        attendance.take_names(session=session_of(cast), delegates=[delegate], **by)
    else:
        mark = Mark(uuid4(), delegate, Move.IN, at)
        attendance.take(session=session_of(cast), marks=[mark], how=How.DESK, mode=Mode.ONSITE, **by)


def words_of(cast: Cast) -> str | None:
    session = session_of(cast)
    found = quorum_of(session, roll_of(session))
    return found.words(TZ) if found else None


def page_of(cast: Cast, *, live: bool) -> str:
    client = Client(headers={"HX-Request": "true"} if live else {})
    client.force_login(cast.chair.user)
    return client.get(reverse("attendance_show", args=[session_of(cast).pk])).content.decode()


def test_a_session_without_quorum_says_nothing_of_it(cast: Cast) -> None:
    assert words_of(cast) is None
    assert "uorum" not in page_of(cast, live=False)


def test_what_lacks_is_counted_and_then_the_moment_of_the_last_one_needed_is_said(cast: Cast) -> None:
    Session.objects.update(quorum=2)
    come(cast, "Tapin", STARTS + 12 * MINUTE)
    assert words_of(cast) == "Kuorum 2 dari 2 delegasi: kurang 1"

    come(cast, "Banjar", STARTS - 18 * MINUTE)
    assert words_of(cast) == "Kuorum 2 dari 2 delegasi: tercapai pukul 19.42 WITA"

    Session.objects.update(quorum=1)
    assert words_of(cast) == "Kuorum 1 dari 2 delegasi: tercapai pukul 19.12 WITA"


def test_where_an_hour_is_not_known_none_is_said(cast: Cast) -> None:
    Session.objects.update(quorum=2)
    come(cast, "Tapin", STARTS)
    come(cast, "Banjar", None)

    assert words_of(cast) == "Kuorum 2 dari 2 delegasi: tercapai"


def test_the_screen_hears_of_it_without_being_loaded_again(cast: Cast) -> None:
    Session.objects.update(quorum=1)
    assert "<b>Kuorum 1 dari 2 delegasi: kurang 1</b>" in page_of(cast, live=False)

    come(cast, "Banjar", STARTS)

    assert "<b>Kuorum 1 dari 2 delegasi: tercapai pukul 19.30 WITA</b>" in page_of(cast, live=True)


def test_the_list_of_all_sessions_says_it_too(cast: Cast) -> None:
    Session.objects.update(quorum=2)
    come(cast, "Tapin", STARTS)
    client = Client()
    client.force_login(cast.chair.user)
    address = reverse("attendance_list", args=[cast.rakor.pk])
    assert "kuorum 2: kurang 1" in client.get(address).content.decode()

    come(cast, "Banjar", STARTS)

    assert "kuorum 2: tercapai" in client.get(address).content.decode()


def test_who_only_gets_the_letter_as_tembusan_is_not_waited_for(cast: Cast) -> None:
    Session.objects.update(quorum=1)
    Invitation.objects.filter(institution_name__endswith="Tapin").update(is_copy=True)
    Invitation.objects.get(is_copy=True).delegates.all().delete()  # type: ignore[attr-defined]

    session = session_of(cast)
    assert words_of(cast) == "Kuorum 1 dari 1 delegasi: kurang 1"
    assert counts_by_session(cast.rakor, [session]) == [(session, roll_of(session).counts)]


def change(cast: Cast, quorum: str) -> Any:
    session = session_of(cast)
    values = {"kind": "kelas", "title": "Kelas D", "day": "2020-09-17", "starts": "19:30", "ends": "22:00"}
    values |= {"kelas": session.kelas_id, "version": session.version, "quorum": quorum}
    client = Client()
    client.force_login(cast.secretariat.user)
    return client.post(reverse("session_change", args=[session.pk]), values)


def test_the_secretariat_sets_it_and_session_and_board_show_it(cast: Cast) -> None:
    assert change(cast, "7").status_code == 302

    client = Client()
    client.force_login(cast.secretariat.user)
    session = session_of(cast)
    assert session.quorum == 7
    assert (
        "<dt>Kuorum</dt><dd>7 delegasi</dd>" in client.get(reverse("session_show", args=[session.pk])).content.decode()
    )
    assert "<p>Kuorum 7 delegasi</p>" in client.get(reverse("board_show", args=[cast.rakor.pk])).content.decode()
    assert 'value="7"' in client.get(reverse("session_change", args=[session.pk])).content.decode()

    change(cast, "")
    assert session_of(cast).quorum is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0", "Kuorum sedikitnya 1 delegasi. Kosongkan bila tidak ada kuorum."),
        ("-3", "Kuorum sedikitnya 1 delegasi."),
        ("tujuh", "Tulis kuorum sebagai bilangan bulat, misalnya 7."),
        ("99999999999", "Kuorum paling banyak 2.000 delegasi."),
    ],
)
def test_another_quorum_is_refused_with_a_sentence_and_stays_typed(cast: Cast, typed: str, sentence: str) -> None:
    page = change(cast, typed).content.decode()

    assert sentence in page
    assert f'value="{typed}"' in page
    assert session_of(cast).quorum is None


def test_the_database_knows_no_quorum_of_nobody(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.update(quorum=0)
