"""What calls run in: the `World` of a process, and the `Context` of one call."""

import secrets
import sqlite3

from msgspec import Struct

from emulator.domain.clock import Clock, parse_instant, wall_clock
from emulator.metrics import Calls
from emulator.settings import Settings
from emulator.store.engine import Database, Transaction, reading, writing
from emulator.store.store import Store


class Context(Struct, frozen=True, gc=False):
    """One call: where it asks, the one instant at which it happens, and what it may use."""

    region: str
    account: str
    now: int
    store: Store
    token_key: bytes
    settings: Settings


class Stopping(Exception):
    """The emulator stops; what was begun is undone."""


class World:
    """An emulator in this process: its settings and its database. Lives as long as the process serves."""

    def __init__(self, settings: Settings, database: Database) -> None:
        """Empties the database and sets the clock where the settings say so."""
        self.settings = settings
        self.database = database
        self.draining = False
        self.calls = Calls()
        self.unsupported: set[str] = set()
        """The operations of GameLift that were asked for, and are not here."""
        self._connection = database.connect()
        with self.writing() as store:
            if settings.fresh:
                store.empty(secrets.token_bytes(32))
                store.set_clock(Clock())
            if settings.clock is not None:
                store.set_clock(started_clock(settings.clock, wall_clock()))
            self.clock_at_start = store.shared().clock
        self.reported_until = self.clock_at_start.now(wall_clock())
        """The instant up to which time-outs are in the log."""

    def reading(self) -> Transaction:
        """A transaction that reads, on the connection of the event loop's thread."""
        return reading(self._connection)

    def writing(self) -> Transaction:
        """A transaction that writes, on the connection of the event loop's thread."""
        return writing(self._connection)

    def connect(self) -> sqlite3.Connection:
        """A connection for another thread, to be closed by the caller."""
        return self.database.connect()

    def reset(self, store: Store) -> None:
        """Back to a fresh emulator, its clock as it was when this process started."""
        store.empty(secrets.token_bytes(32))
        store.set_clock(self.clock_at_start)

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
        self.database.close()


def started_clock(setting: str, wall: int) -> Clock:
    """The clock that `--clock` asks for."""
    match setting:
        case "system":
            return Clock()
        case "frozen":
            return Clock().froze(wall)
    return Clock(frozen_at=parse_instant(setting))
