"""The last hour before a deadline: every office sends nine papers, and others read meanwhile."""

from __future__ import annotations

import random
import time
from collections import Counter
from itertools import cycle, islice
from statistics import quantiles
from threading import Event, Lock, Thread
from uuid import uuid4

import pytest

from tests.live import LiveSite
from tests.reports.senders import Sender, kept, paper, senders, sha256, size_of

RATE = 8  # papers a second
READERS = 50
BETWEEN_CLICKS = 5  # seconds
EACH = 9


class Reading:
    """Fifty people who open the page of their paper, wait, and open it again; `times` in seconds."""

    def __init__(self, crew: list[Sender]) -> None:
        self.times: list[float] = []
        self.wrong: list[int] = []
        self.done = Event()
        self.threads = [Thread(target=self.read, args=[one, n]) for n, one in enumerate(islice(cycle(crew), READERS))]

    def read(self, sender: Sender, seed: int) -> None:
        chance = random.Random(seed)
        self.done.wait(chance.uniform(0, BETWEEN_CLICKS))
        while not self.done.is_set():
            began = time.monotonic()
            status = sender.ask("GET", sender.place).status
            self.times.append(time.monotonic() - began)
            if status != 200:
                self.wrong.append(status)
            self.done.wait(BETWEEN_CLICKS * chance.uniform(0.8, 1.2))

    def __enter__(self) -> Reading:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        for thread in self.threads:
            thread.join()

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=20)[-1]


def send_all(crew: list[Sender]) -> Counter[int]:
    """At the rate of the last hour, whoever is free takes the next; every third comes in pieces."""
    queue = [(sender, number) for number in range(EACH) for sender in crew]
    began, lock, answers = time.monotonic(), Lock(), Counter[int]()
    numbered = iter(enumerate(queue))

    def work() -> None:
        while True:
            with lock:
                place, (sender, number) = next(numbered, (0, (None, 0)))
            if sender is None:
                return
            time.sleep(max(0, began + place / RATE - time.monotonic()))
            content = content_of(sender, number)
            how = sender.send_pieces if number % 3 == 0 else sender.send_form
            answers[how(content, str(uuid4())).status] += 1

    workers = [Thread(target=work) for _ in range(24)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return answers


def content_of(sender: Sender, number: int) -> bytes:
    seed = sender.invitation * 10 + number
    return paper(size_of(seed), seed=seed)


@pytest.mark.ordeal
@pytest.mark.parametrize("offices", [51, 514])
def test_nothing_is_lost_in_the_last_hour_and_readers_go_on(live_site: LiveSite, offices: int) -> None:
    crew = senders(live_site, "terakhir", offices)
    with Reading(crew) as idle:
        time.sleep(20)
    with Reading(crew) as busy:
        began = time.monotonic()
        answers = send_all(crew)
        seconds = time.monotonic() - began

    rate = offices * EACH / seconds
    print(f"{offices * EACH} papers, {rate:.1f}/s; readers p95 idle {idle.p95:.3f} s, busy {busy.p95:.3f} s")  # noqa: T201
    assert answers == {302: offices * EACH}
    assert idle.wrong == busy.wrong == []
    wrong, versions = kept(live_site, crew[0].requirement)
    expected = Counter(sha256(content_of(sender, number)) for sender in crew for number in range(EACH))
    assert wrong == 0
    assert Counter(sha for *_, sha, _ in versions) == expected
    assert rate >= RATE * 0.95
    assert busy.p95 <= 3 * idle.p95
