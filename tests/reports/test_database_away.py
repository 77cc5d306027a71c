"""The database ends sessions or goes away while papers come in: it costs time, and nothing else."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from threading import Event, Thread

import psycopg2
import pytest

from tests.live import LiveSite
from tests.reports.senders import Sender, at_once, kept, new_key, paper, senders, sha256
from tests.services import OwnPostgres

ORDEAL = pytest.mark.ordeal
TIDY = """
import json
from rakor.files.models import StoredFile
from rakor.files.tidying import Path, drop_orphans, settings
files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
print(json.dumps([drop_orphans(files), sum(path.exists() for path in files) - StoredFile.objects.count()]))
"""


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="SQLite has no sessions to end")
@pytest.mark.parametrize("sessions", [3, pytest.param(20, marks=ORDEAL)])
def test_ended_database_sessions_leave_no_half_version(live_site: LiveSite, sessions: int) -> None:
    crew = senders(live_site, "sesi", sessions * 2)
    done = Event()
    ended: list[int] = []

    def end_some() -> None:
        database = psycopg2.connect(live_site.environment["DATABASE_URL"])
        database.autocommit = True
        with database.cursor() as cursor:
            while len(ended) < sessions and not done.is_set():
                cursor.execute(
                    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
                    " AND state <> 'idle' AND backend_type = 'client backend' ORDER BY random() LIMIT 1"
                )
                for (pid,) in cursor.fetchall():
                    cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
                    ended.append(pid)
        database.close()

    def send(sender: Sender, seed: int) -> None:
        key = new_key()
        assert sender.insist(lambda: sender.send_form(paper(300_000, seed), key)).status == 302

    ender = Thread(target=end_some)
    ender.start()
    results: list[object] = []
    round_number = 0
    while len(ended) < sessions and round_number < 20:
        results += at_once([lambda own=own, n=n: send(own, n) for n, own in enumerate(crew)])
        round_number += 1
    done.set()
    ender.join()

    assert [result for result in results if result is not None] == []
    assert len(ended) == sessions
    assert {status for sender in crew for status in sender.seen} <= {302, 503}
    wrong, versions = kept(live_site, crew[0].requirement)
    assert wrong == 0
    assert Counter(number for _, number, *_ in versions) == {n: len(crew) for n in range(1, round_number + 1)}
    assert {files for *_, files in versions} == {1}


@pytest.mark.skipif("DATABASE_URL" not in os.environ, reason="SQLite is no server that could stop")
@pytest.mark.parametrize(("offices", "clients", "away"), [pytest.param(514, 32, 10, marks=ORDEAL)])
def test_a_database_that_stops_at_once_and_comes_back_costs_only_time(
    monkeypatch: pytest.MonkeyPatch, offices: int, clients: int, away: int
) -> None:
    """F10. On a cluster of its own, which keeps what it committed; `away` in seconds."""
    with OwnPostgres(keeps=True) as cluster:
        monkeypatch.setenv("DATABASE_URL", cluster.url)
        with LiveSite() as site:
            crew = senders(site, "mati", offices)

            def send(own: list[Sender]) -> None:
                for sender in own:
                    content, key = paper(30_000, sender.invitation), new_key()
                    assert sender.insist(lambda: sender.send_form(content, key)).status == 302  # noqa: B023

            began = time.monotonic()
            results: list[object] = []
            jobs = [lambda own=crew[n::clients]: send(own) for n in range(clients)]
            sending = Thread(target=lambda: results.extend(at_once(jobs)))
            sending.start()
            time.sleep(4)
            cluster.stop_at_once()
            time.sleep(away)
            cluster.start()  # by this thread: a server ends with the thread that started it
            sending.join()
            seconds = time.monotonic() - began

            seen = sum((sender.seen for sender in crew), Counter())
            print(f"{offices} papers in {seconds:.0f} s, answers {dict(seen)}")  # noqa: T201
            assert [result for result in results if result is not None] == []
            assert set(seen) == {302, 503}
            assert seconds <= 180
            wrong, versions = kept(site, crew[0].requirement)
            expected = [[one.invitation, 1, sha256(paper(30_000, one.invitation)), 1] for one in crew]
            assert (wrong, sorted(versions)) == (0, sorted(expected))
            dropped, without_a_row = json.loads(site.manage("shell", "--verbosity", "0", "-c", TIDY))
            print(f"{dropped} files of requests that were not acknowledged")  # noqa: T201
            assert without_a_row == 0
