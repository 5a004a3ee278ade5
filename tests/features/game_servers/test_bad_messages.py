"""Messages that make no sense: each is answered, the socket stays open, and the log has a line."""

import asyncio
import json
import ssl
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import websockets

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.running import Running, running
from tests.support.server_sdk import GO, ServerProcess, connected, reset_alone

PLAY: dict[str, Any] = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 4}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("bad_messages")) as emulator:
        yield emulator


@pytest.fixture
def emulator(shared: Running) -> Running:
    reset_alone(shared)
    return shared


async def raw(process: ServerProcess, frame: str | bytes) -> dict[str, Any]:
    """The answer to a frame that has no RequestId that could be told again."""
    answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
    process._answers[""] = answer
    await process.socket.send(frame)
    return await answer


@pytest.mark.parametrize(
    ("frame", "words"),
    [
        ("", "is not JSON"),
        ("{", "is not JSON"),
        ("[" * 50_000, "is not JSON"),
        ("[]", "not an object"),
        ('"x"', "not an object"),
        (b"{}", "not a binary frame"),
        ('{"Action": 1}', "Action and RequestId must be strings"),
        ("{}", "is no message of Server SDK 5"),
        ('{"Action": "' + "x" * 10_000 + '"}', "is no message of Server SDK 5"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_frame_that_is_no_message_is_answered(emulator: Running, frame: str | bytes, words: str) -> None:
    async def ask() -> None:
        async with connected(emulator.url, pID="bad") as process:
            answer = await raw(process, frame)
            assert answer["StatusCode"] == 400
            assert words in answer["ErrorMessage"]
            assert len(json.dumps(answer)) < 16_384
            await process.ready()

    asyncio.run(ask())
    assert emulator.control("GET", "/failures")["failures"] == []


@pytest.mark.parametrize(
    ("action", "members", "status"),
    [
        ("ActivateServerProcess", {"Port": "7777"}, 400),
        ("ActivateServerProcess", {"Port": 7777.5}, 400),
        ("ActivateServerProcess", {"Port": 70_000}, 400),
        ("ActivateServerProcess", {"Port": 10**30}, 400),
        ("ActivateServerProcess", {"LogPaths": "a"}, 400),
        ("ActivateServerProcess", {"LogPaths": [1]}, 400),
        ("HeartbeatServerProcess", {}, 400),
        ("HeartbeatServerProcess", {"HealthStatus": "yes"}, 400),
        ("ActivateGameSession", {}, 400),
        ("ActivateGameSession", {"GameSessionId": "arn:other"}, 404),
        ("AcceptPlayerSession", {"PlayerSessionId": "psess-1"}, 400),
        ("DescribePlayerSessions", {}, 400),
        ("DescribePlayerSessions", {"PlayerId": "a", "PlayerSessionId": "psess-1"}, 400),
        ("DescribePlayerSessions", {"GameSessionId": "arn:aws:gamelift:us-east-1::gamesession/fleet-1/x"}, 404),
        ("DescribePlayerSessions", {"PlayerId": "a", "Limit": -1}, 400),
        ("DescribePlayerSessions", {"PlayerId": "a", "NextToken": "x"}, 400),
        ("DescribePlayerSessions", {"PlayerId": 5}, 400),
        ("StartMatchBackfill", {"GameSessionArn": "arn:x", "Players": []}, 400),
        ("StopMatchBackfill", {}, 400),
        ("CreateGameSession", {}, 400),
    ],
)
def test_message_that_cannot_be_done_is_refused(
    emulator: Running, action: str, members: dict[str, object], status: int
) -> None:
    async def ask() -> None:
        async with connected(emulator.url, pID="refused") as process:
            await process.ready()
            found, words = await process.refused(action, **members)
            assert found == status
            assert words
            await process.do("HeartbeatServerProcess", HealthStatus=True)

    asyncio.run(ask())
    assert emulator.control("GET", "/failures")["failures"] == []


def test_messages_before_process_ready_are_refused(emulator: Running) -> None:
    async def ask() -> None:
        async with connected(emulator.url, pID="early") as process:
            assert (await process.refused("HeartbeatServerProcess", HealthStatus=True))[0] == 400
            assert (await process.refused("ActivateGameSession"))[0] == 400

    asyncio.run(ask())


def test_game_session_and_players_of_another_process_are_not_its_own(emulator: Running) -> None:
    async def ask() -> None:
        async with connected(emulator.url, pID="one") as one, connected(emulator.url, pID="two") as two:
            await one.ready()
            await two.ready()
            client = emulator.client()
            matches = [client.create_game_session(**PLAY)["GameSession"]["GameSessionId"] for _ in range(2)]
            await one.pushed("CreateGameSession")
            await two.pushed("CreateGameSession")
            assert (await two.refused("ActivateGameSession", GameSessionId=matches[0]))[0] == 404
            await one.do("ActivateGameSession", GameSessionId=matches[0])
            joined = client.create_player_session(GameSessionId=matches[0], PlayerId="alice")["PlayerSession"]
            name = joined["PlayerSessionId"]
            assert (await two.refused("AcceptPlayerSession", GameSessionId=matches[1], PlayerSessionId=name))[0] == 404
            assert (await two.refused("AcceptPlayerSession", GameSessionId=matches[0], PlayerSessionId=name))[0] == 404
            await one.do("AcceptPlayerSession", GameSessionId=matches[0], PlayerSessionId=name)

    asyncio.run(ask())


def test_process_that_has_ended_is_told_so(emulator: Running) -> None:
    async def ask() -> None:
        async with connected(emulator.url, pID="ended") as process:
            await process.ready()
            await process.do("TerminateServerProcess")
            assert await process.refused("HeartbeatServerProcess", HealthStatus=True) == (
                400,
                "This server process has ended.",
            )

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("frame", "code"),
    [("x" * (1024 * 1024 + 1), 1009), (b"\x81\x82\x00\x00\x00\x00\xff\xfe", 1007)],
    ids=["large", "utf-8"],
)
def test_frame_that_breaks_the_protocol_closes_the_socket(emulator: Running, frame: str | bytes, code: int) -> None:
    async def ask() -> int:
        async with connected(emulator.url, pID="breaks") as process:
            if isinstance(frame, bytes):
                process.socket.transport.write(frame)
            else:
                await process.socket.send(frame)
            await process.socket.wait_closed()
            return process.socket.close_code or 0

    assert asyncio.run(ask()) == code


@pytest.mark.parametrize("over_tls", [False, True], ids=["ws", "wss"])
def test_client_that_never_reads_is_cut_off_and_nobody_else(tmp_path: Path, over_tls: bool) -> None:
    """A RequestId is told again: each answer is half a MiB."""

    async def flood(emulator: Running) -> None:
        tls = ssl.create_default_context(cadata=emulator.http.get("/_emulator/certificate").text) if over_tls else None
        url = emulator.tls_url if over_tls else emulator.url
        async with connected(url, GO, tls, pID="deaf") as deaf, connected(url, GO, tls, pID="well") as well:
            await well.ready()
            deaf.socket.transport.pause_reading()
            asked = json.dumps({"Action": "GetComputeCertificate", "RequestId": "x" * 500_000})
            with suppress(websockets.ConnectionClosed, ConnectionError, TimeoutError):
                for _ in range(100):
                    async with asyncio.timeout(1):  # it does not listen either, while it is not heard
                        await deaf.socket.send(asked)
            await asyncio.to_thread(emulator.wait_for_log, "a game server is cut off: more than 1048576 bytes wait")
            deaf.socket.transport.abort()
            await well.do("HeartbeatServerProcess", HealthStatus=True)

    with running(tmp_path, "--tls-port", "0") as emulator:
        asyncio.run(flood(emulator))
        assert emulator.control("GET", "/failures")["failures"] == []
        assert "Traceback" not in emulator.log()
