"""Work that goes on beside the calls, for as long as the emulator serves."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager

from emulator.world import World

log = logging.getLogger(__name__)


@asynccontextmanager
async def background(work: Coroutine[object, object, None], what: str, world: World) -> AsyncIterator[None]:
    """Does the work while the context lasts. A failure of the emulator's own ends it, but not in silence: `what` is no
    more done.
    """

    def tell(task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and (error := task.exception()) is not None:
            world.record_failure(error)
            log.error("the emulator failed: %s no more", what, exc_info=error)

    task = asyncio.create_task(work)
    task.add_done_callback(tell)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
