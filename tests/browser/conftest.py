from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.chromium import database_kind
from tests.browser.visitor import Visitor
from tests.live import LiveSite


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is dealt to the other database is part of the ordeal here."""
    for item in items:
        dealt = item.get_closest_marker("dealt_to")
        if dealt and dealt.args != (database_kind(),):
            item.add_marker("ordeal")


@pytest.fixture
def enter(live_site: LiveSite, new_context: Callable[..., BrowserContext]) -> Callable[[str], Visitor]:
    """Each person logs in at a browser of their own."""
    return lambda username: Visitor(new_context()).enter(username)


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Callable[[], Visitor]:
    """Somebody who has only an access sheet, at a browser as wide as a phone."""
    return lambda: Visitor(new_context(viewport={"width": 360, "height": 740}))


@pytest.fixture
def on_the_day(live_site: LiveSite) -> Iterator[Callable[[str], None]]:
    """Moves the site to the day of a rakor, and back after the test."""
    before = live_site.environment["RAKOR_CLOCK"]
    yield live_site.move_clock
    live_site.move_clock(before)
