"""What a call costs: ours against raw and static servers on the same stack, and against other emulators' pages."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.bench import cpu, others
from tests.bench.cpu import Cost, cost
from tests.bench.findings import Aim, Effort, Finding, Part, Skipped, interleaved
from tests.bench.handwritten import LIMITS
from tests.bench.installing import NotInstalled
from tests.bench.load import Call, aws_request, describe, drive
from tests.bench.servers import Server, emulator, free_port, server
from tests.bench.worlds import GAME_SESSION, database


class Peer(NamedTuple):
    """A page that ours of `limit` player sessions is compared with."""

    name: str
    limit: int
    server: Server
    call: Call
    cpu: Aim | None = None
    """What the CPU time of a call should be at most, against this."""
    rate: Aim | None = None
    """How many calls per second it should be at least."""


RAW = {1: Aim("≤", 1), 100: Aim("≤", 0.6)}
QUIET = "emulator, --log-level warning"


def measure(cache: Path, effort: Effort) -> Part:
    file = database(cache, effort.small)
    peers: list[Peer] = []
    skipped: list[Skipped] = []
    with ExitStack() as running:
        ours = running.enter_context(emulator(file, first=page(1)))
        quiet = running.enter_context(emulator(file, "--log-level", "warning", first=page(1)))
        raw, static = (running.enter_context(peer(kind, file)) for kind in ("raw", "static"))
        peers += [Peer("raw", limit, raw, page(limit), RAW[limit]) for limit in LIMITS]
        peers += [Peer("static", limit, static, page(limit)) for limit in LIMITS]
        for name, aim, start, contents in (
            ("moto_server's 50 log streams", Aim("≥", 5), others.moto_server, others.LogStreams()),
            ("dynalite's Query, 100 items", Aim("≥", 4), others.dynalite, others.Items()),
        ):
            try:
                other = running.enter_context(start(cache, install=effort.install))
            except NotInstalled as error:
                skipped.append(Skipped(f"calls per second ÷ {name}", str(error)))
            else:
                contents.fill(other.url, max(LIMITS))
                peers.append(Peer(name, max(LIMITS), other, contents.page(max(LIMITS)), rate=aim))
        asked = [*(Peer("emulator", limit, ours, page(limit)) for limit in LIMITS), *peers]
        asked.append(Peer(QUIET, 1, quiet, page(1)))
        costs = interleaved(
            "throughput",
            effort.rounds,
            {
                (each.name, each.limit): partial(
                    cost, each.server.pid, partial(drive, each.server.url, request(each), effort.seconds)
                )
                for each in asked
            },
        )
    if not cpu.KNOWN:
        skipped.append(Skipped("CPU time of the server per call", cpu.UNKNOWN))
    return Part([*(row for each in peers for row in compared(each, costs)), *without_lines(costs), *skipped])


def without_lines(costs: Mapping[tuple[str, int], Sequence[Cost]]) -> Iterator[Finding]:
    """Without the line that each call leaves in the log."""
    if cpu.KNOWN:
        ours, theirs = ([each.cpu for each in costs[name, 1]] for name in (QUIET, "raw"))
        yield Finding("CPU per call, Limit 1, --log-level warning", "µs", ours, "raw", theirs, Aim("≤", 0.9))


def request(peer: Peer) -> bytes:
    return aws_request(peer.server.url, peer.call)


def compared(peer: Peer, costs: Mapping[tuple[str, int], Sequence[Cost]]) -> Iterator[Finding]:
    """The server's CPU time, which repeats within 2 %, and the calls per second beside it."""
    ours, theirs = costs["emulator", peer.limit], costs[peer.name, peer.limit]
    if cpu.KNOWN:
        yield Finding(
            f"CPU per call, Limit {peer.limit}",
            "µs",
            [each.cpu for each in ours],
            peer.name,
            [each.cpu for each in theirs],
            peer.cpu,
        )
    yield Finding(
        f"calls per second, Limit {peer.limit}",
        "/s",
        [each.rate for each in ours],
        peer.name,
        [each.rate for each in theirs],
        peer.rate,
    )


def page(limit: int) -> Call:
    return describe(GameSessionId=GAME_SESSION, Limit=limit)


def peer(kind: str, file: Path) -> AbstractContextManager[Server]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.handwritten", kind, str(file), GAME_SESSION, str(port)]
    return server(command, port, page(1))
