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
from tests.browser.chromium import take_pictures
from tests.live import LiveSite
from tests.scripts.test_processes import is_gone, wait_until


def children_of(site: LiveSite, name: str) -> list[int]:
    """Ids of the running processes with this entry of `commands`; told by what follows the program's own path."""
    wanted = commands(f"127.0.0.1:{site.port}")[name][1:]
    children = psutil.Process(site.process.pid).children()
    return [child.pid for child in children if words_of(child)[-len(wanted) :] == wanted]


def words_of(process: psutil.Process) -> list[str]:
    """Of its command; none once it is gone, which may happen between two looks."""
    try:
        return process.cmdline()
    except psutil.NoSuchProcess:  # a zombie among them
        return []


@pytest.mark.browser
@pytest.mark.dealt_to("sqlite")
def test_live_site_shows_its_first_page_in_chromium(page: Page) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    answer = page.goto("/")

    assert answer
    assert answer.status == 200
    assert refused == []
    assert take_pictures(page, "first")[0].stat().st_size > 1000


@pytest.mark.dealt_to("sqlite")
def test_processes_that_are_killed_start_again(live_site: LiveSite) -> None:
    """That nothing is left when the site ends is proven by the site itself, at the end of the tests."""
    names = list(commands(""))
    killed = [pid for name in names for pid in children_of(live_site, name)]
    assert len(killed) == 5

    for pid in killed:
        os.kill(pid, signal.SIGKILL)

    wait_until(lambda: all(is_gone(pid) for pid in killed))
    wait_until(lambda: all(len(children_of(live_site, name)) == 1 for name in names), seconds=40)
    wait_until(lambda: is_healthy("127.0.0.1", live_site.port), seconds=40)


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
