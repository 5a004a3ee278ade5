"""Races of game servers with time, with their end, and with each other: whoever comes first, all agree afterwards."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from uuid import uuid4

import pytest
from botocore.exceptions import ClientError

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.racing import at_once
from tests.support.refusing import refusal_code
from tests.support.running import Running, running
from tests.support.server_sdk import ServerProcess, connected, reset_alone

NOON = "2026-01-31T12:00:00.000Z"
ROUNDS = 8


@pytest.fixture(scope="module", params=["one process", "two processes"])
def shared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Running]]:
    folder = tmp_path_factory.mktemp("races")
    count = 2 if request.param == "two processes" else 1
    url = f"sqlite:///{folder}/emulator.db"
    with ExitStack() as stack:
        options = ("--server-processes", "connected")
        yield [stack.enter_context(running(folder, *options, database_url=url)) for _ in range(count)]


@pytest.fixture
def emulators(shared: list[Running]) -> list[Running]:
    """The first takes the game servers, the last the calls."""
    reset_alone(shared[0])
    return shared


def create(emulator: Running) -> str:
    """The id of a new game session, or the code of the error."""
    client = emulator.client(retries={"total_max_attempts": 1})
    try:
        made = client.create_game_session(FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=1)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    return made["GameSession"]["GameSessionId"]


def status(emulator: Running, match: str) -> str:
    (found,) = emulator.client().describe_game_sessions(GameSessionId=match)["GameSessions"]
    return found["Status"]


async def last_process(emulators: list[Running], free: int) -> None:
    """Of six calls for `free` processes so many get one, each another, and the others are refused."""
    async with ContextOf(emulators[0], free) as servers:
        calls = [partial(create, emulators[n % len(emulators)]) for n in range(6)]
        answers = await asyncio.to_thread(at_once, calls)
        made = [each for each in answers if each.startswith("arn:")]
        assert Counter(answers)["FleetCapacityExceededException"] == 6 - free, answers
        pushed = [(await server.pushed("CreateGameSession"))["GameSessionId"] for server in servers]
        assert sorted(pushed) == sorted(made)
        for server in servers:
            assert server.pushes.empty()
            await server.do("TerminateServerProcess")


class ContextOf:
    """So many server processes that are free."""

    def __init__(self, emulator: Running, count: int) -> None:
        self._emulator = emulator
        self._count = count

    async def __aenter__(self) -> list[ServerProcess]:
        self._contexts = [connected(self._emulator.url, pID=str(uuid4())) for _ in range(self._count)]
        servers = [await each.__aenter__() for each in self._contexts]
        for server in servers:
            await server.ready()
        return servers

    async def __aexit__(self, *_: object) -> None:
        for each in self._contexts:
            await each.__aexit__(None, None, None)


@pytest.mark.parametrize("free", [1, 2])
def test_free_process_is_given_once(emulators: list[Running], free: int) -> None:
    for _ in range(ROUNDS):
        asyncio.run(last_process(emulators, free))


async def accept_and_expire(emulators: list[Running]) -> str:
    """What becomes of a reservation that is accepted while the clock comes to its deadline."""
    emulator = emulators[-1]
    async with ContextOf(emulators[0], 1) as (server,):
        emulator.freeze(NOON)
        match = await asyncio.to_thread(create, emulator)
        await server.pushed("CreateGameSession")
        await server.do("ActivateGameSession", GameSessionId=match)
        client = emulator.client()
        joined = client.create_player_session(GameSessionId=match, PlayerId="alice")["PlayerSession"]
        asked = {"GameSessionId": match, "PlayerSessionId": joined["PlayerSessionId"]}
        passing = asyncio.create_task(asyncio.to_thread(emulator.advance, 60))
        answer = await server.ask("AcceptPlayerSession", None, **asked)
        await passing
        (found,) = client.describe_player_sessions(PlayerSessionId=joined["PlayerSessionId"])["PlayerSessions"]
        assert (answer["StatusCode"], found["Status"]) in ((200, "ACTIVE"), (400, "TIMEDOUT")), answer
        await server.do("TerminateServerProcess")
        return found["Status"]


def test_player_is_accepted_or_has_timed_out(emulators: list[Running]) -> None:
    assert {asyncio.run(accept_and_expire(emulators)) for _ in range(ROUNDS)} <= {"ACTIVE", "TIMEDOUT"}


async def terminate_and_end(emulators: list[Running]) -> None:
    """A game session is terminated while its process ends: it has ended once, and nobody waits for anything more."""
    emulator = emulators[-1]
    async with ContextOf(emulators[0], 1) as (server,):
        match = await asyncio.to_thread(create, emulator)
        await server.pushed("CreateGameSession")
        await server.do("ActivateGameSession", GameSessionId=match)

        terminate = partial(
            emulator.client(retries={"total_max_attempts": 1}).terminate_game_session,
            GameSessionId=match,
            TerminationMode="TRIGGER_ON_PROCESS_TERMINATE",
        )
        ended, refusal = await asyncio.gather(
            server.ask("TerminateServerProcess"), asyncio.to_thread(refusal_code, terminate)
        )
        assert ended["StatusCode"] == 200, ended
        assert refusal in (None, "InvalidGameSessionStatusException")
        assert status(emulator, match) == "TERMINATED"
        shown = emulator.control("GET", "/server-processes")["server_processes"]
        assert shown[-1]["Status"] == "TERMINATED"
        emulator.advance(301)
        assert status(emulator, match) == "TERMINATED"
        late = await server.ask("HeartbeatServerProcess", None, HealthStatus=True)
        assert (late["StatusCode"], late["ErrorMessage"]) == (400, "This server process has ended.")


def test_game_session_that_is_terminated_while_its_process_ends_has_ended(emulators: list[Running]) -> None:
    for _ in range(ROUNDS):
        asyncio.run(terminate_and_end(emulators))
