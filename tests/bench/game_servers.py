"""What connected server processes cost: the processor, memory, other calls; and how soon a push comes to one.

Each process sends its heartbeats as often as the SDKs do. The emulator that they are connected to, another one on its
database, and one that has none take turns.
"""

import asyncio
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter, time_ns
from typing import Any

from emulator.hosting.ready_made import FLEET_ID, LOCATION
from emulator.web.descriptors import raise_descriptor_limit
from tests.bench import cpu
from tests.bench.findings import Aim, Effort, Finding, Part, Skipped, interleaved, progress
from tests.bench.load import INVOCATION_ID, Call, Connection, aws_request
from tests.bench.servers import Server, emulator
from tests.bench.worlds import NOBODY
from tests.support.server_sdk import GO, ServerProcess, connect_as

HEARTBEAT_SECONDS = 60
AT_ONCE = 50
"""So many connect at the same time."""
CALLS = 1_000
"""Of which the slowest hundredth counts."""
PUSHES = 15
CPU_SECONDS = 10
MEBIBYTE = 1024 * 1024
CREATE = Call("GameLift.CreateGameSession", {"FleetId": FLEET_ID, "Location": LOCATION, "MaximumPlayerSessionCount": 1})


def measure(cache: Path, effort: Effort) -> Part:
    if not cpu.KNOWN:
        return Part([Skipped("connected server processes", cpu.UNKNOWN)])
    raise_descriptor_limit()
    with tempfile.TemporaryDirectory(dir=cache) as folder, ExitStack() as stack:
        files = (Path(folder, "shared.db"), Path(folder, "shared.db"), Path(folder, "alone.db"))
        flags = ("--server-processes", "connected", "--log-level", "warning")
        servers = [stack.enter_context(emulator(file, *flags, first=NOBODY)) for file in files]
        return asyncio.run(Measurement(servers, effort).run())


class Measurement:
    """Game servers, and the emulators that are measured with and without them."""

    def __init__(self, servers: Sequence[Server], effort: Effort) -> None:
        self._holder, self._other, self._alone = servers
        self._effort = effort
        self._processes: list[ServerProcess] = []
        self._pushes: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        """What any of them is told."""

    async def run(self) -> Part:
        count, rounds = self._effort.processes, self._effort.rounds
        before = resident_bytes(self._holder.pid)
        await self._connect(count)
        memory = (resident_bytes(self._holder.pid) - before) / MEBIBYTE
        beating = asyncio.create_task(self._beat())
        busy = [await self._busy() for _ in range(rounds)]
        here, there = [], []
        for _ in range(rounds):
            here.append(await self._push_latency(self._holder))
            there.append(await self._push_latency(self._other))
        slowest = await asyncio.to_thread(self._slowest)
        beating.cancel()
        await asyncio.gather(*(each.close() for each in self._processes))
        named = f"{count:,} server processes"
        return Part(
            [
                Finding(f"processor for heartbeats of {named}", "% of a core", busy, "", [], Aim("≤", 10, "%")),
                Finding(f"memory for {named}", "MiB", [memory], "", [], Aim("≤", 100, "MiB")),
                Finding("CreateGameSession until its push has come", "ms", here, "", [], Aim("≤", 5, "ms")),
                Finding("the same, by another emulator process", "ms", there, "", [], Aim("≤", 250, "ms")),
                Finding(
                    f"DescribePlayerSessions beside {named}, p99", "ms", slowest["with"], "without", slowest["without"],
                    Aim("≤", 1.2),
                ),
            ]
        )  # fmt: skip

    async def _connect(self, count: int) -> None:
        async def connect(number: int) -> None:
            process = await connect_as(self._holder.url, GO, pID=f"process-{number}")
            process.pushes = self._pushes
            await process.ready()
            self._processes.append(process)

        for first in range(0, count, AT_ONCE):
            await asyncio.gather(*(connect(number) for number in range(first, min(count, first + AT_ONCE))))
        progress(f"game-servers: {count:,} are connected")

    async def _beat(self) -> None:
        """Heartbeats of all, evenly over the time."""
        pause = HEARTBEAT_SECONDS / len(self._processes)
        due = perf_counter()
        while True:
            for process in self._processes:
                await process.do("HeartbeatServerProcess", HealthStatus=True)
                due += pause
                await asyncio.sleep(max(0, due - perf_counter()))

    async def _busy(self) -> float:
        """How much of a core the emulator needs, in percent."""
        seconds = CPU_SECONDS if self._effort.install else self._effort.seconds
        began, used = perf_counter(), cpu.cpu_seconds(self._holder.pid)
        await asyncio.sleep(seconds)
        return 100 * (cpu.cpu_seconds(self._holder.pid) - used) / (perf_counter() - began)

    async def _push_latency(self, server: Server) -> float:
        """Milliseconds from a CreateGameSession that is sent until a game server has it; the median."""
        taken = []
        with Connection(server.url) as connection:
            for _ in range(PUSHES if self._effort.install else 1):
                request = aws_request(server.url, CREATE).replace(INVOCATION_ID, b"%036x" % time_ns())
                began = perf_counter()
                asking = asyncio.create_task(asyncio.to_thread(connection.ask, request))
                await self._pushes.get()
                taken.append(1_000 * (perf_counter() - began))
                await asking
        return statistics.median(taken)

    def _slowest(self) -> dict[str, list[float]]:
        """The slowest hundredth of calls, in milliseconds, with server processes and without."""
        calls = CALLS if self._effort.install else 20
        measures = {
            "with": lambda: slowest_call(self._holder.url, calls),
            "without": lambda: slowest_call(self._alone.url, calls),
        }
        return interleaved("game-servers", self._effort.rounds, measures)


def slowest_call(url: str, calls: int) -> float:
    """The 99th percentile of so many DescribePlayerSessions, one after the other, in milliseconds."""
    request, taken = aws_request(url, NOBODY), []
    with Connection(url) as connection:
        for _ in range(calls):
            began = perf_counter()
            connection.ask(request)
            taken.append(1_000 * (perf_counter() - began))
    return sorted(taken)[-max(1, calls // 100)]


def resident_bytes(pid: int) -> int:
    """The memory that a process has in use."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * 4_096
