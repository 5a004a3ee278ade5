"""A load generator that costs less than any server it drives: prepared bytes over a few connections."""

import socket
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import count
from time import perf_counter, time_ns
from typing import NamedTuple
from urllib.parse import urlsplit

import cbor2
import msgspec

CONNECTIONS = 8
PIECE_BYTES = 262_144
INVOCATION_ID = b"3d2a1f8a-55a0-4a44-8d0c-1f1a4f2f5a10"


class Call(NamedTuple):
    """An AWS JSON call."""

    target: str
    body: Mapping[str, object]
    service: str = "gamelift"
    version: str = "1.1"


class NoAnswer(Exception):
    """A server closed the connection, or refused; the text is what it said."""


def describe(**members: object) -> Call:
    """DescribePlayerSessions, with these members."""
    return Call("GameLift.DescribePlayerSessions", members)


def aws_request(url: str, call: Call) -> bytes:
    """A signed-looking call, as boto3 sends it."""
    named = {"X-Amz-Target": call.target, "Content-Type": f"application/x-amz-json-{call.version}"}
    return post_request(url, "/", named | sdk_headers(call), msgspec.json.encode(call.body))


def fresh_request(url: str, call: Call) -> bytes:
    """A call that is no repetition of another, also where it asks the same."""
    return aws_request(url, call).replace(INVOCATION_ID, b"%036x" % time_ns())


def cbor_request(url: str, call: Call) -> bytes:
    """The same call in the protocol of Go, Java and .NET."""
    named = {"Smithy-Protocol": "rpc-v2-cbor", "Content-Type": "application/cbor", "Accept": "application/cbor"}
    path = f"/service/GameLift/operation/{call.target.rpartition('.')[2]}"
    return post_request(url, path, named | sdk_headers(call), cbor2.dumps(call.body))


def sdk_headers(call: Call) -> dict[str, str]:
    scope = f"20261122/us-east-1/{call.service}/aws4_request"
    signed = "content-type;host;x-amz-date"
    return {
        "Accept-Encoding": "identity",
        "User-Agent": "Boto3/1.44.5 md/Botocore#1.44.5 ua/2.1 os/linux md/arch#x86_64 lang/python#3.11.7",
        "X-Amz-Date": "20261122T100000Z",
        "Authorization": f"AWS4-HMAC-SHA256 Credential=test/{scope}, SignedHeaders={signed}, Signature={'0' * 64}",
        "amz-sdk-invocation-id": INVOCATION_ID.decode(),
        "amz-sdk-request": "attempt=1; max=3",
    }


def control_request(url: str, path: str, body: bytes = b"") -> bytes:
    """A POST to the control API."""
    return post_request(url, f"/_emulator{path}", {"Content-Type": "application/json"}, body)


def post_request(url: str, path: str, headers: Mapping[str, str], body: bytes) -> bytes:
    whole = {"Host": urlsplit(url).netloc, **headers, "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in whole.items())
    return f"POST {path} HTTP/1.1\r\n{head}\r\n".encode() + body


class Connection:
    """A connection that is made afresh where the server does not keep it alive."""

    def __init__(self, url: str) -> None:
        self.url = url
        address = urlsplit(url)
        assert address.hostname is not None
        self._address = (address.hostname, address.port)
        self._connect()

    def _connect(self) -> None:
        self._socket = socket.create_connection(self._address)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, request: bytes) -> None:
        self._socket.sendall(request)

    def receive(self) -> bytes:
        """The body of one response. Raises: NoAnswer where its status is not 200."""
        received = self._piece()
        while b"\r\n\r\n" not in received:
            received += self._piece()
        head, _, body = received.partition(b"\r\n\r\n")
        lines = head.lower()
        length = lines.partition(b"content-length:")[2].partition(b"\r\n")[0]
        body = self._rest(body, int(length)) if length else self._chunks(body)
        if not head.startswith(b"HTTP/1.1 200"):
            raise NoAnswer(b"\n".join([head, body])[:2_000].decode(errors="replace"))
        if b"connection: close" in lines:
            self.close()
            self._connect()
        return body

    def _rest(self, body: bytes, length: int) -> bytes:
        """A body of that length, which has begun."""
        parts = [body]
        missing = length - len(body)
        while missing > 0:
            parts.append(self._piece())
            missing -= len(parts[-1])
        return b"".join(parts)

    def _chunks(self, received: bytes) -> bytes:
        """A body in chunks (RFC 9112, 7.1), without trailers, which has begun."""
        parts = []
        while True:
            while b"\r\n" not in received:
                received += self._piece()
            size, _, received = received.partition(b"\r\n")
            length = int(size, 16)
            received = self._rest(received, length + 2)
            parts.append(received[:length])
            received = received[length + 2 :]
            if length == 0:
                return b"".join(parts)

    def _piece(self) -> bytes:
        piece = self._socket.recv(PIECE_BYTES)
        if not piece:
            raise NoAnswer("the connection was closed")
        return piece

    def ask(self, request: bytes) -> bytes:
        self.send(request)
        return self.receive()

    def milliseconds(self, request: bytes) -> float:
        """How long an answer takes."""
        started = perf_counter()
        self.ask(request)
        return (perf_counter() - started) * 1_000

    def close(self) -> None:
        self._socket.close()

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def ask(url: str, request: bytes) -> bytes:
    """One answer, over a connection of its own."""
    with Connection(url) as connection:
        return connection.ask(request)


class Answered(NamedTuple):
    """How many calls a server answered, and in which time."""

    calls: int
    seconds: float


class Crowd:
    """Connections that ask the same call, so that the server always has some waiting.

    Each call has an invocation id of its own, as those of an SDK have; what came earlier under one is not done again.
    """

    def __init__(self, url: str, request: bytes) -> None:
        self._before, _, self._after = request.partition(INVOCATION_ID)
        self._numbers = count(time_ns())
        with ExitStack() as opened:
            self._connections = [opened.enter_context(Connection(url)) for _ in range(CONNECTIONS)]
            self._opened = opened.pop_all()

    def ask(self, turns: int) -> Answered:
        """So many calls on each connection. The server has nothing to do before and after."""
        started = perf_counter()
        self.send()
        for _ in range(turns - 1):
            self.turn()
        for connection in self._connections:
            connection.receive()
        return Answered(turns * CONNECTIONS, perf_counter() - started)

    def send(self) -> None:
        for connection in self._connections:
            connection.send(self._request())

    def turn(self) -> None:
        """The next answer on each connection, and then the next call."""
        for connection in self._connections:
            connection.receive()
            connection.send(self._request())

    def _request(self) -> bytes:
        if not self._after:
            return self._before
        return b"%b%036x%b" % (self._before, next(self._numbers), self._after)

    def __enter__(self) -> "Crowd":
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()


def ask_all(url: str, requests: Sequence[bytes]) -> Answered:
    """Asks all of them, in their order, so that the server always has some waiting."""
    with ExitStack() as opened:
        connections = [opened.enter_context(Connection(url)) for _ in range(CONNECTIONS)]
        started = perf_counter()
        for number, request in enumerate(requests):
            connection = connections[number % CONNECTIONS]
            if number >= CONNECTIONS:
                connection.receive()
            connection.send(request)
        for connection in connections[: len(requests)]:
            connection.receive()
        return Answered(len(requests), perf_counter() - started)


def drive(url: str, request: bytes, seconds: float) -> Answered:
    """Asks the server for that long."""
    turns = 0
    with Crowd(url, request) as crowd:
        crowd.send()
        started = perf_counter()
        while perf_counter() - started < seconds:
            crowd.turn()
            turns += 1
        return Answered(turns * CONNECTIONS, perf_counter() - started)


def calls_per_second(url: str, request: bytes, seconds: float) -> float:
    answered = drive(url, request, seconds)
    return answered.calls / answered.seconds
