"""Station 3: a `Call` becomes a typed, valid input and a `Context`: one instant, one transaction."""

import asyncio
import logging
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache

import msgspec

from emulator.api.shapes import Shape
from emulator.calls.faults import ActiveFault, Dropped
from emulator.calls.journal import DROPPED, PENDING, UNFORESEEN, JournalEntry, plain
from emulator.calls.metrics import SUCCESS
from emulator.context import Context
from emulator.dispatch.validation import reader_of
from emulator.domain.clock import wall_clock
from emulator.domain.fingerprint import fingerprint
from emulator.errors import GameLiftError, InternalServiceException
from emulator.hosting.ready_made import make_ready
from emulator.logs.redaction import public_members, redacted
from emulator.operations import OPERATIONS, Operation
from emulator.store.errors import NothingWritten
from emulator.store.store import EmulatorState, Store
from emulator.wire.call import Call, WireError
from emulator.world import World, WorldReset

log = logging.getLogger(__name__)

HELD_UP_SECONDS = 0.1
"""How long a call that is held up does not look whether the emulator stops."""

# Made when an operation is first called: a start need not wait for all of them.
public_members_of = cache(public_members)


async def perform(call: Call, world: World) -> Shape | None:
    """The output of the operation that `call` names, None where it has none; what came of it is in the journal.

    Raises: GameLiftError, WireError; Dropped where a fault says that there be no answer.
    """
    entry = world.journal.begin(call)
    fault = world.faults.matching_fault(call)
    try:
        if fault is None:
            output = await run_operation(call, world, entry)
        else:
            entry.fault = fault.id
            output = await perform_with_fault(fault, call, world, entry)
        entry.outcome = SUCCESS
        return output
    except NothingWritten as error:
        entry.outcome = InternalServiceException.__name__
        raise InternalServiceException(str(error)) from None
    except (GameLiftError, WireError) as error:
        entry.outcome = error.code
        raise
    except Dropped:
        entry.outcome = DROPPED
        raise
    finally:
        if entry.outcome == PENDING:
            entry.outcome = UNFORESEEN
        if entry.time is None:
            with suppress(NothingWritten):  # the call has failed by that already
                entry.time = world.now()


async def perform_with_fault(fault: ActiveFault, call: Call, world: World, entry: JournalEntry) -> Shape | None:
    """The output of a call that a fault strikes, if that leaves it one."""
    delay = fault.rule.delay_seconds
    if not fault.rule.performed:
        await delay_call(delay, world)
        fault.raise_error()
        return await run_operation(call, world, entry)
    output, refusal = None, None
    try:
        output = await run_operation(call, world, entry)
    except (GameLiftError, WireError, NothingWritten) as error:
        refusal = error  # which is late or lost like any answer
    with suppress(NothingWritten):  # it is done, whatever ends the waiting
        await delay_call(delay, world)
    fault.raise_error()
    if refusal is not None:
        raise refusal
    return output


async def delay_call(seconds: float, world: World) -> None:
    """Lets so much real time pass. Raises: Stopping, WorldReset where the emulator stops or is reset meanwhile."""
    end = time.monotonic() + seconds
    faults = world.faults
    while (left := end - time.monotonic()) > 0:
        await asyncio.sleep(min(left, HELD_UP_SECONDS))
        world.raise_if_stopping()
        if world.faults is not faults:
            raise WorldReset


async def run_operation(call: Call, world: World, entry: JournalEntry) -> Shape | None:
    """The output of a call, done."""
    operation = OPERATIONS.get(call.operation)
    if operation is None:
        raise unsupported(call.operation, world)
    if log.isEnabledFor(logging.DEBUG):
        log.debug("%s %s %s", call.operation, call.request_id, shown_params(entry.call, world))
    try:
        asked: Shape = msgspec.convert(call.params, operation.input)
    except msgspec.ValidationError:
        asked = reader_of(operation.input)(call.params)
    region = call.caller.region or world.settings.region
    world.know(region)
    account = call.caller.account or world.settings.account_id

    def context(store: Store, shared: EmulatorState) -> Context:
        entry.time = now = shared.clock.now(wall_clock())
        return Context(
            region,
            account,
            call.caller.host or world.address,
            now,
            store,
            shared.token_key,
            world.settings,
            world.new_uuid,
        )

    while True:
        if operation.writes:
            async with world.write() as store:
                shared = store.state_for_region(region, account)
                if shared is not None:
                    return written_once(operation, asked, context(store, shared), call)
        else:
            with world.read() as store:
                shared = store.state_for_region(region, account)
                if shared is not None:
                    return operation.perform(asked, context(store, shared))
        async with world.write() as store:
            if store.state_for_region(region, account) is None:
                make_ready(store, region, account, store.shared().clock.now(wall_clock()))


def written_once(operation: Operation, asked: Shape, context: Context, call: Call) -> Shape | None:
    """The output of a writing operation, done once for all attempts of an SDK to make the call.

    Attempts come in any order, and to any process on the database; the transaction lets one at a time look. A refusal
    is not kept: the next attempt is done. Under an id that is used for something else, that something is done too.
    """
    invocation_id = call.caller.invocation_id
    if invocation_id is None:
        return operation.perform(asked, context)
    # The id comes first: ids that a client counts up stay together in the index.
    known_by = f"{invocation_id} {fingerprint(call.operation, context.region, context.account, asked)}"
    answer = context.store.repeated_calls.find(known_by)
    if answer is not None:
        return msgspec.json.decode(answer, type=operation.output) if operation.output else None
    output = operation.perform(asked, context)
    context.store.repeated_calls.keep(known_by, msgspec.json.encode(output), wall_clock())
    return output


def shown_params(call: Call, world: World) -> Mapping[str, object]:
    """The members of a call, as logs and the journal may show them, and can."""
    params = call.params
    if not world.settings.log_players:
        operation = OPERATIONS.get(call.operation)
        params = redacted(params, public_members_of(operation.input) if operation else frozenset())
    return {name: plain(value) for name, value in params.items()}


def unsupported(operation: str, world: World) -> WireError:
    """The refusal of an operation that AWS has and this emulator has not; the log says so once."""
    message = (
        f"The emulator does not support GameLift's operation {operation}. It supports {', '.join(sorted(OPERATIONS))}."
    )
    if operation not in world.unsupported:
        world.unsupported.add(operation)
        log.warning(message)
    return WireError("UnsupportedOperationException", message)
