"""One parent starts and ends the processes; nothing of a group outlives it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from scripts.processes import ROOT, Child


def wait_until(is_true: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_child_ends_when_asked(tmp_path: Path) -> None:
    child = Child("sleeper", ["sleep", "60"], tmp_path)

    child.ask_to_end()

    wait_until(child.has_ended)
    assert child.clear() == -signal.SIGTERM


def test_child_that_dies_leaves_no_grandchild(tmp_path: Path) -> None:
    """A worker killed outright may leave its own children; they go before it is started again."""
    note = tmp_path / "pid"
    child = Child("parent", ["sh", "-c", f"sleep 60 & echo $! > {note}.part; mv {note}.part {note}; wait"], tmp_path)
    wait_until(note.exists)
    grandchild = int(note.read_text())

    os.kill(child.process.pid, signal.SIGKILL)
    wait_until(child.has_ended)

    assert child.clear() == -signal.SIGKILL
    wait_until(lambda: is_gone(grandchild))


def test_child_clears_twice_and_starts_again(tmp_path: Path) -> None:
    child = Child("brief", ["sh", "-c", "echo said; exit 3"], tmp_path)
    wait_until(child.has_ended)

    assert [child.clear(), child.clear()] == [3, 3]

    child.start()
    wait_until(child.has_ended)
    assert child.clear() == 3
    assert child.log.read_text() == "said\nsaid\n"


def test_child_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    child = Child("stubborn", ["sh", "-c", f"trap '' TERM; touch {ready}; while :; do sleep 1; done"], tmp_path)
    wait_until(ready.exists)
    child.ask_to_end()
    time.sleep(0.2)
    assert not child.has_ended()

    assert child.clear() == -signal.SIGKILL


def test_child_ends_with_a_parent_that_is_killed_outright(tmp_path: Path) -> None:
    script = """
import pathlib, sys, time
from scripts.processes import Child
print(Child("sleeper", ["sleep", "60"], pathlib.Path(sys.argv[1])).process.pid, flush=True)
time.sleep(60)
"""
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        sleeper = int(parent.stdout.readline())
        parent.kill()

    wait_until(lambda: is_gone(sleeper))
