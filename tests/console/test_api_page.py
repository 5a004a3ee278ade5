"""The API page in a real browser: its buttons work."""

from typing import TYPE_CHECKING

import pytest

from tests.console.conftest import Open
from tests.support.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.console


def execute(page: "Page", method: str, path: str) -> str:
    """Opens a route of the page, presses Execute, and says with which status it was answered."""
    route = page.locator(f".opblock-{method}").filter(has=page.locator(f"[data-path='/_emulator{path}']"))
    route.locator(".opblock-summary-control").click()
    route.get_by_role("button", name="Execute").click()
    status = route.locator(".live-responses-table tr.response td.response-col_status").first
    status.wait_for()
    text: str = status.inner_text().split()[0]
    route.locator(".opblock-summary-control").click()
    return text


def test_buttons_work(emulator: Running, open_page: Open) -> None:
    page = open_page(emulator, path="/_emulator/docs", shows=".opblock")
    assert execute(page, "get", "/clock") == "200"
    before = emulator.control("GET", "/clock")["now"]
    assert execute(page, "put", "/clock") == "200"
    assert execute(page, "post", "/clock/advance") == "200"
    assert emulator.control("GET", "/clock")["frozen"], "the example freezes"
    assert emulator.control("GET", "/clock")["now"] > before
    assert execute(page, "post", "/faults") == "201"
    assert execute(page, "delete", "/faults") == "200"
    assert execute(page, "delete", "/requests") == "200"
    assert execute(page, "post", "/seed") == "200"
    assert execute(page, "post", "/operations/{operation}") == "200"
    assert execute(page, "post", "/matchmaking/dry-run") == "200"
    assert execute(page, "post", "/reset") == "200"
    assert not emulator.control("GET", "/clock")["frozen"]
