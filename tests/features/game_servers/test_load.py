"""Fifty game servers at once: no message is lost, and no game session is on two processes, whoever is killed."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import websockets
from botocore.exceptions import BotoCoreError, ClientError
from types_boto3_gamelift import GameLiftClient

from emulator.cli.launching import free_port
from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.support.running import PATIENCE, Running, running
from tests.support.server_sdk import GO, ServerProcess, connect_as

SERVERS = 50
GAME_SESSIONS = 200
KILLS = 10
AGAIN_SECONDS = 0.05


class Cluster:
    """Emulators on one database, which keep their addresses when they are killed and started again."""

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._ports = [free_port() for _ in range(count)]
        self._stacks = [ExitStack() for _ in range(count)]
        self.emulators = [self._started(number) for number in range(count)]
        self.urls = [each.url for each in self.emulators]

    def _started(self, number: int) -> Running:
        database = f"sqlite:///{self._folder}/emulator.db"
        options = ("--port", str(self._ports[number]), "--server-processes", "connected", "--log-level", "warning")
        return self._stacks[number].enter_context(running(self._folder, *options, database_url=database))

    def kill_and_start(self, number: int) -> None:
        """Ends one as a crash does, and starts it again at its port."""
        self.emulators[number].stop(signal.SIGKILL)
        self._stacks[number].close()
        self.emulators[number] = self._started(number)

    def close(self) -> None:
        for stack in self._stacks:
            stack.close()


class GameServer:
    """A game server that comes back after each loss, as the SDKs do, and sends again what was not answered."""

    def __init__(self, urls: Sequence[str], number: int, hosts: dict[str, list[str]]) -> None:
        self._urls = urls
        self._next = number
        self._hosts = hosts
        self.name = f"process-{number}-{uuid4()}"
        self._process: ServerProcess | None = None

    async def _connected(self) -> ServerProcess:
        """Its connection, to the emulators in turn until one lets it in."""
        while self._process is None or self._process.has_ended:
            self._next += 1
            try:
                self._process = await connect_as(self._urls[self._next % len(self._urls)], GO, pID=self.name)
            except (OSError, websockets.InvalidMessage, websockets.InvalidStatus):
                await asyncio.sleep(AGAIN_SECONDS)
        return self._process

    async def do(self, action: str, **members: object) -> None:
        """Sends a message, again under the same RequestId over each new connection, until it is answered."""
        name = str(uuid4())
        while True:
            process = await self._connected()
            try:
                answer = await process.ask(action, name, **members)
            except (asyncio.CancelledError, websockets.ConnectionClosed):
                if not process.has_ended:
                    raise
            else:
                assert answer["StatusCode"] == 200, answer
                return

    async def pushed(self) -> dict[str, Any]:
        """What it is told next."""
        while True:
            process = await self._connected()
            told = asyncio.create_task(process.pushes.get())
            await asyncio.wait([told, process.reading], return_when=asyncio.FIRST_COMPLETED)
            if told.done():
                return told.result()
            told.cancel()

    async def live(self, player_of: Callable[[str], Awaitable[str]]) -> None:
        """Hosts one game session in which one player comes and goes."""
        await self.do("ActivateServerProcess", Port=7_777)
        await self.do("HeartbeatServerProcess", HealthStatus=True)
        push = await self.pushed()
        assert push["Action"] == "CreateGameSession", push
        match = push["GameSessionId"]
        self._hosts.setdefault(match, []).append(self.name)
        await self.do("ActivateGameSession", GameSessionId=match)
        player = await player_of(match)
        await self.do("AcceptPlayerSession", GameSessionId=match, PlayerSessionId=player)
        await self.do("RemovePlayerSession", GameSessionId=match, PlayerSessionId=player)
        await self.do("TerminateServerProcess")
        if self._process is not None:
            await self._process.close()


class Backend:
    """What creates game sessions and players, by the AWS API, and tries again where the emulator was killed."""

    def __init__(self, emulators: Sequence[Running]) -> None:
        self._clients: list[GameLiftClient] = [
            each.client(retries={"total_max_attempts": 1}, read_timeout=PATIENCE) for each in emulators
        ]
        self._turn = 0

    async def call(self, operation: str, **members: object) -> dict[str, Any]:
        """The answer of one of the emulators; a free process and a living emulator are waited for."""
        while True:
            self._turn += 1
            client = self._clients[self._turn % len(self._clients)]
            try:
                answer: dict[str, Any] = await asyncio.to_thread(getattr(client, operation), **members)
            except BotoCoreError:
                await asyncio.sleep(AGAIN_SECONDS)
            except ClientError as error:
                if error.response["Error"]["Code"] != "FleetCapacityExceededException":
                    raise
                await asyncio.sleep(AGAIN_SECONDS)
            else:
                return answer

    async def player_of(self, match: str) -> str:
        """A player session in a game session; one that was made before the emulator was killed is found."""
        try:
            made = await self.call("create_player_session", GameSessionId=match, PlayerId="alice")
        except ClientError:
            found = await self.call("describe_player_sessions", GameSessionId=match)
            return str(found["PlayerSessions"][0]["PlayerSessionId"])
        return str(made["PlayerSession"]["PlayerSessionId"])


async def play(cluster: Cluster, kills: int) -> None:
    hosts: dict[str, list[str]] = {}
    backend = Backend(cluster.emulators)
    left = iter(range(GAME_SESSIONS))

    async def place(number: int) -> None:
        """A place for game servers, one after the other, for as long as there are game sessions to host."""
        for _ in left:
            await GameServer(cluster.urls, number, hosts).live(backend.player_of)

    async def kill() -> None:
        for _ in range(kills):
            await asyncio.to_thread(cluster.kill_and_start, 0)

    async def create() -> list[str]:
        made = []
        for number in range(GAME_SESSIONS):
            token = f"match-{number}"
            where = {"FleetId": FLEET_ID, "Location": LOCATION, "IdempotencyToken": token}
            created = await backend.call("create_game_session", MaximumPlayerSessionCount=1, **where)
            made.append(created["GameSession"]["GameSessionId"])
        return made

    creating = asyncio.create_task(create())
    await asyncio.gather(creating, kill(), *(place(number) for number in range(SERVERS)))
    made = creating.result()
    assert len(set(made)) == GAME_SESSIONS
    assert {match: len(set(names)) for match, names in hosts.items()} == dict.fromkeys(made, 1)
    assert len({name for names in hosts.values() for name in names}) == GAME_SESSIONS
    client = cluster.emulators[-1].client()
    found = [
        each
        for page in client.get_paginator("describe_game_sessions").paginate(FleetId=FLEET_ID)
        for each in page["GameSessions"]
    ]
    assert sorted(each["GameSessionId"] for each in found) == sorted(made)
    assert {each["Status"] for each in found} == {"TERMINATED"}
    players = [client.describe_player_sessions(GameSessionId=match)["PlayerSessions"] for match in made]
    assert {tuple(each["Status"] for each in of_match) for of_match in players} == {("COMPLETED",)}


@pytest.mark.long
@pytest.mark.parametrize(("count", "kills"), [(1, 0), (2, 0), (2, KILLS), (1, KILLS)])
def test_no_message_is_lost_and_no_game_session_is_on_two_processes(tmp_path: Path, count: int, kills: int) -> None:
    cluster = Cluster(tmp_path, count)
    try:
        asyncio.run(play(cluster, kills))
        assert all("Traceback" not in each.log() for each in cluster.emulators)
    finally:
        cluster.close()
