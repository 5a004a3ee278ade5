"""Reports reservations that have timed out. It only reports: no answer changes where it does not run."""

import asyncio
import logging
from contextlib import suppress

from emulator.domain.clock import SECOND, format_instant, wall_clock
from emulator.quoting import HIDDEN
from emulator.store.due import LAST_KEY, TimeOut
from emulator.store.errors import NothingWritten
from emulator.world import World

log = logging.getLogger(__name__)

PERIOD_SECONDS = 0.5
BATCH = 1_000


async def catch_up(world: World) -> None:
    """Writes a line for each reservation that has timed out since this was last done.

    To be done before anybody changes the clock or the world, and now and then.
    """
    since, after = world.reported_until, LAST_KEY
    while True:
        with world.reading as store:
            until = store.shared().clock.now(wall_clock())
            batch = store.due.time_outs(since, until, BATCH, after)
        world.reported_until = until  # earlier than before, where the clock went back
        for each in batch:
            log_time_out(each, show_player=world.settings.log_players)
        if len(batch) < BATCH:
            return
        since, after = batch[-1].deadline, batch[-1].key
        await asyncio.sleep(0)  # others have their turn


def log_time_out(time_out: TimeOut, *, show_player: bool) -> None:
    log.info(
        "%(player_session_id)s RESERVED → TIMEDOUT at %(time)s: not accepted by the game server within %(seconds)g s "
        "(player %(player_id)s, game session %(game_session_id)s)",
        {
            "player_session_id": time_out.player_session_id,
            "time": format_instant(time_out.deadline),
            "seconds": (time_out.deadline - time_out.creation_time) / SECOND,
            "player_id": time_out.player_id if show_player else HIDDEN,
            "game_session_id": time_out.game_session_id,
        },
    )


async def report(world: World) -> None:
    """Reports for as long as it runs."""
    while True:
        await asyncio.sleep(PERIOD_SECONDS)
        with suppress(NothingWritten):  # what it was stands in the log already
            if await world.look() is None:
                await catch_up(world)
