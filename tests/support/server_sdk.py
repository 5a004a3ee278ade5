"""Server SDKs as they speak on the wire, each in its dialect, and as strict as its reader.

What each leaves out, writes as null or as an empty text, and what it cannot take, is from the sources of the official
SDKs; Go's own SDK runs in tests/sdks.
"""

import asyncio
import json
import ssl
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, Literal, NamedTuple
from urllib.parse import quote, urlencode

import websockets
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from emulator.hosting.ready_made import COMPUTE, FLEET_ID
from tests.support.running import PATIENCE, Running, until

FRAGMENT_BYTES = 1_016
PUSHES = ("CreateGameSession", "UpdateGameSession", "TerminateProcess", "RefreshConnection")


class Dialect(NamedTuple):
    """How one SDK writes, and what it cannot read."""

    language: str
    unset: Literal["omitted", "null", "empty"]
    """How it writes what was not set."""
    slash: bool = False
    """Whether it puts a slash behind the URL."""
    encodes: bool = True
    """Whether it encodes its parameters."""
    fragments: bool = False
    """Whether it splits long messages."""
    pings: bool = False
    """Whether it pings before each message."""
    takes_null: bool = True
    default_limit: int | None = None


GO = Dialect("Go", "omitted")
CPP = Dialect("Cpp", "omitted", slash=True, encodes=False)
CSHARP = Dialect("CSharp", "null", fragments=True, pings=True, takes_null=False, default_limit=50)
CSHARP_500 = Dialect("CSharp", "null", fragments=True, takes_null=False, default_limit=50, encodes=False)
RUST = Dialect("Rust", "empty", slash=True, encodes=False, takes_null=False, default_limit=50)
DIALECTS = {"go": GO, "cpp": CPP, "csharp": CSHARP, "csharp 5.0.0": CSHARP_500, "rust": RUST}

MEMBERS: Mapping[str, tuple[str, ...]] = {
    "ActivateServerProcess": ("SdkVersion", "SdkLanguage", "SdkToolName", "SdkToolVersion", "Port", "LogPaths"),
    "ActivateGameSession": ("GameSessionId",),
    "AcceptPlayerSession": ("GameSessionId", "PlayerSessionId"),
    "RemovePlayerSession": ("GameSessionId", "PlayerSessionId"),
    "UpdatePlayerSessionCreationPolicy": ("GameSessionId", "PlayerSessionPolicy"),
    "DescribePlayerSessions": (
        "GameSessionId", "PlayerId", "PlayerSessionId", "PlayerSessionStatusFilter", "NextToken", "Limit",
    ),
    "GetFleetRoleCredentials": ("RoleArn", "RoleSessionName"),
    "StartMatchBackfill": ("TicketId", "GameSessionArn", "MatchmakingConfigurationArn", "Players"),
    "StopMatchBackfill": ("TicketId", "GameSessionArn", "MatchmakingConfigurationArn"),
}  # fmt: skip
"""What a message has; those that are not set are written in the dialect's way."""


class ServerProcess:
    """A game server's side of the socket."""

    def __init__(self, socket: ClientConnection, dialect: Dialect) -> None:
        self.socket = socket
        self.dialect = dialect
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self.pushes: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.reading = asyncio.create_task(self._read())
        """It is done when the socket is closed."""

    @property
    def has_ended(self) -> bool:
        """Whether the socket has been closed."""
        return self.reading.done()

    async def _read(self) -> None:
        try:
            await self._read_all()
        except ConnectionClosed:
            pass
        finally:
            for answer in self._answers.values():
                answer.cancel()

    async def _read_all(self) -> None:
        async for text in self.socket:
            assert isinstance(text, str), "the SDKs ignore binary frames"
            message = json.loads(text, parse_float=refuse_float)
            if not self.dialect.takes_null:
                assert not has_null(message), text
            if "RequestId" not in message:
                assert message["Action"] in PUSHES, text
                assert "StatusCode" not in message, "an SDK would take it for an answer"
                await self.pushes.put(message)
            else:
                self._answers.pop(message["RequestId"]).set_result(message)

    async def ask(self, action: str, request_id: str | None = None, /, **members: object) -> dict[str, Any]:
        """The answer to a message, whatever its status."""
        name = request_id or str(uuid.uuid4())
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._answers[name] = answer
        if self.dialect.pings:
            await asyncio.wait_for(await self.socket.ping(), PATIENCE)
        await self.send(json.dumps(self._written(action, members) | {"Action": action, "RequestId": name}))
        found = await asyncio.wait_for(answer, PATIENCE)
        assert found["Action"] == action, "C++ crashes where the Action is not told again"
        assert type(found["StatusCode"]) is int
        return found

    async def do(self, action: str, **members: object) -> dict[str, Any]:
        """The answer to a message that is done."""
        answer = await self.ask(action, None, **members)
        assert answer["StatusCode"] == 200, answer
        return answer

    async def refused(self, action: str, **members: object) -> tuple[int, str]:
        """The status and the text of a refusal."""
        answer = await self.ask(action, None, **members)
        assert answer["StatusCode"] != 200, answer
        return answer["StatusCode"], answer["ErrorMessage"]

    async def pushed(self, action: str) -> dict[str, Any]:
        """The next push, which is that."""
        message = await self.next_push()
        assert message["Action"] == action, message
        return message

    async def next_push(self) -> dict[str, Any]:
        """The next push, whatever it says."""
        return await asyncio.wait_for(self.pushes.get(), PATIENCE)

    async def ready(self, port: int = 7_777, **members: object) -> None:
        """ProcessReady, and the first heartbeat: from then on it can have a game session."""
        await self.do(
            "ActivateServerProcess", SdkVersion="5.4.0", SdkLanguage=self.dialect.language, Port=port, **members
        )
        await self.do("HeartbeatServerProcess", HealthStatus=True)

    async def send(self, text: str) -> None:
        data = text.encode()
        if self.dialect.fragments and len(data) > FRAGMENT_BYTES:
            await self.socket.send([text[at : at + 500] for at in range(0, len(text), 500)])
        else:
            await self.socket.send(text)

    async def close(self) -> None:
        self.reading.cancel()
        await self.socket.close()

    def _written(self, action: str, members: Mapping[str, object]) -> dict[str, object]:
        names = () if self.dialect.unset == "omitted" else MEMBERS.get(action, ())
        written: dict[str, object] = dict.fromkeys(names, None if self.dialect.unset == "null" else "")
        if action == "DescribePlayerSessions" and self.dialect.default_limit:
            written["Limit"] = self.dialect.default_limit
        if action == "ActivateServerProcess" and self.dialect is GO:
            written["LogPaths"] = None
        if self.dialect is RUST:
            written = {name: ([] if name == "LogPaths" else value) for name, value in written.items()}
        return {**written, **members}


ATTRIBUTE_TYPES = {"S": "STRING", "N": "DOUBLE", "SL": "STRING_LIST", "SDM": "STRING_DOUBLE_MAP"}


def backfill_player(dialect: Dialect, player_id: str, team: str, **attributes: dict[str, object]) -> dict[str, object]:
    """A player of StartMatchBackfill as an SDK writes one; attributes are given as the AWS API has them."""
    player: dict[str, object] = {"PlayerId": player_id, "Team": team}
    written = {name: attribute(dialect, value) for name, value in attributes.items()}
    match dialect.language:
        case "CSharp":
            return player | {"PlayerAttributes": written or None, "LatencyInMS": {"us-east-1": 20}}
        case "Cpp" if not written:
            return player
        case "Go":
            return player | {"PlayerAttributes": written or None, "LatencyInMs": None}
    return player | {"PlayerAttributes": written, "LatencyInMs": {"us-east-1": 20}}


def attribute(dialect: Dialect, value: Mapping[str, object]) -> dict[str, object]:
    ((name, content),) = value.items()
    match dialect.language:
        case "CSharp":
            return {"attrType": ATTRIBUTE_TYPES[name], "S": None, "N": 0.0, "SL": None, "SDM": None} | dict(value)
        case "Rust":
            return {"D" if name == "N" else name: content}
    return {"AttrType": ATTRIBUTE_TYPES[name], name: content}


def has_null(value: object) -> bool:
    match value:
        case dict():
            return any(map(has_null, value.values()))
        case list():
            return any(map(has_null, value))
    return value is None


def refuse_float(text: str) -> float:
    raise AssertionError(f"Go cannot read {text}")


def address(url: str, dialect: Dialect, **parameters: str) -> str:
    """The address at which an SDK connects."""
    query = {
        "Authorization": "any-token",
        "ComputeId": COMPUTE,
        "FleetId": FLEET_ID,
        "pID": "process-1",
        "sdkLanguage": dialect.language,
        "sdkVersion": "5.4.0",
    } | parameters
    text = (
        urlencode(query)
        if dialect.encodes
        else "&".join(f"{name}={quote(value, safe='+/=')}" for name, value in query.items())
    )
    return f"{url.replace('http', 'ws', 1)}{'/' if dialect.slash else ''}?{text}"


def reset_alone(emulator: Running) -> None:
    """Resets an emulator once it knows that the sockets of earlier tests have gone: it would keep their processes."""

    def is_alone() -> bool:
        processes = emulator.control("GET", "/server-processes")["server_processes"]
        return not any(each["Connected"] for each in processes)

    until(is_alone)
    emulator.reset()


async def connect_as(
    url: str, dialect: Dialect = GO, tls: ssl.SSLContext | None = None, /, **parameters: str
) -> ServerProcess:
    """A server process that has connected (InitSDK)."""
    where = address(url, dialect, **parameters)
    socket = await websockets.connect(where, ssl=tls, compression=None, ping_interval=None, proxy=None)
    return ServerProcess(socket, dialect)


@asynccontextmanager
async def connected(
    url: str, dialect: Dialect = GO, tls: ssl.SSLContext | None = None, /, **parameters: str
) -> AsyncIterator[ServerProcess]:
    """The same for as long as the context lasts."""
    process = await connect_as(url, dialect, tls, **parameters)
    try:
        yield process
    finally:
        await process.close()
