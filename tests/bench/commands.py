"""Commands that scripts run again and again, against a running emulator; beside Python that does nothing."""

import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter

from tests.bench.findings import Aim, Effort, Finding, Part, interleaved
from tests.bench.servers import emulator, start, stop
from tests.bench.worlds import NOBODY

SCRIPT = "from emulator.__main__ import command_line; command_line()"  # as the installed script has it
NOTHING = "python -c pass"
COMMANDS = {
    "healthcheck": Aim("≤", 2.5),
    "--version": Aim("≤", 2.5),
    "clock show": Aim("≤", 2.5),
    "reset": None,
}


def measure(cache: Path, effort: Effort) -> Part:
    with tempfile.TemporaryDirectory(dir=cache) as folder, emulator(Path(folder, "new.db"), first=NOBODY) as running:
        commands = {name: partial(milliseconds, SCRIPT, *name.split(), url=running.url) for name in COMMANDS}
        found = interleaved("commands", effort.rounds, {**commands, NOTHING: partial(milliseconds, "pass")})
    return Part([Finding(name, "ms", found[name], NOTHING, found[NOTHING], aim) for name, aim in COMMANDS.items()])


def milliseconds(program: str, *arguments: str, url: str = "") -> float:
    """From the start of the interpreter to its end."""
    begun = perf_counter()
    process = start([sys.executable, "-c", program, *arguments], GAMELIFT_EMULATOR_URL=url)
    try:
        if process.wait() != 0:
            raise subprocess.CalledProcessError(process.returncode, process.args)
    finally:
        stop(process)
    return (perf_counter() - begun) * 1000
