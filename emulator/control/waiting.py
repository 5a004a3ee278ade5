"""Long polls: an answer that waits until there is something to tell."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, aclosing, suppress
from typing import Annotated

from fastapi import Query, Request

from emulator.dispatch.delivery import Deliverer
from emulator.world import World

LONGEST_WAIT_SECONDS = 300
LOOK_SECONDS = 0.1
"""Between two looks at what no commit tells: the journal, faults, whether the emulator stops or the client has gone."""

Wait = Annotated[
    float,
    Query(
        ge=0,
        le=LONGEST_WAIT_SECONDS,
        allow_inf_nan=False,
        description="Where there is nothing new, wait for it, so many seconds of real time.",
    ),
]


def looks(
    seconds: float, world: World, deliverer: Deliverer, request: Request
) -> AbstractAsyncContextManager[AsyncGenerator[None]]:
    """The moments at which to look: now, after each commit of whatever process, and at short intervals.

    What comes due is committed without them (dispatch/passing_time.py). They end when so much real time has passed, the
    emulator stops, or the client has gone. Nothing is done between them, and nothing at all while nobody waits.
    """
    return aclosing(_looks(seconds, world, deliverer, request))


async def _looks(seconds: float, world: World, deliverer: Deliverer, request: Request) -> AsyncGenerator[None]:
    deadline = time.monotonic() + seconds
    with deliverer.commits() as committed:
        while True:
            committed.clear()
            yield
            left = deadline - time.monotonic()
            if left <= 0 or world.draining or await request.is_disconnected():
                return
            with suppress(TimeoutError):
                async with asyncio.timeout(min(left, LOOK_SECONDS)):
                    await committed.wait()
