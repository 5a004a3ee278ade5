"""Calls that come more than once: SDKs send one again whose answer they did not get, and it is done once."""

from collections.abc import Mapping
from typing import cast

import msgspec
from msgspec import inspect

from emulator.api.shape import Shape
from emulator.context import Context
from emulator.domain.clock import wall_clock
from emulator.domain.fingerprint import fingerprint
from emulator.operations import Operation
from emulator.wire.call import Call


def perform_once(operation: Operation, input: Shape, context: Context, call: Call) -> Shape | None:
    """The output of a writing operation, done once for all attempts of an SDK to make the call.

    Attempts come in any order, and to any process on the database; the transaction lets one at a time look. A refusal
    is not kept: the next attempt is done. Under an id that is used for something else, that something is done too.
    """
    invocation_id = call.caller.invocation_id
    if invocation_id is None or not operation.writes:
        return operation.perform(input, context)
    # The id comes first: ids that a client counts up stay together in the index.
    known_by = f"{invocation_id} {fingerprint(call.operation, context.region, context.account, input)}"
    answer = context.store.repeated_calls.find(known_by)
    if answer is not None:
        return kept_output(answer, operation.output)
    output = operation.perform(input, context)
    context.store.repeated_calls.keep(known_by, msgspec.json.encode(output), wall_clock())
    return output


def kept_output(answer: bytes, shape: type[Shape] | None) -> Shape | None:
    """The output that was kept as JSON. It is not judged again: what was answered may break the model's constraints."""
    value: object = msgspec.json.decode(answer)
    return None if shape is None else cast("Shape", _rebuilt(value, inspect.type_info(shape)))


def _rebuilt(value: object, node: inspect.Type) -> object:
    match node, value:
        case inspect.Metadata(type=inner), _:
            return _rebuilt(value, inner)
        case inspect.UnionType(types=types), _:
            return _rebuilt(value, next(each for each in types if not isinstance(each, inspect.NoneType)))
        case inspect.StructType(cls=shape, fields=members), dict():
            found = cast("Mapping[str, object]", value)
            there = (each for each in members if each.encode_name in found)
            return shape(**{each.name: _rebuilt(found[each.encode_name], each.type) for each in there})
        case inspect.ListType(item_type=item), list():
            return [_rebuilt(each, item) for each in value]
        case inspect.DictType(value_type=item), dict():
            return {key: _rebuilt(each, item) for key, each in value.items()}
    return value
