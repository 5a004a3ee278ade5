"""The views of what waits, and of what should be done otherwise: placements, matchmaking, advice."""

import pytest

from tests.console.conftest import Open
from tests.support.backfills import new_match, new_pairs
from tests.support.configurations import new_configuration
from tests.support.matchmaking import CLOSE_BODY
from tests.support.placements import latencies, start, status_of
from tests.support.queues import new_queue
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import start_ticket, statuses

pytestmark = pytest.mark.console
NOON = "2026-01-31T12:00:00.000Z"
HOSTILE = "<img src=x onerror=window.taken=1>"


@pytest.fixture
def emulator(own_emulator: Running) -> Running:
    """One whose clock stands still, with a queue, and with matches of two that have to be accepted."""
    own_emulator.freeze(NOON)
    client = own_emulator.client()
    new_queue(client, TimeoutInSeconds=600)
    new_rule_set(client)
    new_configuration(client, AcceptanceRequired=True, AcceptanceTimeoutSeconds=20)
    return own_emulator


def test_placement_is_explained_and_stopped(emulator: Running, open_page: Open) -> None:
    client = emulator.client()
    client.update_game_session_queue(
        Name="queue", PlayerLatencyPolicies=[{"MaximumIndividualPlayerLatencyMilliseconds": 10}]
    )
    start(client, "waits", PlayerLatencies=latencies(alice={"custom-local": 999}))
    page = open_page(emulator, "placements")
    page.get_by_role("cell", name="600 s left").wait_for()
    page.get_by_role("button", name="waits").click()
    page.get_by_role("heading", name="waits").wait_for()
    page.get_by_role("region", name="Places, in the order in which they are tried").get_by_text("999").wait_for()
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("cell", name="PlacementCancelled", exact=True).wait_for()
    assert status_of(client, "waits") == "CANCELLED"
    assert page.get_by_role("button", name="Stop", exact=True).is_disabled()
    page.get_by_role("region", name="Its events").get_by_text("JSON").click()
    page.get_by_text('"detail-type"').wait_for()


def test_placement_leads_to_its_game_session(emulator: Running, open_page: Open) -> None:
    start(emulator.client(), "done", GameSessionName="Final")
    page = open_page(emulator, "placements?status=FULFILLED")
    page.get_by_role("link", name="done").click()
    page.get_by_role("heading", name="Final").wait_for()


def test_match_is_accepted_by_one_and_rejected_by_the_other(emulator: Running, open_page: Open) -> None:
    client = emulator.client()
    for player in ("alice", "bob"):
        start_ticket(client, player)
    page = open_page(emulator, "matchmaking?id=alice")
    page.get_by_role("button", name="+1 s", exact=True).click()
    page.get_by_role("button", name="Accept for alice").click()
    page.get_by_role("cell", name="yes", exact=True).wait_for()
    page.get_by_role("cell", name="PotentialMatchCreated", exact=True).wait_for()
    page.get_by_role("button", name="bob").click()
    page.get_by_role("button", name="Reject for bob").click()
    page.get_by_role("cell", name="no", exact=True).wait_for()
    page.get_by_role("cell", name="AcceptMatchCompleted", exact=True).wait_for()
    assert statuses(client, "alice", "bob") == ["SEARCHING", "CANCELLED"]
    page.get_by_role("button", name="alice").click()
    page.get_by_role("button", name="Stop", exact=True).click()
    page.get_by_role("cell", name="MatchmakingCancelled", exact=True).wait_for()
    assert statuses(client, "alice") == ["CANCELLED"]
    page.get_by_role("button", name="Close").click()
    page.get_by_role("heading", name="alice").wait_for(state="detached")


def test_ticket_is_explained(emulator: Running, open_page: Open) -> None:
    client = emulator.client()
    client.create_matchmaking_rule_set(Name="close", RuleSetBody=CLOSE_BODY)
    new_configuration(client, "close", RuleSetName="close")
    for name, skill in (("low", 1), ("high", 90)):
        player = {"PlayerId": name, "PlayerAttributes": {"skill": {"N": skill}}}
        start_ticket(client, name, ConfigurationName="close", Players=[player])
    emulator.advance(1)
    page = open_page(emulator, "matchmaking?id=low")
    page.get_by_role("region", name="What its rules meet").get_by_text("high").wait_for()
    page.get_by_text("Team blue has 0 of 1 players.").wait_for()
    page.get_by_text("rules[Close].maxDistance becomes 30 at").wait_for()


def test_match_is_accepted_for_all_players_of_a_ticket(emulator: Running, open_page: Open) -> None:
    client = emulator.client()
    for ticket in ("red", "blue"):
        start_ticket(client, ticket)
    emulator.advance(1)
    page = open_page(emulator, "matchmaking?id=red")
    page.get_by_role("button", name="Accept for all").click()
    page.get_by_role("button", name="blue").click()
    page.get_by_role("heading", name="blue").wait_for()
    page.get_by_role("button", name="Accept for all").click()
    page.get_by_role("cell", name="MatchmakingSucceeded", exact=True).wait_for()
    assert statuses(client, "red", "blue") == ["COMPLETED", "COMPLETED"]


def test_names_in_tickets_and_placements_never_become_markup(emulator: Running, open_page: Open) -> None:
    client = emulator.client()
    start_ticket(client, "t", HOSTILE, Players=[{"PlayerId": HOSTILE, "PlayerAttributes": {"skill": {"N": 1}}}])
    start(client, "p", GameSessionName=HOSTILE, GameSessionData=HOSTILE)
    page = open_page(emulator, "matchmaking?id=t")
    assert page.get_by_title(HOSTILE, exact=True).first.text_content() == HOSTILE
    page.goto(f"{emulator.url}/_emulator/console#/placements?id=p")
    page.get_by_text("The placement as AWS shows it").click()
    page.get_by_text(HOSTILE).first.wait_for()
    assert page.evaluate("window.taken") is None
    assert page.locator("main img, main script").count() == 0


def test_views_are_worked_by_keyboard(emulator: Running, open_page: Open) -> None:
    start_ticket(emulator.client(), "alone")
    page = open_page(emulator, "matchmaking")

    def tab_to(text: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == text:
                return
        raise AssertionError(f"the keyboard does not come to {text}")

    tab_to("alone")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="alone").wait_for()
    tab_to("Stop")
    page.keyboard.press("Enter")
    page.get_by_role("cell", name="MatchmakingCancelled", exact=True).wait_for()


def test_advice_is_shown(emulator: Running, open_page: Open) -> None:
    emulator.client().describe_player_sessions(PlayerId="alice", PlayerSessionStatusFilter="ACTIVE")
    page = open_page(emulator, "advice")
    row = page.get_by_role("row").filter(has_text="ignored-members")
    row.get_by_text("DescribePlayerSessions").first.wait_for()
    row.locator("summary").click()
    row.get_by_text("PlayerSessionStatusFilter").first.wait_for()
    emulator.reset()
    page.get_by_text("What calls of this emulator would break on AWS: none.").wait_for()
    page.get_by_label("with that of before the reset").check()
    page.get_by_role("row").filter(has_text="ignored-members").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_views_are_accessible_and_fit_a_small_window(emulator: Running, open_page: Open, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    client = emulator.client()
    for ticket in ("red", "blue"):
        start_ticket(client, ticket)
    start(client, "p")
    client.describe_player_sessions(PlayerId="alice", PlayerSessionStatusFilter="ACTIVE")
    emulator.advance(1)
    page = open_page(emulator, "placements?id=p", color_scheme=scheme, viewport={"width": 400, "height": 800})
    for view in ("placements?id=p", "matchmaking?id=red", "advice"):
        page.goto(f"{emulator.url}/_emulator/console#/{view}")
        page.wait_for_selector("main tbody tr")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{view}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view


def test_ticket_leads_to_the_game_session_that_it_is_to_fill(own_emulator: Running, open_page: Open) -> None:
    client = own_emulator.client()
    new_pairs(client, BackfillMode="AUTOMATIC")
    new_match(client, own_emulator)
    page = open_page(own_emulator, "matchmaking?status=SEARCHING")
    cell = page.get_by_role("cell", name="to fill: ")
    cell.get_by_role("link").click()
    page.get_by_role("heading", name="Game sessions").wait_for()
    page.get_by_role("cell", name="ACTIVE", exact=True).first.wait_for()
    page.get_by_role("button", name="Close").wait_for()
