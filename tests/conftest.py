"""What every test may use. The settings of the tests are in tests/settings.py."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from scripts.parts import chromium
from tests.browser.chromium import FLAGS
from tests.live import LiveSite

# the same examples at each run, however busy the machine is
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = chromium()
    assert path, "chromium is not on this machine; `make test` installs it"
    return browser_type_launch_args | {"executable_path": path, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A browser of an office in Banjarmasin."""
    return browser_context_args | {"locale": "id-ID", "timezone_id": "Asia/Makassar"}


@pytest.fixture(scope="session")
def base_url(live_site: LiveSite) -> str:
    """`page.goto("/")` opens the live site."""
    return live_site.url


@pytest.fixture(scope="session")
def live_site() -> Iterator[LiveSite]:
    """One running site with the people of the demonstration; each test makes the rakor that it walks."""
    with LiveSite() as site:
        site.manage("load_demo", "--cast-only")  # into the empty database, before anybody makes anything
        yield site
