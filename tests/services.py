"""A PostgreSQL cluster and a Redis server that the tests start for themselves, in a temporary folder, and end again."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import psutil

from scripts.parts import postgres_folder
from scripts.processes import end_with_parent


class NotOurs(Exception):
    """The process with this id does not work in our folder: it was never ours, or the id has gone to another."""


class NotReady(Exception):
    """The server did not answer in time; the message is the end of its log."""


def other_user() -> dict[str, Any]:
    """Both servers refuse or dislike root; then they run as `nobody`, who owns nothing else. Otherwise as oneself."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def make_folder(prefix: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir="/tmp"))  # short: a socket's path has at most 107 bytes
    if user := other_user():
        os.chown(folder, user["user"], user["group"])
    return folder


def works_in(pid: int, folder: Path) -> bool:
    try:
        return Path(psutil.Process(pid).cwd()).is_relative_to(folder)
    except psutil.NoSuchProcess:
        return False


def end(pid: int, *, folder: Path, how: signal.Signals) -> None:
    """Ends one process by its id, once it is proven that it works in our folder; NotOurs otherwise."""
    if not works_in(pid, folder):
        raise NotOurs(f"process {pid} does not work in {folder}")
    os.kill(pid, how)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class OwnServer:
    """Starts at the beginning of a `with` block and is gone, with its folder, after it."""

    prefix: str
    stop_signal: signal.Signals

    def __enter__(self) -> Self:
        self.folder = make_folder(self.prefix)
        try:
            self.command = self.prepare()
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        process = getattr(self, "process", None)
        if process and process.poll() is None:
            end(process.pid, folder=self.folder, how=self.stop_signal)
            process.wait(timeout=20)
        shutil.rmtree(self.folder)

    def start(self) -> None:
        self.process = self.launch(self.command)
        self.wait_until(self.answers)

    def stop_at_once(self) -> None:
        """Without leave of those connected; `start` brings it back with what it had committed."""
        end(self.process.pid, folder=self.folder, how=signal.SIGQUIT)
        self.process.wait(timeout=20)

    def prepare(self) -> list[str]:
        """Makes what the server needs before its start; returns its command."""
        raise NotImplementedError

    def answers(self) -> bool:
        raise NotImplementedError

    def launch(self, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder / "log").open("wb") as log:
            return subprocess.Popen(
                command,
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,
                **other_user(),
            )

    def wait_until(self, is_true: Callable[[], bool], seconds: float = 30) -> None:
        deadline = time.monotonic() + seconds
        while not is_true():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise NotReady((self.folder / "log").read_text()[-2000:])
            time.sleep(0.05)


class OwnPostgres(OwnServer):
    """Listens on a socket in its own folder only. `url` names the empty database `postgres`.

    `keeps` is for a test that stops it at once: every commit is then in the hands of the operating system. Nothing is
    vacuumed by itself: figures taken at a random moment between two tests would choose other plans in every run.
    `vacuums` is for the ordeal, whose tables grow as in life. No statement runs longer than a minute.
    """

    prefix = "rakor-pg-"
    stop_signal = signal.SIGINT  # "fast": ends open sessions

    def __init__(self, *, keeps: bool = False, vacuums: bool = False) -> None:
        self.off = ("fsync", "full_page_writes") if keeps else ("fsync", "full_page_writes", "synchronous_commit")
        self.off += () if vacuums or keeps else ("autovacuum",)

    def prepare(self) -> list[str]:
        found = postgres_folder()
        assert found, "initdb is not on this machine; `make test` installs it"
        self.programs = found
        data = str(self.folder / "data")
        make = [f"{found}/initdb", "-D", data, "-U", "rakor", "--auth=trust", "--no-sync", "-E", "UTF8"]
        subprocess.run([*make, "--locale=C.UTF-8"], check=True, capture_output=True, cwd=self.folder, **other_user())
        speed = [word for name in self.off for word in ("-c", f"{name}=off")]
        options = ["-c", "listen_addresses=", "-c", "statement_timeout=60s", *speed]
        return [f"{found}/postgres", "-D", data, "-k", str(self.folder), *options]

    def answers(self) -> bool:
        ask = [f"{self.programs}/pg_isready", "-q", "-h", str(self.folder), "-U", "rakor", "-d", "postgres"]
        return subprocess.run(ask, check=False).returncode == 0

    @property
    def url(self) -> str:
        return f"postgres://rakor@/postgres?host={self.folder}"


class OwnRedis(OwnServer):
    """Listens on a free port of this machine and keeps nothing on disk. `url` names its database 0."""

    prefix = "rakor-redis-"
    stop_signal = signal.SIGTERM

    def prepare(self) -> list[str]:
        self.port = free_port()
        options = {"port": self.port, "bind": "127.0.0.1", "dir": self.folder, "save": "", "appendonly": "no"}
        return ["redis-server", *(word for name, value in options.items() for word in (f"--{name}", str(value)))]

    def answers(self) -> bool:
        """PONG from the port counts only while our own process lives, which `wait_until` looks at."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(16) == b"+PONG\r\n"
        except OSError:
            return False

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"
