"""Real workers and a real dispatcher, as processes, on the database of the test that starts them."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import psutil
from django.db import connection

from scripts.processes import ROOT, commands, end_with_parent

EXAMPLES = ["-l", "INFO", "-I", "tests.rakor.jobs.example_tasks"]
LEASE = 2  # seconds


def until(is_true: Callable[[], bool], seconds: float = 90) -> float:
    """Wait for it; give back how long that took, in seconds."""
    start = time.monotonic()
    while not is_true():
        assert time.monotonic() - start < seconds, "it did not happen in time"
        time.sleep(0.05)
    return time.monotonic() - start


def database_url() -> str:
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


class Crew:
    """Inside a `with` block: the named workers and the dispatcher, with a broker of their own.

    Without `broker_url` it is a broker of files in `var`, or database 2 of the Redis of the tests.
    """

    def __init__(self, var: Path, *names: str, broker_url: str = "", lease: int = LEASE) -> None:
        redis = os.environ.get("CELERY_BROKER_URL", "")
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "rakor.settings",
            "RAKOR_VAR": str(var),
            "DATABASE_URL": database_url(),
            "CELERY_BROKER_URL": broker_url or (f"{redis.rpartition('/')[0]}/2" if redis else "filesystem://"),
            "JOB_LEASE_SECONDS": str(lease),
            "CELERY_SKIP_CHECKS": "1",  # they would load every page of the program: a second and more for each worker
        }
        self.log = var / "crew.log"
        self.names = [*names, "dispatcher"]
        self.processes: dict[str, psutil.Popen] = {}

    def __enter__(self) -> Self:
        for name in self.names:
            self.start(name)
        return self

    def __exit__(self, *_: object) -> None:
        for process in self.processes.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def start(self, name: str, command: list[str] | None = None) -> None:
        command = command or commands("")[name]
        command = [str(Path(sys.executable).parent / command[0]), *command[1:]]
        with self.log.open("ab") as log:
            self.processes[name] = psutil.Popen(
                command + (EXAMPLES if name.startswith("worker") else []),
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )

    def kill_child(self, name: str) -> None:
        [child] = self.processes[name].children()
        child.kill()

    def kill_whole(self, name: str) -> None:
        """kill -9 of the worker and its child."""
        process = self.processes[name]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self, name: str, how: signal.Signals = signal.SIGTERM) -> tuple[int, float]:
        """Ask it to end; give back its exit code and the seconds that took."""
        process = self.processes[name]
        start = time.monotonic()
        process.send_signal(how)
        return process.wait(timeout=20), time.monotonic() - start
