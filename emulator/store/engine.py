"""From a URL to a migrated database, and from there to connections."""

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from emulator.store.errors import DatabaseError, DatabaseUnusable, NothingWritten
from emulator.store.process_lock import OtherProcess, ProcessLock
from emulator.store.schema import SchemaError, migrate
from emulator.store.temporary import TemporaryFolder
from emulator.store.transaction import BUSY_TIMEOUT_SECONDS, raise_as_ours, reason_of

IN_MEMORY = ("", ":memory:")
KEPT_FREE_BYTES = 16 * 1024 * 1024
"""So much free space a file may keep."""
STEPS = 10_000
"""Of SQLite's virtual machine, between two looks whether a statement is to end: less than a millisecond's work."""


class Database:
    """A database that is migrated and open. Without a file of its own it ends when this is closed."""

    def __init__(self, url: str) -> None:
        """Opens and migrates the database at `url`, making the folder of a file.

        Raises: DatabaseError.
        """
        self.url = url
        parts = parsed(url)
        self.lasting = parts.database is not None and parts.database not in IN_MEMORY
        self._folder: TemporaryFolder | None = None
        self._lock: ProcessLock | None = None
        self._watched: dict[Path, tuple[int, int]] = {}
        try:
            name = parts.database or ""
            if not self.lasting:
                # SQLite's own databases in memory let nobody read while somebody writes.
                self._folder = TemporaryFolder()
                name = str(self._folder.path / "emulator.db")
                parts = parts.set(database=name)
            self._file = file_named(name).resolve()
            if self.lasting:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._lock = ProcessLock(self._file)
                self._lock.others()  # whose files go where they were killed
            self._engine = engine_of(parts, lasting=self.lasting)
            with self._engine.connect() as connection:
                # One process migrates at a time, and a migration that fails leaves nothing behind.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                migrate(connection)
                connection.commit()
        except (SchemaError, DBAPIError, sqlite3.Error, OSError, ValueError, TypeError) as error:
            self.close()
            cause = error.orig if isinstance(error, DBAPIError) else error
            reason = reason_of(cause) if isinstance(cause, sqlite3.Error) else cause
            raise DatabaseError(f"cannot use the database {url}: {reason}") from None

    def connect(
        self, *, waits: bool = True, foreign_keys: bool = True, interrupted: Callable[[], bool] | None = None
    ) -> sqlite3.Connection:
        """A connection of the caller's own, to be closed by the caller.

        With `waits`, statements wait for the locks of others inside of SQLite. `interrupted` is asked now and then
        while a statement runs: where it says yes, the statement ends with Stopping.
        Raises: DatabaseBusy, DatabaseUnusable.
        """
        if (loss := self.loss()) is not None:
            raise DatabaseUnusable(loss)  # SQLite would make a new file, or take another's
        try:
            pooled = self._engine.raw_connection()
        except sqlite3.Error as error:
            raise_as_ours(error)
        connection = pooled.driver_connection
        pooled.detach()
        assert isinstance(connection, sqlite3.Connection)
        if not waits:
            connection.execute("PRAGMA busy_timeout = 0")
        if not foreign_keys:
            connection.execute("PRAGMA foreign_keys = OFF")
        if interrupted is not None:
            connection.set_progress_handler(interrupted, STEPS)
        return connection

    @property
    def folder(self) -> str:
        """Where its file lies."""
        return str(self._file.parent)

    def beside(self, suffix: str) -> Path:
        """The path of a file that is kept as long as the database is."""
        return self._file.with_name(self._file.name + suffix)

    @property
    def holder(self) -> str:
        """The name of this process among those on the database."""
        return self.url if self._lock is None else self._lock.name

    def is_living(self, holder: str) -> bool:
        """Whether the process of that name lives."""
        return holder == self.holder or (self._lock is not None and self._lock.is_living(holder))

    def other_processes(self) -> list[OtherProcess]:
        """The other emulators that use this database."""
        return [] if self._lock is None else self._lock.others()

    def tell_address(self, url: str) -> None:
        """Lets other emulators on this database know where this one answers."""
        if self._lock is not None:
            self._lock.write(url)

    def watch_files(self) -> None:
        """Remembers the database's file and its write-ahead log, for `loss`. To be done while a connection is open."""
        for file in (self._file, self.beside("-wal")):
            with suppress(FileNotFoundError):  # a file system may be one on which SQLite keeps no such log
                found = file.stat()
                self._watched[file] = (found.st_dev, found.st_ino)

    def loss(self) -> str | None:
        """What has become of those files, None where they are the same: SQLite goes on in files that nobody sees."""
        for file, known in self._watched.items():
            try:
                found = file.stat()
            except OSError:
                return f"{file} has been removed"
            if (found.st_dev, found.st_ino) != known:
                return f"{file} has been replaced by another file"
        return None

    def give_back_space(self, interrupted: Callable[[], bool] | None = None) -> None:
        """Shrinks the write-ahead log, and the file where most of it is free, if nothing hinders that.

        What hinders it (somebody else is at work, the disk is full, the emulator stops) is no error: the world is
        replaced already, and the next time tries again. Not for the event loop's thread.
        VACUUM writes what is left into a new file: milliseconds, where nearly nothing is.
        """
        with (
            suppress(sqlite3.DatabaseError, NothingWritten),
            closing(self.connect(waits=False, interrupted=interrupted)) as connection,
        ):
            pages, free, page_bytes = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "freelist_count", "page_size")
            )
            if free * page_bytes > KEPT_FREE_BYTES and free > pages - free:
                connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        if self._lock is not None:
            self._lock.close()
        if self._folder is not None:
            self._folder.close()


def parsed(url: str) -> URL:
    """The parts of a SQLite URL. Raises: DatabaseError."""
    try:
        parts = make_url(url)
    except ArgumentError:
        raise DatabaseError(
            f"cannot use the database {url}: it is not a URL such as sqlite:///data/emulator.db"
        ) from None
    if parts.drivername not in ("sqlite", "sqlite+pysqlite") or parts.host or parts.username or is_shared_memory(parts):
        raise DatabaseError(
            f"cannot use the database {url}: only sqlite:///FILE and sqlite:// (nothing is kept) are supported"
        )
    return parts


def is_shared_memory(parts: URL) -> bool:
    """Whether it names one of SQLite's own databases in memory by a URI."""
    name = parts.database or ""
    return name.startswith("file:") and (name == "file::memory:" or parts.query.get("mode") == "memory")


def file_named(database: str) -> Path:
    """The path of a database's file, which SQLite takes as a URI too (sqlite.org/uri.html)."""
    return Path(unquote(urlsplit(database).path)) if database.startswith("file:") else Path(database)


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
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return
