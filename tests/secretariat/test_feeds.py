"""A private address is shown once, is only as good as its secret, and ends when its owner says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from agendas import releases
from rakor.audit.models import AuditRow
from secretariat import feeds
from secretariat.models import Feed
from tests import cast as stage
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db
GONE = "Alamat kalender ini sudah dicabut atau tidak dikenal."


@pytest.fixture
def cast() -> Iterator[Cast]:
    with time_machine.travel(NOW, tick=False):
        cast = stage.make_cast()
        rakor = stage.make_rakor(cast)
        stage.make_session(cast, rakor)
        releases.release(rakor=rakor, by=cast.secretariat, now=NOW)
        yield cast


def owner(cast: Cast, name: str = "note_taker") -> Client:
    client = Client()
    client.force_login(cast.actors[name].user)
    return client


def create(client: Client) -> str:
    """The path of the address that the page shows."""
    page = client.post(reverse("feed_create")).content.decode()
    [address] = re.findall(r'value="([^"]+\.ics)"', page)
    return str(address.removeprefix(settings.SITE_URL))


def is_gone(answer: Any) -> bool:
    return (answer.status_code, answer["Content-Type"], answer.content.decode()) == (
        404,
        "text/plain; charset=utf-8",
        GONE,
    )


def test_whoever_has_the_address_reads_the_calendar_without_a_login(cast: Cast) -> None:
    answer = Client().get(create(owner(cast)))

    assert answer.status_code == 200
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/calendar; charset=utf-8", "private, no-store")
    assert "SUMMARY:Kelas D" in answer.content.decode()


def test_only_the_hash_of_the_secret_is_kept_and_the_page_shows_it_once(cast: Cast) -> None:
    client = owner(cast)
    address = create(client)

    token = address.removeprefix("/kalender/").removesuffix(".ics")
    feed = Feed.objects.get()
    assert len(token) == 43  # 256 bits
    assert feed.token_sha256 == sha256(token.encode()).hexdigest()
    assert token not in client.get(reverse("feed_show")).content.decode()
    assert not [row for row in AuditRow.objects.values() if token in str(row)]


def test_a_second_address_ends_the_first(cast: Cast) -> None:
    client = owner(cast)
    first, second = create(client), create(client)

    assert is_gone(Client().get(first))
    assert Client().get(second).status_code == 200
    assert list(AuditRow.objects.filter(verb__startswith="feed.").values_list("verb", flat=True).order_by("pk")) == [
        "feed.created",
        "feed.revoked",
        "feed.created",
    ]


def test_a_revoked_address_is_gone(cast: Cast) -> None:
    client = owner(cast)
    address = create(client)

    page = client.post(reverse("feed_revoke"), follow=True).content.decode()

    assert "Alamat kalender dicabut." in page
    assert "Belum ada alamat yang aktif." in page
    assert is_gone(Client().get(address))


def test_revoking_twice_writes_one_row(cast: Cast) -> None:
    client = owner(cast)
    create(client)

    client.post(reverse("feed_revoke"))
    client.post(reverse("feed_revoke"))

    assert AuditRow.objects.filter(verb="feed.revoked").count() == 1


def test_an_unknown_address_says_the_same(cast: Cast) -> None:
    assert is_gone(Client().get(reverse("feed_calendar", args=["tidak-dikenal"])))
    assert Client().get(reverse("feed_calendar", args=["tidak-dikenal"]))["Cache-Control"] == "private, no-store"


def test_the_address_of_a_closed_account_is_gone(cast: Cast) -> None:
    address = create(owner(cast))
    cast.note_taker.user.is_active = False
    cast.note_taker.user.save()

    assert is_gone(Client().get(address))


def test_nobody_revokes_the_address_of_somebody_else(cast: Cast) -> None:
    address = create(owner(cast))

    owner(cast, "secretariat").post(reverse("feed_revoke"))

    assert Client().get(address).status_code == 200


def test_two_live_addresses_of_one_user_cannot_exist(cast: Cast) -> None:
    feeds.create_feed(by=cast.note_taker, now=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Feed.objects.create(user=cast.note_taker.user, token_sha256="0" * 64, created_at=NOW)
