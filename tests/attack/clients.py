"""Clients that misbehave: they go away, read slowly, send garbage. The server outlives them, and keeps none of it."""

import json
import socket
import ssl
import struct
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.attack.connection import Connection, aws_json, http_request
from tests.attack.findings import Findings, progress
from tests.attack.process import Health, check_round_trip, sample, wait_for_baseline
from tests.attack.world import large_world
from tests.support.running import JSON, Running, running

SOME_SECONDS = 5
"""So long a misbehaving client waits for an answer that it may not get."""
MANY_SECONDS = 60
"""So long one waits for an answer that it gets."""
POOL_THREADS = 40
"""The thread pools of asyncio and anyio keep the threads that they once needed."""
UPDATES = 2_000
WAL_BYTES = 16 * 1024 * 1024
"""SQLite starts the log of a database afresh after 4 MiB (1,000 pages), unless a reader holds it."""


class Target:
    """The emulator under attack, and what is sent to it."""

    def __init__(self, emulator: Running, random: Random) -> None:
        parts = urlsplit(emulator.url)
        assert parts.hostname is not None
        assert parts.port is not None
        self.address = (parts.hostname, parts.port)
        self.url = emulator.url
        self.random = random

    @contextmanager
    def connected(self, receive_buffer: int | None = None) -> Iterator[socket.socket]:
        """A bare socket, closed at the end."""
        with socket.socket() as client:
            if receive_buffer is not None:
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
            client.settimeout(SOME_SECONDS)
            client.connect(self.address)
            yield client

    def control(self, method: str, path: str, body: bytes = b"") -> bytes:
        return http_request(self.url, method, f"/_emulator{path}", JSON, body)


Attack = Callable[[Target], None]
ATTACKS: list[Attack] = []


def attack(function: Attack) -> Attack:
    ATTACKS.append(function)
    return function


def vanish(client: socket.socket) -> None:
    """Ends a connection by a reset instead of a farewell."""
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()


def part_of(request: bytes, target: Target) -> bytes:
    return request[: target.random.randint(1, len(request) - 1)]


@attack
def leaves_in_the_middle_of_an_aws_call(target: Target) -> None:
    request = aws_json(target.url, "DescribePlayerSessions", {"PlayerId": "x" * 500}, {})
    for end in (socket.socket.close, vanish):
        with target.connected() as client:
            client.sendall(part_of(request, target))
            end(client)


@attack
def leaves_before_the_answer(target: Target) -> None:
    request = aws_json(target.url, "CreateGameSession", {"FleetId": FLEET_ID, "Location": LOCATION}, {})
    for end in (socket.socket.close, vanish):
        with target.connected() as client:
            client.sendall(request * target.random.randint(1, 5))
            end(client)


@attack
def leaves_in_the_middle_of_the_state(target: Target) -> None:
    for end in (socket.socket.close, vanish):
        with target.connected(receive_buffer=4_096) as client:
            client.sendall(target.control("GET", "/state"))
            client.recv(target.random.choice((1, 4_096, 100_000)))
            end(client)


@attack
def leaves_in_the_middle_of_a_state_that_it_sends(target: Target) -> None:
    body = json.dumps({"Format": 2, "Clock": {"Offset": 0}, "Fleets": [{"FleetId": f"f-{n}"} for n in range(5_000)]})
    for path, method in (("/state", "PUT"), ("/seed", "POST")):
        with target.connected() as client:
            client.sendall(part_of(target.control(method, path, body.encode()), target))


@attack
def leaves_while_a_long_wait_goes_on(target: Target) -> None:
    with Connection(target.url) as connection:
        connection.control("POST", "/faults", {"operation": "ListFleets", "delay_seconds": 0.5, "times": 1})
        with target.connected() as client:
            client.sendall(aws_json(target.url, "ListFleets", {}, {}))
        connection.control("DELETE", "/faults")


@attack
def reads_nothing(target: Target) -> None:
    """Clients that ask for the whole state many times, and read none of it, while another wants an answer."""
    with ExitStack() as stack:
        for _ in range(8):
            client = stack.enter_context(target.connected(receive_buffer=4_096))
            client.sendall(target.control("GET", "/state") * 3)
        with Connection(target.url, SOME_SECONDS) as connection:
            assert connection.call("ListFleets").status == 200
            assert connection.call("CreateGameSession", FleetId=FLEET_ID, Location=LOCATION,
                                   MaximumPlayerSessionCount=1).status == 200  # fmt: skip


@attack
def reads_slowly(target: Target) -> None:
    with target.connected(receive_buffer=4_096) as client:
        client.settimeout(MANY_SECONDS)  # its turn comes behind those who asked before, and left
        client.sendall(target.control("GET", "/state"))
        for _ in range(50):
            client.recv(100)


@attack
def says_nothing(target: Target) -> None:
    """Many connections that are open, or half a head long, while another wants an answer."""
    with ExitStack() as stack:
        for n in range(100):
            client = stack.enter_context(target.connected())
            client.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nX-"[: n % 30])
        with Connection(target.url, SOME_SECONDS) as connection:
            assert connection.call("ListFleets").status == 200


@attack
def closes_one_half(target: Target) -> None:
    with target.connected() as client:
        client.sendall(aws_json(target.url, "ListFleets", {}, {}))
        client.shutdown(socket.SHUT_WR)
        with suppress(OSError):
            client.recv(1_000)


POST, GET = b"POST / HTTP/1.1\r\nHost: a\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n"
UPGRADE = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: "
GARBAGE = (
    b"\x00" * 1_000, b"\r\n" * 1_000, b"GET", b"GET / HTTP/9.9\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"*1\r\n$4\r\nPING\r\n", GET + b"Host: b\r\n\r\n", b"GET " + b"/" * 100_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    POST + b"Content-Length: -1\r\n\r\n", POST + b"Content-Length: 99999999999999999999\r\n\r\n",
    POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", POST + b"Content-Length: 5\r\n\r\n",
    POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n", b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
    POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx", b"GET http://b/ HTTP/1.1\r\nHost: a\r\n\r\n",
    GET + b"X: " + b"x" * 200_000 + b"\r\n\r\n", GET + b"A: b\r\n" * 20_000 + b"\r\n",
    GET + UPGRADE + b"websocket\r\nSec-WebSocket-Key: x\r\n\r\n\x81\x85", POST + UPGRADE + b"h2c\r\n\r\n",
    b"GET /_emulator/health HTTP/1.1\r\nHost: a\r\n" + UPGRADE + b"h2c\r\n\r\n",
    POST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n", GET + b"\r\n" + b"\x16\x03\x01" * 50,
)  # fmt: skip


@attack
def sends_garbage(target: Target) -> None:
    for garbage in (*GARBAGE, target.random.randbytes(5_000), b"POST " + target.random.randbytes(200)):
        with target.connected() as client, suppress(OSError):
            client.sendall(garbage)
            client.shutdown(socket.SHUT_WR)
            client.recv(1_000)


@attack
def speaks_tls(target: Target) -> None:
    context = ssl.create_default_context()
    with target.connected() as client, suppress(OSError):
        context.wrap_socket(client, server_hostname="localhost").close()


def clients(folder: Path, seed: int, rounds: int, findings: Findings) -> None:
    """Lets each kind of client misbehave that many times."""
    tell = progress(f"clients, seed {seed}", rounds, findings)
    repeat = f"make attack args='--only clients --seed {seed} --rounds {rounds}'"
    file = folder / "emulator.db"
    with running(folder, database_url=f"sqlite:///{file}") as emulator:
        emulator.seed(large_world())
        emulator.http.get("/_emulator/state").raise_for_status()
        emulator.http.close()
        health, before = Health(emulator, findings), sample(emulator)
        for number in range(rounds):
            target = Target(emulator, Random(f"{seed} {number}"))
            for misbehave in ATTACKS:
                try:
                    misbehave(target)
                except (OSError, AssertionError) as error:
                    findings.add(f"others suffer: {misbehave.__name__}", repr(error), repeat)
                if not health.check(f"after a client that {misbehave.__name__}", repeat):
                    return
            tell(number + 1)
        after = wait_for_baseline(emulator, before, POOL_THREADS)
        print(f"clients: before {before}, afterwards {after}")
        # SQLite keeps one descriptor for each connection that was open at the same time, and uses it again: POSIX locks
        # would be lost with it. Threads of a pool have a connection each while they work.
        pooled = max(after.threads - before.threads, 0)
        leaked = after.descriptors > before.descriptors + pooled or pooled > POOL_THREADS
        findings.check(not leaked, "descriptors or threads are kept", f"{before} became {after}", repeat)
        check_log_of_database(emulator, file, findings, repeat)
        check_round_trip(emulator, findings, "after clients that misbehaved", repeat)


def check_log_of_database(emulator: Running, file: Path, findings: Findings, repeat: str) -> None:
    """Checks that SQLite can still start its log afresh: a reader that was left behind would let it grow for ever."""
    with Connection(emulator.url) as connection:
        made = connection.call("CreateGameSession", FleetId=FLEET_ID, Location=LOCATION, MaximumPlayerSessionCount=1)
        game = made.value()["GameSession"]["GameSessionId"]
        for number in range(UPDATES):
            connection.call("UpdateGameSession", GameSessionId=game, Name=f"name {number}")
    size = Path(f"{file}-wal").stat().st_size
    text = f"after {UPDATES} updates of one row it has {size:,} bytes"
    findings.check(size <= WAL_BYTES, "the database's log grows", text, repeat)
