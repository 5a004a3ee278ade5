"""Calls per second: ours against raw and static servers on the same stack, and against other emulators' pages."""

import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from tests.bench import others
from tests.bench.findings import Aim, Effort, Finding, Part, Skipped, interleaved
from tests.bench.installing import NotInstalled
from tests.bench.load import Call, ask, aws_request, calls_per_second, describe
from tests.bench.peers import LIMITS
from tests.bench.servers import Server, emulator, free_port, server
from tests.bench.worlds import GAME_SESSION, database


class Peer(NamedTuple):
    """A page that ours of `limit` player sessions is compared with."""

    name: str
    limit: int
    url: str
    call: Call
    aim: Aim | None


def measure(cache: Path, effort: Effort) -> Part:
    file = database(cache, effort.small)
    peers: list[Peer] = []
    skipped: list[Skipped] = []
    with ExitStack() as running:
        ours = running.enter_context(emulator(file, first=page(1))).url
        for kind, aim in (("raw", Aim("≥", 1)), ("static", None)):
            url = running.enter_context(peer(kind, file)).url
            peers += [Peer(kind, limit, url, page(limit), aim) for limit in LIMITS]
        for name, aim, start in (
            ("moto_server's 50 log streams", Aim("≥", 5), others.moto_page(cache, install=effort.install)),
            (
                "dynalite's Query, 100 items",
                Aim("≥", 4),
                others.dynalite_page(cache, first_page(ours), install=effort.install),
            ),
        ):
            try:
                other, call = running.enter_context(start)
            except NotInstalled as error:
                skipped.append(Skipped(f"calls per second ÷ {name}", str(error)))
            else:
                peers.append(Peer(name, max(LIMITS), other.url, call, aim))
        rates = interleaved(
            "throughput",
            effort.rounds,
            {("emulator", limit): rate(ours, page(limit), effort) for limit in LIMITS}
            | {(each.name, each.limit): rate(each.url, each.call, effort) for each in peers},
        )
    return Part([*(compared(each, rates) for each in peers), *skipped])


def compared(peer: Peer, rates: Mapping[tuple[str, int], list[float]]) -> Finding:
    what = f"calls per second, Limit {peer.limit}"
    return Finding(what, "/s", rates["emulator", peer.limit], peer.name, rates[peer.name, peer.limit], peer.aim)


def page(limit: int) -> Call:
    return describe(GameSessionId=GAME_SESSION, Limit=limit)


def first_page(url: str) -> Sequence[Mapping[str, object]]:
    answer = msgspec.json.decode(ask(url, aws_request(url, page(others.ITEMS))))
    sessions: list[dict[str, object]] = answer["PlayerSessions"]
    return sessions


def peer(kind: str, file: Path) -> AbstractContextManager[Server]:
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.peers", kind, str(file), GAME_SESSION, str(port)]
    return server(command, port, page(1))


def rate(url: str, call: Call, effort: Effort) -> Callable[[], float]:
    return partial(calls_per_second, url, aws_request(url, call), effort.seconds)
