"""The writers of a process, one after the other in the order in which they came."""

import asyncio
import time

from emulator.store.errors import DatabaseBusy


class Line:
    """Whoever wants to write enters, and leaves when it has written. Of the event loop's thread alone."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._present = 0

    async def enter(self, deadline: float) -> None:
        """Waits for one's turn, until the monotonic clock shows `deadline`. Raises: DatabaseBusy."""
        alone = self._present == 0
        self._present += 1
        try:
            if alone:
                await self._turn.acquire()  # at once: a time-out would cost more than it guards
                return
            async with asyncio.timeout(deadline - time.monotonic()):
                await self._turn.acquire()
        except TimeoutError:
            self._present -= 1
            raise DatabaseBusy from None
        except asyncio.CancelledError:
            self._present -= 1
            raise

    def leave(self) -> None:
        self._present -= 1
        self._turn.release()
