"""From a URL to a migrated database, and from there to connections and transactions."""

import sqlite3
from pathlib import Path
from uuid import uuid4

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from emulator.store.schema import SchemaError, migrate
from emulator.store.store import Store

# How long a write waits for another process's, or for a seed that is being loaded.
BUSY_TIMEOUT_SECONDS = 10


class DatabaseError(Exception):
    """The database cannot be used; the text says which and why, for the user."""


class Database:
    """A database that is migrated and open. In memory, it lives as long as this object is not closed."""

    def __init__(self, url: str) -> None:
        """Opens and migrates the database at `url`, making the folder of a file.

        Raises: DatabaseError.
        """
        self.url = url
        try:
            self._engine = sqlite_engine(url)
            # The first connection also keeps a database in memory alive.
            self._anchor = self.connect()
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
        self._anchor.close()
        self._engine.dispose()


class Transaction:
    """A context that is a `Store`: all of its writes happen together or, after an exception, none."""

    def __init__(self, connection: sqlite3.Connection, begin: str) -> None:
        self._cursor = connection.cursor()
        self._begin = begin

    def __enter__(self) -> Store:
        self._cursor.execute(self._begin)
        return Store(self._cursor)

    def __exit__(self, kind: type[BaseException] | None, error: object, traceback: object) -> None:
        self._cursor.execute("COMMIT" if kind is None else "ROLLBACK")


def reading(connection: sqlite3.Connection) -> Transaction:
    """A transaction that sees one unchanging state of the database."""
    return Transaction(connection, "BEGIN")


def writing(connection: sqlite3.Connection) -> Transaction:
    """A transaction that keeps other writers out, and waits for one that is at it."""
    return Transaction(connection, "BEGIN IMMEDIATE")


def sqlite_engine(url: str) -> Engine:
    """The engine of a SQLite URL; `sqlite://` is a database in memory that all its connections share.

    Raises: DatabaseError for a URL that is none, or of another kind of database.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise DatabaseError(
            f"cannot use the database {url}: it is not a URL such as sqlite:///data/emulator.db"
        ) from None
    if parsed.get_backend_name() != "sqlite":
        raise DatabaseError(
            f"cannot use the database {url}: only sqlite:///FILE and sqlite:// (in memory) are supported"
        )
    in_memory = parsed.database in (None, "", ":memory:")
    if in_memory:
        # SQLite's own file system in memory locks like a file, so a bulk load can have a connection of its own.
        parsed = URL.create("sqlite", database=f"file:/{uuid4()}", query={"vfs": "memdb", "uri": "true"})
    elif parsed.database is not None and not parsed.database.startswith("file:"):
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        parsed, poolclass=NullPool, connect_args={"check_same_thread": False, "timeout": BUSY_TIMEOUT_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin and end where this program says
        if not in_memory:
            # Readers and a writer do not wait for each other, and a commit survives the death of the process.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
        else:
            connection.execute("PRAGMA cache_spill = OFF")  # a long write keeps readers out only while it commits
        connection.execute("PRAGMA foreign_keys = ON")

    return engine
