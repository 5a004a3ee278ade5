"""How long seeding and resetting take, against the same rows written and deleted with the sqlite3 module."""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter

from tests.bench.findings import Aim, Effort, Finding, Part, interleaved
from tests.bench.load import Connection, control_request
from tests.bench.servers import emulator
from tests.bench.worlds import NOBODY, RARE, document

ROUNDS = 3  # of seeding, which takes seconds
RESETS = 20  # in a round
PLAYERS = 10  # in the world that is reset
TABLES = ("player_session", "game_session", "fleet")


def measure(cache: Path, effort: Effort) -> Part:
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        work = Path(folder)
        return Part([seed(work, effort), reset(work, effort)])


def seed(work: Path, effort: Effort) -> Finding:
    """Seeding, reading and checking the document included."""
    count = effort.seeded
    body = document(range(count), count)
    with (
        closing(Twin(work / "twin.db", body)) as twin,
        emulator(work / "seed.db", first=NOBODY) as ours,
        Connection(ours.url) as connection,
    ):

        def seeded() -> float:
            connection.ask(control_request(ours.url, "/reset"))
            return timed(connection, control_request(ours.url, "/seed", body)) * 1_000_000 / count

        found = interleaved(
            "seed", min(ROUNDS, effort.rounds), {"ours": seeded, "raw": lambda: twin.insert() * 1_000_000 / count}
        )
    what = f"seeding a player session, of {count:,}"
    return Finding(what, "µs", found["ours"], "sqlite3's executemany", found["raw"], Aim("≤", 2))


def reset(work: Path, effort: Effort) -> Finding:
    """Resetting a world of one game session."""
    body = document(range(PLAYERS), RARE)
    with (
        closing(Twin(work / "small.db", body)) as twin,
        emulator(work / "reset.db", first=NOBODY) as ours,
        Connection(ours.url) as connection,
    ):

        def reset() -> float:
            seconds = 0.0
            for _ in range(RESETS):
                connection.ask(control_request(ours.url, "/seed", body))
                seconds += timed(connection, control_request(ours.url, "/reset"))
            return seconds * 1000 / RESETS

        def delete() -> float:
            seconds = 0.0
            for _ in range(RESETS):
                twin.insert()
                seconds += twin.delete()
            return seconds * 1000 / RESETS

        found = interleaved("reset", effort.rounds, {"ours": reset, "raw": delete})
    what = f"reset of a game session with {PLAYERS} player sessions"
    return Finding(what, "ms", found["ours"], "sqlite3's deletes", found["raw"], Aim("≤", 0.6, "ms"))


def timed(connection: Connection, request: bytes) -> float:
    begun = perf_counter()
    connection.ask(request)
    return perf_counter() - begun


class Twin:
    """A database with the same tables and indexes, and the rows that a seed gives, for the sqlite3 module alone."""

    def __init__(self, file: Path, body: bytes) -> None:
        with emulator(file, first=NOBODY) as ours, Connection(ours.url) as connection:
            connection.ask(control_request(ours.url, "/seed", body))
        self._connection = sqlite3.connect(file, isolation_level=None)
        for promise in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):  # as our emulator's
            self._connection.execute(f"PRAGMA {promise}")
        self._rows = {table: self._connection.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}

    def insert(self) -> float:
        """Seconds for all rows in one transaction, into empty tables."""
        self.delete()
        begun = perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        for table in reversed(TABLES):
            places = ", ".join("?" * len(self._rows[table][0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({places})", self._rows[table])
        self._connection.execute("COMMIT")
        return perf_counter() - begun

    def delete(self) -> float:
        """Seconds to empty all tables in one transaction."""
        begun = perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        for table in TABLES:
            self._connection.execute(f"DELETE FROM {table}")
        self._connection.execute("COMMIT")
        return perf_counter() - begun

    def close(self) -> None:
        self._connection.close()
