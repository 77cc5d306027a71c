"""Everybody comes at once: offices by the code on the screen, desks by their scans, over HTTP against a live site."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable
from http.client import HTTPConnection
from threading import Barrier, Thread
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from agendas.hall_code import TURN
from tests.live import LiveSite

CSRF = "a" * 32
LOT = 25  # scans that a desk sends at once
COUNT = """
from django.db.models import Count, Max
from agendas.models import Attendance, Scan, Session
from agendas.roll import roll_of
rows = Attendance.objects.filter(session={session})
doubles = rows.values("person").annotate(n=Count("pk")).filter(n__gt=1).count()
counts = roll_of(Session.objects.select_related("rakor__organiser").get(pk={session})).counts
print(rows.count(), doubles, Scan.objects.filter(attendance__session={session}).count(), counts.there, counts.people)
"""


class Phone:
    """One connection of somebody who is logged in; keeps what each answer was."""

    def __init__(self, site: LiveSite, cookie: str, seen: Counter[int]) -> None:
        self.connection = HTTPConnection("127.0.0.1", site.port, timeout=60)
        self.headers = {"Cookie": f"sessionid={cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        self.seen = seen

    def ask(self, method: str, path: str, body: str | None = None, kind: str = "") -> tuple[int, bytes]:
        headers = self.headers | ({"Content-Type": kind} if kind else {})
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        self.seen[answer.status] += 1
        return answer.status, text


class Rush:
    """The window in which all come, from the moment on at which the codes of the hall begin."""

    def __init__(self, site: LiveSite, *, offices: int, clients: int) -> None:
        self.site, self.clients = site, clients
        self.began = time.monotonic()
        self.crowd = site.gather(f"serbu {time.monotonic_ns()}", offices=offices, each=4)
        self.seen: Counter[int] = Counter()
        self.wrong: list[str] = []

    def code(self) -> str:
        """The one that stood on the screen until a moment ago: a phone is slow."""
        codes: list[str] = self.crowd["codes"]
        return codes[max(0, int((time.monotonic() - self.began - 10) // TURN))]

    def by_hall_code(self, office: dict[str, Any]) -> None:
        phone = Phone(self.site, office["cookie"], self.seen)
        status, _ = phone.ask("GET", f"/hadir/{self.code()}/")
        assert status == 302, f"the code was answered with {status}"
        path = f"/sesi/{self.crowd['session']}/kehadiran/kantor/"
        _, page = phone.ask("GET", path)
        assert page.count(b'name="delegates"') <= 4
        form = urlencode([("delegates", pk) for pk in office["delegates"]])
        status, _ = phone.ask("POST", path, form, "application/x-www-form-urlencoded")
        assert status == 302, f"the names were answered with {status}"
        phone.connection.close()

    def by_desk(self, delegates: list[int]) -> None:
        """Each lot twice, as a desk does whose answer was lost."""
        phone = Phone(self.site, self.crowd["desk"], self.seen)
        for first in range(0, len(delegates), LOT):
            at = self.site.now().isoformat()
            named = {"session": self.crowd["session"], "at": at, "kind": "masuk"}
            lot = [{"key": str(uuid4()), "delegate": pk} | named for pk in delegates[first : first + LOT]]
            for _ in "ab":
                status, text = phone.ask(
                    "POST", f"/rakor/{self.crowd['rakor']}/kehadiran/kirim/", json.dumps(lot), "application/json"
                )
                assert status == 200, f"a desk was answered with {status}"
                assert [row["result"] for row in json.loads(text)["answers"]] == ["ok"] * len(lot)
        phone.connection.close()

    def run(self) -> float:
        """Half of the clients are phones of the offices, half are desks; returns the seconds of the window."""
        phones = self.clients // 2
        offices = self.crowd["offices"]
        everybody = [pk for office in offices for pk in office["delegates"]]
        jobs: list[Callable[[], None]] = [
            lambda own=offices[n::phones]: [self.by_hall_code(office) for office in own]  # type: ignore[misc]
            for n in range(phones)
        ]
        desks = self.clients - phones
        jobs += [lambda own=everybody[n::desks]: self.by_desk(own) for n in range(desks)]  # type: ignore[misc]
        started = time.monotonic()
        self.at_once(jobs)
        return time.monotonic() - started

    def at_once(self, jobs: list[Callable[[], None]]) -> None:
        start = Barrier(len(jobs))

        def one(job: Callable[[], None]) -> None:
            start.wait()
            try:
                job()
            except Exception as wrong:
                self.wrong.append(repr(wrong))

        threads = [Thread(target=one, args=[job]) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def counted(self) -> list[int]:
        """Rows, persons with more than one row, scans, delegations there, persons there."""
        told = self.site.manage("shell", "--verbosity", "0", "-c", COUNT.format(session=self.crowd["session"]))
        return [int(word) for word in told.split()]


def rush(site: LiveSite, *, offices: int, clients: int) -> None:
    """Every delegate is seen by a desk and ticked by the own office, whichever comes first."""
    crowd = Rush(site, offices=offices, clients=clients)
    seconds = crowd.run()
    print(f"{offices * 4} scans, {clients} clients: {seconds:.1f} s, answers {dict(crowd.seen)}")  # noqa: T201

    assert crowd.wrong == []
    assert [status for status in crowd.seen if status >= 500] == []
    rows, doubles, scans, there, people = crowd.counted()
    assert (rows, doubles, there, people) == (offices * 4, 0, offices, offices * 4)
    assert scans >= offices * 4


def test_40_scans_of_4_clients_count_everybody_once(live_site: LiveSite) -> None:
    rush(live_site, offices=10, clients=4)


@pytest.mark.ordeal
def test_2056_scans_of_20_clients_over_http_count_everybody_once(live_site: LiveSite) -> None:
    rush(live_site, offices=514, clients=20)
