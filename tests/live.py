"""The real thing for browser tests: web server, workers and dispatcher as processes, on a database of their own."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import psutil
import psycopg2
from django.db import connection

from scripts.health import is_healthy
from scripts.processes import ROOT, end_with_parent
from tests.services import free_port

DATABASE, BARE = "rakor_live", "rakor_bare"
CLOCK = "2020-09-14T10:20+08:00"  # the site lives then, three days before the rakor of its demonstration
SECONDS_TO_BE_READY = 120
PREPARE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "rakor.settings"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["django_htmx"])
call_command("load_reference")
"""  # one process instead of three: each takes two seconds to start
NOT_INHERITED = (
    "DJANGO_SETTINGS_MODULE",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
    "DATABASE_URL",
    "CELERY_BROKER_URL",
    "EMAIL_URL",
)


class LiveSite:
    """Serves at `url` inside a `with` block and keeps its files in `var`; its processes' logs are in var/log/.

    `bare` is what `copy_bare` gave: it saves the ten seconds of all migrations.
    """

    def __init__(self, bare: str = "") -> None:
        self.bare = bare

    def __enter__(self) -> Self:
        self.var = Path(tempfile.mkdtemp(prefix="rakor-live-"))
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = self.own_environment()
        try:
            self.run([sys.executable, "-c", PREPARE])
            self.start()
        except BaseException:
            shutil.rmtree(self.var)
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self.var)

    def own_environment(self) -> dict[str, str]:
        """Of the same kind as the tests': a fresh file, or a fresh database of the cluster and database 1 of Redis."""
        kept = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
        own = kept | {"RAKOR_MODE": "local", "RAKOR_VAR": str(self.var), "PORT": str(self.port), "RAKOR_CLOCK": CLOCK}
        own["TMPDIR"] = str(self.temporary)
        if database := os.environ.get("DATABASE_URL"):
            own["DATABASE_URL"] = create_database(database, self.bare)
        elif self.bare:
            shutil.copy(self.bare, self.var / "rakor.sqlite3")
        if broker := os.environ.get("CELERY_BROKER_URL"):
            own["CELERY_BROKER_URL"] = f"{broker.rpartition('/')[0]}/1"
        return own

    @property
    def temporary(self) -> Path:
        """Where its processes keep what is not to stay."""
        folder = self.var / "tmp"
        folder.mkdir(exist_ok=True)
        return folder

    def web_workers(self) -> list[psutil.Process]:
        """The processes of its web server that answer requests."""
        programs = psutil.Process(self.process.pid).children()
        [master] = [
            one for one in programs if one.status() != psutil.STATUS_ZOMBIE and "gunicorn" in " ".join(one.cmdline())
        ]
        return master.children()

    def manage(self, *arguments: str) -> str:
        """Run a management command against this site; returns what it printed, raises with it when it fails."""
        return self.run([sys.executable, "manage.py", *arguments])

    def now(self) -> datetime:
        """The moment at which the site believes to be, to a second or two."""
        began = datetime.fromtimestamp(psutil.Process(self.process.pid).create_time(), UTC)
        return datetime.fromisoformat(CLOCK) + (datetime.now(UTC) - began)

    def gather(self, name: str, *, offices: int, each: int) -> dict[str, Any]:
        """A rakor with that many offices and delegates, everybody logged in: see tests/crowd.py."""
        told = [name, str(offices), str(each), self.now().isoformat()]
        crowd: dict[str, Any] = json.loads(self.run([sys.executable, "-m", "tests.crowd", *told]))
        return crowd

    def run(self, command: list[str]) -> str:
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command[1:]}: {done.stdout}{done.stderr}"
        return done.stdout

    def start(self) -> None:
        with (self.var / "serve.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "scripts.serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )
        deadline = time.monotonic() + SECONDS_TO_BE_READY
        while not is_healthy("127.0.0.1", self.port):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.terminate()
                self.process.wait(timeout=20)
                raise AssertionError(f"the site did not start:\n{(self.var / 'serve.log').read_text()[-8000:]}")
            time.sleep(0.2)

    def move_clock(self, moment: str) -> None:
        """The same site on another day: "2024-02-12T08:40+07:00"."""
        self.stop()
        self.environment["RAKOR_CLOCK"] = moment
        self.start()

    def stop(self) -> None:
        """Ends as Ctrl-C does, and proves that no process of the site outlives it; a second call does nothing."""
        if self.process.poll() is not None:
            return
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=20) == 0
        assert psutil.wait_procs(family, timeout=1)[1] == []


def create_database(url: str, bare: str = "") -> str:
    """Drop and create the live database beside the one named, empty or as a copy of `bare`; returns its address."""
    with administered(url) as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {bare or 'template1'}")
    return urlsplit(url)._replace(path=f"/{DATABASE}").geturl()


@contextmanager
def administered(url: str) -> Iterator[Any]:
    """A cursor for what knows no transaction."""
    administrator = psycopg2.connect(url)
    administrator.autocommit = True
    try:
        yield administrator.cursor()
    finally:
        administrator.close()


def copy_bare(folder: str) -> str:
    """Copies the database of Django's connection: to a file in `folder`, or beside it; returns the path or the name."""
    if connection.vendor == "sqlite":
        path = Path(folder, f"{BARE}.sqlite3")
        connection.cursor().execute("VACUUM INTO %s", [str(path)])
        return str(path)
    connection.close()  # a template has no other guests
    with administered(os.environ["DATABASE_URL"]) as cursor:
        cursor.execute(f"CREATE DATABASE {BARE} TEMPLATE {connection.settings_dict['NAME']}")
    return BARE
