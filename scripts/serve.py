"""Run web server, workers and dispatcher as children of this process until Ctrl-C or SIGTERM."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from scripts.health import is_healthy
from scripts.processes import ROOT, Child, commands

HOST = os.environ.get("HOST", "127.0.0.1")
PORT = int(os.environ.get("PORT", "8000"))
LOGS = Path(os.environ.get("RAKOR_VAR", ROOT / "var")) / "log"
IS_LOCAL = os.environ.get("RAKOR_MODE") == "local"
ACCOUNTS = ["python", "manage.py", "load_demo", "--accounts"]  # prints those of the demo data and nothing else
SECONDS_TO_BE_READY = 90
SECONDS_TO_END = 10  # then killed: an interrupted job is a row, and runs again
PAUSE_BEFORE_RESTART = 2.0


class Stopping:
    """Turns true at the first Ctrl-C, SIGTERM or closed terminal."""

    def __init__(self) -> None:
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask)

    def ask(self, *_: object) -> None:
        self.asked = True


def main() -> int:
    refuse_taken_port()
    set_demonstration_clock()
    stopping = Stopping()
    LOGS.mkdir(parents=True, exist_ok=True)
    children = [Child(name, command, LOGS) for name, command in commands(f"{HOST}:{PORT}").items()]
    accounts = Child("accounts", ACCOUNTS if IS_LOCAL else ["true"], LOGS)
    try:
        if wait_until(lambda: stopping.asked, lambda: is_healthy(HOST, PORT)):
            wait_until(lambda: stopping.asked, accounts.has_ended)
            announce(accounts)
            watch(children, lambda: stopping.asked)
        elif not stopping.asked:
            return tell_why_not(children)
    finally:
        end([*children, accounts])
    return 0


def set_demonstration_clock() -> None:
    """RAKOR_CLOCK says at which moment the program shall believe to start; the children get the distance to now."""
    wanted = os.environ.get("RAKOR_CLOCK", "")
    if not wanted:
        return
    try:
        start = datetime.fromisoformat(wanted)
        offset = start - datetime.now(start.tzinfo or UTC)
    except (ValueError, TypeError):
        sys.exit(f"RAKOR_CLOCK={wanted} is not a moment with its zone; write it as 2020-09-14T10:20+08:00")
    os.environ["RAKOR_CLOCK_OFFSET"] = str(int(offset.total_seconds()))


def refuse_taken_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError as refusal:
            sys.exit(f"Port {PORT} on {HOST} cannot be used ({refusal.strerror}); choose another: make run PORT=8001")


def wait_until(is_stopping: Callable[[], bool], is_true: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SECONDS_TO_BE_READY
    while time.monotonic() < deadline and not is_stopping():
        if is_true():
            return True
        time.sleep(0.2)
    return False


def tell_why_not(children: list[Child]) -> int:
    for child in children:
        say(f"--- {child.log}\n{child.log.read_text(errors='replace')[-2000:].rstrip()}")
    say(f"/sehat/ gave no 200 within {SECONDS_TO_BE_READY} s; the logs above should say why. Ending.")
    return 1


def announce(accounts: Child) -> None:
    say(f"Rakor is ready: http://{HOST}:{PORT}/  (Ctrl-C ends it; logs are in {LOGS})")
    say(accounts.log.read_text().rstrip())


def watch(children: list[Child], is_stopping: Callable[[], bool]) -> None:
    """Start a child again, after a pause, when it has ended by itself."""
    due: dict[str, float] = {}
    while not is_stopping():
        for child in children:
            if child.name in due:
                if time.monotonic() >= due[child.name]:
                    del due[child.name]
                    child.start()
            elif child.has_ended():
                say(f"{child.name} ended with {child.clear()} and starts again soon; its log: {child.log}")
                due[child.name] = time.monotonic() + PAUSE_BEFORE_RESTART
        time.sleep(0.2)


def end(children: list[Child]) -> None:
    """Ask all at once, wait, then kill what is left of each group."""
    for child in children:
        child.ask_to_end()
    deadline = time.monotonic() + SECONDS_TO_END
    while time.monotonic() < deadline and not all(child.has_ended() for child in children):
        time.sleep(0.1)
    for child in children:
        child.clear()


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
