"""Station 3: a `Call` becomes a typed, valid input and a `Context`: one instant, one transaction."""

import logging
from functools import cache

import msgspec

from emulator.api.shapes import Shape
from emulator.context import Context, World
from emulator.domain.clock import wall_clock
from emulator.operations import OPERATIONS, Operation
from emulator.ready_made import make_ready
from emulator.redaction import public_members, redacted
from emulator.store.store import Shared, Store
from emulator.validation import reader_of
from emulator.wire.call import Call, WireError

log = logging.getLogger(__name__)

# Made when an operation is first called: a start need not wait for all of them.
input_reader = cache(reader_of)
public_members_of = cache(public_members)


async def perform(call: Call, world: World) -> Shape | None:
    """The output of the operation that `call` names, None where it has none.

    Raises: GameLiftError, WireError; Busy where others write for too long.
    """
    operation = OPERATIONS.get(call.operation)
    if operation is None:
        raise unsupported(call.operation, world)
    if log.isEnabledFor(logging.DEBUG):
        shown = call.params if world.settings.log_players else redacted(call.params, public_members_of(operation.asked))
        log.debug("%s %s %s", call.operation, call.request_id, shown)
    asked = input_reader(operation.asked)(call.params)
    region = call.caller.region or world.settings.region
    account = call.caller.account or world.settings.account_id

    def context(store: Store, shared: Shared) -> Context:
        return Context(
            region,
            account,
            call.caller.host or world.address,
            shared.clock.now(wall_clock()),
            store,
            shared.token_key,
            world.settings,
            world.new_uuid,
        )

    while True:
        if operation.writes:
            async with world.changing() as store:
                shared = store.shared_with(region, account)
                if shared is not None:
                    return written_once(operation, asked, context(store, shared), call)
        else:
            with world.reading() as store:
                shared = store.shared_with(region, account)
                if shared is not None:
                    return operation.perform(asked, context(store, shared))
        async with world.changing() as store:
            if store.shared_with(region, account) is None:
                make_ready(store, region, account, store.shared().clock.now(wall_clock()))


def written_once(operation: Operation, asked: Shape, context: Context, call: Call) -> Shape | None:
    """The output of a writing operation, done once for all attempts of an SDK to make the call."""
    invocation_id = call.caller.invocation_id
    if invocation_id is None:
        return operation.perform(asked, context)
    if call.caller.attempt != 1:
        answer = context.store.answers.find(invocation_id, call.operation)
        if answer is not None:
            return msgspec.json.decode(answer, type=operation.answer) if operation.answer else None
    output = operation.perform(asked, context)
    context.store.answers.keep(invocation_id, call.operation, msgspec.json.encode(output), wall_clock())
    return output


def unsupported(operation: str, world: World) -> WireError:
    """The refusal of an operation that AWS has and this emulator has not; the log says so once."""
    message = (
        f"The emulator does not support GameLift's operation {operation}. It supports {', '.join(sorted(OPERATIONS))}."
    )
    if operation not in world.unsupported:
        world.unsupported.add(operation)
        log.warning(message)
    return WireError("UnsupportedOperationException", message)
