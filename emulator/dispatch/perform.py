"""Station 3: a `Call` becomes a typed, valid input and a `Context`: one instant, one transaction.

Theory of operation
-------------------
A call is noted in the journal, then a fault may strike it (dispatch/faults.py): before it is done, or after, when
only its answer is late or lost. To do it (`run_operation`) is to read its members into the operation's input, to open
one transaction, and to call the operation with a `Context` that says where, when, and what it may use. The instant is
read once, within the transaction: all that a call sees and writes belongs to it.

What time has to write first is settled (dispatch/settle.py): for a writing call in the same transaction, for a reading
one in a transaction of its own, after which it reads again. A writing call that an SDK sends again is done once
(dispatch/repeats.py). A reading transaction keeps nobody waiting; writing ones stand in line (decision 27).

An operation raises GameLift's errors, the wire's are WireError, and NothingWritten is whatever kept the database from
being used: InternalServiceException, in AWS's words. Anything else is a failure of the emulator, told as one.
"""

import logging
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, partial

import msgspec

from emulator.api.shape import Shape
from emulator.calls.answers import note_answer
from emulator.calls.faults import Dropped
from emulator.calls.journal import DROPPED, PENDING, SUCCESS, UNFORESEEN, JournalEntry, plain
from emulator.context import Context
from emulator.dispatch.faults import perform_with_fault
from emulator.dispatch.outputs import read_output
from emulator.dispatch.repeats import perform_once
from emulator.dispatch.settle import settle
from emulator.dispatch.validation import reader_of
from emulator.domain.clock import wall_clock
from emulator.errors import GameLiftError, InternalServiceException
from emulator.logs.redaction import public_members, redacted
from emulator.operations import OPERATIONS, Operation
from emulator.store.errors import IdTaken, NothingWritten
from emulator.store.store import Store
from emulator.wire.call import Call, WireError
from emulator.world import World

log = logging.getLogger(__name__)

MOST_DRAWS = 10_000
"""Of ids for one call: a world that was made from the same random seed may have as many that come again."""

# Made when an operation is first called: a start need not wait for all of them.
public_members_of = cache(public_members)


async def perform(call: Call, entry: JournalEntry, world: World) -> Shape | None:
    """The output of the operation that `call` names, None where it has none; its entry in the journal tells what came.

    Raises: GameLiftError, WireError; Dropped where a fault says that there be no answer.
    """
    fault = world.faults.matching_fault(call, "aws") if world.faults.active else None
    try:
        if world.throttle is not None:
            caller = call.caller
            region, account = caller.region or world.settings.region, caller.account or world.settings.account_id
            world.throttle.check(call, region, account)
        if fault is None:
            output = await run_operation(call, world, entry)
        else:
            entry.fault = fault.id
            given = fault.rule.output
            instead = None if given is None else partial(read_output, call.operation, given)
            output = await perform_with_fault(fault, partial(run_operation, call, world, entry), world, instead)
        entry.outcome = SUCCESS
        if output is not None:
            note_answer(output, entry)
        return output
    except NothingWritten as error:
        entry.outcome, entry.message = InternalServiceException.__name__, str(error)
        raise InternalServiceException(str(error)) from None
    except (GameLiftError, WireError) as error:
        entry.outcome, entry.message = error.code, error.message
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


async def run_operation(call: Call, world: World, entry: JournalEntry) -> Shape | None:
    """The output of a call, done."""
    operation = OPERATIONS.get(call.operation)
    if operation is None:
        raise unsupported(call.operation, world)
    if log.isEnabledFor(logging.DEBUG):
        log.debug("%s %s %s", call.operation, call.request_id, shown_params(entry.call, world))
    input = read_input(call, operation)
    region = call.caller.region or world.settings.region
    account = call.caller.account or world.settings.account_id
    if operation.writes or world.settings.gamelift_local:  # where a fleet comes into being at its first use
        for _ in range(MOST_DRAWS):
            with suppress(IdTaken):  # whose next try draws others
                async with world.write() as store:
                    context = context_in(store, region, account, call.caller.origin, world)
                    entry.time = context.now
                    if context.due:
                        world.know(region)
                        settle(context)
                    if world.settings.gamelift_local:
                        from emulator.dispatch.gamelift_local import as_in_gamelift_local

                        input = as_in_gamelift_local(call.operation, input, context)
                    output = perform_once(operation, input, context, call)
                    if operation.settles:
                        settle(context)
                    return output
        raise IdTaken
    if world.lost is not None:  # hardly ever: no call costs a look
        world.raise_if_lost()
    while True:
        with world.reading as store:
            context = context_in(store, region, account, call.caller.origin, world)
            entry.time = context.now
            if not context.due:
                return operation.perform(input, context)
        world.know(region)
        async with world.write() as store:
            settle(context_in(store, region, account, call.caller.origin, world))


async def settle_due(world: World) -> None:
    """Writes what is due by now, for those who look without a call."""
    region, account = world.settings.region, world.settings.account_id
    with world.reading as store:
        due = context_in(store, region, account, None, world).due
    if due:
        async with world.write() as store:
            settle(context_in(store, region, account, None, world))


def read_input(call: Call, operation: Operation) -> Shape:
    """The members of a call as the operation's input. Raises: WireError, InvalidRequestException."""
    try:
        input: Shape = msgspec.convert(call.params, operation.input)
    except msgspec.ValidationError:
        input = reader_of(operation.input)(call.params)
    return input


def context_in(store: Store, region: str, account: str, origin: str | None, world: World) -> Context:
    """The context of a call that happens now, in the transaction of `store`."""
    state = store.state_for_region(region, account)
    now = state.clock.now(wall_clock())
    return Context(
        region,
        account,
        origin or world.origin,
        now,
        state.due_at <= now,
        store,
        state.token_key,
        world.settings,
        world.new_uuid,
        world.tls_port,
    )


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
