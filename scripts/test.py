"""Every check and every test: once on SQLite and the file broker, once on a PostgreSQL and a Redis of its own."""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from typing import IO

from scripts.processes import BIN, ROOT, end_with_parent
from tests.services import OwnPostgres, OwnRedis

CHECKS = {
    "lint": "ruff check",
    "format": "ruff format --check",
    "import order": "lint-imports --no-logo",
    "types": "mypy",
    "django check": "python manage.py check --fail-level WARNING",
    "check for production": "python manage.py check --deploy --fail-level WARNING",
    "migrations": "python manage.py makemigrations --check --dry-run",
}
CHOSEN_HERE = ("DATABASE_URL", "CELERY_BROKER_URL", "EMAIL_URL", "SECRET_KEY", "ALLOWED_HOSTS", "SITE_URL", "PORT")


class Step:
    """One command with its own environment; what it prints is shown when it has ended."""

    def __init__(self, name: str, command: list[str], **environment: str) -> None:
        self.name = name
        self.command = [str(BIN / command[0]), *command[1:]]
        inherited = {name: value for name, value in os.environ.items() if name not in CHOSEN_HERE}
        self.environment = inherited | environment

    def start(self) -> None:
        self.began = time.monotonic()
        self.output: IO[str] = tempfile.TemporaryFile("w+", errors="replace")  # noqa: SIM115 - closed with the step
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            preexec_fn=end_with_parent,
        )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def close(self) -> None:
        self.seconds = time.monotonic() - self.began
        self.output.seek(0)
        text = self.output.read().rstrip()
        self.output.close()
        self.last_line = text.rpartition("\n")[2]
        print(f"\n=== {self.name}: {self.verdict}, {self.seconds:.1f} s\n{text}", flush=True)

    @property
    def is_failed(self) -> bool:
        return self.process.returncode != 0

    @property
    def verdict(self) -> str:
        return "FAILED" if self.is_failed else "ok"


def main() -> int:
    asked = arguments()
    done = [] if asked.ordeal else checks()
    if not asked.only_checks:
        with ExitStack() as servers:
            done += side_by_side(test_runs(servers, asked))
    return summary(done)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only-checks", action="store_true", help="lint, import order, types; no test")
    parser.add_argument("--ordeal", action="store_true", help="the full counts instead of the daily tests")
    parser.add_argument("pytest", nargs="*", help="what pytest gets beside that, after --")
    return parser.parse_args()


def checks() -> list[Step]:
    with tempfile.TemporaryDirectory(prefix="rakor-check-") as var:
        steps = [Step(name, line.split(), RAKOR_VAR=var, **mode_of(line)) for name, line in CHECKS.items()]
        for step in steps:
            side_by_side([step])
    return steps


def mode_of(line: str) -> dict[str, str]:
    """Everything is checked as on one's own machine, but the check for production as there."""
    if "--deploy" not in line:
        return {"RAKOR_MODE": "local"}
    return {"RAKOR_MODE": "production", "SECRET_KEY": secrets.token_urlsafe(60), "ALLOWED_HOSTS": "rakor.invalid"}


def test_runs(servers: ExitStack, asked: argparse.Namespace) -> list[Step]:
    command = ["python", "-m", "pytest", "--durations=10", "--durations-min=2"]
    command += (["-m", "ordeal"] if asked.ordeal else []) + asked.pytest
    cluster, redis = servers.enter_context(OwnPostgres(vacuums=asked.ordeal)), servers.enter_context(OwnRedis())
    return [
        Step("tests on SQLite, file broker", command),
        Step("tests on PostgreSQL, Redis", command, DATABASE_URL=cluster.url, CELERY_BROKER_URL=redis.url),
    ]


def side_by_side(steps: list[Step]) -> list[Step]:
    for step in steps:
        step.start()
    running = list(steps)
    while running:
        for step in [step for step in running if step.has_ended()]:
            step.close()
            running.remove(step)
        time.sleep(0.1)
    return steps


def summary(steps: list[Step]) -> int:
    """Printed last, with pytest's own closing lines; the exit code is 1 when anything failed."""
    print("\n=== summary")
    for step in steps:
        told = step.last_line if step.name.startswith("tests") else ""
        print(f"{step.verdict:7} {step.seconds:6.1f} s  {step.name}  {told}".rstrip())
    return int(any(step.is_failed for step in steps))


if __name__ == "__main__":
    sys.exit(main())
