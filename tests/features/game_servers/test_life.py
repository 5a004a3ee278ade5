"""The whole life of a server process, in the dialect of each SDK, and what the AWS API shows of it."""

import asyncio
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from emulator.hosting.ready_made import COMPUTE, FLEET_ID, LOCATION
from tests.support.running import REGION, Running, running
from tests.support.server_sdk import DIALECTS, GO, Dialect, ServerProcess, connected, reset_alone
from tests.support.worlds import FLEET

PLAY: dict[str, Any] = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 4}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("game_servers"), "--log-level", "debug") as emulator:
        yield emulator


@pytest.fixture
def emulator(shared: Running) -> Running:
    reset_alone(shared)
    return shared


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> Dialect:
    return DIALECTS[request.param]


PROCESS_NUMBERS = count(1)


def new_id() -> str:
    """A pID that no server process has had: one that has ended may not come back."""
    return f"process-{next(PROCESS_NUMBERS)}"


async def game_session(emulator: Running, process: ServerProcess, **members: object) -> str:
    """A game session that the process has been given, and has activated."""
    client = emulator.client()
    made = (await asyncio.to_thread(client.create_game_session, **(PLAY | members)))["GameSession"]
    push = await process.pushed("CreateGameSession")
    assert push["GameSessionId"] == made["GameSessionId"]
    assert (made["Status"], status(emulator, push["GameSessionId"])) == ("ACTIVATING", "ACTIVATING")
    await process.do("ActivateGameSession", GameSessionId=push["GameSessionId"])
    return str(push["GameSessionId"])


def status(emulator: Running, game_session_id: str) -> str:
    (found,) = emulator.client().describe_game_sessions(GameSessionId=game_session_id)["GameSessions"]
    return found["Status"]


def players(emulator: Running, game_session_id: str) -> dict[str, str]:
    found = emulator.client().describe_player_sessions(GameSessionId=game_session_id)["PlayerSessions"]
    return {each["PlayerId"]: each["Status"] for each in found}


def processes(emulator: Running) -> dict[str, str]:
    found = emulator.control("GET", "/server-processes")["server_processes"]
    return {each["ProcessId"]: each["Status"] for each in found}


async def live(emulator: Running, dialect: Dialect) -> None:
    name = new_id()
    async with connected(emulator.url, dialect, pID=name) as process:
        assert processes(emulator)[name] == "CONNECTED"
        await process.ready(port=7_777, LogPaths=["/var/log/a"])
        assert processes(emulator)[name] == "READY"
        match = await game_session(
            emulator, process, Name="é", GameSessionData="x" * 3_000, GameProperties=[{"Key": "map", "Value": "w1"}]
        )
        assert processes(emulator)[name] == "ACTIVE"
        (shown,) = emulator.client().describe_game_sessions(GameSessionId=match)["GameSessions"]
        assert (shown["Status"], shown["Port"], shown["IpAddress"]) == ("ACTIVE", 7_777, "127.0.0.1")
        ids = {
            name: emulator.client().create_player_session(GameSessionId=match, PlayerId=name)["PlayerSession"]
            for name in ("alice", "bob")
        }
        alice = ids["alice"]["PlayerSessionId"]
        await process.do("AcceptPlayerSession", GameSessionId=match, PlayerSessionId=alice)
        assert players(emulator, match) == {"alice": "ACTIVE", "bob": "RESERVED"}
        found = await process.do("DescribePlayerSessions", GameSessionId=match)
        assert [(each["PlayerId"], each["Status"]) for each in found["PlayerSessions"]] == [
            ("alice", "ACTIVE"),
            ("bob", "RESERVED"),
        ]
        created = ids["alice"]["CreationTime"].timestamp()
        assert found["PlayerSessions"][0]["CreationTime"] == round(created * 1_000)
        assert "NextToken" not in found
        await process.do("UpdatePlayerSessionCreationPolicy", GameSessionId=match, PlayerSessionPolicy="DENY_ALL")
        with pytest.raises(ClientError, match="accepts no new players"):
            emulator.client().create_player_session(GameSessionId=match, PlayerId="carol")
        await process.do("RemovePlayerSession", GameSessionId=match, PlayerSessionId=alice)
        assert (await process.do("GetComputeCertificate"))["ComputeName"] == COMPUTE
        assert (await process.do("GetFleetRoleCredentials", RoleArn="arn:aws:iam::1:role/r"))["AccessKeyId"] == ""
        await process.do("TerminateServerProcess")
        assert players(emulator, match) == {"alice": "COMPLETED", "bob": "TIMEDOUT"}
        assert (status(emulator, match), processes(emulator)[name]) == ("TERMINATED", "TERMINATED")


def test_whole_life(emulator: Running, dialect: Dialect) -> None:
    asyncio.run(live(emulator, dialect))


async def be_terminated(emulator: Running, dialect: Dialect) -> None:
    async with connected(emulator.url, dialect, pID=new_id()) as process:
        await process.ready()
        match = await game_session(emulator, process)
        await asyncio.to_thread(
            emulator.client().terminate_game_session,
            GameSessionId=match,
            TerminationMode="TRIGGER_ON_PROCESS_TERMINATE",
        )
        assert status(emulator, match) == "TERMINATING"
        assert type((await process.pushed("TerminateProcess"))["TerminationTime"]) is int
        await process.do("TerminateServerProcess")
        assert status(emulator, match) == "TERMINATED"


def test_game_session_that_is_terminated_ends_with_its_process(emulator: Running, dialect: Dialect) -> None:
    asyncio.run(be_terminated(emulator, dialect))


async def page(emulator: Running, dialect: Dialect) -> None:
    async with connected(emulator.url, dialect, pID=new_id()) as process:
        await process.ready()
        match = await game_session(emulator, process, MaximumPlayerSessionCount=120)
        client = emulator.client()
        for first in range(0, 120, 24):
            client.create_player_sessions(GameSessionId=match, PlayerIds=[f"p{n}" for n in range(first, first + 24)])
        seen, token = [], ""
        sizes = []
        while True:
            found = await process.do(
                "DescribePlayerSessions", GameSessionId=match, **({"NextToken": token} if token else {})
            )
            seen += [each["PlayerId"] for each in found["PlayerSessions"]]
            sizes.append(len(found["PlayerSessions"]))
            token = found.get("NextToken", "")
            if not token:
                break
        assert seen == [f"p{n}" for n in range(120)]
        assert sizes == [50, 50, 20]


def test_player_sessions_are_paged_by_fifty(emulator: Running, dialect: Dialect) -> None:
    asyncio.run(page(emulator, dialect))


async def see_own_fleet(emulator: Running) -> None:
    """A player is in a hundred game sessions, of two fleets in turn."""
    of_fleets = ((FLEET_ID, f"{FLEET_ID}/{LOCATION}", LOCATION), (FLEET, FLEET, REGION))
    matches = [
        {
            "GameSessionId": f"arn:aws:gamelift:{REGION}::gamesession/{place}/gsess-{n}",
            "FleetId": fleet,
            "Location": location,
        }
        for n in range(60)
        for fleet, place, location in of_fleets
    ]
    joined = [
        {"GameSessionId": each["GameSessionId"], "PlayerId": "alice", "PlayerSessionId": f"psess-{n}"}
        for n, each in enumerate(matches)
    ]
    emulator.seed({"Fleets": [{"FleetId": FLEET}], "GameSessions": matches, "PlayerSessions": joined})
    async with connected(emulator.url, pID=new_id()) as process:
        await process.ready()
        first = await process.do("DescribePlayerSessions", PlayerId="alice")
        rest = await process.do("DescribePlayerSessions", PlayerId="alice", NextToken=first["NextToken"])
        assert [len(each["PlayerSessions"]) for each in (first, rest)] == [50, 10]
        assert {each["FleetId"] for each in first["PlayerSessions"] + rest["PlayerSessions"]} == {FLEET_ID}
        assert "NextToken" not in rest
        for asked in ({"GameSessionId": matches[1]["GameSessionId"]}, {"PlayerSessionId": "psess-1"}):
            status, words = await process.refused("DescribePlayerSessions", **asked)
            assert (status, f"was not found in fleet {FLEET_ID}" in words) == (404, True)
        (found,) = (await process.do("DescribePlayerSessions", PlayerSessionId="psess-0"))["PlayerSessions"]
        assert found["PlayerId"] == "alice"


def test_process_sees_players_of_its_own_fleet_in_full_pages(emulator: Running) -> None:
    asyncio.run(see_own_fleet(emulator))


async def be_repeated(emulator: Running) -> None:
    async with connected(emulator.url, pID=new_id()) as process:
        await process.ready()
        match = await game_session(emulator, process)
        joined = emulator.client().create_player_session(GameSessionId=match, PlayerId="alice")["PlayerSession"]
        asked = {"GameSessionId": match, "PlayerSessionId": joined["PlayerSessionId"]}
        answers = [await process.ask("AcceptPlayerSession", "one-request", **asked) for _ in range(3)]
        assert answers == [answers[0]] * 3
        assert answers[0]["StatusCode"] == 200
        other = await process.ask("AcceptPlayerSession", "another-request", **asked)
        assert (other["StatusCode"], "has a status of ACTIVE instead of RESERVED" in other["ErrorMessage"]) == (
            400,
            True,
        )


def test_message_that_is_sent_again_is_done_once(emulator: Running) -> None:
    asyncio.run(be_repeated(emulator))


async def overlap(emulator: Running) -> None:
    name = new_id()
    async with connected(emulator.url, pID=name) as old:
        await old.ready()
        async with connected(emulator.url, pID=name) as new:
            match = await game_session(emulator, new)
            await old.do("HeartbeatServerProcess", HealthStatus=True)
            await old.close()
            await new.do("HeartbeatServerProcess", HealthStatus=True)
            assert processes(emulator)[name] == "ACTIVE"
            assert status(emulator, match) == "ACTIVE"
            assert emulator.control("GET", "/server-processes")["server_processes"][0]["Connected"] is True


def test_newest_connection_wins_and_the_old_one_is_left_alone(emulator: Running) -> None:
    asyncio.run(overlap(emulator))


async def come_back(emulator: Running) -> None:
    name = new_id()
    async with connected(emulator.url, pID=name) as process:
        await process.ready()
        made = emulator.client().create_game_session(**PLAY)["GameSession"]
        await process.pushed("CreateGameSession")
        await process.close()
    async with connected(emulator.url, pID=name) as process:
        # It may not have heard of it: an emulator that is killed does not know what its last words became.
        assert (await process.pushed("CreateGameSession"))["GameSessionId"] == made["GameSessionId"]
        await process.do("ActivateGameSession", GameSessionId=made["GameSessionId"])
        await process.close()
    async with connected(emulator.url, pID=name) as process:
        await process.do("HeartbeatServerProcess", HealthStatus=True)
        assert process.pushes.empty()
        assert status(emulator, made["GameSessionId"]) == "ACTIVE"


def test_process_that_comes_back_says_nothing_again(emulator: Running) -> None:
    asyncio.run(come_back(emulator))


async def queue_up(emulator: Running) -> None:
    async with connected(emulator.url, pID=new_id()) as first, connected(emulator.url, pID=new_id()) as second:
        await second.ready(port=2)
        await first.ready(port=1)
        client = emulator.client()
        ports = [client.create_game_session(**PLAY)["GameSession"]["Port"] for _ in range(2)]
        assert ports == [1, 2], "the oldest free process comes first"
        with pytest.raises(ClientError, match=f"Unable to reserve a process on fleet {FLEET_ID}"):
            client.create_game_session(**PLAY)


def test_oldest_free_process_hosts_and_without_one_there_is_no_capacity(emulator: Running) -> None:
    asyncio.run(queue_up(emulator))


def test_game_sessions_are_simulated_before_a_process_is_ready(emulator: Running) -> None:
    made = emulator.client().create_game_session(**PLAY)["GameSession"]
    assert status(emulator, made["GameSessionId"]) == "ACTIVE"
    assert f"{made['GameSessionId']} is simulated; a game server takes over once" in emulator.log()


async def show(emulator: Running) -> list[dict[str, Any]]:
    async with connected(emulator.url, GO, pID="shown") as process:
        await process.ready(port=5, LogPaths=["/a"])
        match = await game_session(emulator, process)
        (shown,) = emulator.control("GET", "/server-processes")["server_processes"]
        assert {
            name: shown[name] for name in ("ProcessId", "FleetId", "Status", "Port", "GameSessionId", "LogPaths")
        } == {
            "ProcessId": "shown",
            "FleetId": FLEET_ID,
            "Status": "ACTIVE",
            "Port": 5,
            "GameSessionId": match,
            "LogPaths": ["/a"],
        }
        found: list[dict[str, Any]] = emulator.control("GET", "/requests?source=server")["requests"]
        return found


def test_processes_and_their_messages_are_shown(emulator: Running) -> None:
    requests = asyncio.run(show(emulator))
    assert [(each["operation"], each["outcome"]) for each in requests] == [
        ("ActivateServerProcess", "success"),
        ("ActivateGameSession", "success"),
    ]
    assert all(each["source"] == "aws" for each in emulator.control("GET", "/requests")["requests"])


async def be_counted(emulator: Running) -> None:
    async with connected(emulator.url, pID=new_id()) as process:
        await process.ready()
        await process.refused("ActivateGameSession", GameSessionId="arn:unknown")
        await process.refused("NoSuchMessage")


def test_messages_are_counted_by_action_and_status(tmp_path: Path) -> None:
    with running(tmp_path) as emulator:
        asyncio.run(be_counted(emulator))
        lines = emulator.http.get("/_emulator/metrics").text.splitlines()
        assert {line for line in lines if line.startswith("gamelift_emulator_messages_total")} == {
            'gamelift_emulator_messages_total{action="ActivateServerProcess",status="200"} 1.0',
            'gamelift_emulator_messages_total{action="HeartbeatServerProcess",status="200"} 1.0',
            'gamelift_emulator_messages_total{action="ActivateGameSession",status="404"} 1.0',
            'gamelift_emulator_messages_total{action="unknown",status="400"} 1.0',
        }
