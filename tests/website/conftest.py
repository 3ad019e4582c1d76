"""A browser for the tests of the site: Chromium over loopback, which may complain of nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.website.searching import FakeSearch

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def static_folder() -> None:
    """The folder of collected files exists, though empty: the live server finds the sources itself."""
    from django.conf import settings

    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Any]:
    """Chromium for one module: while Playwright's loop runs, no other asyncio test can."""
    from playwright.sync_api import sync_playwright

    # that loop is in this thread, which Django then takes for asynchronous code
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Opens pages as a reader would, and notes what the browser complains of."""

    browser: Any
    base: str
    complaints: list[str] = field(default_factory=list)
    contexts: list[Any] = field(default_factory=list)

    def open(self, path: str, *, width: int = 1280, height: int = 800, **options: Any) -> Any:
        """A fresh browser context at a path of the site."""
        context = self.browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._request)
        page.goto(self.base + path)
        return page

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.base + "/", "data:")):
            self.complaints.append(f"request elsewhere: {request.url}")


@pytest.fixture
def visitor(chromium: Any, live_server: Any) -> Iterator[Visitor]:
    """A reader of the live site; at the end there must have been no complaint, no request elsewhere."""
    reader = Visitor(chromium, live_server.url)
    yield reader
    for context in reader.contexts:
        context.close()
    assert reader.complaints == []


@pytest.fixture
def fake_search(monkeypatch: pytest.MonkeyPatch) -> FakeSearch:
    """A search whose answers the test writes."""
    return FakeSearch().install(monkeypatch)
