"""An edition is released once, holds nothing secret, and never changes."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from agendas import actions, releases
from agendas.models import Edition, Session
from rakor.audit.models import AuditRow
from tests import cast as stage
from tests.cast import NOW, TZ, Cast

pytestmark = pytest.mark.django_db
SECRETS = {
    "join_url": "https://rapat.contoh.invalid/rahasia",
    "meeting_id": "ID-RAHASIA",
    "passcode": "SANDI-RAHASIA",
    "cue": "MC-RAHASIA",
}


@pytest.fixture
def cast() -> Cast:
    cast = stage.make_cast()
    stage.make_rakor(cast)
    stage.make_session(cast, cast.rakor)
    return cast


def release(cast: Cast, **options: Any) -> Edition:
    return releases.release(rakor=cast.rakor, by=cast.secretariat, now=NOW, **options)


def retitle(title: str) -> None:
    Session.objects.update(title=title)


def test_the_first_edition_holds_the_agenda_as_plain_values(cast: Cast) -> None:
    edition = release(cast)

    session = Session.objects.get()
    speaker, note_taker = cast.commissioner.person, cast.note_taker.person
    edition.refresh_from_db()
    assert (edition.number, edition.changes, edition.released_by) == (1, [], cast.secretariat.user)
    assert edition.content == [
        {
            "id": session.pk,
            "version": 1,
            "kind": "Kelas pembahasan",
            "title": "Kelas D",
            "starts_at": "2020-09-17T11:30:00+00:00",
            "ends_at": "2020-09-17T14:00:00+00:00",
            "room": "Ruang D",
            "kelas": "D",
            "kelas_name": "Sosialisasi, Pendidikan Pemilih, Partisipasi Masyarakat dan SDM",
            "speakers": [{"name": "commissioner contoh", "title": "Anggota", "person": speaker.pk}],
            "moderator": None,
            "note_taker": {"name": "note_taker contoh", "person": note_taker.pk},
            "topics": ["Fasilitas APK", "Pemetaan lokasi APK"],
            "mode": "",
        }
    ]
    assert set(edition.people.all()) == {speaker, note_taker}
    [row] = AuditRow.objects.filter(verb="edition.released")
    assert (row.rakor_id, row.target_label, row.details) == (cast.rakor.pk, "Edisi 1", {"number": 1, "changes": []})


def test_the_page_is_laid_out_in_the_zone_of_the_rakor(cast: Cast) -> None:
    html = release(cast).html

    assert "<h2>Kamis, 17 September 2020</h2>" in html
    assert "<time>19.30–22.00 WITA</time>" in html
    assert "\n\n" not in html


def test_the_second_edition_tells_what_changed(cast: Cast) -> None:
    release(cast)
    Session.objects.update(title="Kelas D: Sosialisasi")

    second = release(cast)

    assert second.number == 2
    assert [change["text"] for change in second.changes] == ["Kelas D berganti judul menjadi “Kelas D: Sosialisasi”"]


def test_an_unchanged_agenda_makes_no_edition(cast: Cast) -> None:
    release(cast)
    Session.objects.update(version=9, cue="Lampu diredupkan")

    with pytest.raises(releases.NothingChanged):
        release(cast)
    assert Edition.objects.count() == 1


def test_an_empty_agenda_makes_no_edition(cast: Cast) -> None:
    Session.objects.all().delete()

    with pytest.raises(releases.NothingChanged):
        release(cast)


def test_links_and_what_is_for_the_committee_alone_stand_in_no_edition(cast: Cast) -> None:
    Session.objects.update(**SECRETS)
    plan = actions.Plan("lain", "RAHASIA panitia", NOW + timedelta(days=3), None)
    internal = actions.add_session(rakor=cast.rakor, plan=plan, by=cast.secretariat, now=NOW)
    Session.objects.filter(pk=internal.pk).update(is_internal=True)

    edition = release(cast)

    assert len(edition.content) == 1
    assert "rahasia" not in str(edition.content).lower() + edition.html.lower()


def test_a_hostile_title_stays_text(cast: Cast) -> None:
    """S09."""
    retitle("<script>alert(1)</script>{{ 7|add:7 }}\r\nBaris")

    edition = release(cast)

    assert edition.content[0]["title"] == "<script>alert(1)</script>{{ 7|add:7 }} Baris"
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }} Baris" in edition.html
    assert "<script" not in edition.html


def test_only_what_was_read_is_released(cast: Cast) -> None:
    read = releases.content_of(Session.objects.with_people())
    retitle("Kelas D: digeser orang lain")

    with pytest.raises(releases.ChangedMeanwhile):
        release(cast, seen=releases.fingerprint(read))
    assert not Edition.objects.exists()

    read = releases.content_of(Session.objects.with_people())
    assert release(cast, seen=releases.fingerprint(read)).number == 1


def test_the_board_asks_what_is_unreleased_without_a_query(cast: Cast, django_assert_num_queries: Any) -> None:
    edition = release(cast)
    retitle("Kelas D: baru")
    sessions = list(Session.objects.with_people())

    with django_assert_num_queries(0):
        changes = releases.unreleased(sessions, edition, tz=TZ)

    assert [change["text"] for change in changes] == ["Kelas D berganti judul menjadi “Kelas D: baru”"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("first", ["secretariat", "chair"])
def test_of_two_releases_at_once_one_makes_the_edition(cast: Cast, first: str) -> None:
    """Whoever comes first: the second finds nothing changed."""
    start, outcomes = Barrier(2), []

    def run(name: str) -> None:
        start.wait()
        try:
            edition = releases.release(rakor=cast.rakor, by=cast.actors[name], now=NOW)
            outcomes.append(f"edisi {edition.number}")
        except releases.NothingChanged:
            outcomes.append("tidak ada perubahan")
        connection.close()

    second = "chair" if first == "secretariat" else "secretariat"
    running = [Thread(target=run, args=[name]) for name in (first, second)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()

    assert sorted(outcomes) == ["edisi 1", "tidak ada perubahan"]
    assert [edition.number for edition in Edition.objects.all()] == [1]
