"""The processes of which a running Rakor consists, and how one parent starts and ends them."""

import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PR_SET_PDEATHSIG = 1  # linux/prctl.h


def commands(address: str) -> dict[str, list[str]]:
    """Name and command of each process; docker-compose.yml runs the same ones."""
    web = "gunicorn rakor.wsgi --worker-class gthread --workers 2 --threads 8 --no-control-socket"
    lines = {
        "web": f"{web} --bind {address}",
        "worker-general": "celery -A rakor worker -Q general,mail -c 1 -n umum@%h",
        "worker-papers": "celery -A rakor worker -Q papers -c 1 -n naskah@%h",
        "dispatcher": "python manage.py dispatch",
        "reminder-clock": "python manage.py remind",
    }
    return {name: line.split() for name, line in lines.items()}


def end_with_parent() -> None:
    """Runs in the new child: when the parent is killed outright, the kernel ends the child too (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """A process in a group of its own. Ctrl-C in the terminal reaches only the parent, which ends the groups.

    What it says goes to <folder>/<name>.log, which holds one run of the parent.
    """

    def __init__(self, name: str, command: list[str], folder: Path) -> None:
        self.name = name
        self.command = [str(BIN / command[0]) if (BIN / command[0]).exists() else command[0], *command[1:]]
        self.log = folder / f"{name}.log"
        self.log.unlink(missing_ok=True)
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent,
            )

    def has_ended(self) -> bool:
        """Looks without reaping: while the process is a zombie, its group number cannot be another's."""
        if self.process.returncode is not None:
            return True
        return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def ask_to_end(self) -> None:
        if not self.has_ended():
            os.kill(self.process.pid, signal.SIGTERM)

    def clear(self) -> int:
        """Kill what is left of the group and reap; returns the exit code. A second call only returns the code."""
        if self.process.returncode is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        return self.process.wait()
