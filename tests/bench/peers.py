"""Ours beside other emulators, in worlds of three sizes: pages, creation, start, memory; and who answers as AWS."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.bench import correctness, cpu, others
from tests.bench.cpu import Cost, cost
from tests.bench.findings import Effort, Part, Skipped, interleaved, progress
from tests.bench.installing import NotInstalled
from tests.bench.load import Answered, Call, ask_all, aws_request, drive, fresh_request
from tests.bench.report import markdown
from tests.bench.servers import Server, emulator
from tests.bench.startup import first_answer, resident_after
from tests.bench.worlds import NOBODY

OURS = "emulator"
LIMITS = (1, 100)
ROUNDS = 5
"""At most: thirty figures are measured in each."""
CREATED = 200
"""Entries that are created in a turn."""
FLAGS = ("--player-session-timeout-seconds", "86400", "--quota-player-sessions-per-game-session", "2000000000")
"""Reservations stay as they are while they are measured, and one game session takes all that are created."""
Start = Callable[[], AbstractContextManager[Server]]


class Peer(NamedTuple):
    """An emulator, and what is stored in it."""

    name: str
    start: Start
    contents: Callable[[], others.Contents]
    most: int
    """So many entries can be stored in less than a minute."""


class Figure(NamedTuple):
    """One row: the medians, by emulator."""

    what: str
    unit: str
    medians: Mapping[str, float]


def measure(cache: Path, effort: Effort) -> Part:
    if not cpu.KNOWN:
        return Part([Skipped("other emulators", cpu.UNKNOWN)])
    peers, skipped = installed(cache, effort)
    sizes = (200, effort.small, min(effort.big, 100_000))
    figures = [figure for size in sizes for figure in at_size(size, peers, effort)]
    figures += started(peers, effort)
    starts = {OURS: partial(new_emulator, cache)} | {each.name: each.start for each in peers if each.name == "kumo"}
    verdicts = correctness.verdicts(starts, wait=effort.install)
    return Part([*skipped], "\n\n".join([INTRODUCTION, table(figures, peers, verdicts), correctness.table(verdicts)]))


INTRODUCTION = """## Other emulators

What a call costs the server's processor, how many are answered per second, how long a start takes, and how much memory
is held, with the ratio of ours to theirs. All hold as many entries in lists of 200. kumo has GameLift, and is asked the
same calls; it is written in Go, keeps all in memory, and answers every entry of the game session whatever Limit says.
The others have no GameLift: moto_server is asked for log streams (at most 50 on a page), dynalite and MiniStack for a
Query of as many items. Their versions stand in `tests/bench/installing.py` and `tests/bench/kumo/go.mod`. A dash: it
takes more than a minute to store so many."""


@contextmanager
def new_emulator(cache: Path, *flags: str) -> Iterator[Server]:
    with TemporaryDirectory(dir=cache) as folder, emulator(Path(folder, "peers.db"), *flags, first=NOBODY) as running:
        yield running


def installed(cache: Path, effort: Effort) -> tuple[list[Peer], list[Skipped]]:
    """Those that are here, ours first, and why others are not."""
    peers = [Peer(OURS, partial(new_emulator, cache, *FLAGS), others.PlayerSessions, 100_000)]
    skipped = []
    for name, start, contents, most in (
        ("kumo", others.kumo, others.PlayerSessions, 100_000),
        ("moto_server", others.moto_server, others.LogStreams, 10_000),
        ("dynalite", others.dynalite, others.Items, 100_000),
        ("MiniStack", others.ministack, others.Items, 100_000),
    ):
        starting = partial(start, cache, install=effort.install)
        try:
            with starting():
                peers.append(Peer(name, starting, contents, most))
        except NotInstalled as error:
            skipped.append(Skipped(f"beside {name}", str(error)))
    return peers, skipped


def at_size(size: int, peers: Sequence[Peer], effort: Effort) -> Iterator[Figure]:
    """Pages and creation, with so many entries stored; and the memory that this takes."""
    with ExitStack() as running:
        measures: dict[tuple[str, str], Callable[[], Cost]] = {}
        servers: dict[str, tuple[Server, Call]] = {}
        for peer in peers:
            if size <= peer.most:
                progress(f"peers: {size:,} entries for {peer.name}")
                server, contents = running.enter_context(peer.start()), peer.contents()
                contents.fill(server.url, size)
                servers[peer.name] = server, contents.page(max(LIMITS))
                for limit in LIMITS:
                    measures[f"page of {limit}", peer.name] = partial(page_cost, server, contents.page(limit), effort)
                measures["creation", peer.name] = partial(creation_cost, server, contents, count(others.CREATED))
        found = interleaved(f"peers of {size:,}", rounds(effort), measures)
        for what in dict.fromkeys(name for name, _ in found):
            costs = {peer: values for (name, peer), values in found.items() if name == what}
            spent = {peer: statistics.median(each.cpu for each in values) for peer, values in costs.items()}
            rates = {peer: statistics.median(each.rate for each in values) for peer, values in costs.items()}
            yield Figure(f"{what} among {size:,}", "µs", spent)
            yield Figure(f"{what} among {size:,}", "/s", rates)
        held = {name: resident_after(server, page) for name, (server, page) in servers.items()}
        yield Figure(f"memory with {size:,}, after 1,000 calls", "MiB", held)


def rounds(effort: Effort) -> int:
    return min(ROUNDS, effort.rounds)


def page_cost(server: Server, page: Call, effort: Effort) -> Cost:
    return cost(server.pid, partial(drive, server.url, aws_request(server.url, page), effort.seconds / 3))


def creation_cost(server: Server, contents: others.Contents, numbers: "count[int]") -> Cost:
    requests = [fresh_request(server.url, contents.create(next(numbers))) for _ in range(CREATED)]

    def create() -> Answered:
        return ask_all(server.url, requests)

    return cost(server.pid, create)


def started(peers: Sequence[Peer], effort: Effort) -> Iterator[Figure]:
    found = interleaved(
        "peers' start", rounds(effort), {peer.name: partial(milliseconds, peer.start) for peer in peers}
    )
    yield Figure("start to first answer", "ms", {name: statistics.median(values) for name, values in found.items()})


def milliseconds(start: Start) -> float:
    return first_answer(start())


def table(figures: Sequence[Figure], peers: Sequence[Peer], verdicts: Mapping[str, Mapping[str, str]]) -> str:
    names = [peer.name for peer in peers]
    answers = ["answers as on AWS, see below", *(correctness.right(verdicts, name) for name in names)]
    rows = [answers] + [[f"{each.what}, {each.unit}", *(cell(each, name) for name in names)] for each in figures]
    return markdown([["what", *names], *rows], [False, *(True for _ in names)])


def cell(figure: Figure, name: str) -> str:
    """The figure of an emulator, with the ratio of ours to it."""
    if name not in figure.medians:
        return "–"
    value = figure.medians[name]
    text = f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
    return text if name == OURS else f"{text} ({figure.medians[OURS] / value:.2f} ×)"
