"""Asks clamd, where there is one, whether a file carries a virus. Its absence, silence or failure stops nobody.

A file is looked at when it comes in, and once more by the clock after it was kept: so what came while clamd was away
is looked at later. Protocol: https://docs.clamav.net/manual/Usage/Scanning.html#clamd (INSTREAM, null-terminated).
"""

from __future__ import annotations

import logging
import socket
import struct
import time
from datetime import datetime
from typing import IO

from django.conf import settings

from rakor.files.models import StoredFile

SECONDS = 2  # for one file, from the first byte to the verdict
READ = 64 * 1024  # bytes at a time
LOT = 200  # files in one round of the clock
log = logging.getLogger(__name__)


class NoVerdict(Exception):
    """clamd could not look at this file."""


class Away(NoVerdict):
    """Nobody answers, or not in time."""


def virus_in(content: IO[bytes]) -> str:
    """Its name, or nothing where none was found. Raises NoVerdict or Away."""
    if not settings.CLAMD_SOCKET:
        raise Away("there is none")
    try:
        said = ask(content, until=time.monotonic() + SECONDS)
    except OSError as error:
        log.warning("clamd gave no verdict: %s", error)
        raise Away(str(error)) from error
    if said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    if said != "stream: OK":
        log.warning("clamd gave no verdict: %s", said[:200])
        raise NoVerdict(said)
    return ""


def ask(content: IO[bytes], *, until: float) -> str:
    """Raises OSError, also when the time is over."""
    content.seek(0)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        give_time(line, until)
        line.connect(settings.CLAMD_SOCKET)
        line.sendall(b"zINSTREAM\0")
        while piece := content.read(READ):
            give_time(line, until)
            line.sendall(struct.pack("!L", len(piece)) + piece)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while not answer.endswith(b"\0"):
            give_time(line, until)
            piece = line.recv(1024)
            if not piece:
                break
            answer += piece
    content.seek(0)
    return answer.rstrip(b"\0").decode(errors="replace").strip()


def give_time(line: socket.socket, until: float) -> None:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError(f"no answer in {SECONDS} s")
    line.settimeout(left)


def check_kept(*, now: datetime) -> int:
    """Looks at files that nobody has looked at, the oldest first, while clamd answers; how many have a verdict."""
    if not settings.CLAMD_SOCKET:
        return 0
    seen = 0
    for stored in StoredFile.objects.unchecked().order_by("pk")[:LOT]:
        try:
            with stored.full_path.open("rb") as content:
                virus = virus_in(content)
        except Away:
            break
        except (NoVerdict, FileNotFoundError):
            continue
        StoredFile.objects.filter(pk=stored.pk).update(checked_at=now, virus=virus[:100])
        seen += 1
    return seen
