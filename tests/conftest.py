"""What every test may use. The settings of the tests are in tests/settings.py."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import SimpleTestCase
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from scripts.parts import chromium
from tests import settings
from tests.browser.chromium import FLAGS, database_kind
from tests.live import LiveSite, copy_bare

# the same examples at each run, however busy the machine is
hypothesis.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("same")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is dealt to the other database, or has nothing to do with any, is part of the ordeal here.

    Whoever moves the clock of the live site comes last.
    """
    for item in items:
        dealt = item.get_closest_marker("dealt_to")
        home = dealt.args[0] if dealt else database_kind() if knows_a_database(item) else "sqlite"
        if home != database_kind():
            item.add_marker("ordeal")
    items.sort(key=lambda item: "on_the_day" in getattr(item, "fixturenames", ()))


def knows_a_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_setup", "live_site"} & set(getattr(item, "fixturenames", ()))
    is_case = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    return bool(fixtures or is_case or item.get_closest_marker("django_db"))


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
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> str:
    """Beside what pytest-django does: a copy with all tables and no rows. Its file, or its name."""
    with django_db_blocker.unblock():
        return copy_bare(settings.VAR)


@pytest.fixture(scope="session")
def live_site(django_db_setup: str) -> Iterator[LiveSite]:
    """One running site with the people of the demonstration; each test makes the rakor that it walks."""
    with LiveSite(django_db_setup) as site:
        site.manage("load_demo", "--cast-only")  # into the empty database, before anybody makes anything
        yield site
