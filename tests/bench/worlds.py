"""The stored worlds that are asked: one game session with many player sessions, the rare ones at its far end.

They are made by the emulator itself, from seed documents, and kept in the cache folder by the schema's revision and
by the text of this file.
"""

import hashlib
import tempfile
from pathlib import Path

import msgspec

from emulator.store.schema import HEAD
from tests.bench.findings import progress
from tests.bench.load import Connection, control_request, describe
from tests.bench.servers import emulator

FLEET = "fleet-bench"
GAME_SESSION = f"arn:aws:gamelift:us-east-1::gamesession/{FLEET}/gsess-bench"
REGULAR = "regular"  # the player of all rare player sessions
RARE = 200
BEGIN = 1_735_689_600  # 2025-01-01, in epoch seconds
BATCH = 100_000
NOBODY = describe(PlayerId="nobody")


def document(player_sessions: range, total: int) -> bytes:
    """The seed document of those player sessions, out of so many in all."""
    return msgspec.json.encode(
        {
            "Fleets": [{"FleetId": FLEET}],
            "GameSessions": [{"GameSessionId": GAME_SESSION, "FleetId": FLEET, "CreationTime": BEGIN}],
            "PlayerSessions": [player_session(n, rare=n >= total - RARE) for n in player_sessions],
        }
    )


def player_session(number: int, *, rare: bool) -> dict[str, object]:
    """The player session of that number: a millisecond younger than the one before."""
    status = "TIMEDOUT" if number % 4 == 1 else "COMPLETED"
    return {
        "GameSessionId": GAME_SESSION,
        "PlayerId": REGULAR if rare else f"player-{number}",
        "Status": "ACTIVE" if rare else status,
        "CreationTime": BEGIN + number / 1000,
        **({"PlayerData": '{"skill": 12, "team": "red"}'} if number % 2 else {}),
    }


def database(cache: Path, count: int) -> Path:
    """A database with so many player sessions, made where the cache has none."""
    source = hashlib.blake2b(Path(__file__).read_bytes(), digest_size=4).hexdigest()
    file = cache / f"world-{count}-{HEAD}-{source}.db"
    if not file.exists():
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            fill(Path(folder, "world.db"), count)
            Path(folder, "world.db").rename(file)
    return file


def fill(file: Path, count: int) -> None:
    """Makes the database: the first batch by `serve --seed`, those that follow through the control API."""
    seed = file.with_suffix(".json")
    seed.write_bytes(document(range(min(BATCH, count)), count))
    with emulator(file, "--seed", str(seed), first=NOBODY) as ours, Connection(ours.url) as connection:
        for start in range(BATCH, count, BATCH):
            batch = document(range(start, min(start + BATCH, count)), count)
            connection.ask(control_request(ours.url, "/seed", batch))
            progress(f"world: {start + BATCH:,} of {count:,} player sessions")
