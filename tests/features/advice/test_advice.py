"""Each kind of advice: a client that earns it, and one that does not."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from types_boto3_gamelift import GameLiftClient

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.running import Running
from tests.support.server_sdk import connected
from tests.support.worlds import GAME_SESSION, players, world

PLAYERS = 101


def advice(emulator: Running, query: str = "") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = emulator.control("GET", f"/advice{query}")["advice"]
    return found


def kinds(emulator: Running) -> dict[str, int]:
    return {each["kind"]: each["count"] for each in advice(emulator)}


def made(client: GameLiftClient) -> str:
    session = client.create_game_session(FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=4)
    return session["GameSession"]["GameSessionId"]


def test_first_page_alone_is_told(emulator: Running, client: GameLiftClient) -> None:
    emulator.seed(world(players(PLAYERS)))
    answer = client.describe_player_sessions(GameSessionId=GAME_SESSION)
    (told,) = advice(emulator)
    assert (told["kind"], told["operation"], told["count"]) == ("unread-pages", "DescribePlayerSessions", 1)
    assert told["example"]["request_id"] == answer["ResponseMetadata"]["RequestId"]
    assert told["example"]["parameters"] == {"GameSessionId": GAME_SESSION}
    assert told["page"].startswith("https://docs.aws.amazon.com/")
    assert told["on_aws"].startswith("AWS ")
    assert told["instead"]


def test_all_pages_are_well(emulator: Running, client: GameLiftClient) -> None:
    emulator.seed(world(players(PLAYERS)))
    list(client.get_paginator("describe_player_sessions").paginate(GameSessionId=GAME_SESSION))
    client.describe_player_sessions(GameSessionId=GAME_SESSION, Limit=10)
    assert advice(emulator) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"PlayerId": "alice", "PlayerSessionStatusFilter": "ACTIVE"},
        {"GameSessionId": GAME_SESSION, "Limit": 1_025},
    ],
    ids=["filter", "limit"],
)
def test_members_that_count_for_nothing_are_told(
    emulator: Running, client: GameLiftClient, asked: dict[str, Any]
) -> None:
    emulator.seed(world(players(1)))
    client.describe_player_sessions(**asked)
    assert kinds(emulator) == {"ignored-members": 1}
    assert advice(emulator)[0]["example"]["parameters"].get("PlayerId", "***") == "***"


def test_members_that_count_are_well(emulator: Running, client: GameLiftClient) -> None:
    emulator.seed(world(players(1)))
    client.describe_player_sessions(GameSessionId=GAME_SESSION, PlayerSessionStatusFilter="ACTIVE", Limit=1_024)
    client.describe_player_sessions(PlayerId="alice", Limit=10)
    assert advice(emulator) == []


def test_page_of_one_player_session_is_told(emulator: Running, client: GameLiftClient) -> None:
    match = made(client)
    client.describe_game_sessions(GameSessionId=match)
    session = client.create_player_session(GameSessionId=match, PlayerId="alice")["PlayerSession"]
    client.describe_player_sessions(PlayerSessionId=session["PlayerSessionId"])
    assert advice(emulator) == []
    client.describe_player_sessions(PlayerSessionId=session["PlayerSessionId"], Limit=1)
    assert kinds(emulator) == {"ignored-members": 1}


def test_joining_without_a_look_is_told(emulator: Running, client: GameLiftClient) -> None:
    match = made(client)
    client.create_player_session(GameSessionId=match, PlayerId="alice")
    client.create_player_sessions(GameSessionId=match, PlayerIds=["bob"])
    assert [(each["kind"], each["operation"], each["count"]) for each in advice(emulator)] == [
        ("joining-unseen", "CreatePlayerSession", 1),
        ("joining-unseen", "CreatePlayerSessions", 1),
    ]


@pytest.mark.parametrize("asked", ["describe_game_sessions", "describe_game_session_details", "search_game_sessions"])
def test_joining_after_a_look_is_well(emulator: Running, client: GameLiftClient, asked: str) -> None:
    match = made(client)
    looking = {"FleetId": FLEET_ID, "Location": LOCATION} if asked.startswith("search") else {"GameSessionId": match}
    getattr(client, asked)(**looking)
    client.create_player_session(GameSessionId=match, PlayerId="alice")
    assert advice(emulator) == []


def test_polling_of_one_game_session_is_told(emulator: Running, client: GameLiftClient) -> None:
    match = made(client)
    for _ in range(9):
        client.describe_game_sessions(GameSessionId=match)
        client.describe_game_sessions(FleetId=FLEET_ID)
    assert advice(emulator) == []
    client.describe_game_sessions(GameSessionId=match)
    assert kinds(emulator) == {"polling": 1}


def test_same_call_at_once_after_a_throttle_is_told(emulator: Running) -> None:
    emulator.control("POST", "/faults", {"operation": "ListFleets", "error": "ThrottlingException", "times": 1})
    assert emulator.call("ListFleets", {}).status_code == 400
    assert emulator.call("ListFleets", {"Limit": 1}).status_code == 200
    assert advice(emulator) == []
    emulator.control("POST", "/faults", {"operation": "ListFleets", "error": "ThrottlingException"})
    for _ in range(100):  # on a busy machine some come later than at once
        emulator.call("ListFleets", {})
    assert set(kinds(emulator)) == {"no-back-off"}


def test_attempts_of_an_sdk_are_well(emulator: Running) -> None:
    emulator.control("POST", "/faults", {"operation": "ListFleets", "error": "ThrottlingException", "times": 2})
    emulator.client(retries={"mode": "standard"}).list_fleets()
    assert advice(emulator) == []


def test_other_workers_that_ask_while_an_sdk_waits_are_well(emulator: Running) -> None:
    emulator.control("POST", "/faults", {"operation": "ListFleets", "error": "ThrottlingException", "times": 8})
    client = emulator.client(retries={"mode": "standard", "total_max_attempts": 20})
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(lambda _: client.list_fleets(), range(8)))
    assert advice(emulator) == []


@pytest.mark.parametrize("seconds", [59, 61])
def test_player_that_comes_late_is_told(emulator: Running, client: GameLiftClient, seconds: int) -> None:
    emulator.freeze("2026-01-31T12:00:00.000Z")

    async def play() -> None:
        async with connected(emulator.url) as process:
            await process.ready()
            match = made(client)
            await process.pushed("CreateGameSession")
            await process.do("ActivateGameSession", GameSessionId=match)
            session = client.create_player_session(GameSessionId=match, PlayerId="alice")["PlayerSession"]
            emulator.advance(seconds)
            accepting = {"GameSessionId": match, "PlayerSessionId": session["PlayerSessionId"]}
            await (process.do if seconds < 60 else process.refused)("AcceptPlayerSession", **accepting)

    asyncio.run(play())
    assert kinds(emulator) == ({} if seconds < 60 else {"late-players": 1})


# When it is told, and how long it is kept.


def test_advice_outlives_the_calls_that_leave_the_journal(emulator: Running, client: GameLiftClient) -> None:
    client.describe_player_sessions(PlayerId="alice", PlayerSessionStatusFilter="ACTIVE")
    for _ in range(1_100):
        emulator.call("ListAliases", {})
    assert emulator.control("GET", "/requests?operation=DescribePlayerSessions")["requests"] == []
    client.describe_player_sessions(PlayerId="alice", PlayerSessionStatusFilter="ACTIVE")
    assert kinds(emulator) == {"ignored-members": 2}


def test_advice_begins_anew_with_the_world(emulator: Running, client: GameLiftClient) -> None:
    def since_start() -> int:
        return sum(each["count"] for each in advice(emulator, "?earlier=1") if each["kind"] == "ignored-members")

    before = since_start()
    client.describe_player_sessions(PlayerId="alice", PlayerSessionStatusFilter="ACTIVE")
    emulator.reset()
    assert advice(emulator) == []
    client.describe_player_sessions(PlayerId="alice", PlayerSessionStatusFilter="ACTIVE")
    assert since_start() == before + 2


def test_advice_outlives_an_emptied_journal(emulator: Running, client: GameLiftClient) -> None:
    client.describe_player_sessions(PlayerId="alice", PlayerSessionStatusFilter="ACTIVE")
    emulator.control("DELETE", "/requests")
    assert kinds(emulator) == {"ignored-members": 1}


def test_log_has_one_line_of_each(emulator: Running, client: GameLiftClient) -> None:
    before = emulator.log().count("advice ignored-members: DescribePlayerSessions")
    answers = [client.describe_player_sessions(PlayerId="alice", PlayerSessionStatusFilter="ACTIVE") for _ in range(3)]
    for _ in range(2):
        advice(emulator)
    first = answers[0]["ResponseMetadata"]["RequestId"]
    assert f"advice ignored-members: DescribePlayerSessions, as in {first}: AWS ignores" in emulator.log()
    assert emulator.log().count("advice ignored-members: DescribePlayerSessions") == before + 1
