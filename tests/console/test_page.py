"""The console as a page: keyboard, hostile data, many rows, a restart, small and large windows, accessibility."""

import asyncio
import concurrent.futures
import threading
from pathlib import Path
from zipfile import is_zipfile

import pytest

from tests.console.conftest import Open
from tests.console.test_views import make_match
from tests.features.game_servers.test_life import game_session
from tests.support.running import Running, running
from tests.support.server_logs import hand_in_log
from tests.support.server_sdk import connected

pytestmark = pytest.mark.console
VIEWS = (
    "game-sessions", "players?player=alice", "servers", "placements", "matchmaking", "events", "calls", "advice",
    "faults", "world",
)  # fmt: skip
ROOT = Path(__file__).parent.parent.parent


def test_keyboard_alone_is_enough(emulator: Running, open_page: Open) -> None:
    page = open_page(emulator)

    def tab_to(name: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == name:
                return
        raise AssertionError(f"the keyboard does not come to {name}")

    tab_to("Create a game session")
    page.keyboard.press("Enter")
    tab_to("OK")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Reserve a slot").wait_for()
    tab_to("Reserve a slot")
    page.keyboard.press("Enter")
    page.keyboard.type("alice")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Accept alice").wait_for()
    tab_to("Accept")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Remove alice").wait_for()


def test_names_of_players_never_become_markup(emulator: Running, open_page: Open) -> None:
    match = make_match(emulator, name="<b>bold</b>")
    hostile = [
        "<img src=x onerror=window.taken=1>",
        "\u202egnp.exe",
        "a" * 1_024,
        "'\"><script>window.taken=1</script>",
    ]
    for name in hostile:
        emulator.client().create_player_session(GameSessionId=match, PlayerId=name, PlayerData=name)
    page = open_page(emulator, f"game-sessions?id={match}")
    for name in hostile:
        assert page.get_by_title(name, exact=True).first.text_content() == name
    assert page.evaluate("window.taken") is None
    assert page.locator("main img, main script, main b").count() == 0


def test_ten_thousand_game_sessions_come_in_pages(emulator: Running, open_page: Open) -> None:
    sessions = [{"GameSessionId": f"g{n}", "FleetId": "fleet-1"} for n in range(10_000)]
    emulator.seed({"Fleets": [{"FleetId": "fleet-1"}], "GameSessions": sessions})
    page = open_page(emulator)
    page.get_by_role("button", name="g9999", exact=True).wait_for()
    assert page.locator("tbody tr").count() == 100
    page.get_by_role("button", name="Older ones").click()
    page.get_by_role("button", name="g9899", exact=True).wait_for()
    page.get_by_role("button", name="The newest").click()
    page.get_by_role("button", name="g9999", exact=True).wait_for()


def test_page_lives_through_a_restart(tmp_path: Path, open_page: Open) -> None:
    database = f"sqlite:///{tmp_path / 'emulator.db'}"
    with running(tmp_path, database_url=database) as first:
        page = open_page(first)
        page.get_by_text("Game sessions: none.").wait_for()
        port = first.url.rpartition(":")[2]
        first.stop()
        page.get_by_text("The emulator is away.").wait_for()
        with running(tmp_path, "--port", port, database_url=database) as second:
            page.get_by_text("The emulator answers again.").wait_for()
            match = make_match(second)
            page.get_by_role("button", name=match.rpartition("/")[2]).wait_for()


def test_change_of_somebody_else_is_seen(emulator: Running, open_page: Open) -> None:
    page = open_page(emulator)
    page.get_by_text("Game sessions: none.").wait_for()
    match = make_match(emulator)
    page.get_by_role("button", name=match.rpartition("/")[2]).click()
    emulator.client().create_player_session(GameSessionId=match, PlayerId="alice")
    page.get_by_role("button", name="Accept alice").wait_for()


def test_game_server_is_seen_and_told_to_end(emulator: Running, open_page: Open) -> None:
    stop, ready = threading.Event(), threading.Event()

    async def serve() -> None:
        async with connected(emulator.url) as process:
            await process.ready()
            ready.set()
            await process.pushed("TerminateProcess")
            await process.do("TerminateServerProcess")
            await asyncio.to_thread(stop.wait)

    server = threading.Thread(target=lambda: asyncio.run(serve()))
    server.start()
    assert ready.wait(60)
    page = open_page(emulator, "servers")
    page.get_by_role("button", name="Terminate process-1").click()
    page.get_by_text("TERMINATED").wait_for()
    stop.set()
    server.join()


def test_log_of_a_game_server_is_fetched(own_emulator: Running, open_page: Open) -> None:
    async def play() -> None:
        async with connected(own_emulator.url, pID="logged") as process:
            await process.ready()
            await game_session(own_emulator, process)
            hand_in_log(own_emulator, "logged")
            await process.do("TerminateServerProcess")

    with concurrent.futures.ThreadPoolExecutor() as pool:
        pool.submit(asyncio.run, play()).result()
    page = open_page(own_emulator, "servers")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Log of logged").click()
    assert is_zipfile(downloading.value.path())
    page.get_by_role("link", name="gsess-").click()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Log", exact=True).click()
    assert is_zipfile(downloading.value.path())


def test_pages_do_not_hold_up_a_stop(own_emulator: Running, open_page: Open) -> None:
    for _ in range(20):
        open_page(own_emulator)
    assert own_emulator.stop() == 0


@pytest.mark.parametrize("width", [400, 2_500])
def test_page_fits_the_window(emulator: Running, open_page: Open, width: int) -> None:
    emulator.seed({"Fleets": [{"FleetId": "fleet-1"}], "GameSessions": [{"GameSessionId": "g1", "FleetId": "fleet-1"}]})
    page = open_page(emulator, viewport={"width": width, "height": 800})
    for view in VIEWS:
        page.goto(f"{emulator.url}/_emulator/console#/{view}")
        page.wait_for_selector("main h2")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_accessible(emulator: Running, open_page: Open, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    emulator.reset()
    match = make_match(emulator, name="Final")
    emulator.client().create_player_sessions(GameSessionId=match, PlayerIds=["alice", "bob"])
    emulator.control("POST", "/faults", {"operation": "ListFleets", "error": "InternalServiceException"})
    page = open_page(emulator, color_scheme=scheme)
    for view in (*VIEWS, f"game-sessions?id={match}"):
        page.goto(f"{emulator.url}/_emulator/console#/{view}")
        page.wait_for_selector("main h2")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{view}: {found.generate_report()}"


def test_screenshot(own_emulator: Running, open_page: Open, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """The one of README, which `make test-console args=--write-screenshot` writes afresh."""
    lobby = "arn:aws:gamelift:us-east-1::gamesession/fleet-a1b2c3d4-0001-4000-8000-000000000001/gsess-lobby"
    with (ROOT / "seed_data" / "world.yaml").open("rb") as world:
        headers = {"Content-Type": "application/yaml"}
        assert own_emulator.http.post("/_emulator/seed", content=world.read(), headers=headers).is_success
    page = open_page(own_emulator, f"game-sessions?id={lobby}", viewport={"width": 1_440, "height": 620})
    page.get_by_role("button", name="Accept alice").wait_for()
    written = tmp_path / "console.png"
    page.screenshot(path=written)
    assert written.stat().st_size > 10_000
    if request.config.getoption("--write-screenshot"):
        (ROOT / "docs" / "console.png").write_bytes(written.read_bytes())
