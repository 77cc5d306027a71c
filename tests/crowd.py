"""A rakor of many offices in a live site's database, everybody logged in already; run as a program, tells in JSON.

Made in bulk: a thousand logins by the page would take longer than what they are for.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime, timedelta
from typing import Any

MINUTE = timedelta(minutes=1)


def make(name: str, offices: int, each: int, now: datetime) -> dict[str, Any]:
    """`now` is the site's moment. Keys of the answer: rakor, session, desk (cookie), offices (cookie and delegates),
    codes of the hall (one for each half minute from `now` on), paper (it takes ten files, due tomorrow).
    """
    from agendas.hall_code import TURN, code_of  # noqa: PLC0415 - after setup
    from agendas.models import Session  # noqa: PLC0415
    from meetings.actions import create_rakor, open_rakor  # noqa: PLC0415
    from meetings.models import Rakor  # noqa: PLC0415
    from reports import asking  # noqa: PLC0415
    from reports.models import Requirement  # noqa: PLC0415

    [host] = actors([f"KPU {name}"], "secretariat")
    day = now.astimezone().date()
    values = {
        "title": f"Rakor {name}",
        "starts_on": day,
        "ends_on": day + timedelta(days=1),
        "timezone": "Asia/Makassar",
    }
    rakor = create_rakor(rakor=Rakor(**values), by=host, now=now)
    open_rakor(rakor=rakor, by=host, now=now)
    starts_at = now + 5 * MINUTE
    session = Session.objects.create(rakor=rakor, kind="pembukaan", title="Pembukaan", starts_at=starts_at)
    guests = actors([f"{name} kantor {n}" for n in range(offices)], "operator")
    invitations, delegates = name_delegates(rakor, guests, host, each, now)
    asked = Requirement(rakor=rakor, kind="berkas", name="Laporan", due_at=now + timedelta(days=1), most_files=10)
    paper = asking.add_requirement(requirement=asked, by=host, now=now)
    cookies = logged_in([host, *guests])
    return {
        "rakor": rakor.pk,
        "session": session.pk,
        "desk": cookies[0],
        "paper": paper.pk,
        "offices": [
            {"cookie": cookie, "delegates": delegates[n * each : (n + 1) * each], "invitation": invitations[n]}
            for n, cookie in enumerate(cookies[1:])
        ],
        "codes": [code_of(session, now=now + n * timedelta(seconds=TURN)) for n in range(60)],
    }


def actors(names: list[str], role: str) -> list[Any]:
    """An institution for each name, with one person who acts for it."""
    from participants.gate import Actor  # noqa: PLC0415
    from participants.models import Institution, Person, Right, User  # noqa: PLC0415

    kind = "kpu_provinsi" if role == "secretariat" else "kpu_kabkota"
    offices = Institution.objects.bulk_create(
        Institution(name=name, kind=kind, timezone="Asia/Makassar", letter_code="63") for name in names
    )
    people = Person.objects.bulk_create(Person(name=f"Petugas {name}") for name in names)
    users = User.objects.bulk_create(
        User(username=f"{role} {name}".lower()[:60], password="!", person=person)
        for name, person in zip(names, people, strict=True)
    )
    rights = Right.objects.bulk_create(
        Right(user=user, institution=office, role=role) for user, office in zip(users, offices, strict=True)
    )
    return [Actor(right.user, right) for right in rights]


def name_delegates(rakor: Any, guests: list[Any], host: Any, each: int, now: datetime) -> tuple[list[int], list[int]]:
    """Invitations and delegates."""
    from meetings.models import Delegate, Invitation  # noqa: PLC0415
    from participants.models import Person  # noqa: PLC0415

    sent = {"rakor": rakor, "sent_at": now, "sent_by": host.user}
    invitations = Invitation.objects.bulk_create(
        Invitation(institution=guest.institution, institution_name=guest.institution_name, order=n, **sent)
        for n, guest in enumerate(guests)
    )
    people = Person.objects.bulk_create(Person(name=f"Peserta {n}") for n in range(len(guests) * each))
    rows = Delegate.objects.bulk_create(
        Delegate(
            invitation=invitations[n // each], person=person, name=person.name, title="Staf", rank="staf", mode="onsite"
        )
        for n, person in enumerate(people)
    )
    return [row.pk for row in invitations], [row.pk for row in rows]


def logged_in(people: list[Any]) -> list[str]:
    """The session cookie of each."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: PLC0415
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415
    from django.contrib.sessions.models import Session  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    store, expires = SessionStore(), timezone.now() + timedelta(days=1)
    rows = []
    for actor in people:
        kept = {SESSION_KEY: str(actor.user_id), BACKEND_SESSION_KEY: "participants.backends.PersonBackend"}
        kept[HASH_SESSION_KEY] = actor.user.get_session_auth_hash()
        key = store._get_new_session_key()
        rows.append(Session(session_key=key, session_data=store.encode(kept), expire_date=expires))
    Session.objects.bulk_create(rows)
    return [row.session_key for row in rows]


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "rakor.settings"
    import django

    django.setup()
    called, count, size, moment = sys.argv[1:]
    json.dump(make(called, int(count), int(size), datetime.fromisoformat(moment)), sys.stdout)
