"""Faults that strike messages of server processes, over real sockets, in the dialects of the SDKs."""

import asyncio
import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.faulty import counters
from tests.support.running import Running, running, until
from tests.support.server_sdk import CPP, DIALECTS, GO, Dialect, ServerProcess, connected, reset_alone

PLAY: dict[str, Any] = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 4}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("message_faults")) as emulator:
        yield emulator


@pytest.fixture
def emulator(shared: Running) -> Running:
    reset_alone(shared)
    return shared


def strike(emulator: Running, action: str | None, **rule: object) -> dict[str, Any]:
    """A new fault of messages with that Action."""
    return emulator.control("POST", "/faults", {"source": "server", "operation": action} | rule)


def messages(emulator: Running, action: str) -> list[tuple[str, int | None]]:
    """Outcome and fault of each message with that Action."""
    found = emulator.control("GET", "/requests", params={"source": "server", "operation": action})["requests"]
    assert all(each["time"] for each in found)
    return [(each["outcome"], each["fault"]) for each in found]


async def hosting(emulator: Running, process: ServerProcess) -> str:
    """The game session that a process has activated."""
    await process.ready()
    session = await asyncio.to_thread(emulator.client().create_game_session, **PLAY)
    await process.pushed("CreateGameSession")
    name = session["GameSession"]["GameSessionId"]
    await process.do("ActivateGameSession", GameSessionId=name)
    return name


def reserve(emulator: Running, match: str, player: str) -> str:
    reserved = emulator.client().create_player_session(GameSessionId=match, PlayerId=player)
    return reserved["PlayerSession"]["PlayerSessionId"]


def status_of(emulator: Running, player_session: str) -> str:
    (found,) = emulator.client().describe_player_sessions(PlayerSessionId=player_session)["PlayerSessions"]
    return found["Status"]


@pytest.mark.parametrize("dialect", DIALECTS.values(), ids=DIALECTS)
def test_message_is_refused_with_the_status_and_not_done(emulator: Running, dialect: Dialect) -> None:
    async def play() -> None:
        async with connected(emulator.url, dialect) as process:
            match = await hosting(emulator, process)
            alice, bob = reserve(emulator, match, "alice"), reserve(emulator, match, "bob")
            strike(emulator, "AcceptPlayerSession", match={"PlayerSessionId": alice}, status=404, message="no", times=1)
            ask = {"GameSessionId": match, "PlayerSessionId": alice}
            await process.do("AcceptPlayerSession", **(ask | {"PlayerSessionId": bob}))
            assert await process.refused("AcceptPlayerSession", **ask) == (404, "no")
            assert status_of(emulator, alice) == "RESERVED"
            await process.do("AcceptPlayerSession", **ask)
            assert status_of(emulator, alice) == "ACTIVE"

    asyncio.run(play())
    assert messages(emulator, "AcceptPlayerSession") == [("success", None), ("404", 1), ("success", None)]
    assert counters(emulator) == [(2, 1)]


def test_refusal_without_a_text_has_one(emulator: Running) -> None:
    async def play() -> None:
        async with connected(emulator.url) as process:
            strike(emulator, "GetComputeCertificate", status=500)
            assert await process.refused("GetComputeCertificate") == (500, "A fault that was asked for: 500.")

    asyncio.run(play())
    assert messages(emulator, "GetComputeCertificate") == [("InternalServiceException", 1)]
    assert emulator.control("GET", "/failures")["failures"] == [], "it is no failure of the emulator's own"


def test_lost_answer_is_given_to_the_process_that_comes_back_and_asks_again(emulator: Running) -> None:
    """As the C++ SDK does, which sends the same RequestId over its next connection."""

    async def play() -> None:
        async with connected(emulator.url, CPP) as process:
            match = await hosting(emulator, process)
            alice = reserve(emulator, match, "alice")
            strike(emulator, "AcceptPlayerSession", drop=True, performed=True, times=1)
            ask = {"GameSessionId": match, "PlayerSessionId": alice}
            with suppress(ConnectionClosed, asyncio.CancelledError):
                await process.ask("AcceptPlayerSession", "the-same", **ask)
                raise AssertionError("there was an answer")
            await process.socket.wait_closed()
            assert status_of(emulator, alice) == "ACTIVE"
        async with connected(emulator.url, CPP) as process:
            answer = await process.ask("AcceptPlayerSession", "the-same", **ask)
            assert answer["StatusCode"] == 200

    asyncio.run(play())
    assert messages(emulator, "AcceptPlayerSession") == [("dropped", 1), ("success", None)]
    metrics = emulator.http.get("/_emulator/metrics").text
    assert 'gamelift_emulator_messages_total{action="AcceptPlayerSession",status="dropped"}' in metrics
    assert emulator.control("GET", "/failures")["failures"] == []


def test_dropped_message_is_not_done_and_the_process_may_come_back(emulator: Running) -> None:
    async def play() -> None:
        async with connected(emulator.url) as process:
            match = await hosting(emulator, process)
            alice = reserve(emulator, match, "alice")
            strike(emulator, "AcceptPlayerSession", drop=True)
            with suppress(ConnectionClosed, asyncio.CancelledError):
                await process.ask("AcceptPlayerSession", GameSessionId=match, PlayerSessionId=alice)
                raise AssertionError("there was an answer")
            await process.socket.wait_closed()
            assert status_of(emulator, alice) == "RESERVED"
        async with connected(emulator.url) as process:
            await process.do("HeartbeatServerProcess", HealthStatus=True)
            described = await process.do("DescribePlayerSessions", GameSessionId=match)
            assert [each["PlayerId"] for each in described["PlayerSessions"]] == ["alice"]

    asyncio.run(play())


def test_lost_heartbeats_keep_a_process_from_being_free(emulator: Running) -> None:
    """No SDK is told a game session before its first heartbeat has come; heartbeats stay out of the journal."""

    async def play() -> None:
        async with connected(emulator.url) as process:
            strike(emulator, "HeartbeatServerProcess", status=500, times=2)
            await process.do("ActivateServerProcess", Port=7_777)
            client = emulator.client(retries={"total_max_attempts": 1})
            for _ in range(2):
                assert (await process.refused("HeartbeatServerProcess", HealthStatus=True))[0] == 500
                with pytest.raises(client.exceptions.FleetCapacityExceededException):
                    client.create_game_session(**PLAY)
            await process.do("HeartbeatServerProcess", HealthStatus=True)
            await asyncio.to_thread(client.create_game_session, **PLAY)
            await process.pushed("CreateGameSession")

    asyncio.run(play())
    assert messages(emulator, "HeartbeatServerProcess") == []
    assert counters(emulator) == [(3, 2)]
    assert "HeartbeatServerProcess' of process-1 500" in emulator.log()


def test_unhealthy_heartbeats_alone_are_struck(emulator: Running) -> None:
    async def play() -> None:
        async with connected(emulator.url) as process:
            strike(emulator, "HeartbeatServerProcess", match={"HealthStatus": False}, status=409)
            await process.ready()
            assert (await process.refused("HeartbeatServerProcess", HealthStatus=False))[0] == 409

    asyncio.run(play())


def test_late_message_holds_up_no_other_game_server(emulator: Running) -> None:
    """It waits no longer than the world in which it was sent."""

    async def play() -> None:
        async with connected(emulator.url, GO, pID="slow") as slow, connected(emulator.url, GO, pID="other") as other:
            strike(emulator, "ActivateServerProcess", match={"Port": 1}, delay_seconds=3_600)
            late = asyncio.create_task(slow.refused("ActivateServerProcess", Port=1))
            await asyncio.to_thread(until, lambda: counters(emulator) == [(1, 1)])
            await other.ready()
            assert not late.done()
            await asyncio.to_thread(emulator.reset)
            with suppress(asyncio.CancelledError):  # where its socket is closed
                assert await late == (500, "The emulator was reset meanwhile; nothing was changed.")

    asyncio.run(play())


def test_calls_and_messages_of_one_name_are_struck_each_for_itself(emulator: Running) -> None:
    async def play() -> None:
        async with connected(emulator.url) as process:
            match = await hosting(emulator, process)
            emulator.control("POST", "/faults", {"error": "ThrottlingException"})
            strike(emulator, "DescribePlayerSessions", status=400, times=1)
            client = emulator.client(retries={"total_max_attempts": 1})
            with pytest.raises(client.exceptions.ClientError, match="Rate exceeded"):
                client.describe_player_sessions(GameSessionId=match)
            assert (await process.refused("DescribePlayerSessions", GameSessionId=match))[0] == 400
            await process.do("DescribePlayerSessions", GameSessionId=match)

    asyncio.run(play())
    assert counters(emulator) == [(1, 1), (2, 1)]


def test_fault_without_operation_strikes_every_message_and_no_call(emulator: Running) -> None:
    async def play() -> None:
        async with connected(emulator.url) as process:
            strike(emulator, None, status=429)
            for action in ("ActivateServerProcess", "HeartbeatServerProcess", "Nonsense"):
                assert (await process.refused(action))[0] == 429

    asyncio.run(play())
    assert "FleetIds" in emulator.client().list_fleets()


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"operation": "AcceptPlayerSession"}, ["give status, drop or delay_seconds"]),
        ({"operation": "ListFleets", "status": 400}, ["ListFleets is no message", "AcceptPlayerSession"]),
        ({"operation": "AcceptPlayerSession", "status": 200}, ["status: ", "greater than or equal to 400"]),
        ({"operation": "AcceptPlayerSession", "status": 600}, ["status: ", "less than or equal to 599"]),
        ({"operation": "AcceptPlayerSession", "status": "400"}, ["status: "]),
        ({"status": 400, "drop": True}, ["a message that is dropped has no status"]),
        ({"drop": True, "message": "no"}, ["message is the text of a refusal"]),
        ({"error": "NotFoundException"}, ["refused with a status"]),
        ({"operation": "DescribePlayerSessions", "output": {}}, ["output is the answer of an operation"]),
        (
            {"operation": "AcceptPlayerSession", "status": 400, "match": {"PlayerId": "a"}},
            ["AcceptPlayerSession has no PlayerId", "PlayerSessionId"],
        ),
        ({"operation": "TerminateServerProcess", "drop": True, "match": {"x": 1}}, ["it has no members"]),
        ({"source": "aws", "operation": "ListFleets", "status": 400}, ["status is for messages"]),
        ({"source": "sdk", "drop": True}, ["source: "]),
    ],
    ids=json.dumps,
)
def test_rule_that_says_nothing_sensible_of_messages_is_refused(
    emulator: Running, rule: dict[str, object], words: list[str]
) -> None:
    response = emulator.http.post("/_emulator/faults", json={"source": "server"} | rule)
    assert response.status_code == 400
    message = response.json()["message"]
    assert [word for word in words if word not in message] == [], message
    assert emulator.control("GET", "/faults") == {"faults": []}
