"""Somebody at a browser: names fields, links and buttons by the words that stand on the page."""

from __future__ import annotations

import re
from pathlib import Path
from re import Pattern

from playwright.sync_api import BrowserContext, Locator, Page, expect

from secretariat.demo.cast import PASSWORD

Value = str | bool | Path | dict[str, object]
expect.set_options(timeout=15_000)  # milliseconds; a busy machine is slow, not wrong


def exactly(label: str) -> Pattern[str]:
    """The label of a field, with or without the star of those that must be filled in."""
    return re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")


class Visitor:
    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.scope: Page | Locator = self.page

    def enter(self, username: str) -> Visitor:
        self.page.goto("/masuk/")
        self.fill({"Nama pengguna": username, "Sandi": PASSWORD})
        self.press("Masuk")
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Selamat datang")
        return self

    def part(self, heading: str) -> Visitor:
        """The same person, looking only at the sheet under this heading."""
        looking = Visitor.__new__(Visitor)
        looking.page = self.page
        sheets = self.page.locator("section, details").filter(
            has=self.page.locator("h2, h3, summary").get_by_text(heading, exact=True)
        )
        looking.scope = sheets.last  # the innermost
        return looking

    def go(self, address: str) -> None:
        answer = self.page.goto(address)
        assert answer
        assert answer.status == 200, f"{address}: {answer.status}"

    def follow(self, *links: str) -> None:
        for link in links:
            self.scope.get_by_role("link", name=link, exact=True).first.click()

    def press(self, button: str) -> None:
        self.scope.get_by_role("button", name=button, exact=True).click()

    def fill(self, values: dict[str, Value]) -> None:
        for label, value in values.items():
            put(self.scope.get_by_label(exactly(label)), value)

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.scope.get_by_text(text).filter(visible=True).first).to_be_visible()

    def read(self, selector: str) -> str:
        return " ".join(self.scope.locator(selector).first.inner_text().split())

    def download(self, link: str) -> Path:
        with self.page.expect_download() as arriving:
            self.follow(link)
        return Path(arriving.value.path())


def put(field: Locator, value: Value) -> None:
    kind = field.evaluate("e => e.type")
    if isinstance(value, bool):
        field.set_checked(value)
    elif kind == "file":
        field.set_input_files(value)  # type: ignore[arg-type]
    elif kind in ("select-one", "select-multiple"):
        field.select_option(label=str(value))
    else:
        field.fill(str(value))
