"""The containers run the same commands as `make run`, and nothing secret stands in a file.

No container is built here; the commands themselves run in every browser test.
"""

import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from rakor.settings import EXAMPLE_SECRET_KEY
from scripts.health import is_healthy
from scripts.processes import BIN, ROOT, Child, commands
from tests.live import LiveSite
from tests.scripts.test_processes import wait_until
from tests.services import free_port

COMPOSE = (ROOT / "docker-compose.yml").read_text()
ComposeConfig = Callable[..., subprocess.CompletedProcess[str]]
FILLED_IN = {"SECRET_KEY": "k" * 60, "POSTGRES_PASSWORD": "sandi"}


def example() -> dict[str, str]:
    lines = (ROOT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def compose_commands() -> dict[str, list[str]]:
    """Service -> command, as far as the service states one; commands are written as JSON lists."""
    services = re.split(r"^  (?=[a-z-]+:$)", COMPOSE.partition("\nservices:\n")[2], flags=re.MULTILINE)[1:]
    found = {service.partition(":")[0]: re.search(r"^    command: (\[.*\])$", service, re.M) for service in services}
    return {name: json.loads(match[1]) for name, match in found.items() if match}


def production(**own: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("RAKOR_", "DJANGO_"))}
    return kept | {"RAKOR_MODE": "production"} | own


def test_services_run_the_commands_of_make_run() -> None:
    stated = compose_commands()

    assert {name: stated[name] for name in commands("")} == commands("0.0.0.0:8000")
    assert re.findall(r"^CMD (.*)$", (ROOT / "Dockerfile").read_text(), re.M) == [json.dumps(stated["web"])]


def test_every_command_of_a_service_exists() -> None:
    programs = {words[0] for words in commands("").values()}
    asked = re.findall(r"manage\.py (\w+)", " ".join(word for words in compose_commands().values() for word in words))
    modules = set(re.findall(r'"-m", "scripts\.(\w+)"', COMPOSE))

    assert [program for program in programs if not (BIN / program).exists()] == []
    assert asked == ["migrate", "load_reference", "collectstatic", "dispatch", "remind"]
    assert [command for command in asked if command not in get_commands()] == []
    assert [module for module in modules if not (ROOT / "scripts" / f"{module}.py").exists()] == []
    assert len(modules) == 2


def test_every_command_of_a_service_that_is_asked_for_is_copied_into_the_image() -> None:
    """Each room of the program is named in .dockerignore, which keeps everything else out."""
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "bench"}

    assert [room for room in sorted(rooms) if f"!{room}\n" not in (ROOT / ".dockerignore").read_text()] == []


@pytest.fixture
def compose_config(tmp_path: Path) -> ComposeConfig:
    """What the client makes of the file with these values and no others."""
    (tmp_path / "empty").touch()
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    command = ["docker-compose", "--env-file", str(tmp_path / "empty"), "config"]
    return lambda **given: subprocess.run(
        command, cwd=ROOT, env=kept | given, capture_output=True, text=True, check=False
    )


def test_compose_file_is_valid_once_every_value_is_given(compose_config: ComposeConfig) -> None:
    done = compose_config(**example() | FILLED_IN)

    assert done.returncode == 0, done.stderr
    assert "postgres://rakor:sandi@postgres:5432/rakor" in done.stdout


@pytest.mark.parametrize("name", FILLED_IN)
def test_compose_file_refuses_to_start_without_a_secret(compose_config: ComposeConfig, name: str) -> None:
    given = {key: value for key, value in (example() | FILLED_IN).items() if key != name}

    refusal = compose_config(**given)

    assert refusal.returncode == 1
    assert "a random text" in refusal.stderr


def test_program_refuses_the_example_secret_in_production() -> None:
    assert example()["SECRET_KEY"] == EXAMPLE_SECRET_KEY

    command = [sys.executable, "manage.py", "check"]
    environment = production(SECRET_KEY=EXAMPLE_SECRET_KEY)
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert "SECRET_KEY must be set to a random text of at least 50 characters in production." in done.stderr


@pytest.fixture
def production_port(live_site: LiveSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The web service as it runs in production, beside the live site and on its database."""
    port = free_port()
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")  # the tests' own
    theirs = {name: value for name, value in live_site.environment.items() if name in ("DATABASE_URL", "RAKOR_VAR")}
    for name, value in production(SECRET_KEY="k" * 60, ALLOWED_HOSTS="rakor.invalid", **theirs).items():
        monkeypatch.setenv(name, value)
    child = Child("web", commands(f"127.0.0.1:{port}")["web"], tmp_path)
    wait_until(lambda: is_healthy("127.0.0.1", port), seconds=30)
    yield port
    child.ask_to_end()
    wait_until(child.has_ended)
    child.clear()


@pytest.mark.dealt_to("postgresql")
def test_web_service_in_production_is_healthy_and_sends_everyone_to_https(production_port: int) -> None:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    asked = urllib.request.Request(f"http://127.0.0.1:{production_port}/", headers={"Host": "rakor.invalid"})

    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.build_opener(Stay).open(asked)

    assert answer.value.code == 301
    assert answer.value.headers["Location"] == "https://rakor.invalid/"
    answer.value.close()
