"""The running program: it starts again what dies, and leaves nothing behind when it ends."""

import os
import signal
import socket
import subprocess
import sys

import psutil
import pytest
from playwright.sync_api import Page

from scripts.health import is_healthy
from scripts.processes import ROOT, commands
from tests.browser import take_pictures
from tests.live import LiveSite
from tests.scripts.test_processes import is_gone, wait_until


def child_of(site: LiveSite, name: str) -> psutil.Process:
    """The running process with this entry of `commands`; told by what follows the program's own path."""
    wanted = commands(f"127.0.0.1:{site.port}")[name][1:]
    found = [p for p in psutil.Process(site.process.pid).children() if p.cmdline()[-len(wanted) :] == wanted]
    assert len(found) == 1, f"{name}: {found}"
    return found[0]


def is_running(site: LiveSite, name: str) -> bool:
    try:
        return bool(child_of(site, name))
    except AssertionError:
        return False


@pytest.mark.browser
def test_live_site_shows_its_first_page_in_chromium(page: Page) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    answer = page.goto("/")

    assert answer
    assert answer.status == 200
    assert refused == []
    assert take_pictures(page, "first")[0].stat().st_size > 1000


@pytest.mark.parametrize("name", commands(""))
def test_process_that_is_killed_starts_again(live_site: LiveSite, name: str) -> None:
    killed = child_of(live_site, name).pid

    os.kill(killed, signal.SIGKILL)

    wait_until(lambda: is_gone(killed))
    wait_until(lambda: is_running(live_site, name), seconds=15)
    wait_until(lambda: is_healthy("127.0.0.1", live_site.port), seconds=15)


def test_end_leaves_no_process_and_frees_the_port(live_site: LiveSite) -> None:
    """Ended as with Ctrl-C; then it runs again for the tests after this one."""
    family = psutil.Process(live_site.process.pid).children(recursive=True)
    assert len(family) >= 4

    live_site.stop()

    assert live_site.process.returncode == 0
    assert [process for process in family if not is_gone(process.pid)] == []
    live_site.start()
    assert is_healthy("127.0.0.1", live_site.port)


def test_taken_port_is_refused_with_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "scripts.serve"]
        done = subprocess.run(
            command, cwd=ROOT, env=os.environ | {"PORT": str(port)}, capture_output=True, text=True, check=False
        )

    assert done.returncode == 1
    assert done.stderr.strip() == (
        f"Port {port} on 127.0.0.1 cannot be used (Address already in use); choose another: make run PORT=8001"
    )
