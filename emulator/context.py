"""What calls run in: the `World` of a process, and the `Context` of one call."""

import asyncio
import logging
import sqlite3
import time
import traceback
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from random import Random, SystemRandom

from msgspec import Struct

from emulator.api.catalogue import REGIONS, REGIONS_ELSEWHERE
from emulator.domain.clock import Clock, parse_instant, wall_clock
from emulator.faults import Faults
from emulator.journal import Journal
from emulator.metrics import Calls
from emulator.ready_made import make_ready
from emulator.settings import Settings
from emulator.store.engine import BUSY_TIMEOUT_SECONDS, Database, Transaction, reading, writing
from emulator.store.store import Store

log = logging.getLogger(__name__)

FAILURES = 100
"""So many tracebacks are kept."""


class Context(Struct, frozen=True, gc=False):
    """One call: where it asks, the one instant at which it happens, and what it may use."""

    region: str
    account: str
    host: str
    """The name, with the port, by which the caller reaches this emulator."""
    now: int
    store: Store
    token_key: bytes
    settings: Settings
    new_uuid: Callable[[], str]
    """A text that no other has been."""


class NothingWritten(Exception):
    """A change that could not be made, through nobody's fault; the text says why."""


class Stopping(NothingWritten):
    """The emulator stops; what was begun is undone."""

    def __init__(self) -> None:
        super().__init__("The emulator stops; nothing was changed.")


class WorldReset(NothingWritten):
    """The world that a call was made to is gone."""

    def __init__(self) -> None:
        super().__init__("The emulator was reset meanwhile; nothing was changed.")


class Busy(NothingWritten):
    """Somebody else has been writing to the database for too long."""

    def __init__(self) -> None:
        super().__init__("The database is being written to for too long; nothing was changed.")


class World:
    """An emulator in this process: its settings and its database. Lives as long as the process serves."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self.settings = settings
        self.database = database
        self.draining = False
        self.address = f"{settings.host}:{settings.port}"
        """Where calls come in, for those that do not say by which name they came."""
        self.calls = Calls()
        self.unsupported: set[str] = set()
        """The operations of GameLift that were asked for, and are not here."""
        self.known_regions = {*REGIONS, *REGIONS_ELSEWHERE}
        """Those of AWS, and those that a warning has named."""
        self.journal = Journal()
        self.faults = Faults()
        self.failures: list[str] = []
        """Tracebacks of what went wrong in the emulator itself, the first of them."""
        self.ids: Random = SystemRandom()
        """What ids are made of."""
        self.clock_at_start = Clock()
        self.reported_until = 0
        """The instant up to which time-outs are in the log."""
        self._connection = database.connect()
        self._writer = database.connect()
        self._writer.execute("PRAGMA busy_timeout = 0")
        self._changing = asyncio.Lock()

    def begin(self, store: Store) -> None:
        """Empties the database and sets the clock where the settings say so: the first that is done."""
        if self.settings.fresh or not self.database.lasting:
            self.ids = self.new_ids()
            store.empty(new_secret(self.ids))
            store.set_clock(Clock(), wall_clock())
        if self.settings.clock is not None:
            store.set_clock(started_clock(self.settings.clock, wall_clock()), wall_clock())
        self.know(self.settings.region)
        self.clock_at_start = store.shared().clock
        self.reported_until = self.clock_at_start.now(wall_clock())
        if store.shared_with(self.settings.region, self.settings.account_id) is None:
            make_ready(store, self.settings.region, self.settings.account_id, self.reported_until)

    def new_ids(self, salt: bytes = b"") -> Random:
        """What the ids of a new world are made of; where it comes with ids of its own, `salt` tells it from others."""
        seed = self.settings.random_seed
        return SystemRandom() if seed is None else Random(b"%d %b" % (seed, salt))

    def new_uuid(self) -> str:
        return str(uuid.UUID(int=self.ids.getrandbits(128), version=4))

    def failed(self, error: Exception) -> None:
        """Keeps the traceback of what should never happen, for tests to find."""
        if len(self.failures) < FAILURES:
            self.failures.append("".join(traceback.format_exception(error)))

    def know(self, region: str) -> None:
        """Warns, the first time, of a region that AWS has not: it may be misspelt."""
        if region not in self.known_regions:
            self.known_regions.add(region)
            log.warning("region %s: AWS offers no GameLift there; the emulator does. Is the name right?", region)

    def instant(self) -> int:
        """Now, by the emulator's clock."""
        with self.reading() as store:
            return store.shared().clock.now(wall_clock())

    def reading(self) -> Transaction:
        """A transaction that reads, on the connection of the event loop's thread."""
        return reading(self._connection)

    @asynccontextmanager
    async def changing(self) -> AsyncIterator[Store]:
        """A transaction that writes, for the event loop's thread, which goes on while others write.

        Raises: Busy where they do so for long.
        """
        async with self._changing:
            transaction = writing(self._writer)
            deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
            pause = 0.001
            while True:
                try:
                    store = transaction.__enter__()
                    break
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                        raise
                    if time.monotonic() > deadline:
                        raise Busy from error
                self.go_on()
                await asyncio.sleep(pause)
                pause = min(2 * pause, 0.01)
            try:
                yield store
            except BaseException as error:
                transaction.__exit__(type(error), error, None)
                raise
            transaction.__exit__(None, None, None)

    def connect(self) -> sqlite3.Connection:
        """A connection for another thread, to be closed by the caller."""
        return self.database.connect()

    def reset(self, store: Store) -> Random:
        """What ids are to be made of from now on. The world is fresh, its clock as it was when this process began."""
        ids = self.new_ids()
        store.empty(new_secret(ids))
        wall = wall_clock()
        store.set_clock(self.clock_at_start, wall)
        make_ready(store, self.settings.region, self.settings.account_id, self.clock_at_start.now(wall))
        return ids

    def forget(self) -> None:
        """Ends the faults and empties the journal, once the database has been reset. Failures stay."""
        self.faults = Faults()
        self.journal.clear()

    def go_on(self) -> None:
        """Lets long work end when the emulator stops. Raises: Stopping."""
        if self.draining:
            raise Stopping

    def trouble(self) -> str | None:
        """Why calls cannot be answered, None where they can."""
        try:
            with self.reading() as store:
                store.shared()
        except sqlite3.Error as error:
            return f"the database cannot be used: {error}"
        return None

    def close(self) -> None:
        self._connection.close()
        self._writer.close()
        self.database.close()


def new_secret(ids: Random) -> bytes:
    """What a world's NextTokens are sealed with."""
    return ids.randbytes(32)


def started_clock(setting: str, wall: int) -> Clock:
    """The clock that `--clock` asks for."""
    match setting:
        case "system":
            return Clock()
        case "frozen":
            return Clock().froze(wall)
    return Clock(frozen_at=parse_instant(setting))
