"""From a URL to a migrated database, and from there to connections and transactions."""

import os
import shutil
import sqlite3
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from emulator.store.schema import SchemaError, migrate
from emulator.store.store import Store

IN_MEMORY = ("", ":memory:")
# How long a write waits for another process's, or for a seed that is being loaded.
BUSY_TIMEOUT_SECONDS = 10


class DatabaseError(Exception):
    """The database cannot be used; the text says which and why, for the user."""


class Database:
    """A database that is migrated and open. Without a file of its own it ends when this is closed."""

    def __init__(self, url: str) -> None:
        """Opens and migrates the database at `url`, making the folder of a file.

        Raises: DatabaseError.
        """
        self.url = url
        parts = parsed(url)
        self.lasting = parts.database is not None and parts.database not in IN_MEMORY
        self._remove: Callable[[], object] = lambda: None
        try:
            if parts.database is None or not self.lasting:
                # SQLite's own databases in memory let nobody read while somebody writes.
                folder = mkdtemp(prefix="gamelift-emulator-")
                self._remove = weakref.finalize(self, remove_own, folder, os.getpid())
                parts = parts.set(database=str(Path(folder, "emulator.db")))
            elif not parts.database.startswith("file:"):
                Path(parts.database).parent.mkdir(parents=True, exist_ok=True)
            self._engine = engine_of(parts, lasting=self.lasting)
            with self._engine.connect() as connection:
                # One process migrates at a time, and a migration that fails leaves nothing behind.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                migrate(connection)
                connection.commit()
        except (SchemaError, DBAPIError, sqlite3.Error, OSError) as error:
            reason = error.orig if isinstance(error, DBAPIError) else error
            raise DatabaseError(f"cannot use the database {url}: {reason}") from None

    def connect(self) -> sqlite3.Connection:
        """A connection of the caller's own, for `reading` and `writing`; to be closed by the caller."""
        pooled = self._engine.raw_connection()
        connection = pooled.driver_connection
        pooled.detach()
        assert isinstance(connection, sqlite3.Connection)
        return connection

    def close(self) -> None:
        self._engine.dispose()
        self._remove()


def remove_own(folder: str, process: int) -> None:
    """Removes a folder, unless this is a copy (a fork) of the process that made it, and still needs it."""
    if os.getpid() == process:
        shutil.rmtree(folder, ignore_errors=True)


class Transaction:
    """A context that is a `Store`: all of its writes happen together or, after an exception, none."""

    def __init__(self, connection: sqlite3.Connection, begin: str) -> None:
        self._cursor = connection.cursor()
        self._begin = begin

    def __enter__(self) -> Store:
        self._cursor.execute(self._begin)
        return Store(self._cursor)

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: object) -> None:
        if kind is not None:
            self._cursor.execute("ROLLBACK")
            return
        try:
            self._cursor.execute("COMMIT")
        except sqlite3.Error:
            self._cursor.execute("ROLLBACK")
            raise


def reading(connection: sqlite3.Connection) -> Transaction:
    """A transaction that sees one unchanging state of the database."""
    return Transaction(connection, "BEGIN")


def writing(connection: sqlite3.Connection) -> Transaction:
    """A transaction that keeps other writers out, and waits for one that is at it."""
    return Transaction(connection, "BEGIN IMMEDIATE")


def parsed(url: str) -> URL:
    """The parts of a SQLite URL. Raises: DatabaseError."""
    try:
        parts = make_url(url)
    except ArgumentError:
        raise DatabaseError(
            f"cannot use the database {url}: it is not a URL such as sqlite:///data/emulator.db"
        ) from None
    if parts.get_backend_name() != "sqlite":
        raise DatabaseError(
            f"cannot use the database {url}: only sqlite:///FILE and sqlite:// (nothing is kept) are supported"
        )
    return parts


def engine_of(parts: URL, *, lasting: bool) -> Engine:
    """The engine of a SQLite file, whose state is to outlive the process or not."""
    engine = create_engine(
        parts, poolclass=NullPool, connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin and end where this program says
        write_ahead(connection)
        # A commit survives the death of the process.
        connection.execute(f"PRAGMA synchronous = {'NORMAL' if lasting else 'OFF'}")
        connection.execute("PRAGMA foreign_keys = ON")

    return engine


def write_ahead(connection: sqlite3.Connection) -> None:
    """Lets readers and a writer not wait for each other. SQLite does not wait for others to make this switch itself."""
    deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
