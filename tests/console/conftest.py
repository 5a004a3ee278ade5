"""A real headless Chromium, and pages of it that must not fetch, log or leave anything that they should not."""

import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.running import Running, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

Open = Callable[..., "Page"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = "Chromium" if CHROMIUM is None else "Playwright" if find_spec("playwright") is None else None
    for item in items:
        if missing and item.get_closest_marker("console"):
            item.add_marker(pytest.mark.skip(reason=f"there is no {missing} here: make test-console"))


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def own_emulator(tmp_path: Path) -> Iterator[Running]:
    """One of the test's own, which nobody else resets."""
    with running(tmp_path) as emulator:
        yield emulator


@pytest.fixture
def open_page(browser: "Browser") -> Iterator[Open]:
    """Opens a view of an emulator. At the end no page has asked anybody else, nor written an error to its console."""
    complaints: list[str] = []
    contexts = []

    def opened(
        emulator: Running,
        view: str = "game-sessions",
        path: str = "/_emulator/console",
        shows: str = "main h2",
        **options: Any,  # noqa: ANN401 - those of new_context
    ) -> "Page":
        context = browser.new_context(accept_downloads=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.on("request", lambda request: foreign(request.url, emulator, complaints))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("console", lambda message: complaints.extend([message.text] if message.type == "error" else []))
        page.goto(f"{emulator.url}{path}#/{view}")
        page.wait_for_selector(shows)
        return page

    yield opened
    for context in contexts:
        context.close()
    # What the emulator refuses, Chromium notes by itself.
    assert [each for each in complaints if "Failed to load resource" not in each] == []


def foreign(url: str, emulator: Running, complaints: list[str]) -> None:
    if not url.startswith((f"{emulator.url}/_emulator/", "blob:", "data:")):
        complaints.append(f"the page asked {url}")
