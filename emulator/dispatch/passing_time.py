"""What time does while nobody calls: it is written when it is due, so that events, pushes and long polls need no call.

Server processes whose emulator was killed are let go here too: nobody else notices.
"""

import asyncio
import logging
from contextlib import suppress

from emulator.dispatch.perform import context_in
from emulator.dispatch.settle import settle
from emulator.domain import server_process
from emulator.domain.clock import SECOND, wall_clock
from emulator.quoting import quoted
from emulator.store.errors import NothingWritten
from emulator.store.store import Store
from emulator.world import World

log = logging.getLogger(__name__)
PERIOD_SECONDS = 0.5
SHORTEST_SECONDS = 0.001


async def let_time_pass(world: World) -> None:
    """Does it for as long as it runs: at the next instant at which something is due, and now and then looks."""
    while True:
        pause = PERIOD_SECONDS
        with suppress(NothingWritten):  # the log has it
            pause = await write_what_is_due(world)
        await asyncio.sleep(pause)


async def write_what_is_due(world: World) -> float:
    """Writes what time has done, and lets go of processes whose emulator has died; the seconds until the next look."""
    region, account = world.settings.region, world.settings.account_id
    with world.reading as store:
        state = store.state_for_region(region, account)
        dead = [each for each in store.server_processes.holders() if not world.database.is_living(each)]
    now = state.clock.now(wall_clock())
    if not dead and state.due_at > now:
        return PERIOD_SECONDS if state.clock.frozen else min(PERIOD_SECONDS, (state.due_at - now) / SECOND)
    async with world.write() as store:
        context = context_in(store, region, account, None, world)
        for holder in dead:
            let_go(holder, world.settings.lost_connection_ms, store, context.now)
        settle(context)
    return SHORTEST_SECONDS


def let_go(holder: str, patience: int, store: Store, now: int) -> None:
    """Notes that the sockets that an emulator process held are gone."""
    for process in store.server_processes.held_by(holder):
        store.update(server_process.disconnected(process, now, patience))
        log.info(
            "server process %s lost its connection with its emulator, and may come back", quoted(process.process_id)
        )
