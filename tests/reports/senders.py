"""Offices that send papers to a live site over real sockets, by the form and in pieces, on good lines and bad ones."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import random
import socket
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

PIECE = 512 * 1024  # bytes, as assets/upload.js sends them
CSRF = "a" * 32
SECONDS = 120  # until somebody gives up
TUS = {"Tus-Resumable": "1.0.0"}
BINARY = {"Content-Type": "application/offset+octet-stream"}
PASSING = (423, 503)


def new_key() -> str:
    return str(uuid4())


def paper(size: int, seed: int) -> bytes:
    """A PDF by its head; no two seeds alike. Cheap to make: the readers' clock runs in the same process."""
    block = random.Random(seed).randbytes(4096)
    return b"%PDF-1.4\n" + (block * (size // len(block) + 1))[: size - 9]


def size_of(seed: int) -> int:
    """Of a paper in the last hour, in bytes: 20 kB to 5 MB, small ones as often as each doubling."""
    return int(20_000 * 250 ** random.Random(seed).random())


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Answer:
    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = answer.status, answer.headers, answer.read()

    @property
    def offset(self) -> int:
        return int(self.headers["Upload-Offset"])


@dataclass
class Sender:
    """One office. `seen` counts the answers, `sent` the bytes of files that went out in pieces."""

    port: int
    cookie: str
    invitation: int
    requirement: int
    seen: Counter[int] = field(default_factory=Counter)
    sent: int = 0

    @property
    def place(self) -> str:
        return f"/undangan/{self.invitation}/berkas/{self.requirement}/-/"

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.cookie}; csrftoken={CSRF}", "X-CSRFToken": CSRF, "Accept": "text/html"}

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            line.request(method, path, body, self.headers | named)
            answer = Answer(line.getresponse())
        finally:
            line.close()
        self.seen[answer.status] += 1
        assert answer.status != 503 or answer.headers["Retry-After"], "503 without a word when to come back"
        return answer

    def insist(self, ask: Callable[[], Answer]) -> Answer:
        """As the script does: again after a pause while nobody answers or the server says to wait."""
        end = time.monotonic() + SECONDS
        while True:
            try:
                answer = ask()
            except (OSError, http.client.HTTPException):
                answer = None
            if answer is not None and answer.status not in PASSING:
                return answer
            assert time.monotonic() < end, f"given up after {answer and answer.status}"
            time.sleep(0.05)

    # --- by the form

    def send_form(self, content: bytes, key: str) -> Answer:
        return self.post_form(f"{self.place}kirim/", content, key)

    def post_form(self, path: str, content: bytes, key: str) -> Answer:
        boundary = uuid4().hex
        parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="key"\r\n\r\n{key}\r\n'.encode()]
        if content:
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="uploads"; filename="laporan.pdf"\r\n'
            parts += [f"{head}Content-Type: application/pdf\r\n\r\n".encode(), content, b"\r\n"]
        body = b"".join([*parts, f"--{boundary}--\r\n".encode()])
        return self.ask("POST", path, body, Content_Type=f"multipart/form-data; boundary={boundary}")

    # --- in pieces

    def begin(self, content: bytes) -> str:
        told = {"filename": "laporan.pdf", "sha256": sha256(content)}
        coded = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in told.items())
        named = {"Upload_Length": str(len(content)), "Upload_Metadata": coded, "Tus_Resumable": "1.0.0"}
        answer = self.insist(lambda: self.ask("POST", f"{self.place}unggahan/", **named))
        assert answer.status == 201, (answer.status, answer.body)
        return answer.headers["Location"]

    def offset(self, address: str) -> int:
        answer = self.insist(lambda: self.ask("HEAD", address, Tus_Resumable="1.0.0"))
        assert answer.status == 200, answer.status
        return answer.offset

    def patch(self, address: str, piece: bytes, offset: int) -> Answer:
        self.sent += len(piece)
        named = {"Upload_Offset": str(offset), "Tus_Resumable": "1.0.0"}
        return self.ask("PATCH", address, piece, Content_Type=BINARY["Content-Type"], **named)

    def push(self, address: str, content: bytes) -> None:
        """From wherever it is to the end; it asks where that is, and after a break again."""
        self.go_on(address, content, None)

    def go_on(self, address: str, content: bytes, at: int | None) -> None:
        end = time.monotonic() + SECONDS
        while True:
            assert time.monotonic() < end
            at = self.offset(address) if at is None else at
            if at == len(content):
                return
            try:
                answer = self.patch(address, content[at : at + PIECE], at)
            except (OSError, http.client.HTTPException):
                at = None
                continue
            at = answer.offset if answer.status == 204 else None

    def cut(self, address: str, content: bytes, *, offset: int, upto: int) -> None:
        """Announces the rest of a piece, sends less of it and hangs up; then waits until that much was read, or 2 s."""
        rest = content[offset : offset + PIECE]
        lines = self.headers | TUS | BINARY
        lines |= {"Host": "localhost", "Upload-Offset": str(offset), "Content-Length": str(len(rest))}
        head = f"PATCH {address} HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as line:
            line.sendall(head.encode() + b"\r\n" + rest[:upto])
        self.sent += min(upto, len(rest))
        end = time.monotonic() + 2
        while self.offset(address) < offset + upto and time.monotonic() < end:
            time.sleep(0.01)

    def take(self, address: str) -> Answer:
        identity = address.rstrip("/").rpartition("/")[2]
        return self.insist(lambda: self.ask("POST", f"{self.place}unggahan/{identity}/"))

    def send_pieces(self, content: bytes, key: str) -> Answer:
        address = self.begin(content)
        self.go_on(address, content, 0)
        taken = self.take(address)
        assert taken.status == 200, (taken.status, taken.body[:300])
        return self.insist(lambda: self.send_form(b"", key))


def senders(site: Any, name: str, number: int) -> list[Sender]:
    crowd = site.gather(f"{name} {time.monotonic_ns()}", offices=number, each=1)
    return [Sender(site.port, office["cookie"], office["invitation"], crowd["paper"]) for office in crowd["offices"]]


def at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """All begin together; what each gave back, or the exception, in their order."""
    start, results = Barrier(len(jobs)), [None] * len(jobs)

    def one(place: int, job: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[place] = job()
        except BaseException as wrong:
            results[place] = wrong  # type: ignore[call-overload]

    threads = [Thread(target=one, args=[*numbered]) for numbered in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


KEPT = """
import hashlib, json
from rakor.files.models import StoredFile, Upload
from reports.models import Submission
wrong = 0
for file in StoredFile.objects.all():
    raw = file.full_path.read_bytes() if file.full_path.exists() else b""
    wrong += len(raw) != file.size or hashlib.sha256(raw).hexdigest() != file.sha256
rows = Submission.objects.filter(obligation__requirement={requirement}).order_by("obligation", "number")
versions = [[row.obligation.invitation_id, row.number, row.sha256, row.files.count()] for row in rows]
print(json.dumps([wrong, versions]))
"""


def kept(site: Any, requirement: int) -> tuple[int, list[list[Any]]]:
    """Files on disk that are not what their row says, and of each version: invitation, number, sha256, files."""
    wrong, versions = json.loads(site.manage("shell", "--verbosity", "0", "-c", KEPT.format(requirement=requirement)))
    return wrong, versions
