"""What the ledger costs when it is chained inside every verb, and when a sealer chains it afterwards.

    RAKOR_MODE=local [DATABASE_URL=...] python -m bench.experiments.ledger

Eight processes number letters of one series, eight accept papers, for ten seconds. "In any order": half of the
numberers write the ledger row before they take the number, as verbs of different rooms would.
"""

import os
import tempfile
import time
from collections import Counter
from multiprocessing import get_context
from typing import Any

os.environ.setdefault("RAKOR_VAR", tempfile.mkdtemp(prefix="rakor-experiment-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rakor.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import DatabaseError, connection, transaction  # noqa: E402

from rakor.audit import actions, anchors  # noqa: E402
from rakor.audit.authors import SYSTEM  # noqa: E402
from rakor.audit.models import AuditRow, ChainHead  # noqa: E402
from rakor.audit.verification import verify  # noqa: E402
from rakor.lib import clock  # noqa: E402

SECONDS = 10
TABLES = [
    "DROP TABLE IF EXISTS bench_counter",
    "DROP TABLE IF EXISTS bench_letter",
    "DROP TABLE IF EXISTS bench_paper",
    "CREATE TABLE bench_counter (series integer PRIMARY KEY, value integer)",
    "CREATE TABLE bench_letter (number integer PRIMARY KEY)",
    "CREATE TABLE bench_paper (id integer PRIMARY KEY, accepted integer)",
    "INSERT INTO bench_counter VALUES (1, 0)",
]


def execute(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone() if cursor.description else cursor.rowcount


def write_row(verb: str, chained: bool) -> None:
    row = actions.record(by=SYSTEM, verb=verb, target=ChainHead(pk=1), now=clock.now())
    if chained:
        head = ChainHead.objects.select_for_update().get(pk=1)
        actions._append(row, head)
        row.save()
        head.save()


def number_letter(turn: int, chained: bool, row_first: bool) -> None:
    if row_first:
        write_row("letter.numbered", chained)
    execute("UPDATE bench_counter SET value = value + 1 WHERE series = 1")
    number = execute("SELECT value FROM bench_counter WHERE series = 1")[0]
    execute("INSERT INTO bench_letter VALUES (%s)", number)
    if not row_first:
        write_row("letter.numbered", chained)


def accept_paper(turn: int, chained: bool, first: int) -> None:
    execute("INSERT INTO bench_paper VALUES (%s, 0)", first + turn)
    assert execute("UPDATE bench_paper SET accepted = 1 WHERE id = %s AND accepted = 0", first + turn) == 1
    write_row("paper.accepted", chained)


def write(worker: int, chained: bool, any_order: bool, results: Any) -> None:
    ended, waits, turn = Counter[str](), [], 0
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        turn, start = turn + 1, time.monotonic()
        try:
            with transaction.atomic():
                if worker < 8:
                    number_letter(turn, chained, row_first=any_order and worker % 2 == 0)
                else:
                    accept_paper(turn, chained, first=worker * 1_000_000)
            ended["numbered" if worker < 8 else "accepted"] += 1
        except DatabaseError as error:
            ended["deadlock" if "deadlock" in str(error) else type(error).__name__] += 1
        waits.append(time.monotonic() - start)
    connection.close()
    results.put((ended, waits))


def seal_along(stop: Any, worst: Any) -> None:
    while not stop.wait(1):
        start = time.monotonic()
        actions.seal(now=clock.now())
        worst.value = max(worst.value, time.monotonic() - start)
    connection.close()


def measure(name: str, chained: bool, any_order: bool) -> None:
    for sql in TABLES:
        execute(sql)
    AuditRow.objects.all().delete()
    anchors.path().unlink(missing_ok=True)
    ChainHead.objects.update_or_create(pk=1, defaults={"sequence": 0, "hash": "0" * 64})
    connection.close()
    processes = get_context("fork")
    results, stop, worst = processes.Queue(), processes.Event(), processes.Value("d", 0.0)
    running = [processes.Process(target=write, args=(worker, chained, any_order, results)) for worker in range(16)]
    if not chained:
        sealer = processes.Process(target=seal_along, args=(stop, worst))
        sealer.start()
    for process in running:
        process.start()
    got = [results.get() for _ in running]
    for process in running:
        process.join()
    stop.set()
    show(name, got, worst.value)


def show(name: str, got: list[tuple[Counter[str], list[float]]], worst_seal: float) -> None:
    ended = sum((one for one, _ in got), Counter[str]())
    waits = sorted(wait for _, some in got for wait in some)
    done = ended["numbered"] + ended["accepted"]
    start, left = time.monotonic(), actions.seal(now=clock.now())
    rest = time.monotonic() - start
    numbers = execute("SELECT count(*), max(number) FROM bench_letter")
    print(f"{connection.vendor}, {name}: {done / SECONDS:.0f} tx/s")
    p50, p95, longest = (waits[int(len(waits) * share)] * 1000 for share in (0.5, 0.95, 0.9999))
    print(f"  {dict(ended)}; p50 {p50:.0f} ms, p95 {p95:.0f} ms, longest {longest:.0f} ms")
    print(f"  letters {numbers[0]}, highest number {numbers[1]}; findings {len(verify(anchors=anchors.read()))}")
    print(f"  sealed afterwards {left} in {rest:.1f} s, longest round of the sealer {worst_seal:.1f} s", flush=True)


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    for _ in range(2):
        measure("chained in the verb, in any order", chained=True, any_order=True)
        measure("chained in the verb, ledger last", chained=True, any_order=False)
        measure("chained by the sealer", chained=False, any_order=True)
