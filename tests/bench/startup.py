"""From the start of the process to the first answer, and the memory that a server keeps after some calls."""

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tests.bench import imports
from tests.bench.commands import milliseconds
from tests.bench.findings import Aim, Effort, Finding, Part, Skipped, interleaved, progress
from tests.bench.load import Call, Connection, aws_request, describe
from tests.bench.servers import Server, emulator
from tests.bench.worlds import GAME_SESSION, NOBODY, database

EXISTING = "existing database"
NEW = "new database"
LIBRARIES = "importing fastapi, uvicorn, sqlalchemy"
CALLS = 1_000


def measure(cache: Path, effort: Effort) -> Part:
    file = database(cache, effort.small)
    rows = [*start_up(file, effort), memory(file)]
    progress("startup: imports")
    return Part(rows, imports.table(file))


def start_up(file: Path, effort: Effort) -> list[Finding]:
    measures: dict[str, Callable[[], float]] = {
        EXISTING: lambda: first_answer(emulator(file, first=NOBODY)),
        NEW: on_new_database,
        LIBRARIES: lambda: milliseconds(imports.LIBRARIES),
    }
    found = interleaved("startup", effort.rounds, measures)
    return [
        Finding(f"start to first answer, {ours}", "ms", found[ours], LIBRARIES, found[LIBRARIES], Aim("≤", most))
        for ours, most in ((EXISTING, 0.75), (NEW, 1))
    ]


def first_answer(starting: AbstractContextManager[Server]) -> float:
    """Milliseconds."""
    with starting as running:
        return running.started_in * 1000


def on_new_database() -> float:
    with tempfile.TemporaryDirectory() as folder:
        return first_answer(emulator(Path(folder, "new.db"), first=NOBODY))


def memory(file: Path) -> Finding | Skipped:
    what = f"resident memory after {CALLS:,} calls"
    if not Path("/proc/self/status").exists():
        return Skipped(what, "this system has no /proc")
    progress("startup: memory")
    with emulator(file, first=NOBODY) as running:
        held = resident_after(running, describe(GameSessionId=GAME_SESSION, Limit=100))
    return Finding(what, "MiB", [held], "", [], Aim("≤", 64, "MiB"))


def resident_after(running: Server, call: Call) -> float:
    """MiB that a server holds after some calls."""
    request = aws_request(running.url, call)
    with Connection(running.url) as connection:
        for _ in range(CALLS):
            connection.ask(request)
    status = Path(f"/proc/{running.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
