"""Transactions: all of their writes happen together or, after an exception, none.

Theory of operation
-------------------
A connection has one owner: a thread opens it, uses it and closes it, and nobody else touches it. The event loop's
thread owns two for as long as the emulator runs (`World.reading` and `World.write`); work in another thread opens its
own (`World.read_in_thread`, `World.write_in_thread`). So whatever ends the coroutine that waits for it, no connection
is closed under a statement that still runs: SQLite answers that with a crash of the process.

A writing transaction begins with BEGIN IMMEDIATE and keeps all other writers out, those of other processes too. Whoever
finds the database taken tries again after a pause: never inside of SQLite, which would hear no signal and no stop.

SQLite rolls a transaction back by itself where the disk is full or fails. A ROLLBACK of ours would then fail as well
and hide the cause, so it is only sent where a transaction is open.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NoReturn

from emulator.store.errors import DatabaseBusy, DatabaseUnusable, IdTaken, Stopping
from emulator.store.reading import ReadingStore
from emulator.store.store import Store

BUSY_TIMEOUT_SECONDS = 10
"""How long a write waits for another process's, or for a seed that is being loaded."""

# Primary result codes (sqlite.org/rescode.html). All other errors are failures of this program.
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
TAKEN = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}
UNUSABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_PROTOCOL,
}


def reason_of(error: sqlite3.Error) -> str:
    """What SQLite says, with its name for that."""
    return f"{error} ({getattr(error, 'sqlite_errorname', type(error).__name__)})"


def raise_as_ours(error: sqlite3.Error) -> NoReturn:
    """Raises: DatabaseBusy, DatabaseUnusable, IdTaken, Stopping; the error itself where this program has failed."""
    if getattr(error, "sqlite_errorcode", 0) in TAKEN:
        raise IdTaken from error
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in BUSY:
        raise DatabaseBusy from error
    if code in UNUSABLE:
        raise DatabaseUnusable(reason_of(error)) from error
    if code == sqlite3.SQLITE_INTERRUPT:
        raise Stopping from error
    raise error


def pauses(deadline: float) -> Iterator[float]:
    """How many seconds to wait before each next try, until the monotonic clock shows `deadline`."""
    pause = 0.001
    while (left := deadline - time.monotonic()) > 0:
        yield min(pause, left)
        pause = min(2 * pause, 0.01)


class Transaction:
    """A context that is a `Store`, and may be entered again and again, but not twice at once.

    It raises DatabaseUnusable and DatabaseBusy in place of SQLite's own errors.
    """

    def __init__(self, connection: sqlite3.Connection, begin: str, kind: type[Store] = Store) -> None:
        self._cursor = connection.cursor()
        self._store = kind(self._cursor)
        self._begin = begin

    def __enter__(self) -> Store:
        try:
            self._cursor.execute(self._begin)
        except sqlite3.Error as error:
            raise_as_ours(error)
        return self._store

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: object) -> None:
        if kind is None:
            try:
                self._cursor.execute("COMMIT")
            except sqlite3.Error as failure:
                error = failure
            else:
                return
        with suppress(sqlite3.Error):  # the first error is the one to tell
            if self._cursor.connection.in_transaction:
                self._cursor.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise_as_ours(error)


class PatientTransaction(Transaction):
    """The same for a thread that can wait until a `deadline`; `wait` is called with each pause, and may raise."""

    def __init__(
        self, connection: sqlite3.Connection, begin: str, deadline: float, wait: Callable[[float], object]
    ) -> None:
        super().__init__(connection, begin)
        self._deadline = deadline
        self._wait = wait

    def __enter__(self) -> Store:
        for pause in pauses(self._deadline):
            try:
                return super().__enter__()
            except DatabaseBusy:
                self._wait(pause)
        return super().__enter__()


def read(connection: sqlite3.Connection) -> Transaction:
    """A transaction that sees one unchanging state of the database."""
    return Transaction(connection, "BEGIN", ReadingStore)


def write_at_once(connection: sqlite3.Connection) -> Transaction:
    """A transaction that keeps other writers out. It raises DatabaseBusy where one is at work."""
    return Transaction(connection, "BEGIN IMMEDIATE")


def write(
    connection: sqlite3.Connection, deadline: float | None = None, wait: Callable[[float], object] = time.sleep
) -> Transaction:
    """The same, waiting for one that is at work until the monotonic clock shows `deadline`.

    Not for the event loop's thread.
    """
    until = time.monotonic() + BUSY_TIMEOUT_SECONDS if deadline is None else deadline
    return PatientTransaction(connection, "BEGIN IMMEDIATE", until, wait)
