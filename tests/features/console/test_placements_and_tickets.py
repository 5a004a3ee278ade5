"""Placements and matchmaking tickets as the console reads them: in pages, filtered, as time has left them."""

import concurrent.futures

import pytest
from types_boto3_gamelift import GameLiftClient

from tests.support.backfills import new_match, new_pairs
from tests.support.configurations import new_configuration
from tests.support.placements import start
from tests.support.queues import new_queue
from tests.support.rule_sets import new_rule_set
from tests.support.running import Running
from tests.support.tickets import start_ticket

NOON = "2026-01-31T12:00:00.000Z"
LISTS = [("/placements", "placements", "PlacementId"), ("/matchmaking-tickets", "matchmaking_tickets", "TicketId")]


@pytest.fixture
def client(emulator: Running) -> GameLiftClient:
    """Three placements that wait for ever, and three tickets that no match has room for."""
    emulator.freeze(NOON)
    client = emulator.client()
    new_queue(client, TimeoutInSeconds=600)
    new_rule_set(client)
    new_configuration(client, AcceptanceRequired=True, AcceptanceTimeoutSeconds=20)
    for n in range(3):
        start(client, f"a{n}", PlayerLatencies=[])
        start_ticket(client, f"a{n}")
        emulator.advance(0.1)
    return client


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize(("path", "rows", "name"), LISTS)
def test_the_newest_come_first_in_pages(emulator: Running, path: str, rows: str, name: str) -> None:
    first = emulator.control("GET", f"{path}?limit=2")
    second = emulator.control("GET", f"{path}?limit=2&before={first['next']}")
    assert [each[name] for each in first[rows] + second[rows]] == ["a2", "a1", "a0"]
    assert second["next"] is None


@pytest.mark.usefixtures("client")
@pytest.mark.parametrize(("path", "rows", "name"), LISTS)
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("id=a1", ["a1"]),
        ("id=a", []),
        ("search=A1", ["a1"]),
        ("search=ue", ["a2", "a1", "a0"]),
        ("status=TIMED_OUT", []),
        ("region=eu-west-1", []),
        ("account=111111111111", []),
    ],
)
def test_they_are_filtered(emulator: Running, path: str, rows: str, name: str, query: str, found: list[str]) -> None:
    """`ue` is a part of `queue`, and of `duels`."""
    assert [each[name] for each in emulator.control("GET", f"{path}?{query}")[rows]] == found


def test_what_is_due_is_written_before_they_are_shown(client: GameLiftClient, emulator: Running) -> None:
    start(client, "late", GameSessionName="late")
    assert emulator.control("GET", "/placements?id=late")["placements"][0]["Status"] == "FULFILLED"


def test_ticket_shows_who_has_accepted_and_until_when_they_can(client: GameLiftClient, emulator: Running) -> None:
    emulator.advance(1)
    client.accept_match(TicketId="a0", PlayerIds=["a0"], AcceptanceType="ACCEPT")
    (ticket,) = emulator.control("GET", "/matchmaking-tickets?id=a0")["matchmaking_tickets"]
    assert ticket["Status"] == "REQUIRES_ACCEPTANCE"
    assert [each["Accepted"] for each in ticket["Players"]] == [True]
    assert (ticket["StartTime"], ticket["Deadline"]) == (NOON, "2026-01-31T12:00:21.000Z")
    assert ticket["MatchId"]
    emulator.advance(20)
    (ticket,) = emulator.control("GET", "/matchmaking-tickets?id=a1")["matchmaking_tickets"]
    assert "Deadline" not in ticket
    assert (ticket["Status"], ticket["EndTime"]) == ("CANCELLED", "2026-01-31T12:00:21.000Z")


def test_who_waits_is_told_of_what_time_does(emulator: Running) -> None:
    """Nobody calls: the clock runs, and a look at the pool comes due."""
    client = emulator.client()
    emulator.control("PUT", "/clock", {"frozen": False})
    new_rule_set(client)
    new_configuration(client, RequestTimeoutSeconds=1)
    start_ticket(client, "alone")
    with concurrent.futures.ThreadPoolExecutor() as pool:
        told = pool.submit(emulator.control, "GET", "/events?type=MatchmakingTimedOut&wait=250")
        assert [each["event"]["detail"]["type"] for each in told.result()["events"]] == ["MatchmakingTimedOut"]


@pytest.mark.parametrize("path", ["/placements", "/matchmaking-tickets"])
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("before=x", "before: String should match pattern"),
        ("before=1.9999999999999999999", "before: String should match pattern"),
        ("limit=1001", "limit: Input should be less than or equal to 1000"),
        ("status=DONE", "status: Input should be"),
    ],
)
def test_bad_input_is_told(emulator: Running, path: str, query: str, told: str) -> None:
    answer = emulator.http.get(f"/_emulator{path}?{query}")
    assert answer.status_code == 400
    assert told in answer.json()["message"]


def test_backfill_ticket_tells_which_game_session_it_is_to_fill(emulator: Running) -> None:
    client = emulator.client()
    new_pairs(client, BackfillMode="AUTOMATIC")
    arn = new_match(client, emulator)
    automatic, *searched = emulator.control("GET", "/matchmaking-tickets")["matchmaking_tickets"]
    assert (automatic["Backfill"], automatic["GameSessionId"]) == ("AUTOMATIC", arn)
    assert [(each["Backfill"], each["GameSessionId"]) for each in searched] == [(None, arn)] * 2
