"""What making a player session costs: against a bare insert, and where many are stored against where few are."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import msgspec

from tests.bench.findings import Aim, Effort, Finding, Part, interleaved
from tests.bench.load import Call, aws_request, calls_per_second
from tests.bench.servers import emulator, free_port, server
from tests.bench.worlds import FLEET, NOBODY, database

SECONDS = 0.7  # of creating, at most: what is created stays
# A reservation that runs out at once leaves its slot to the next: the lobby is never full, nor ever crowded.
FLAGS = ("--player-session-timeout-seconds", "0.001")
LOBBY = f"arn:aws:gamelift:us-east-1::gamesession/{FLEET}/gsess-lobby"
CREATE = Call("GameLift.CreatePlayerSession", {"GameSessionId": LOBBY, "PlayerId": "player", "PlayerData": "team=red"})
WITH_LOBBY = msgspec.json.encode({"GameSessions": [{"GameSessionId": "gsess-lobby", "FleetId": FLEET}]})
"""The seed document of the game session that CREATE names."""


def measure(cache: Path, effort: Effort) -> Part:
    few, many = effort.small, effort.big
    with tempfile.TemporaryDirectory(dir=cache) as folder, ExitStack() as stack:
        work = Path(folder)
        files = {count: with_lobby(database(cache, count), work / f"{count}.db") for count in (few, many)}
        twin = work / "twin.db"
        shutil.copy(files[few], twin)
        ours = {count: stack.enter_context(emulator(file, *FLAGS, first=NOBODY)) for count, file in files.items()}
        port = free_port()
        command = [sys.executable, "-m", "tests.bench.handwritten", "insert", str(twin), LOBBY, str(port)]
        raw = stack.enter_context(server(command, port, CREATE))
        seconds = min(effort.seconds, SECONDS)
        rates = interleaved(
            "creating",
            effort.rounds,
            {
                "small": rate(ours[few].url, seconds),
                "raw": rate(raw.url, seconds),
                "big": rate(ours[many].url, seconds),
            },
        )
    costs = {name: [1_000_000 / each for each in rates[name]] for name in rates}
    return Part(
        [
            Finding(
                "CreatePlayerSession per second", "/s", rates["small"], "a bare insert", rates["raw"], Aim("≥", 0.85)
            ),
            Finding(
                f"CreatePlayerSession among {many:,}",
                "µs",
                costs["big"],
                f"among {few:,}",
                costs["small"],
                Aim("≤", 1.3),
            ),
        ]
    )


def with_lobby(world: Path, file: Path) -> Path:
    """A copy of a stored world, with one more game session."""
    shutil.copy(world, file)
    seed = file.with_suffix(".json")
    seed.write_bytes(WITH_LOBBY)
    with emulator(file, "--seed", str(seed), first=NOBODY):
        return file


def rate(url: str, seconds: float) -> Callable[[], float]:
    return partial(calls_per_second, url, aws_request(url, CREATE), seconds)
