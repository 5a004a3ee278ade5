"""`python -m tests.attack.soak`: a mixed load, and whether memory, descriptors, threads or files grow under it."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import quantiles
from time import monotonic, perf_counter
from typing import NamedTuple

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from tests.attack.connection import Answer, Connection, aws_cbor, aws_json, sdk
from tests.attack.findings import Findings
from tests.attack.process import Health, Sample, check_round_trip, sample
from tests.support.racing import at_once
from tests.support.running import Running, running

CLIENTS = 6
CYCLE_CALLS = 600
"""Of each client, between two samples: afterwards its game sessions have ended, and are forgotten."""
LEAST_CYCLES = 5
"""Fewer say nothing of a trend."""
RESET_EVERY = 4
"""Cycles; between resets ended game sessions stay in the database, as on a developer's machine."""
MIB = 1024
GROWTH_KIB = 8 * MIB
"""So much more memory in the second half than in the first is no trend: allocators keep what they once needed."""
GROWTH_SHARE = 1.1
SPARE_DESCRIPTORS = 4
SPARE_THREADS = 8
WAL_GROWTH_KIB = 4 * MIB


class Point(NamedTuple):
    """What was seen at the end of a cycle."""

    held: Sample
    wal_kib: int
    database_kib: int
    milliseconds: list[float]
    """How long each call took."""


class Client:
    """One of the clients; its calls follow from the seed."""

    def __init__(self, url: str, number: int, seed: int, cycle: int) -> None:
        self.connection = Connection(url)
        self.random = Random(f"{seed} {number} {cycle}")
        self.number = number
        self.refused: list[str] = []
        self._games: list[str] = []
        self._players: list[str] = []

    def cycle(self) -> list[float]:
        """The milliseconds of each call of one cycle."""
        taken = []
        with self.connection:
            for number in range(CYCLE_CALLS):
                started = perf_counter()
                answer = self._step(number)
                taken.append((perf_counter() - started) * 1e3)
                if answer.status not in (200, 400, 404, 409):
                    self.refused.append(f"{answer.status} {answer.body[:200]!r}")
            for game in self._games:
                self.connection.control("POST", f"/game-sessions/{game.rpartition('/')[2]}/end")
        return taken

    def _step(self, number: int) -> Answer:
        random = self.random
        if not self._games or number % 60 == 0:
            return self._create()
        game = random.choice(self._games)
        steps: tuple[Callable[[], Answer], ...] = (
            lambda: self._reserve(game),
            lambda: self._call("DescribePlayerSessions", GameSessionId=game, Limit=random.choice((1, 5, 100))),
            lambda: self._call("DescribePlayerSessions", PlayerId=f"player-{random.randrange(50)}"),
            lambda: self._page(game),
            lambda: self._call("DescribeGameSessions", FleetId=FLEET_ID, Limit=20),
            lambda: self._call("SearchGameSessions", FleetId=FLEET_ID, Location=LOCATION, Limit=20),
            lambda: self._call("UpdateGameSession", GameSessionId=game, Name=f"name {number}"),
            lambda: self._act(),
            lambda: self._call("DescribePlayerSessions", PlayerSessionId="psess-none"),
            lambda: self._call("DescribeAlias"),
        )
        if number % 200 == 100 and self.number == 0:
            return self.connection.control("GET", "/state")
        if number % 50 == 25 and self.number == 1:
            return self.connection.control("POST", "/clock/advance", {"seconds": 20})
        return random.choice(steps)()

    def _call(self, operation: str, **members: object) -> Answer:
        """A call over one of both wires."""
        write = random_wire(self.random)
        return self.connection.ask(write(self.connection.url, operation, members, sdk()))

    def _create(self) -> Answer:
        asked = {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 50}
        answer = self._call("CreateGameSession", **asked)
        if answer.status == 200:
            self._games.append(answer.value()["GameSession"]["GameSessionId"])
        return answer

    def _reserve(self, game: str) -> Answer:
        player = f"player-{self.random.randrange(50)}"
        answer = self._call("CreatePlayerSession", GameSessionId=game, PlayerId=player, PlayerData="x" * 200)
        if answer.status == 200:
            self._players.append(answer.value()["PlayerSession"]["PlayerSessionId"])
        return answer

    def _act(self) -> Answer:
        player = self.random.choice(self._players or ["psess-none"])
        return self.connection.control("POST", f"/player-sessions/{player}/{self.random.choice(('accept', 'remove'))}")

    def _page(self, game: str) -> Answer:
        """The last of up to four pages."""
        token: dict[str, object] = {}
        for _ in range(4):
            answer = self._call("DescribePlayerSessions", GameSessionId=game, Limit=5, **token)
            if answer.status != 200 or "NextToken" not in (value := answer.value()):
                break
            token = {"NextToken": value["NextToken"]}
        return answer


def random_wire(random: Random) -> Callable[..., bytes]:
    return random.choice((aws_json, aws_cbor))


def cycles(emulator: Running, file: Path, seed: int, findings: Findings) -> Iterator[Point]:
    """What is seen at the end of each cycle, for ever."""
    number = 0
    while True:
        number += 1
        workers = [Client(emulator.url, n, seed, number) for n in range(CLIENTS)]
        taken = at_once([each.cycle for each in workers])
        for text in {text for each in workers for text in each.refused}:
            findings.add("refused under load", text, f"make soak args='--seed {seed}' (cycle {number})")
        with Connection(emulator.url) as connection:
            connection.control("POST", "/clock/advance", {"seconds": 31 * 86_400})
            if number % RESET_EVERY == 0:
                connection.control("POST", "/reset")
        wal = Path(f"{file}-wal")
        sizes = [each.stat().st_size // 1024 if each.exists() else 0 for each in (wal, file)]
        yield Point(sample(emulator), sizes[0], sizes[1], [each for one in taken for each in one])


def trend(points: Sequence[Point]) -> list[str]:
    """What grew: the second half of the points against the first, whose very first is left out as warming up."""
    warm = points[1:]
    first, second = warm[: len(warm) // 2], warm[len(warm) // 2 :]

    def grew(name: str, value: Callable[[Point], int], spare: int, share: float = 1) -> Iterable[str]:
        before, after = max(map(value, first)), max(map(value, second))
        if after > max(before + spare, before * share):
            yield f"{name} grew from {before:,} to {after:,}"

    return [
        *grew("memory (KiB)", lambda point: point.held.resident_kib, GROWTH_KIB, GROWTH_SHARE),
        *grew("descriptors", lambda point: point.held.descriptors, SPARE_DESCRIPTORS),
        *grew("threads", lambda point: point.held.threads, SPARE_THREADS),
        *grew("the database's log (KiB)", lambda point: point.wal_kib, WAL_GROWTH_KIB, GROWTH_SHARE),
    ]


def told(number: int, point: Point, seconds: float) -> str:
    """One line about a cycle."""
    cuts = quantiles(point.milliseconds, n=100)
    held = point.held
    return (
        f"{number:4d} {seconds:6.0f} s  calls {len(point.milliseconds):,}  memory {held.resident_kib / MIB:.1f} MiB"
        f"  descriptors {held.descriptors}  threads {held.threads}  log {point.wal_kib / MIB:.1f} MiB"
        f"  database {point.database_kib / MIB:.1f} MiB  p50 {cuts[49]:.1f} ms  p99 {cuts[98]:.1f} ms"
    )


def soak(folder: Path, seed: int, enough: Callable[[int], bool], findings: Findings) -> None:
    """Loads an emulator until `enough` says so of the number of cycles, and at least for a few."""
    file = folder / "emulator.db"
    points: list[Point] = []
    repeat = f"make soak args='--seed {seed}'"
    with running(folder, database_url=f"sqlite:///{file}") as emulator:
        started = monotonic()
        for point in cycles(emulator, file, seed, findings):
            points.append(point)
            print(told(len(points), point, monotonic() - started), flush=True)
            alive = Health(emulator, findings).check("under load", repeat)
            if not alive or (len(points) >= LEAST_CYCLES and enough(len(points))):
                break
        for text in trend(points) if len(points) >= LEAST_CYCLES else []:
            findings.add("growth", text, repeat)
        check_round_trip(emulator, findings, "after the load", repeat)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.attack.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=2, help="how long, at least")
    parser.add_argument("--cycles", type=int, help="so many cycles instead of minutes")
    parser.add_argument("--seed", type=int, default=20_260_101, help="the same seed makes the same calls")
    options = parser.parse_args()
    findings = Findings(Path("build/soak"))
    end = monotonic() + 60 * options.minutes
    print(f"soak with --seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        enough = (lambda n: n >= options.cycles) if options.cycles else (lambda _: monotonic() > end)
        soak(Path(folder), options.seed, enough, findings)
    print(findings.report())
    return 1 if len(findings) else 0


if __name__ == "__main__":
    sys.exit(main())
