"""What others are to be told, told after the commit of what causes it.

Theory of operation
-------------------
An operation cannot tell anybody anything: its transaction may still be undone, and once it is committed the operation
is over. So it puts a message for a recipient into the outbox (`store.outbox`), in the transaction that causes it.

Whoever holds a recipient's connection iterates over `Deliverer.messages`. A message is removed when the next one is
asked for, that is when it has been told. Where the process dies in between, it is told once more, by whoever holds the
connection next: at least once, in order, and never what was undone. No callback is kept anywhere, so nothing is lost
with a process.

`watch` wakes the recipients, and those who wait for any commit at all (`commits`). A commit of this process is known at
once (`Access.committed`). The commits of others on the same database show in SQLite's data version, which costs 2 µs to
look at: ten times a second, and only while somebody waits. An emulator for which nobody waits does nothing.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress

from emulator.store.access import Access

LOOK_SECONDS = 0.1
"""Between two looks whether another process has written."""


class Deliverer:
    """The messages in a database's outbox, for the recipients whose connections this process holds."""

    def __init__(self, access: Access) -> None:
        self._access = access
        self._waiting: dict[str, asyncio.Event] = {}
        """By recipient; set when there may be messages."""
        self._listening: set[asyncio.Event] = set()
        self._awaited = asyncio.Event()
        """Set while there is a recipient, or somebody listens. A commit that nobody waits for wakes nobody."""

    async def messages(self, recipient: str) -> AsyncIterator[bytes]:
        """The messages for a recipient, as they come. It ends only when it is closed, or raises.

        Who asks for the same recipient later takes the place of who asked before, and gets all that was not told.
        Raises: NothingWritten where the database cannot be read or written.
        """
        news = self._waiting[recipient] = asyncio.Event()
        self._begin()
        try:
            while True:
                await news.wait()
                news.clear()
                with self._access.reading as store:
                    found = store.outbox.messages(recipient)
                for key, message in found:
                    yield message
                    async with self._access.write() as store:
                        store.outbox.remove(key)
        finally:
            if self._waiting.get(recipient) is news:
                del self._waiting[recipient]
            self._end()

    @contextmanager
    def commits(self) -> Iterator[asyncio.Event]:
        """What is set after each commit to the database, by whatever process, while the context lasts."""
        committed = asyncio.Event()
        self._listening.add(committed)
        self._begin()
        try:
            yield committed
        finally:
            self._listening.remove(committed)
            self._end()

    def _begin(self) -> None:
        """Somebody waits: what came before is looked at, and from now on what others commit too."""
        self._access.committed.set()
        self._awaited.set()

    def _end(self) -> None:
        if not (self._waiting or self._listening):
            self._awaited.clear()

    async def watch(self) -> None:
        """Wakes recipients for whom there are messages, and who listens, for as long as it runs."""
        version = self._access.data_version()
        while True:
            await self._awaited.wait()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._access.committed.wait()
            committed, before = self._access.committed.is_set(), version
            self._access.committed.clear()
            version = self._access.data_version()
            if committed or version != before:
                self._wake()

    def _wake(self) -> None:
        for listener in self._listening:
            listener.set()
        if self._waiting:
            with self._access.reading as store:
                recipients = store.outbox.recipients()
            for recipient in recipients:
                if recipient in self._waiting:
                    self._waiting[recipient].set()
