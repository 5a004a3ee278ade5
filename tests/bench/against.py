"""What a change costs: this tree beside a commit, in rounds that start both afresh.

Both are served on one core with the packages of this virtual environment, and asked in turns. A process keeps the
speed that its addresses and hashes happen to give it, and two processes of the same code differ by a percent or two:
with new processes in every round that is noise like any other, which the bounds of the ratio account for.

Turns are short, and count calls rather than seconds, so that whatever else the machine does meets both alike. Of the
turns of a round the cheaper half counts: what disturbs a process makes it dearer, never cheaper.
"""

import random
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from math import inf
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from tests.bench import report
from tests.bench.checkout import checked_out, commit
from tests.bench.cpu import Cost, cost, cpu_seconds
from tests.bench.creating import CREATE, FLAGS, WITH_LOBBY
from tests.bench.findings import Effort, Finding, interleaved
from tests.bench.load import Call, Connection, Crowd, aws_request, control_request, describe
from tests.bench.servers import ROOT, Server, emulator_command, free_port, server
from tests.bench.worlds import GAME_SESSION, NOBODY, document

ROUNDS = 15
CALLS = {
    "Limit 1": describe(GameSessionId=GAME_SESSION, Limit=1),
    "Limit 100": describe(GameSessionId=GAME_SESSION, Limit=100),
    "CreatePlayerSession": CREATE,
}
CPU_OF_START, START = "CPU from start to first answer", "from start to first answer"
FIGURES = {
    **{f"CPU per call, {name}": "µs" for name in CALLS},
    CPU_OF_START: "ms",
    **{f"calls per second, {name}": "/s" for name in CALLS},
    START: "ms",
}
"""Their units."""
PACKAGES = Path("requirements", "run.txt")
TURNS = 25  # calls on each connection, in a slice
SERVE = """
import runpy, sys
import emulator
expected = sys.argv.pop(1)
if emulator.__file__ != expected:
    sys.exit(f"{emulator.__file__} would be served instead of {expected}")
runpy.run_module("emulator", run_name="__main__", alter_sys=True)
"""


class Side(NamedTuple):
    """A tree of this project, and a database that it has made itself."""

    tree: Path
    database: Path

    def served(self) -> AbstractContextManager[Server]:
        """Fails where another emulator than the tree's would be served."""
        expected = (self.tree / "emulator" / "__init__.py").resolve()
        port = free_port()
        program = (sys.executable, "-c", SERVE, str(expected))
        return server(emulator_command(self.database, port, *FLAGS, program=program), port, NOBODY, self.tree)

    def fill(self, count: int) -> None:
        """Stores a game session with so many player sessions, and the lobby."""
        with self.served() as running, Connection(running.url) as connection:
            for seed in (document(range(count), count), WITH_LOBBY):
                connection.ask(control_request(running.url, "/seed", seed))


Figures = dict[str, float]
"""What one side gives in a round, by the names of FIGURES."""


def compare(ref: str, effort: Effort) -> tuple[list[Finding], bool]:
    """What was measured, and whether the commit needs the packages that this tree needs. Raises: NoSuchCommit."""
    name = commit(ref)
    with checked_out(ref) as tree, tempfile.TemporaryDirectory() as folder:
        sides = (Side(ROOT, Path(folder, "ours.db")), Side(tree, Path(folder, "theirs.db")))
        for side in sides:
            side.fill(effort.small)
        rounds = interleaved(f"against {name}", effort.rounds, {name: partial(one_round, sides, effort.slices)})[name]
        same_packages = (tree / PACKAGES).read_bytes() == (ROOT / PACKAGES).read_bytes()
    findings = [
        Finding(what, unit, [ours[what] for ours, _ in rounds], name, [theirs[what] for _, theirs in rounds])
        for what, unit in FIGURES.items()
    ]
    return findings, same_packages


def one_round(sides: Sequence[Side], slices: int) -> list[Figures]:
    """The figures of each side. Which one starts first is left to chance."""
    figures: dict[Side, Figures] = {}
    with ExitStack() as stack:
        servers: list[tuple[Side, Server]] = []
        for side in random.sample(sides, len(sides)):
            running = stack.enter_context(side.served())
            figures[side] = {CPU_OF_START: cpu_seconds(running.pid) * 1000, START: running.started_in * 1000}
            servers.append((side, running))
        for name, call in CALLS.items():
            for side, costs in asked_in_turns(servers, call, slices).items():
                cheaper = sorted(costs)[: slices // 2]
                figures[side][f"CPU per call, {name}"] = mean(each.cpu for each in cheaper)
                figures[side][f"calls per second, {name}"] = mean(each.rate for each in cheaper)
    return [figures[side] for side in sides]


def asked_in_turns(servers: Sequence[tuple[Side, Server]], call: Call, slices: int) -> dict[Side, list[Cost]]:
    """What a call costs each, once warm: there and back again, so that no side is always the later one."""
    costs: dict[Side, list[Cost]] = {side: [] for side, _ in servers}
    with ExitStack() as opened:
        crowds = [opened.enter_context(Crowd(each.url, aws_request(each.url, call))) for _, each in servers]
        for crowd in crowds:
            crowd.ask(TURNS)
        order = list(zip(servers, crowds, strict=True))
        for _ in range(slices):
            for (side, running), crowd in order:
                costs[side].append(cost(running.pid, partial(crowd.ask, TURNS)))
            order.reverse()
    return costs


def verdict(row: Finding, most: float) -> str:
    """Whether the ratio is at most this, as far as its bounds tell; nothing where it is not CPU time."""
    if not row.what.startswith("CPU"):
        return ""
    low, high = row.bounds
    return "yes" if high <= most else "**no**" if low > most else "not certain"


def text(rows: Sequence[Finding], most: float, *, same_packages: bool) -> str:
    """The table, in Markdown."""
    header = ("what", "this tree", rows[0].than, "ratio", "95 % bounds", f"≤ {most:g} ×")
    table = report.markdown([header, *(cells(row, most) for row in rows)], (False, True, True, True, True, False))
    note = "" if same_packages else f"\n\n{PACKAGES} differs: both ran with the packages of this virtual environment."
    return table + note


def cells(row: Finding, most: float) -> tuple[str, ...]:
    low, high = row.bounds
    bounds = f"{low:.3f} – {high:.3f}" if high < inf else "too few rounds"
    values = (report.median(values, row.unit) for values in (row.ours, row.theirs))
    return (row.what, *values, f"{row.ratio:.3f} ×", bounds, verdict(row, most))
