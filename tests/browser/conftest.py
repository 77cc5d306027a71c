from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.visitor import Visitor
from tests.live import LiveSite


@pytest.fixture
def enter(live_site: LiveSite, new_context: Callable[..., BrowserContext]) -> Callable[[str], Visitor]:
    """Each person logs in at a browser of their own."""
    return lambda username: Visitor(new_context()).enter(username)


@pytest.fixture
def phone(new_context: Callable[..., BrowserContext]) -> Callable[[], Visitor]:
    """Somebody who has only an access sheet, at a browser as wide as a phone."""
    return lambda: Visitor(new_context(viewport={"width": 360, "height": 740}))


@pytest.fixture
def on_the_day(live_site: LiveSite) -> Callable[[str], None]:
    """Moves the site to the day of a rakor. Such tests come last, so that nobody needs the clock back."""
    return live_site.move_clock
