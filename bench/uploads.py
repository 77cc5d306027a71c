"""Papers as fast as the server takes them: by the form and in pieces, against a bare view that does the least.

The bare view gets the same form, streams its file to disk, hashes it and inserts one row; it asks for no account,
checks nothing and flushes nothing. All three on one server, with as many processes and threads as in use.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import cycle
from statistics import median
from typing import Any
from uuid import uuid4

from bench.site import BenchSite
from scripts.processes import ROOT
from tests.reports.senders import Sender, paper, size_of

CLIENTS = 64
ROUNDS, EACH = 3, 154  # papers of a round and kind: together a tenth of what a country sends
BARE = "/bench/upload/"
TARGETS = {"form": 0.5, "pieces": 0.3}


def measure_uploads(site: BenchSite) -> list[dict[str, Any]]:
    """Rows of {name, value, target}: papers a second as a share of the bare view's, the median of the rounds."""
    crew = crew_of(site)
    kinds: dict[str, Callable[[Sender, bytes], None]] = {"bare": send_bare, "form": send_form, "pieces": send_pieces}
    rates: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(ROUNDS):
        for kind, send in kinds.items():
            rates[kind].append(rate(crew, send, number))
    return [
        {"name": f"papers by the {kind}", "value": share(rates[kind], rates["bare"]), "target": target}
        for kind, target in TARGETS.items()
    ]


def share(rates: list[float], bare: list[float]) -> float:
    return median(a / b for a, b in zip(rates, bare, strict=True))


def crew_of(site: BenchSite) -> list[Sender]:
    """As many offices as clients, logged in."""
    told = ["penuh", str(CLIENTS), "1", datetime.now(UTC).isoformat()]
    command = [sys.executable, "-m", "tests.crowd", *told]
    done = subprocess.run(command, cwd=ROOT, env=site.environment, capture_output=True, text=True, check=True)
    crowd = json.loads(done.stdout)
    return [Sender(site.port, office["cookie"], office["invitation"], crowd["paper"]) for office in crowd["offices"]]


def rate(crew: list[Sender], send: Callable[[Sender, bytes], None], number: int) -> float:
    """Papers a second; every client sends its next one at once."""
    contents = [paper(size_of(seed), seed) for seed in range(number * EACH, (number + 1) * EACH)]
    own = list(zip(cycle(crew), contents, strict=False))
    lots = [own[n::CLIENTS] for n in range(CLIENTS)]
    began = time.monotonic()
    with ThreadPoolExecutor(CLIENTS) as clients:
        for lot in clients.map(lambda lot: [send(*one) for one in lot], lots):
            assert all(answer is None for answer in lot)
    return len(contents) / (time.monotonic() - began)


def send_bare(sender: Sender, content: bytes) -> None:
    assert sender.post_form(BARE, content, "").status == 204  # noqa: PLR2004


def send_form(sender: Sender, content: bytes) -> None:
    assert sender.send_form(content, str(uuid4())).status == 302  # noqa: PLR2004


def send_pieces(sender: Sender, content: bytes) -> None:
    assert sender.send_pieces(content, str(uuid4())).status == 302  # noqa: PLR2004
