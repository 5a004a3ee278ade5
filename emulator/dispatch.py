"""Station 3: a `Call` becomes a typed, valid input and a `Context`: one instant, one transaction."""

import logging

from emulator.api.shapes import Shape
from emulator.context import Context, World
from emulator.domain.clock import wall_clock
from emulator.operations import OPERATIONS
from emulator.redaction import public_members, redacted
from emulator.validation import reader_of
from emulator.wire.call import Call, WireError

log = logging.getLogger(__name__)

_INPUTS = {name: reader_of(operation.asked) for name, operation in OPERATIONS.items()}
_PUBLIC = {name: public_members(operation.asked) for name, operation in OPERATIONS.items()}


def perform(call: Call, world: World) -> Shape:
    """The output of the operation that `call` names.

    Raises: GameLiftError, WireError.
    """
    operation = OPERATIONS.get(call.operation)
    if operation is None:
        raise unsupported(call.operation, world)
    if log.isEnabledFor(logging.DEBUG):
        shown = call.params if world.settings.log_players else redacted(call.params, _PUBLIC[call.operation])
        log.debug("%s %s %s", call.operation, call.request_id, shown)
    asked = _INPUTS[call.operation](call.params)
    with world.reading() as store:
        shared = store.shared()
        context = Context(
            call.region or world.settings.region,
            call.account or world.settings.account_id,
            shared.clock.now(wall_clock()),
            store,
            shared.token_key,
            world.settings,
        )
        return operation.perform(asked, context)


def unsupported(operation: str, world: World) -> WireError:
    """The refusal of an operation that AWS has and this emulator has not; the log says so once."""
    message = (
        f"The emulator does not support GameLift's operation {operation}. It supports {', '.join(sorted(OPERATIONS))}."
    )
    if operation not in world.unsupported:
        world.unsupported.add(operation)
        log.warning(message)
    return WireError("UnsupportedOperationException", message)
