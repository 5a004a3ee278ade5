"""A call, or a message of a server process, that a fault strikes: before it is done, or after."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

from emulator.calls.faults import ActiveFault
from emulator.domain.transition import WrongTransition
from emulator.errors import GameLiftError
from emulator.store.errors import NothingWritten
from emulator.wire.call import WireError
from emulator.wire.server_sdk import BadMessage
from emulator.world import World, WorldReset

Answer = TypeVar("Answer")
REFUSALS = (GameLiftError, WireError, NothingWritten, BadMessage, WrongTransition)
"""What a call or a message can be answered that is not done."""

HELD_UP_SECONDS = 0.1
"""How long a call that is held up does not look whether the emulator stops."""


async def perform_with_fault(
    fault: ActiveFault,
    work: Callable[[], Awaitable[Answer]],
    world: World,
    instead: Callable[[], Answer] | None = None,
) -> Answer:
    """What `work` gives, or `instead` where there is that, if the fault leaves an answer at all.

    Raises: what the fault says, and what `work` raises.
    """
    delay = fault.rule.delay_seconds
    if not fault.rule.performed:
        await delay_call(delay, world)
        fault.raise_error()
        return await work() if instead is None else instead()
    refusal: Exception | None = None
    try:
        answer = await work()
    except REFUSALS as error:
        refusal = error  # which is late or lost like any answer
    with suppress(NothingWritten):  # it is done, whatever ends the waiting
        await delay_call(delay, world)
    fault.raise_error()
    if instead is not None:
        return instead()
    if refusal is not None:
        raise refusal
    return answer


async def delay_call(seconds: float, world: World) -> None:
    """Lets so much real time pass. Raises: Stopping, WorldReset where the emulator stops or is reset meanwhile."""
    end = time.monotonic() + seconds
    faults = world.faults
    while (left := end - time.monotonic()) > 0:
        await asyncio.sleep(min(left, HELD_UP_SECONDS))
        world.raise_if_stopping()
        if world.faults is not faults:
            raise WorldReset
