"""Set everything up from a fresh clone; a second call finds its stamps and does nothing.

Runs with the standard library alone, because it makes the virtual environment; with uv any Python from 3.10 will do.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from scripts import parts, stamps

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VAR = Path(os.environ.get("RAKOR_VAR", ROOT / "var"))
IS_LOCAL = os.environ.get("RAKOR_MODE") == "local"
LOCK, DEV_LOCK = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
APP_SOURCES = ("*/migrations/*.py", "*/*/migrations/*.py", "*/management/commands/*.py", "*/reference/*")


def main(*, for_tests: bool) -> None:
    parts.ensure(parts.RUN_PARTS | (parts.TEST_PARTS if for_tests else {}))
    make_environment(DEV_LOCK if for_tests else LOCK)
    build_front_end()
    if not for_tests:
        VAR.mkdir(parents=True, exist_ok=True)
        collect_static_files()
        prepare_database()


# --- virtual environment


def make_environment(lock: Path) -> None:
    """Install what the lock names; the development lock holds everything that the other one holds."""
    if any(stamps.is_current(VENV / f"{one.name}.stamp", stamps.digest(one)) for one in {lock, DEV_LOCK}):
        return
    began = say(f"virtual environment from {lock.name}")
    if has_uv():
        if not environment_runs():
            run("uv", "venv", "-q", "--allow-existing", "--python", "3.11", VENV)
        run("uv", "pip", "install", "-q", "--python", PYTHON, "--require-hashes", "-r", lock)
    else:
        if not environment_runs("pip"):
            make_with_plain_python()
        run(PYTHON, "-m", "pip", "install", "-q", "--require-hashes", "-r", lock)
    stamps.write(VENV / f"{lock.name}.stamp", stamps.digest(lock))
    done(began)


def has_uv() -> bool:
    return bool(shutil.which("uv")) and runs(["uv", "--version"])


def environment_runs(module: str = "sys") -> bool:
    return PYTHON.exists() and runs([PYTHON, "-c", f"import sys, {module}; sys.exit(sys.version_info[:2] != (3, 11))"])


def make_with_plain_python() -> None:
    if sys.version_info[:2] != (3, 11):
        sys.exit("Rakor needs Python 3.11: put python3.11 or uv on PATH, or call make PYTHON=/path/to/python3.11")
    parts.ensure(parts.PIP_PARTS)
    run(sys.executable, "-m", "venv", VENV)


# --- front end


def build_front_end() -> None:
    made_of = stamps.digest(ROOT / "package-lock.json", ROOT / "assets")
    stamp = ROOT / "static" / "dist" / ".stamp"
    if stamps.is_current(stamp, made_of):
        return
    began = say("front end")
    npm = [VENV / "bin" / "npm", "--no-audit", "--no-fund", "--loglevel=error"]
    run(*npm, "ci", "--ignore-scripts", with_node=True, is_quiet=True)
    run(*npm, "run", "--silent", "build", with_node=True)
    stamps.write(stamp, made_of)
    done(began)


# --- static files and database of this installation


def collect_static_files() -> None:
    made_of = stamps.digest(ROOT / "static", LOCK)
    if stamps.is_current(VAR / "static.stamp", made_of):
        return
    began = say("static files")
    manage("collectstatic", "--noinput", "-v0")
    stamps.write(VAR / "static.stamp", made_of)
    done(began)


def prepare_database() -> None:
    """Migrations, regions, offices; on one's own machine also the demo data, which stay away from a used database."""
    sources = sorted(file for pattern in APP_SOURCES for file in ROOT.glob(pattern) if VENV not in file.parents)
    made_of = stamps.digest(*sources, extra=os.environ.get("DATABASE_URL", ""))
    if stamps.is_current(VAR / "database.stamp", made_of) and runs([PYTHON, ROOT / "manage.py", "migrate", "--check"]):
        return
    began = say("database")
    manage("migrate", "-v0")
    manage("load_reference")
    if IS_LOCAL:
        run(PYTHON, ROOT / "manage.py", "load_demo", is_quiet=True)  # `make run` prints the accounts at each start
    stamps.write(VAR / "database.stamp", made_of)
    done(began)


# --- how commands are run and told


def manage(*arguments: str) -> None:
    run(PYTHON, ROOT / "manage.py", *arguments)


def run(*command: object, with_node: bool = False, is_quiet: bool = False) -> None:
    """Run a command in the project's folder; end the set-up with its exit code when it fails."""
    environment = dict(os.environ)
    if with_node:
        environment["PATH"] = f"{VENV / 'bin'}{os.pathsep}{environment['PATH']}"
    words = [str(word) for word in command]
    output = subprocess.DEVNULL if is_quiet else None
    code = subprocess.run(words, cwd=ROOT, env=environment, stdout=output, check=False).returncode
    if code:
        sys.exit(f"set-up stopped: {' '.join(words)} ended with {code}")


def runs(command: list[object]) -> bool:
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, capture_output=True, check=False).returncode == 0


def say(what: str) -> float:
    print(f"set-up: {what} ...", flush=True)
    return time.monotonic()


def done(began: float) -> None:
    print(f"set-up: ... {time.monotonic() - began:.1f} s", flush=True)


if __name__ == "__main__":
    try:
        main(for_tests="--for-tests" in sys.argv)
    except KeyboardInterrupt:
        sys.exit("set-up stopped; the next call goes on where it was")
