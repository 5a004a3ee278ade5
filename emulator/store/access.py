"""Who reads and writes a database, when, and in which thread."""

import asyncio
import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from types import TracebackType
from typing import TypeVar

from emulator.store.engine import Database
from emulator.store.errors import DatabaseBusy, DatabaseUnusable, Stopping
from emulator.store.line import Line
from emulator.store.reading import data_version
from emulator.store.store import Store
from emulator.store.transaction import BUSY_TIMEOUT_SECONDS, Transaction, pauses, read, write, write_at_once

Result = TypeVar("Result")
log = logging.getLogger(__name__)


class Access:
    """The event loop's connections to a database, and work in other threads. Decision 26."""

    def __init__(self, database: Database) -> None:
        """Raises: DatabaseBusy, DatabaseUnusable."""
        self.database = database
        self.draining = False
        """The emulator stops: what waits or takes long ends, and changes nothing."""
        self.error: str | None = None
        """Why the database cannot be used, as far as is known: after a write has failed, until one has succeeded."""
        self.lost: str | None = None
        """What has become of the database's files, as far as is known; nobody would see what is written to them."""
        self._reader = database.connect()
        self._writer = database.connect(waits=False)
        self.reading = read(self._reader)
        """`with world.reading as store`: a transaction that reads, on the event loop's own connection.

        There is one connection, so it cannot be nested (SQLite refuses that), and nothing may be awaited within it.
        """
        self._writing = write_at_once(self._writer)
        self._line = Line()
        self.committed = asyncio.Event()
        """Set after each commit of this process; cleared by whoever waits for one (dispatch/delivery.py)."""

    def data_version(self) -> int:
        """A number that changes when somebody else, or `write`, has committed something."""
        with self.reading as store:
            return data_version(store.cursor)

    def write(self) -> "LoopTransaction":
        """A transaction that writes, for the event loop's thread, which goes on while others write.

        Not to be nested, nor held over an `await`.
        Raises: DatabaseBusy where others write for long, counted from now; DatabaseUnusable; Stopping.
        """
        self.raise_if_lost()
        return LoopTransaction(self, self._writing, self._line)

    async def read_in_thread(self, work: Callable[[Store], Result]) -> Result:
        """What `work` reads in a thread of its own, on a connection that the thread alone opens, uses and closes.

        Raises: what `work` raises; DatabaseUnusable; Stopping where the emulator stops meanwhile.
        """

        def run() -> Result:
            with closing(self.database.connect(interrupted=self.is_draining)) as connection, read(connection) as store:
                return work(store)

        return await asyncio.to_thread(run)

    async def write_in_thread(
        self,
        work: Callable[[Store], Result],
        then: Callable[[Result], object] = lambda _: None,
        *,
        foreign_keys: bool = True,
    ) -> Result:
        """The same for work that writes: all of it or nothing.

        `then` is called with what it gave, once it is committed, on the event loop's thread, before any other call of
        this process writes.
        Raises: DatabaseBusy too, as `write` does.
        """
        deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
        await self._line.enter(deadline)  # here, not in a thread: there are few of those
        try:
            result = await asyncio.to_thread(self.write_here, work, deadline, foreign_keys=foreign_keys)
            then(result)
            self.committed.set()
            return result
        except DatabaseUnusable as error:
            self.note_error(error.reason)
            raise
        finally:
            self._line.leave()

    def write_here(
        self, work: Callable[[Store], Result], deadline: float | None = None, *, foreign_keys: bool = True
    ) -> Result:
        """The same in the calling thread, which is not the event loop's."""

        def wait(seconds: float) -> None:
            self.raise_if_stopping()
            time.sleep(seconds)

        connection = self.database.connect(waits=False, interrupted=self.is_draining, foreign_keys=foreign_keys)
        with closing(connection), write(connection, deadline, wait) as store:
            return work(store)

    def is_draining(self) -> bool:
        return self.draining

    def raise_if_stopping(self) -> None:
        """Lets long work end when the emulator stops. Raises: Stopping."""
        if self.draining:
            raise Stopping

    def raise_if_lost(self) -> None:
        """Raises: DatabaseUnusable where the database's files are known to have gone."""
        if self.lost is not None:
            raise DatabaseUnusable(self.lost)

    def look_for_loss(self) -> None:
        """Looks whether the database's files are there. Raises: DatabaseUnusable where they have gone."""
        self.lost = self.database.loss()
        self.raise_if_lost()

    def note_error(self, reason: str | None) -> None:
        """Notes why the database cannot be used, or with None that it can. The log tells each once."""
        if reason is not None and self.error is None:
            log.error("the database cannot be used: %s", reason)
        elif reason is None and self.error is not None:
            log.warning("the database can be used again")
        self.error = reason

    async def look(self) -> str | None:
        """Why the database cannot be used, None where it can. Once a write has failed it tries a small one."""
        try:
            self.look_for_loss()
            if self.error is None:
                with self.reading as store:
                    store.shared()
            else:
                async with self.write() as store:
                    store.touch()
        except DatabaseUnusable as error:
            self.note_error(error.reason)
        except DatabaseBusy as error:
            return str(error)
        except sqlite3.Error as error:
            return f"the database cannot be used: {error}"
        else:
            self.note_error(None)
        return self.error and f"the database cannot be used: {self.error}"

    def close(self) -> None:
        self._reader.close()
        self._writer.close()


class LoopTransaction:
    """The context that `Access.write` gives. A class: a generator's context would cost each call that writes more."""

    def __init__(self, access: Access, transaction: Transaction, line: Line) -> None:
        self._access = access
        self._line = line
        self._transaction = transaction

    async def __aenter__(self) -> Store:
        deadline = time.monotonic() + BUSY_TIMEOUT_SECONDS
        await self._line.enter(deadline)
        try:
            try:
                return self._transaction.__enter__()
            except DatabaseBusy:
                return await self._begin_later(deadline)
        except BaseException as error:
            self._leave(error)
            raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            self._transaction.__exit__(kind, error, traceback)
        except BaseException as failure:
            self._leave(failure)
            raise
        self._leave(error)

    def _leave(self, error: BaseException | None) -> None:
        self._line.leave()
        if error is None:
            self._access.committed.set()
        if isinstance(error, DatabaseUnusable):
            self._access.note_error(error.reason)
        elif error is None and self._access.error is not None:
            self._access.note_error(None)

    async def _begin_later(self, deadline: float) -> Store:
        """Begins once no other process writes. Raises: DatabaseBusy, DatabaseUnusable, Stopping."""
        for pause in pauses(deadline):
            self._access.raise_if_stopping()
            await asyncio.sleep(pause)
            with suppress(DatabaseBusy):
                return self._transaction.__enter__()
        raise DatabaseBusy
