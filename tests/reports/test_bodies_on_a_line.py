"""S19: bodies that are empty, too long, costly, or not what their head says, sent by hand to a live site."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import psutil
import pytest

from tests.live import LiveSite
from tests.reports.senders import SECONDS, Sender, kept, new_key, paper, senders, sha256

MIB = 1024 * 1024
LIMIT = 10 * MIB  # of one file
FORM = "multipart/form-data; boundary=batas"
END = b"--batas--\r\n"


def part(name: str, content: bytes, *lines: str, filename: str = "") -> bytes:
    file = f'; filename="{filename}"' if filename else ""
    head = "\r\n".join([f'--batas\r\nContent-Disposition: form-data; name="{name}"{file}', *lines])
    return head.encode() + b"\r\n\r\n" + content + b"\r\n"


def form(*parts: bytes) -> bytes:
    return b"".join([part("key", new_key().encode()), *parts]) + END


def with_file(content: bytes) -> bytes:
    return form(part("uploads", content, "Content-Type: application/pdf", filename="laporan.pdf"))


def status(sender: Sender, body: bytes, *, length: int | None) -> int:
    """Of the answer to a head and a body that need not fit each other; `length` is what the head says, if anything."""
    lines = sender.headers | {"Host": "localhost", "Content-Type": FORM, "Connection": "close"}
    lines |= {} if length is None else {"Content-Length": str(length)}
    head = f"POST {sender.place}kirim/ HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    with socket.create_connection(("127.0.0.1", sender.port), timeout=SECONDS) as line:
        line.sendall(head.encode() + b"\r\n" + body)
        line.shutdown(socket.SHUT_WR)
        return int(line.makefile("rb").readline().split()[1])


def peak(worker: psutil.Process) -> int:
    """The most memory that it ever held, in bytes."""
    lines = Path(f"/proc/{worker.pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def wait_until_gone(folder: Path, pattern: str) -> None:
    """A worker tidies up after its answer."""
    end = time.monotonic() + 10
    while found := list(folder.rglob(pattern)):
        assert time.monotonic() < end, found
        time.sleep(0.05)


@pytest.fixture
def sender(live_site: LiveSite) -> Sender:
    [one] = senders(live_site, "badan", 1)
    return one


def test_each_odd_body_has_its_answer_and_leaves_nothing(live_site: LiveSite, sender: Sender) -> None:
    whole = paper(LIMIT, seed=5)
    body = with_file(b"%PDF-1.4\n" + bytes(2 * MIB))
    blanks = part("uploads", b" " * LIMIT, "Content-Transfer-Encoding: base64", filename="laporan.pdf")
    bodies = {
        "nothing in the file": (with_file(b""), None, 422),
        "a byte too many": (with_file(paper(LIMIT + 1, seed=6)), None, 422),
        "longer than any form": (b"", 120 * MIB, 413),
        "without a length": (body, -1, 411),
        "a length above what comes": (body[:-MIB], len(body), 400),
        "a length below what comes": (body, len(body) - MIB, 400),
        "101 files": (form(*[part("uploads", b"%PDF-1.4", filename="a.pdf")] * 101), None, 400),
        "1,001 fields": (form(*[part("isi", b"x")] * 1001), None, 400),
        "base64 of blanks": (form(blanks), None, 422),
        "exactly the limit": (with_file(whole), None, 302),
    }
    sender.send_form(b"", new_key())  # what every first request loads
    before = {worker: worker.memory_info().rss for worker in live_site.web_workers()}

    seen = {
        name: status(sender, body, length=None if length == -1 else length or len(body))
        for name, (body, length, _) in bodies.items()
    }

    assert seen == {name: expected for name, (*_, expected) in bodies.items()}
    assert {worker: peak(worker) - rss for worker, rss in before.items() if peak(worker) - rss > 50 * MIB} == {}
    wait_until_gone(live_site.temporary, "*.upload*")
    assert kept(live_site, sender.requirement) == (0, [[sender.invitation, 1, sha256(whole), 1]])
