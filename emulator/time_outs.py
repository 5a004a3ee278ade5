"""Reports reservations that have timed out. It only reports: no answer changes where it does not run."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from emulator.context import World
from emulator.domain.clock import format_instant, wall_clock
from emulator.domain.player_session import Event

log = logging.getLogger(__name__)

PERIOD_SECONDS = 0.5
BATCH = 1_000  # lines written before others get their turn


async def report(world: World) -> None:
    """Writes a line for each reservation that times out from now on."""
    with world.reading() as store:
        since = store.shared().clock.now(wall_clock())
    while True:
        await asyncio.sleep(PERIOD_SECONDS)
        with world.reading() as store:
            now = store.shared().clock.now(wall_clock())
        offset = 0
        while offset is not None:
            with world.reading() as store:
                lines = [*store.time_outs(since, now, BATCH, offset)]
            for each in lines:
                log.info(
                    "%s RESERVED → TIMEDOUT at %s: %s (player %s, game session %s)",
                    each.player_session_id,
                    format_instant(each.deadline),
                    Event.DEADLINE_PASSED.value,
                    each.player_id if world.settings.log_players else "***",
                    each.game_session_id,
                )
            offset += len(lines)
            if len(lines) < BATCH:
                break
            await asyncio.sleep(0)
        since = now  # also when the clock went back


@asynccontextmanager
async def reporting(world: World) -> AsyncIterator[None]:
    """Reports for as long as the context lasts."""
    task = asyncio.create_task(report(world))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
