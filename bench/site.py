"""A web server of the measurements' own, on a database of their own, and what its processes cost."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Self
from urllib.parse import urlencode

import psutil

from scripts.processes import BIN, ROOT, end_with_parent

HOST = "127.0.0.1"


class BenchSite:
    """Serves the demonstration rakor inside a `with` block."""

    def __init__(self, port: int, *, workers: int = 1, threads: int = 1) -> None:
        """One of each where the cost of a page is measured, as many as in use where its speed is."""
        self.port, self.workers, self.threads = port, workers, threads
        self.var = Path(tempfile.mkdtemp(prefix="rakor-bench-"))
        self.environment = os.environ | {
            "RAKOR_MODE": "local",
            "RAKOR_VAR": str(self.var),
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "LOG_LEVEL": "WARNING",
        }

    def __enter__(self) -> Self:
        commands = ("migrate -v0", "load_reference", "load_demo", "collectstatic --noinput -v0")
        for command in commands:
            self.manage(*command.split())
        serve = f"gunicorn rakor.wsgi --worker-class gthread --workers {self.workers} --threads {self.threads}"
        program, *words = [*serve.split(), "--no-control-socket", "--bind", f"{HOST}:{self.port}"]
        self.process = subprocess.Popen(
            [str(BIN / program), *words],
            cwd=ROOT,
            env=self.environment,
            stderr=subprocess.DEVNULL,
            preexec_fn=end_with_parent,
        )
        self.cookies: dict[str, dict[str, str]] = {"": {}}  # by account
        self.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)
        shutil.rmtree(self.var, ignore_errors=True)

    def manage(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def wait(self) -> None:
        for _ in range(300):
            try:
                if self.ask("GET", "/sehat/")[0] == 200:
                    return
            except OSError:
                time.sleep(0.2)
        raise SystemExit("the server of the measurements did not start")

    def ask(
        self,
        method: str,
        path: str,
        fields: dict[str, str] | None = None,
        *,
        account: str = "",
        headers: dict[str, str] | None = None,
    ) -> tuple[int, str]:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        headers = (headers or {}) | {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies[account].items())
        }
        if fields:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(fields) if fields else None, headers)
        response = connection.getresponse()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[account][key] = rest.partition(";")[0]
        body = response.read().decode()
        connection.close()
        return response.status, body

    def log_in(self, username: str, password: str) -> None:
        self.cookies[username] = {}
        fields = {"csrfmiddlewaretoken": self.token(username, "/masuk/"), "username": username, "password": password}
        status, _ = self.ask("POST", "/masuk/", fields, account=username)
        assert status == 302, "the demonstration's account could not log in"

    def token(self, account: str, path: str) -> str:
        """What a form of that page carries against forged requests."""
        _, page = self.ask("GET", path, account=account)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token
        return token[1]

    def cpu(self) -> float:
        """Seconds of processor that the server's processes have used so far."""
        family = [psutil.Process(self.process.pid)]
        family += family[0].children(recursive=True)
        return sum(sum(one.cpu_times()[:2]) for one in family)

    def cost(self, account: str, path: str, requests: int) -> float:
        """Seconds of processor for one request, the mean of so many."""
        before = self.cpu()
        for _ in range(requests):
            status, _ = self.ask("GET", path, account=account)
            assert status == 200, (path, status)
        return (self.cpu() - before) / requests
