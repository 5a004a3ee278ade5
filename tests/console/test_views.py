"""Each view of the console, as somebody uses it with a mouse."""

import json
from pathlib import Path

import pytest

from tests.console.conftest import Open
from tests.support.running import Running, running

pytestmark = pytest.mark.console
FLEET = "fleet-00000000-0000-0000-0000-000000000000"


def make_match(emulator: Running, name: str = "match") -> str:
    """The ARN of a new game session of the ready-made fleet."""
    made = emulator.client().create_game_session(
        FleetId=FLEET, Location="custom-local", MaximumPlayerSessionCount=4, Name=name
    )
    return made["GameSession"]["GameSessionId"]


def test_match_is_created_filled_and_ended(emulator: Running, open_page: Open) -> None:
    page = open_page(emulator)
    page.get_by_role("button", name="Create a game session").click()
    page.get_by_label("Name").fill("Final")
    page.get_by_role("button", name="OK").click()
    page.get_by_role("heading", name="Final").wait_for()
    for player in ("alice", "bob"):
        page.get_by_role("button", name="Reserve a slot").click()
        page.get_by_label("PlayerId").fill(player)
        page.get_by_role("button", name="OK").click()
        page.get_by_role("button", name=f"Accept {player}").wait_for()
    page.get_by_role("img", name="0 active, 2 reserved, 2 free").wait_for()
    page.get_by_role("button", name="Accept alice").click()
    page.get_by_role("img", name="1 active, 1 reserved, 2 free").wait_for()
    page.get_by_role("button", name="Remove alice").click()
    page.get_by_text("COMPLETED").wait_for()
    page.get_by_role("button", name="End", exact=True).click()
    page.get_by_role("img", name="0 active, 0 reserved, 4 free").wait_for()
    (match,) = emulator.client().describe_game_sessions(FleetId=FLEET)["GameSessions"]
    assert (match["Name"], match["Status"]) == ("Final", "TERMINATED")
    players = emulator.client().describe_player_sessions(GameSessionId=match["GameSessionId"])["PlayerSessions"]
    assert {each["PlayerId"]: each["Status"] for each in players} == {"alice": "COMPLETED", "bob": "TIMEDOUT"}


def test_crash_and_termination(emulator: Running, open_page: Open) -> None:
    crashing, ending = make_match(emulator, name="crashing"), make_match(emulator, name="ending")
    page = open_page(emulator)
    for name, match, button in (("crashing", crashing, "Crash"), ("ending", ending, "Terminate")):
        page.get_by_role("button", name=match.rpartition("/")[2]).click()
        page.get_by_role("heading", name=name).wait_for()
        page.get_by_role("button", name=button).click()
    page.get_by_role("cell", name="ERROR").wait_for()
    page.get_by_role("cell", name="TERMINATED").wait_for()


def test_activation_by_hand(tmp_path: Path, open_page: Open) -> None:
    with running(tmp_path, "--activation-seconds", "100", "--clock", "frozen") as emulator:
        match = make_match(emulator)
        page = open_page(emulator, f"game-sessions?id={match}")
        page.get_by_role("button", name="Activate").click()
        page.get_by_role("button", name="Reserve a slot").click()
        page.get_by_role("button", name="Cancel").click()


def test_clock_is_moved(own_emulator: Running, open_page: Open) -> None:
    own_emulator.freeze("2026-01-31T12:00:00.000Z")
    match = make_match(own_emulator)
    own_emulator.client().create_player_session(GameSessionId=match, PlayerId="late")
    page = open_page(own_emulator, f"game-sessions?id={match}")
    page.get_by_text("60 s left").wait_for()
    page.get_by_role("button", name="+1 s", exact=True).click()
    page.get_by_text("59 s left").wait_for()
    page.get_by_role("button", name="+10 s").click()
    page.get_by_text("49 s left").wait_for()
    page.get_by_role("button", name="To the next time-out").click()
    page.get_by_text("1 TIMEDOUT").wait_for()
    page.get_by_role("button", name="To the next time-out").click()
    page.get_by_text("Nothing waits for time.").wait_for()
    page.get_by_role("button", name="+60 s").click()
    page.get_by_text("2026-01-31 12:02:00").wait_for()
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("button", name="Freeze").click()
    page.get_by_role("button", name="Resume").wait_for()


def test_filters_are_in_the_address(emulator: Running, open_page: Open) -> None:
    make_match(emulator, name="Red")
    make_match(emulator, name="Blue")
    page = open_page(emulator)
    page.get_by_label("Search").fill("blu")
    page.get_by_label("Search").press("Enter")
    page.get_by_text("Red").wait_for(state="detached")
    assert "search=blu" in page.url
    page.get_by_label("Status").select_option("TERMINATED")
    page.get_by_text("Game sessions: none.").wait_for()
    page.go_back()
    page.get_by_text("Blue").wait_for()


def test_player_is_found_across_fleets(emulator: Running, open_page: Open) -> None:
    emulator.seed(
        {
            "Fleets": [
                {"FleetId": f"fleet-{n}", "Region": region} for n, region in enumerate(["us-east-1", "eu-west-1"])
            ],
            "GameSessions": [{"GameSessionId": f"g{n}", "FleetId": f"fleet-{n}"} for n in range(2)],
            "PlayerSessions": [{"GameSessionId": f"g{n}", "PlayerId": "zoe"} for n in range(2)],
        }
    )
    page = open_page(emulator, "players")
    page.get_by_label("PlayerId").fill("zoe")
    page.get_by_label("PlayerId").press("Enter")
    page.get_by_role("link", name="g1 · eu-west-1").wait_for()
    page.get_by_role("link", name="g0 · us-east-1").click()
    page.get_by_role("heading", name="g0").wait_for()


def test_calls_are_seen_and_made_to_fail(emulator: Running, open_page: Open) -> None:
    client = emulator.client(retries={"total_max_attempts": 1})
    client.list_fleets()
    page = open_page(emulator, "calls", permissions=["clipboard-read", "clipboard-write"])
    row = page.get_by_role("row").filter(has_text="ListFleets")
    row.get_by_role("button", name="Copy for the CLI").click()
    page.get_by_text("Copied.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("aws gamelift list-fleets --endpoint-url")
    row.get_by_role("button", name="Copy for boto3").click()
    page.wait_for_function("navigator.clipboard.readText().then((text) => text === 'gamelift.list_fleets()')")
    row.get_by_role("button", name="Let the next two fail like this").click()
    page.get_by_text("The next two calls of ListFleets fail with InternalServiceException.").wait_for()
    with pytest.raises(client.exceptions.InternalServiceException):
        client.list_fleets()
    page.get_by_label("Outcome").select_option("error")
    page.get_by_text("InternalServiceException", exact=True).wait_for()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").click()
    assert len(emulator.control("GET", "/requests")["requests"]) == 2, "the page itself is not in the journal"


def test_faults_are_added_and_ended(emulator: Running, open_page: Open) -> None:
    page = open_page(emulator, "faults")
    for _ in range(2):
        page.get_by_role("button", name="Add a fault").click()
        page.get_by_label("Operation").fill("ListFleets")
        page.get_by_role("button", name="OK").click()
    page.get_by_role("button", name="End fault 2").click()
    page.get_by_role("button", name="End fault 2").wait_for(state="detached")
    page.get_by_role("button", name="End all").click()
    page.get_by_text("Faults: none.").wait_for()
    page.get_by_role("button", name="Add a fault").click()
    page.get_by_label("Operation").fill("NoSuch")
    page.get_by_role("button", name="OK").click()
    page.get_by_text("NoSuch is none that the emulator answers").wait_for()


def test_world_is_seeded_exported_reset_and_imported(emulator: Running, open_page: Open, tmp_path: Path) -> None:
    seed = tmp_path / "seed.yaml"
    seed.write_text("Fleets: [{FleetId: fleet-1, Region: eu-west-1}]\n")
    page = open_page(emulator, "world")
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Seed a file").click()
    choosing.value.set_files(seed)
    page.get_by_text("Seeded: 1 ").wait_for()
    page.get_by_role("cell", name="eu-west-1").wait_for()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Export").click()
    state = Path(downloading.value.path())
    assert "fleet-1" in {each["FleetId"] for each in json.loads(state.read_text())["Fleets"]}
    page.get_by_role("button", name="Reset", exact=True).click()
    page.get_by_role("button", name="OK").click()
    page.get_by_role("cell", name="eu-west-1").wait_for(state="detached")
    with page.expect_file_chooser() as choosing:
        page.get_by_role("button", name="Import a state").click()
    choosing.value.set_files(state)
    page.get_by_role("cell", name="eu-west-1").wait_for()
