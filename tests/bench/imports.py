"""What serving imports beyond its three large libraries, by Python's own `-X importtime`."""

import re
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from time import sleep

from tests.bench.load import aws_request
from tests.bench.servers import POLL_SECONDS, answers, emulator_command, free_port, start, stop
from tests.bench.worlds import NOBODY

LISTED_US = 2_000
LIBRARIES = "import fastapi, uvicorn, sqlalchemy"
_LINE = re.compile(r"^import time: +(\d+) \| +\d+ \| *(\S+)$", re.MULTILINE)


def table(database: Path) -> str:
    """What is imported until the first answer that the libraries do not import already, in Markdown.

    By package, ours by module; what takes less than 2 ms is only in the sum.
    """
    bare = imported([sys.executable, "-X", "importtime", "-c", LIBRARIES])
    port = free_port()
    command = emulator_command(database, port, program=(sys.executable, "-X", "importtime", "-m", "emulator"))
    whole = imported(command, f"http://127.0.0.1:{port}")
    packages: dict[str, list[int]] = defaultdict(list)
    for module in whole.keys() - bare.keys():
        name = module if module.startswith("emulator.") else module.partition(".")[0]
        packages[name].append(whole[module])
    ranked = sorted(packages.items(), key=lambda each: -sum(each[1]))
    total = sum(map(sum, packages.values()))
    lines = [
        "What serving imports that fastapi, uvicorn and sqlalchemy do not (one run; own time of each module, summed):",
        "",
        "| package, or module of ours | modules | ms |",
        "| --- | ---: | ---: |",
        *(f"| {name} | {len(own)} | {sum(own) / 1000:.1f} |" for name, own in ranked if sum(own) >= LISTED_US),
        f"| all | {sum(map(len, packages.values()))} | {total / 1000:.1f} |",
        f"| the libraries themselves | {len(bare)} | {sum(bare.values()) / 1000:.1f} |",
    ]
    return "\n".join(lines)


def imported(command: list[str], url: str | None = None) -> dict[str, int]:
    """The own time, in µs, of each module that a command imports: until it ends, or answers at `url`."""
    with tempfile.TemporaryFile() as log:
        process = start(command, log.fileno())
        try:
            while process.poll() is None and not (url and answers(url, aws_request(url, NOBODY))):
                sleep(POLL_SECONDS)
        finally:
            stop(process)
        log.seek(0)
        return {name: int(own) for own, name in _LINE.findall(log.read().decode(errors="replace"))}
