"""What it takes to say what would break on AWS: all calls that the journal keeps are judged when somebody asks."""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from emulator.calls.journal import CALLS
from tests.bench.findings import Aim, Effort, Finding, Part
from tests.bench.load import Connection, aws_request, describe
from tests.bench.servers import emulator
from tests.bench.worlds import NOBODY


def measure(cache: Path, effort: Effort) -> Part:
    with tempfile.TemporaryDirectory(dir=cache) as folder, emulator(Path(folder, "world.db"), first=NOBODY) as server:
        connection = Connection(server.url)
        for number in range(CALLS):
            connection.ask(aws_request(server.url, describe(PlayerId=f"player-{number}", Limit=10)))
        asking = f"GET /_emulator/advice HTTP/1.1\r\nHost: {urlsplit(server.url).netloc}\r\n\r\n".encode()
        milliseconds = [connection.milliseconds(asking) for _ in range(effort.rounds + 1)][1:]
        connection.close()
    return Part([Finding(f"advice on {CALLS:,} calls", "ms", milliseconds, "", [], Aim("≤", 20, "ms"))])
