from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.visitor import Visitor
from tests.live import LiveSite


@pytest.fixture
def enter(live_site: LiveSite, new_context: Callable[..., BrowserContext]) -> Callable[[str], Visitor]:
    """Each person logs in at a browser of their own."""
    live_site.manage("load_demo", "--cast-only")

    return lambda username: Visitor(new_context()).enter(username)
