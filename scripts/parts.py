"""Parts of the machine that no Python package brings: installed with apt where allowed, otherwise named in one line."""

import ctypes
import glob
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

Parts = Mapping[str, Callable[[], bool]]  # package of Debian -> is it there


class PartsMissing(SystemExit):
    """A part is not on this machine and may not be installed by us; the message holds the line that installs it."""


def has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def postgres_folder() -> Path | None:
    """The folder with initdb and postgres; Debian keeps it out of PATH. The newest version wins."""
    found = [Path(name).parent for name in glob.glob("/usr/lib/postgresql/*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: int(folder.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


RUN_PARTS: Parts = {
    "libpango-1.0-0": lambda: has_library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": lambda: has_library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": lambda: has_library("libharfbuzz-subset.so.0"),
}
PIP_PARTS: Parts = {"python3.11-venv": lambda: importlib.util.find_spec("ensurepip") is not None}
TEST_PARTS: Parts = {
    "chromium": lambda: chromium() is not None,
    "postgresql": lambda: postgres_folder() is not None,
    "redis-server": lambda: shutil.which("redis-server") is not None,
    "poppler-utils": lambda: shutil.which("pdftoppm") is not None,
    "docker-compose": lambda: shutil.which("docker-compose") is not None,  # reads the file; no engine is needed
}


def missing(parts: Parts) -> list[str]:
    return [package for package, is_there in parts.items() if not is_there()]


def ensure(parts: Parts) -> None:
    """Install what is missing, or end with PartsMissing."""
    packages = missing(parts)
    if not packages:
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        apt_install(packages)
        packages = missing(parts)
    if packages:
        raise PartsMissing(f"Missing on this machine; install with: {install_line(packages)}")


def install_line(packages: list[str]) -> str:
    return f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"


def apt_install(packages: list[str]) -> None:
    print(f"installing {', '.join(packages)} (apt-get)", flush=True)
    apt_get("update")
    if apt_get("install", "-y", "--no-install-recommends", *packages):
        print(f"apt-get could not install {', '.join(packages)}", file=sys.stderr)


def apt_get(*arguments: str) -> int:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-q", *arguments]
    return subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=False).returncode
